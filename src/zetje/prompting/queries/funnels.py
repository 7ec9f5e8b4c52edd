"""Counts how far each digest led: gone out, opened, a share started, a share confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.fogg import Funnel, read_funnel
from zetje.lib.arrays import copy_out
from zetje.prompting.rules.standing_facts import DIGEST_OPENED

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Plain reads, put together as arrays: one join of them all is planned badly while a table is new.
_GIVEN: Final = """
    SELECT d.id, d.member_id FROM prompting_digest d
    LEFT JOIN people_preferences p
        ON p.organisation_id = d.organisation_id AND p.member_id = d.member_id
    WHERE d.organisation_id = %s AND d.send_at >= %s AND d.send_at < %s
      AND coalesce(p.learns, true)
"""
_STORIES: Final = """
    SELECT s.digest_id, s.story_id FROM prompting_digeststory s WHERE s.organisation_id = %s
"""
_OPENED: Final = """
    SELECT DISTINCT split_part(e.subject, ':', 2)::bigint FROM record_event e
    WHERE e.organisation_id = %s AND e.kind = %s AND e.at >= %s AND e.subject ~ '^digest:[0-9]+$'
        AND e.at < coalesce(%s::timestamptz, 'infinity')
"""
_CHOSEN: Final = """
    SELECT c.member_id, c.story_id FROM sharing_choice c
    WHERE c.organisation_id = %s AND c.undone_at IS NULL AND c.chosen_at >= %s
        AND c.chosen_at < coalesce(%s::timestamptz, 'infinity')
"""
_SHARED: Final = """
    SELECT h.member_id, h.story_id,
        coalesce(h.confirmed_at < coalesce(%s::timestamptz, 'infinity'), false)
    FROM sharing_share h
    WHERE h.organisation_id = %s AND h.undone_at IS NULL AND h.story_id IS NOT NULL
      AND h.started_at >= %s AND h.started_at < coalesce(%s::timestamptz, 'infinity')
"""
_PAIR: Final = {"member": "bigint", "story": "bigint"}
_OF_ONE: Final = {"id": "bigint"}


@dataclass(frozen=True, slots=True)
class Funnels:
    """The funnel of n members; `member` (n,) holds their keys, ascending."""

    member: Ints
    funnel: Funnel


def funnels_of(
    *, organisation_id: int, since: datetime, until: datetime, by: datetime | None = None
) -> Funnels:
    """Count the digests of a time by how far they led, of everybody who lets Zetje learn from them.

    A choice on a digest opened it, wherever it was made. One without a story counts for nobody.

    Args:
        organisation_id: whose members; the tenant's block must be open.
        since: the first moment that counts.
        until: the first that does not.
        by: what came of them from here on does not count; all that is known where it is None.
    """
    own = organisation_id
    given = copy_out(_GIVEN, [own, since, until], columns={"digest": "bigint", "member": "bigint"})
    order = np.argsort(given["digest"])
    digest, member = given["digest"][order], given["member"][order]
    stories = copy_out(_STORIES, [own], columns={"digest": "bigint", "story": "bigint"})
    kept = np.isin(stories["digest"], digest)
    row = np.searchsorted(digest, stories["digest"][kept])
    told = _keys(member[row], stories["story"][kept])
    chosen = copy_out(_CHOSEN, [own, since, by], columns=_PAIR)
    shares = copy_out(_SHARED, [by, own, since, by], columns={**_PAIR, "confirmed": "boolean"})
    taken = _keys(shares["member"], shares["story"])
    confirmed = shares["confirmed"].astype(np.bool_)
    started = _any(row, np.isin(told, taken), digest.size)
    looked = copy_out(_OPENED, [own, DIGEST_OPENED, since, by], columns=_OF_ONE)["id"]
    opened = np.isin(digest, looked)
    opened |= started | _any(
        row, np.isin(told, _keys(chosen["member"], chosen["story"])), digest.size
    )
    shared = _any(row, np.isin(told, taken[confirmed]), digest.size)
    has_story = _any(row, np.ones(row.size, dtype=np.bool_), digest.size)
    people, place = np.unique(member[has_story], return_inverse=True)

    def counted(which: Flags) -> Ints:
        return np.bincount(place, weights=which[has_story], minlength=people.size).astype(np.int64)

    return Funnels(
        people,
        read_funnel(
            sent=counted(has_story),
            opened=counted(opened),
            started=counted(started),
            shared=counted(shared),
        ),
    )


def _keys(member: Ints, story: Ints) -> NDArray[np.void]:
    """Pairs of member and story as values that can be compared whole."""
    pairs = np.ascontiguousarray(np.column_stack([member, story]).astype(np.int64))
    return pairs.view([("member", np.int64), ("story", np.int64)]).reshape(-1)


def _any(row: Ints, which: Flags, rows: int) -> Flags:
    """Whether any of the flags of a row holds."""
    return np.bincount(row[which], minlength=rows) > 0

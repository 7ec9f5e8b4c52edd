"""Reads what was planned before, as arrays, for whoever plans more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.weeks import iso_of
from zetje.lib.arrays import copy_out
from zetje.prompting.rules.reasons import Reason

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_IN_WEEK: Final = "d.organisation_id = %s AND d.iso_year = %s AND d.iso_week = %s"


@dataclass(frozen=True, slots=True)
class Given:
    """Which stories went to whom in a week, and which as the only one in their team."""

    member: Ints
    story: Ints
    only_you: Flags


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Digests whose day is over: whose, and for which ordinal day their message was."""

    digest: Ints
    member: Ints
    week: Ints
    useful_until: Ints


def planned_members(*, organisation_id: int, week: int) -> Ints:
    """Who has a digest in a week, given as its running number."""
    rows = copy_out(
        f"SELECT d.member_id FROM prompting_digest d WHERE {_IN_WEEK}",  # noqa: S608 -- ours
        [organisation_id, *iso_of(week)],
        columns={"member": "bigint"},
    )
    return rows["member"]


def told_of_none(*, organisation_id: int, member_ids: Sequence[int]) -> Ints:
    """Whose last digest, whenever it was, held no story: a kind word."""
    rows = copy_out(
        """SELECT last.member_id FROM (
               SELECT DISTINCT ON (member_id) member_id, id FROM prompting_digest
               WHERE organisation_id = %s AND member_id = ANY(%s)
               ORDER BY member_id, iso_year DESC, iso_week DESC) AS last
           WHERE NOT EXISTS (
               SELECT FROM prompting_digeststory s
               WHERE s.organisation_id = %s AND s.digest_id = last.id)""",
        [organisation_id, list(member_ids), organisation_id],
        columns={"member": "bigint"},
    )
    return rows["member"]


def given_in_week(*, organisation_id: int, week: int) -> Given:
    """The stories that went out in a week."""
    rows = copy_out(
        f"""SELECT d.member_id, s.story_id, s.reason = %s FROM prompting_digest d
            JOIN prompting_digeststory s
            ON s.organisation_id = d.organisation_id AND s.digest_id = d.id
            WHERE {_IN_WEEK}""",  # noqa: S608 -- fixed parts of ours
        [Reason.ONLY_YOU, organisation_id, *iso_of(week)],
        columns={"member": "bigint", "story": "bigint", "only_you": "boolean"},
    )
    return Given(**rows)


def seen_pairs(*, organisation_id: int, story_ids: Sequence[int]) -> tuple[Ints, Ints]:
    """Who had which of these stories in a digest before: members and stories."""
    rows = copy_out(
        """SELECT d.member_id, s.story_id FROM prompting_digeststory s
           JOIN prompting_digest d ON d.organisation_id = s.organisation_id AND d.id = s.digest_id
           WHERE s.organisation_id = %s AND s.story_id = ANY(%s)""",
        [organisation_id, list(story_ids)],
        columns={"member": "bigint", "story": "bigint"},
    )
    return rows["member"], rows["story"]


def unsettled(*, organisation_id: int, now: datetime) -> Unsettled:
    """The digests whose day is over and whose fate was not looked up yet."""
    rows = copy_out(
        """SELECT d.id, d.member_id,
            (to_date(d.iso_year || ' ' || d.iso_week, 'IYYY IW') - date '0001-01-01') / 7,
            extract(epoch FROM d.useful_until)::bigint
           FROM prompting_digest d
           WHERE d.organisation_id = %s AND d.settled_at IS NULL AND d.useful_until <= %s""",
        [organisation_id, now],
        columns={
            "digest": "bigint",
            "member": "bigint",
            "week": "integer",
            "useful_until": "bigint",
        },
    )
    return Unsettled(**rows)

"""Reads what a decision must know that prompting holds itself, as arrays, for some members each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.weeks import iso_of
from zetje.lib.arrays import copy_out, numbers
from zetje.prompting.models import PromptSettings

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# The running number of the ISO week that a row names.
WEEK_NUMBER: Final = (
    "((to_date({0}.iso_year || ' ' || {0}.iso_week, 'IYYY IW') - date '0001-01-01') / 7)"
)
# An expert's word that its person saw.
RECOGNITION: Final = "feedback.seen"


@dataclass(frozen=True, slots=True)
class WeekDigests:
    """The digests of a week: whose, and when it goes out, in seconds since 1970."""

    member: Ints
    digest: Ints
    send_at: Ints


@dataclass(frozen=True, slots=True)
class WeekStories:
    """What the digests of a week offer: whose digest it is, and which story at which place."""

    member: Ints
    story: Ints
    position: Ints


@dataclass(frozen=True, slots=True)
class PastPrompts:
    """Prompts of weeks before: to whom, in which week, and of which arm (0 for the first)."""

    member: Ints
    week: Ints
    arm: Ints


def settings_of(*, organisation_id: int, now: datetime) -> PromptSettings:
    """How an organisation lets decide; the defaults, unsaved, where it chose nothing."""
    rows = PromptSettings.objects.filter(organisation_id=organisation_id, replaced_at__isnull=True)
    return rows.first() or PromptSettings(organisation_id=organisation_id, set_at=now)


def decided_members(*, organisation_id: int, member_ids: Ints, week: int) -> Ints:
    """For whom of some members this week was decided already."""
    rows = copy_out(
        """SELECT d.member_id FROM prompting_decision d
           WHERE d.organisation_id = %s AND d.iso_year = %s AND d.iso_week = %s
             AND d.member_id = ANY(%s::bigint[])""",
        [organisation_id, *iso_of(week), numbers(member_ids)],
        columns={"member": "bigint"},
    )
    return rows["member"]


def digests_of_week(*, organisation_id: int, member_ids: Ints, week: int) -> WeekDigests:
    """The digests of a week, in the order of their members."""
    rows = copy_out(
        """SELECT d.member_id, d.id, extract(epoch FROM d.send_at)::bigint
           FROM prompting_digest d
           WHERE d.organisation_id = %s AND d.iso_year = %s AND d.iso_week = %s
             AND d.member_id = ANY(%s::bigint[]) ORDER BY d.member_id""",
        [organisation_id, *iso_of(week), numbers(member_ids)],
        columns={"member": "bigint", "digest": "bigint", "send_at": "bigint"},
    )
    return WeekDigests(**rows)


def stories_of_week(*, organisation_id: int, member_ids: Ints, week: int) -> WeekStories:
    """What the digests of a week offer, the first place first."""
    rows = copy_out(
        """SELECT d.member_id, s.story_id, s.position FROM prompting_digest d
           JOIN prompting_digeststory s
           ON s.organisation_id = d.organisation_id AND s.digest_id = d.id
           WHERE d.organisation_id = %s AND d.iso_year = %s AND d.iso_week = %s
             AND d.member_id = ANY(%s::bigint[]) ORDER BY s.position""",
        [organisation_id, *iso_of(week), numbers(member_ids)],
        columns={"member": "bigint", "story": "bigint", "position": "smallint"},
    )
    return WeekStories(**rows)


def past_prompts(*, organisation_id: int, member_ids: Ints, since: datetime) -> PastPrompts:
    """The prompts of some members from a moment on, without those known not to have gone out."""
    rows = copy_out(
        f"""SELECT d.member_id, {WEEK_NUMBER.format("d")}, d.action - 1
            FROM prompting_decision d
            LEFT JOIN prompting_decisionoutcome o
                ON o.organisation_id = d.organisation_id AND o.decision_id = d.id
            WHERE d.organisation_id = %s AND d.member_id = ANY(%s::bigint[]) AND d.slot_at >= %s
              AND d.action > 0 AND coalesce(o.was_sent, true)""",  # noqa: S608 -- ours
        [organisation_id, numbers(member_ids), since],
        columns={"member": "bigint", "week": "integer", "arm": "integer"},
    )
    return PastPrompts(**rows)


def last_wordings(
    *, organisation_id: int, member_ids: Ints, keys: Sequence[str]
) -> tuple[Ints, Ints, Ints]:
    """The wording that some members had last of each arm: members, arms, and places in `keys`.

    The place is -1 for a wording that is not among them.
    """
    rows = copy_out(
        """SELECT DISTINCT ON (d.member_id, d.action) d.member_id, d.action - 1,
               coalesce(array_position(%s::text[], d.wording), 0) - 1
           FROM prompting_decision d
           WHERE d.organisation_id = %s AND d.member_id = ANY(%s::bigint[]) AND d.action > 0
           ORDER BY d.member_id, d.action, d.slot_at DESC""",
        [list(keys), organisation_id, numbers(member_ids)],
        columns={"member": "bigint", "arm": "integer", "place": "integer"},
    )
    return rows["member"], rows["arm"], rows["place"]


def hold_out_draws(*, organisation_id: int, member_ids: Ints) -> tuple[Ints, Flags]:
    """Of whom it was drawn whether they belong to the hold-out, in their order, and whether."""
    rows = copy_out(
        """SELECT h.member_id, h.is_held_out FROM prompting_holdoutdraw h
           WHERE h.organisation_id = %s AND h.member_id = ANY(%s::bigint[]) ORDER BY h.member_id""",
        [organisation_id, numbers(member_ids)],
        columns={"member": "bigint", "held": "boolean"},
    )
    return rows["member"], rows["held"]


def recognised_members(*, organisation_id: int, member_ids: Ints, since: datetime) -> Ints:
    """Who of some members saw an expert's word from a moment on."""
    rows = copy_out(
        """SELECT DISTINCT m.id FROM record_event e
           JOIN people_member m
               ON m.organisation_id = e.organisation_id AND m.person_key = e.person_key
           WHERE e.organisation_id = %s AND e.kind = %s AND e.at >= %s
             AND m.id = ANY(%s::bigint[])""",
        [organisation_id, RECOGNITION, since, numbers(member_ids)],
        columns={"member": "bigint"},
    )
    return rows["member"]

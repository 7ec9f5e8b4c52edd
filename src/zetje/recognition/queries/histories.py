"""Judges members' weeks from what is known of them: choices, leave, rest and quiet weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.streaks import Chains, Weeks, judge
from zetje.behaviour.weeks import DAYS, monday_of, week_number
from zetje.lib.arrays import copy_out
from zetje.people import queries as people
from zetje.recognition.rules import away_weeks, in_weeks, joined_weeks
from zetje.sharing import queries as sharing

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Judged:
    """Members in the order of their numbers, the weeks that were judged, and the verdict."""

    members: Ints
    weeks: range
    chains: Chains


def judge_members(
    *, organisation_id: int, member_ids: Sequence[int] | None, week: int, now: datetime
) -> Judged:
    """Judge the chains of members up to a week that is still open, from the facts themselves.

    Args:
        organisation_id: whose members.
        member_ids: which of them; None for all.
        week: the running number of the week that is open.
        now: the moment of asking.
    """
    working = people.working_weeks(organisation_id=organisation_id, now=now, member_ids=member_ids)
    joined = people.joined_spans(organisation_id=organisation_id, member_ids=member_ids)
    members = working.member
    first = week_number(date.fromordinal(int(joined.starts_on.min(initial=_monday(week)))))
    weeks = range(min(first, week), week + 1)
    away = people.absences(
        organisation_id=organisation_id,
        first=monday_of(weeks.start),
        last=date.fromordinal(_monday(week) + DAYS - 1),
        member_ids=member_ids,
    )
    shares, skips = _choices(organisation_id, member_ids, members, weeks)
    own, quiet = _rests(organisation_id, member_ids, members, weeks)
    known = Weeks(
        shares=shares,
        skips=skips,
        own=own,
        quiet=quiet,
        joined=joined_weeks(people=members.size, spans=_spans(joined, members), weeks=weeks),
        away=away_weeks(
            working=working.working,
            country=working.country,
            countries=working.countries,
            spans=_spans(away, members),
            weeks=weeks,
        ),
    )
    return Judged(members, weeks, judge(known, last_week_is_open=True))


def _monday(week: int) -> int:
    return monday_of(week).toordinal()


def _spans(spans: people.Spans, members: Ints) -> tuple[Ints, Ints, Ints]:
    """Spans with an index into the members instead of their numbers."""
    return np.searchsorted(members, spans.member), spans.starts_on, spans.ends_on


def _choices(
    organisation_id: int, member_ids: Sequence[int] | None, members: Ints, weeks: range
) -> tuple[Ints, Ints]:
    """Shares and skips, people × weeks."""
    chosen = sharing.choice_weeks(organisation_id=organisation_id, member_ids=member_ids)
    index = np.searchsorted(members, chosen.member)
    return (
        in_weeks(index, chosen.week, chosen.shares, people=members.size, weeks=weeks),
        in_weeks(index, chosen.week, chosen.skips, people=members.size, weeks=weeks),
    )


def _rests(
    organisation_id: int, member_ids: Sequence[int] | None, members: Ints, weeks: range
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Own rest weeks and quiet weeks, in one reading."""
    mine = "member_id IS NOT NULL" if member_ids is None else "member_id = ANY(%s)"
    whose = [] if member_ids is None else [list(member_ids)]
    rows = copy_out(
        f"""SELECT member_id, iso_year::int, iso_week::int, true FROM recognition_restweek
            WHERE organisation_id = %s AND undone_at IS NULL AND {mine}
            UNION ALL
            SELECT member_id, iso_year::int, iso_week::int, false FROM recognition_quietweek
            WHERE organisation_id = %s AND {mine}""",  # noqa: S608 -- fixed parts of ours
        [organisation_id, *whose, organisation_id, *whose],
        columns={
            "member": "bigint",
            "iso_year": "integer",
            "iso_week": "integer",
            "own": "boolean",
        },
    )
    index = np.searchsorted(members, rows["member"])
    labels = zip(rows["iso_year"].tolist(), rows["iso_week"].tolist(), strict=True)
    week = np.array(
        [week_number(date.fromisocalendar(year, number, 1)) for year, number in labels],
        dtype=np.int64,
    )
    own = rows["own"].astype(np.int64)

    def flags(values: Ints) -> NDArray[np.bool_]:
        return in_weeks(index, week, values, people=members.size, weeks=weeks) > 0

    return flags(own), flags(1 - own)

"""Reads the chain of weeks as its owner sees it. Nobody else ever does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

from zetje.behaviour.streaks import Reason, State, count_up
from zetje.behaviour.weeks import iso_of, monday_of, number_of, week_number
from zetje.recognition.models import ChainWeek
from zetje.recognition.queries.histories import Judged, judge_members
from zetje.recognition.rules import NODES

Verdict = tuple[State, Reason]
OUTSIDE: Verdict = (State.OUTSIDE, Reason.OUTSIDE)


@dataclass(frozen=True, slots=True)
class ChainNode:
    """One week of a chain: shared, rest, gap or, while it lasts, open; and why."""

    iso_year: int
    iso_week: int
    state: str
    reason: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """A person's chain: the last twelve weeks they took part in, oldest first, and its figures.

    `started` is the ISO year and week of the first share of the present chain; `is_mendable` says
    that two shares this week mend the last missed one.
    """

    nodes: Sequence[ChainNode]
    length: int
    longest: int
    started: tuple[int, int] | None
    rest_weeks_left: int
    is_mendable: bool

    @property
    def this_week(self) -> str:
        """What the present week is so far."""
        return self.nodes[-1].state if self.nodes and self.nodes[-1].is_now else ""

    @property
    def is_resting(self) -> bool:
        """Whether the person made this week a rest week."""
        return bool(self.this_week) and self.nodes[-1].reason == "own"

    @property
    def may_rest(self) -> bool:
        """Whether the person may make this week a rest week."""
        return self.this_week == "open" and self.rest_weeks_left > 0


def chain_for(member: Any, *, today: date) -> Chain:
    """The chain of a member on a day of theirs: one query, or a few when a week has just turned."""
    chains = chains_for(
        organisation_id=member.organisation_id,
        member_ids=[member.pk],
        week=week_number(today),
    )
    return chains[member.pk]


def chains_for(
    *, organisation_id: int, member_ids: Sequence[int], week: int
) -> Mapping[int, Chain]:
    """The chains of members in a week of theirs, given as its running number."""
    kept = kept_weeks(organisation_id, member_ids)
    chains = {
        member: _chain(list(_in_order(rows, week)), week)
        for member, rows in kept.items()
        if max(rows) == week
    }
    missing = [member for member in member_ids if member not in chains]
    if missing:
        # Noon of the Wednesday: any moment of the week serves, as nothing here asks for the hour.
        now = datetime.combine(monday_of(week), time(12), UTC)
        judged = judge_members(
            organisation_id=organisation_id, member_ids=missing, week=week, now=now
        )
        chains |= _judged_chains(judged, week)
    return chains


def kept_weeks(organisation_id: int, member_ids: Sequence[int]) -> dict[int, dict[int, Verdict]]:
    """The weeks that were judged before, by member and running number of the week."""
    rows = ChainWeek.objects.filter(organisation_id=organisation_id, member__in=member_ids)
    kept: dict[int, dict[int, Verdict]] = {}
    for member_id, year, week, state, reason in rows.values_list(
        "member_id", "iso_year", "iso_week", "state", "reason"
    ):
        verdict = State[state.upper()], Reason[reason.upper()]
        kept.setdefault(member_id, {})[number_of(year, week)] = verdict
    return kept


def _in_order(rows: Mapping[int, Verdict], week: int) -> Iterable[tuple[int, Verdict]]:
    for number in range(min(rows), week + 1):
        yield number, rows.get(number, OUTSIDE)


def _judged_chains(judged: Judged, week: int) -> dict[int, Chain]:
    states, reasons = judged.chains.states.tolist(), judged.chains.reasons.tolist()
    return {
        member: _chain(
            [
                (number, (State(state), Reason(reason)))
                for number, state, reason in zip(
                    judged.weeks, states[row], reasons[row], strict=True
                )
            ],
            week,
        )
        for row, member in enumerate(judged.members.tolist())
    }


def _chain(weeks: Sequence[tuple[int, Verdict]], now: int) -> Chain:
    figures = count_up([verdict for _, verdict in weeks])
    taken_part = [each for each in weeks if each[1] != OUTSIDE]
    return Chain(
        nodes=[_node(week, verdict, now) for week, verdict in taken_part[-NODES:]],
        length=figures.length,
        longest=figures.longest,
        started=None if figures.start is None else iso_of(weeks[figures.start][0]),
        rest_weeks_left=figures.rest_weeks_left,
        is_mendable=figures.is_mendable,
    )


@lru_cache(maxsize=4096)
def _node(week: int, verdict: Verdict, now: int) -> ChainNode:
    year, number = iso_of(week)
    state, reason = verdict
    return ChainNode(year, number, state.name.lower(), reason.name.lower(), is_now=week == now)

"""The chain: which weeks of a person hold together, and how long they have done so.

A weekly streak with slack. Sources: people persist longer with emergency reserves than under a
rule without them (Sharif & Shu, "The Benefits of Emergency Reserves", J. Marketing Research 2017,
and "Nudging Persistence after Failure through Emergency Reserves", OBHDP 2021); a broken streak
that is highlighted lowers engagement, and being able to repair it undoes that (Silverman &
Barasch, "On or Off Track: How (Broken) Streaks Affect Consumer Decisions", J. Consumer Research
2023); rewarding the return after a miss was the best of 54 interventions (Milkman et al.,
"Megastudies improve the impact of applied behavioural science", Nature 2021). The numbers below
(two rest weeks, eight weeks, two shares) are this project's own proposal.

One person who shared, missed a week, and mended it by two shares in the next:

>>> shares = np.array([[1, 0, 2]])
>>> never = np.zeros((1, 3), dtype=bool)
>>> weeks = Weeks(shares, np.zeros_like(shares), ~never, away=never, quiet=never, own=never)
>>> chains = judge(weeks, last_week_is_open=False)
>>> [State(state).name for state in chains.states[0]], int(chains.length[0])
(['SHARED', 'REST', 'SHARED'], 2)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

REST_WEEKS_AT_FIRST = 2
REST_WEEKS_KEPT = 2
SHARED_WEEKS_PER_REST_WEEK = 8
SKIPPED_WEEKS_IN_A_ROW = 2
WEEKS_BETWEEN_MENDS = 8
SHARES_THAT_MEND = 2

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
NEVER = -1


class State(IntEnum):
    """What one week is in the chain."""

    OUTSIDE = 0
    GAP = 1
    REST = 2
    SHARED = 3
    OPEN = 4


class Reason(IntEnum):
    """Why a week is what it is."""

    OUTSIDE = 0
    MISSED = 1
    AWAY = 2
    QUIET = 3
    OWN = 4
    SKIPS = 5
    MENDED = 6
    SHARED = 7
    OPEN = 8
    WAITING = 9


@dataclass(frozen=True, slots=True)
class Weeks:
    """What is known of people's weeks: arrays of people × consecutive ISO weeks, oldest first.

    `joined` is false before joining and after leaving; `away` is leave, public holidays or a pause;
    `quiet` is a week in which nothing was offered; `own` is a rest week the person took.
    """

    shares: Ints
    skips: Ints
    joined: Flags
    away: Flags
    quiet: Flags
    own: Flags

    @property
    def shape(self) -> tuple[int, int]:
        """Number of people and number of weeks."""
        people, weeks = self.shares.shape
        return people, weeks


@dataclass(frozen=True, slots=True)
class Chains:
    """The verdict: a state and a reason for each week, and the figures for each person.

    `start` is the index of the first shared week of the present chain, -1 without one. `mendable`
    says that the last missed week can still be mended by two shares; that week is WAITING.
    """

    states: NDArray[np.uint8]
    reasons: NDArray[np.uint8]
    length: Ints
    longest: Ints
    start: Ints
    rest_weeks_left: Ints
    mendable: Flags


@dataclass(frozen=True, slots=True)
class Figures:
    """How long one person's chain is. `start` is the index of its first shared week, or None."""

    length: int
    longest: int
    start: int | None
    rest_weeks_left: int
    is_mendable: bool


@dataclass(slots=True)
class _Tally:
    """What is carried from one week to the next, one entry a person."""

    states: NDArray[np.uint8]
    reasons: NDArray[np.uint8]
    length: Ints
    longest: Ints
    start: Ints
    rests: Ints
    shared_weeks: Ints
    skipped_in_a_row: Ints
    mended: Ints
    pending: Ints


def judge(weeks: Weeks, *, last_week_is_open: bool) -> Chains:
    """Judge every week of every person, and say how long each chain is.

    A week with a share grows the chain. Leave, holidays, a pause, a week without stories and an own
    rest week hold it; so does a week of skips, at most two of them between two shares. One missed
    week in eight is mended when the next week that does not rest brings two shares. A week that is
    still open is never a gap, and skips in it do not rest it before it is over.
    """
    people, count = weeks.shape
    tally = _start(people, count)
    for week in range(count):
        _judge_week(weeks, tally, week, is_open=last_week_is_open and week == count - 1)
    waiting = np.flatnonzero(tally.pending != NEVER)
    tally.reasons[waiting, tally.pending[waiting]] = Reason.WAITING
    return Chains(
        states=tally.states,
        reasons=tally.reasons,
        length=tally.length,
        longest=tally.longest,
        start=tally.start,
        rest_weeks_left=tally.rests,
        mendable=tally.pending != NEVER,
    )


def count_up(weeks: Sequence[tuple[State, Reason]]) -> Figures:
    """Count one person's chain again from weeks that were judged before, oldest first."""
    length = longest = shared_weeks = 0
    rests = REST_WEEKS_AT_FIRST
    start: int | None = None
    waiting = False
    for index, (state, reason) in enumerate(weeks):
        if state == State.SHARED:
            shared_weeks += 1
            earned = shared_weeks % SHARED_WEEKS_PER_REST_WEEK == 0
            rests = min(rests + earned, REST_WEEKS_KEPT)
            if not waiting:
                start = index if length == 0 else start
                length += 1
                longest = max(longest, length)
        elif reason == Reason.OWN:
            rests -= 1
        elif reason == Reason.WAITING:
            waiting = True
        elif state == State.GAP:
            length, start = 0, None
    return Figures(length, longest, start, rests, waiting)


def _start(people: int, weeks: int) -> _Tally:
    def filled(value: int) -> Ints:
        return np.full(people, value, dtype=np.int64)

    return _Tally(
        states=np.zeros((people, weeks), dtype=np.uint8),
        reasons=np.zeros((people, weeks), dtype=np.uint8),
        length=filled(0),
        longest=filled(0),
        start=filled(NEVER),
        rests=filled(REST_WEEKS_AT_FIRST),
        shared_weeks=filled(0),
        skipped_in_a_row=filled(0),
        mended=filled(-WEEKS_BETWEEN_MENDS),
        pending=filled(NEVER),
    )


def _judge_week(weeks: Weeks, tally: _Tally, week: int, *, is_open: bool) -> None:
    left = weeks.joined[:, week].copy()

    def take(which: Flags, state: State, reason: Reason) -> Flags:
        """Settle these people's week unless it is settled already."""
        taken = left & which
        tally.states[taken, week] = state
        tally.reasons[taken, week] = reason
        left[taken] = False
        return taken

    shared = take(weeks.shares[:, week] > 0, State.SHARED, Reason.SHARED)
    take(weeks.away[:, week], State.REST, Reason.AWAY)
    take(weeks.quiet[:, week], State.REST, Reason.QUIET)
    own = take(weeks.own[:, week] & (tally.rests > 0), State.REST, Reason.OWN)
    tally.rests -= own
    if is_open:
        take(left, State.OPEN, Reason.OPEN)
    skipped = take(
        (weeks.skips[:, week] > 0) & (tally.skipped_in_a_row < SKIPPED_WEEKS_IN_A_ROW),
        State.REST,
        Reason.SKIPS,
    )
    tally.skipped_in_a_row += skipped
    missed = take(left, State.GAP, Reason.MISSED)
    _mend_or_break(tally, shared, weeks.shares[:, week], week, is_open=is_open)
    _grow(tally, shared, week)
    _miss(tally, missed, week)


def _mend_or_break(tally: _Tally, shared: Flags, shares: Ints, week: int, *, is_open: bool) -> None:
    """Settle a missed week that waited for the next one: two shares mend it, one does not."""
    waiting = shared & (tally.pending != NEVER)
    mends = waiting & (shares >= SHARES_THAT_MEND)
    rows = np.flatnonzero(mends)
    tally.states[rows, tally.pending[rows]] = State.REST
    tally.reasons[rows, tally.pending[rows]] = Reason.MENDED
    tally.mended[mends] = tally.pending[mends]
    tally.pending[mends] = NEVER
    if not is_open:
        _break(tally, waiting & ~mends)


def _grow(tally: _Tally, shared: Flags, week: int) -> None:
    """Add a shared week: to the chain, unless it waits for a second share, and to the reserve."""
    grows = shared & (tally.pending == NEVER)
    tally.start[grows & (tally.length == 0)] = week
    tally.length += grows
    tally.longest = np.maximum(tally.longest, tally.length)
    tally.skipped_in_a_row[shared] = 0
    tally.shared_weeks += shared
    earned = shared & (tally.shared_weeks % SHARED_WEEKS_PER_REST_WEEK == 0)
    tally.rests = np.minimum(tally.rests + earned, REST_WEEKS_KEPT)


def _miss(tally: _Tally, missed: Flags, week: int) -> None:
    """Hold a chain open for mending once in eight weeks; otherwise the next share starts anew."""
    may_mend = (
        missed
        & (tally.length > 0)
        & (tally.pending == NEVER)
        & (week - tally.mended >= WEEKS_BETWEEN_MENDS)
    )
    _break(tally, missed & ~may_mend)
    tally.pending[may_mend] = week


def _break(tally: _Tally, broken: Flags) -> None:
    tally.length[broken] = 0
    tally.start[broken] = NEVER
    tally.pending[broken] = NEVER

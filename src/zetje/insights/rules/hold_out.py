"""The programme beside its hold-out: how much more people post who are prompted.

Chance put people into the hold-out for good, so persons are compared, by intention to treat: from
the week after their draw on, whatever they did then. The difference is that of
`behaviour.intervals` with one constant treatment a person. Its information is 1/SE²: looking again
adds weeks and never people, and only so measured do looks add up as a confidence sequence needs.

Published: `behaviour.intervals`. Ours: when it is shown, and that each week's rates stand as told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from zetje.behaviour.intervals import (
    ALPHA,
    Difference,
    PersonSums,
    anytime_interval,
    difference,
    week_sums,
)
from zetje.behaviour.power import POWER, hold_out_effect, hold_out_worth_showing
from zetje.behaviour.verdicts import Finding, judge
from zetje.insights.rules.rounding import alike, is_open, percent, rounded

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

# What a hold-out is planned to gather, whatever comes of it.
PLANNED_WEEKS: Final = 26
PLANNED_RATE: Final = 0.10
# The number of people is told in tens, rounded down.
_TENS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Arms:
    """Who was drawn, and the weeks in which they posted.

    Attributes:
        is_held_out: (n,) whether they get no prompts.
        chance: (n,) of being held out, when it was drawn.
        drawn: (n,) the week of the draw.
        shared: (n, weeks) whether they posted in each week.
        weeks: (weeks,) their numbers, ascending.
    """

    is_held_out: Flags
    chance: Floats
    drawn: Ints
    shared: Flags
    weeks: Ints


@dataclass(frozen=True, slots=True)
class Comparison:
    """What may be said. Rates and differences are in posts' weeks of a hundred.

    Attributes:
        is_shown: whether enough are held out to find an effect that matters.
        held_out: how many, in tens, rounded down.
        finds: the smallest effect it could find, in per cent of what there is without prompts.
        finding: the verdict with its numbers; None where it is not shown.
        rate, base: in the programme and in the hold-out, over all weeks; None with `finding`.
    """

    is_shown: bool
    held_out: int
    finds: int | None
    finding: Finding | None = None
    rate: float | None = None
    base: float | None = None


def compare(arms: Arms) -> Comparison:
    """Compare those who are prompted with the hold-out, over all weeks since the draws.

    Returns:
        a `Comparison`; its numbers in steps of what one of the hold-out weighs, whoever has most
        weeks.
    """
    people, held = arms.is_held_out.size, int(np.count_nonzero(arms.is_held_out))
    tens = held // _TENS * _TENS
    seen = arms.drawn[:, None] < arms.weeks
    base = _rate(arms, seen, held=True)
    if not 0 < held < people or not seen.any():
        return Comparison(False, tens, None)
    weeks = float(seen[arms.is_held_out].sum(axis=1).mean())
    plan = {"people": people, "share": held / people, "weeks": max(weeks, 1.0)}
    if not 0 < base < 1 or not hold_out_worth_showing(**plan, base_rate=base):
        # By what was planned: with what was seen it would tell how often so few people posted.
        planned = {"weeks": PLANNED_WEEKS, "base_rate": PLANNED_RATE}
        return Comparison(False, tens, round(100 * float(hold_out_effect(**plan | planned))))
    finds = round(100 * float(hold_out_effect(**plan, base_rate=base)))
    found = difference(sums=_sums(arms, seen))
    weighs = min(alike(seen[own].sum(axis=1)) for own in _both(arms))
    return Comparison(
        True,
        tens,
        finds,
        _judged(found, people, held, base, weighs),
        *(rounded(100 * _rate(arms, seen, held=own), people=weighs) for own in (False, True)),
    )


def _rate(arms: Arms, seen: Flags, *, held: bool) -> float:
    own = arms.is_held_out == held
    rows = int(seen[own].sum())
    return float((arms.shared & seen)[own].sum() / rows) if rows else 0.0


def _sums(arms: Arms, seen: Flags) -> PersonSums:
    numerator = float(1 - np.median(arms.chance))
    common = {"treatment": ~arms.is_held_out, "probability": 1 - arms.chance}
    found = [
        week_sums(outcome=arms.shared[:, at], available=seen[:, at], numerator=numerator, **common)
        for at in range(arms.weeks.size)
    ]
    total = found[0]
    for each in found[1:]:
        total += each
    return total


def _judged(found: Difference, people: int, held: int, base: float, weighs: int) -> Finding:
    """The verdict, its numbers in points of a hundred, rounded for so many people alike."""
    reach = stats.norm.ppf(1 - ALPHA / 2) + stats.norm.ppf(POWER)
    effect = hold_out_effect(
        people=people, share=held / people, weeks=PLANNED_WEEKS, base_rate=PLANNED_RATE
    )
    planned_error = float(effect) * PLANNED_RATE / float(reach)
    error = float(found.standard_error)
    interval = anytime_interval(
        estimate=found.estimate,
        standard_error=error,
        information=1 / error**2,
        planned=1 / planned_error**2,
        degrees_of_freedom=held - 1,
    )
    numbers = [
        rounded(100 * float(each), people=weighs)
        for each in (found.estimate, interval.lower, interval.upper)
    ]
    return judge(
        estimate=numbers[0],
        lower=numbers[1],
        upper=numbers[2],
        people=people,
        events=found.events,
        base=100 * base,
    )


def weekly_rates(
    arms: Arms, *, least: int, since: int
) -> list[tuple[int, float | None, float | None]]:
    """The part of each arm that posted in each week, in per cent, from a week on.

    None where fewer than k of either arm posted, or did not. Told once for each week; a week that
    was told is not worked out again.
    """
    found: list[tuple[int, float | None, float | None]] = []
    for at, week in enumerate(arms.weeks.tolist()):
        if week < since:
            continue
        seen = arms.drawn < week
        programme, held = (_part(arms.shared[seen & own, at], least) for own in _both(arms))
        is_told = programme is not None and held is not None
        found.append((week, programme, held) if is_told else (week, None, None))
    return found


def _both(arms: Arms) -> Sequence[Flags]:
    return ~arms.is_held_out, arms.is_held_out


def _part(shared: Flags, least: int) -> float | None:
    count, people = int(shared.sum()), shared.size
    return percent(count, people) if is_open(count, people, least) else None

"""Why people stop: which step on the way to a post fell first, if any fell by more than chance.

Each step is the part of those who came so far that goes on, week by week. The last weeks are held
against those before; a step fell when the whole interval of the difference lies below zero. Since
when is where one level before and one after fit its weeks best. Weeks differ by more than people do
one by one, so the doubt is the larger of what the weeks show among themselves and of what as many
people by chance would.

Published: Student (1908), two means with one variance; Bonferroni for the steps; one change of
level by least squares (Hinkley 1970). Ours: the larger of both doubts, and the lengths.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]

NOW_WEEKS: Final = 4
BEFORE_WEEKS: Final = 13
# All steps together, at one look; low, since people look every week.
ALPHA: Final = 0.01
# On either side of a change.
_SHORTEST: Final = 3
_LEAST_BEFORE: Final = 6


@dataclass(frozen=True, slots=True)
class Fall:
    """A step that fell.

    Attributes:
        step: which, from 0: the part of those at count `step` who are in count `step` + 1.
        since: the place of the first week of the lower level.
        before, now: the part that went on, of 100.
    """

    step: int
    since: int
    before: int
    now: int


def first_fall(counts: Floats) -> Fall | None:
    """The step that fell first.

    Args:
        counts: (weeks, steps + 1) how many people came so far in each week, the oldest first, NaN
            where it cannot be told; the newest `NOW_WEEKS` are held against the rest.

    Returns:
        None where nothing fell by more than chance.
    """
    steps = counts.shape[1] - 1
    falls = [
        fall
        for step in range(steps)
        if (fall := _fall(counts[:, step], counts[:, step + 1], step, ALPHA / steps))
    ]
    return min(falls, key=lambda fall: (fall.since, fall.step), default=None)


def is_enough(counts: Floats) -> bool:
    """Whether there are weeks enough to hold the last ones against."""
    told = [bool(np.isfinite(row).all()) for row in counts]
    return sum(told[-NOW_WEEKS:]) >= _SHORTEST and sum(told[:-NOW_WEEKS]) >= _LEAST_BEFORE


def _fall(came: Floats, went: Floats, step: int, alpha: float) -> Fall | None:
    known = np.isfinite(came) & np.isfinite(went) & (came > 0)
    late = np.arange(came.size) >= came.size - NOW_WEEKS
    now, before = known & late, known & ~late
    if now.sum() < _SHORTEST or before.sum() < _LEAST_BEFORE:
        return None
    rate = np.full(came.size, np.nan)
    rate[known] = went[known] / came[known]
    difference = float(rate[now].mean() - rate[before].mean())
    error, df = _error(rate, came, now, before)
    if difference + error * float(stats.t.ppf(1 - alpha / 2, df)) >= 0:
        return None
    return Fall(
        step=step,
        since=_since(rate, np.flatnonzero(known)),
        before=round(100 * float(rate[before].mean())),
        now=round(100 * float(rate[now].mean())),
    )


def _error(
    rate: Floats, came: Floats, now: NDArray[np.bool_], before: NDArray[np.bool_]
) -> tuple[float, int]:
    """The standard error of the difference of the two means, and its degrees of freedom."""
    df = int(now.sum() + before.sum() - 2)
    left = sum(float(((rate[part] - rate[part].mean()) ** 2).sum()) for part in (now, before))
    by_weeks = left / df * (1 / now.sum() + 1 / before.sum())
    by_people = sum(
        float((rate[part].mean() * (1 - rate[part].mean()) / came[part]).sum() / part.sum() ** 2)
        for part in (now, before)
    )
    return float(np.sqrt(max(by_weeks, by_people))), df


def _since(rate: Floats, known: NDArray[np.intp]) -> int:
    values = rate[known]
    left = [
        float(((values[:cut] - values[:cut].mean()) ** 2).sum())
        + float(((values[cut:] - values[cut:].mean()) ** 2).sum())
        for cut in range(_SHORTEST, values.size - _SHORTEST + 1)
    ]
    return int(known[_SHORTEST + int(np.argmin(left))])

"""What came of a step after a quarter: the same figure then and before, and whether it is chance.

None of this says that the step did it. Of a group it is told beside what the others did meanwhile,
so that what happened to everybody does not count; whatever else happened to the group does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from zetje.insights.rules.next_steps.gaps import Group, variances_of

_SURE: Final = 1.96


class Verdict(StrEnum):
    """What may be said of a change."""

    ROSE = "rose"
    FELL = "fell"
    CHANCE = "chance"
    # The group cannot be told any more.
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Change:
    """A change in parts of one; `lower` and `upper` bound it with 95 %."""

    mean: float
    lower: float
    upper: float

    @property
    def verdict(self) -> Verdict:
        """Whether it is more than chance."""
        if self.lower > 0:
            return Verdict.ROSE
        return Verdict.FELL if self.upper < 0 else Verdict.CHANCE


def change_of_group(
    groups: Sequence[Group], at: int, *, gap: float, deviation: float, design: float
) -> Change:
    """How much closer a group came to the others, against the gap that its step was made from.

    c = gap − (y_others − y_g), Var c = deviation² + s_g² + s_others². What was known before is the
    pooled gap, not the raw one: a group that was picked since it stood out comes back by itself,
    and that must not look like a success.

    Args:
        groups: the group and the others, a quarter later.
        at: which of them it is.
        gap: what was believed of its gap.
        deviation: of that belief.
        design: as `gaps.gaps_of` takes it, of now.
    """
    rates = np.array([each.rate for each in groups])
    variance = variances_of(groups, design=design)
    share = np.array([0.0 if place == at else each.of for place, each in enumerate(groups)])
    share /= share.sum()
    after = float(share @ rates - rates[at])
    error = float(np.sqrt(deviation**2 + variance[at] + share**2 @ variance))
    return _around(gap - after, error)


def change_of_whole(before: Group, after: Group, *, design: float, weekly: float) -> Change:
    """How much a part of everybody changed between two quarters.

    Var = max(s_before² + s_after², 2·weekly²/13): people who do the same in many weeks, or weeks
    that are good or bad for all.

    Args:
        before: what was done in the quarter up to the step.
        after: what was done in the one after it.
        design: as `gaps.gaps_of` takes it.
        weekly: the standard deviation of the part from week to week.
    """
    of_people = float(variances_of([before, after], design=design).sum())
    return _around(after.rate - before.rate, max(of_people, 2 * weekly**2 / 13) ** 0.5)


def _around(mean: float, error: float) -> Change:
    return Change(mean, mean - _SURE * error, mean + _SURE * error)

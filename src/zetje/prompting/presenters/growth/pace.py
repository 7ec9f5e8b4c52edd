"""What somebody's weeks come to, and at what pace they go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from zetje.behaviour.habits import weeks_to_threshold

if TYPE_CHECKING:
    from zetje.prompting.queries.standing_facts import Course, Flags

# The pace is that of the last quarter.
LOOKS_BACK: Final = 12


@dataclass(frozen=True, slots=True)
class Weeks:
    """What the weeks of somebody come to.

    Attributes:
        weeks: their own weeks since their first share.
        shared: those with a share.
        strength: habit strength now.
        pace: how often they shared in their last weeks, 0 to 1.
        weeks_left: until a habit at that pace; None where the pace does not lead there.
        quiet: their own weeks since the last share, this one not counted.
    """

    weeks: int
    shared: int
    strength: float
    pace: float
    weeks_left: int | None
    quiet: int

    @property
    def points(self) -> int:
        """Habit strength as a number of 100."""
        return round(100 * self.strength)


def weeks_of(course: Course) -> Weeks | None:
    """What somebody's weeks come to; None before their first share."""
    shared = np.flatnonzero(course.acts > 0)
    if not shared.size:
        return None
    own = np.flatnonzero(own_weeks_of(course))
    own = own[own >= shared[0]]
    recent = own[-LOOKS_BACK:]
    pace = float(np.mean(course.acts[recent] > 0)) if recent.size else 0.0
    strength = float(course.strength[-1])
    left = float(weeks_to_threshold(share_chance=[pace], strength=strength)[0])
    over = own[own < len(course.weeks) - 1]
    return Weeks(
        weeks=int(own.size),
        shared=int(np.count_nonzero(course.acts[own] > 0)),
        strength=strength,
        pace=pace,
        weeks_left=int(left) if np.isfinite(left) else None,
        quiet=int(np.count_nonzero(over > shared[-1])),
    )


def own_weeks_of(course: Course) -> Flags:
    """Which weeks (w,) are somebody's own and over, and this one once it has a share."""
    over = np.arange(len(course.weeks)) < len(course.weeks) - 1
    return course.own_weeks & (over | (course.acts > 0))

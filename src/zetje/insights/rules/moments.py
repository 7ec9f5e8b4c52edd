"""Moments in which chance decided about a prompt, and what a table of questions fixes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.intervals import planned_information
from zetje.insights.rules.studies import ENOUGH_PEOPLE

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

PLANNED_WEEKS: Final = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """n moments in which a prompt was drawn with a chance, or silence; arrays (n,).

    `person` any keys; `week` running numbers; `prompted`; `chance` of that, above 0 and below 1;
    `shared`, what came of it.
    """

    person: Ints
    week: Ints
    prompted: Flags
    chance: Floats
    shared: Flags

    def only(self, which: Flags) -> Moments:
        """Those of them with a flag."""
        return Moments(
            person=self.person[which],
            week=self.week[which],
            prompted=self.prompted[which],
            chance=self.chance[which],
            shared=self.shared[which],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What holds for all questions of a table, chosen before anything is seen.

    Attributes:
        questions: how many there may be, asked or not.
        numerator: the weighted chance of a prompt, p̃ of `behaviour.effects.wcls`.
        availability: which part of the person-weeks a question is expected to be about.
        people: how many people had any moment; only its power of two counts.
        least: how many people a count needs.
    """

    questions: int
    numerator: float
    availability: float
    people: int
    least: int

    @property
    def planned(self) -> float:
        """The information at which the intervals are narrowest."""
        size = 2 ** int(np.log2(max(self.people, ENOUGH_PEOPLE)))
        found = planned_information(
            people=size,
            weeks=PLANNED_WEEKS,
            availability=self.availability,
            numerator=self.numerator,
        )
        return float(found)

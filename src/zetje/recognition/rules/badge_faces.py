"""How each badge looks and what it says: overprinted discs, spot first and ink over it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy

from zetje.recognition.rules.badges import (
    BACK_AGAIN,
    BY_ITSELF,
    CONVERSATION,
    FIRST_SHARE,
    GOOD_NEIGHBOUR,
    OWN_WORDS,
    RAIN_OR_SHINE,
    YEARS_RHYTHM,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SIZE: Final = 100


@dataclass(frozen=True, slots=True)
class Shape:
    """A disc, a ring or half a disc, on a sheet of 100 by 100.

    Attributes:
        x: its middle, from the left.
        y: its middle, from the top.
        radius: of its outline's middle.
        ink: "spot" or "ink".
        stroke: how thick a ring is; 0 for a whole disc.
        half: "left" or "right" for half a disc, else "".
    """

    x: float
    y: float
    radius: float
    ink: str
    stroke: int = 0
    half: str = ""

    @property
    def at_x(self) -> str:
        """Its middle from the left, for an attribute: no language has a comma there."""
        return f"{self.x:g}"

    @property
    def at_y(self) -> str:
        """Its middle from the top, for an attribute."""
        return f"{self.y:g}"

    @property
    def size(self) -> str:
        """Its radius, for an attribute."""
        return f"{self.radius:g}"

    @property
    def path(self) -> str:
        """The outline of half a disc."""
        sweep = 0 if self.half == "left" else 1
        return (
            f"M{self.x:g} {self.y - self.radius:g}"
            f"a{self.radius:g} {self.radius:g} 0 0 {sweep} 0 {2 * self.radius:g}z"
        )


@dataclass(frozen=True, slots=True)
class Face:
    """A badge as people see it: its name, what it is for, what it says to who has not got it."""

    name: StrOrPromise
    reason: StrOrPromise
    ahead: StrOrPromise
    shapes: Sequence[Shape]

    @property
    def plates(self) -> Sequence[Sequence[Shape]]:
        """What each ink prints, spot first: over its own ink nothing gets darker."""
        return [[shape for shape in self.shapes if shape.ink == ink] for ink in ("spot", "ink")]


def _ring_of(count: int, *, distance: float, radius: float) -> list[Shape]:
    """Discs in a ring, in turns of spot and ink."""
    angles = [2 * math.pi * place / count for place in range(count)]
    return [
        Shape(
            round(50 + distance * math.cos(angle), 1),
            round(50 + distance * math.sin(angle), 1),
            radius,
            "ink" if place % 2 else "spot",
        )
        for place, angle in enumerate(angles)
    ]


FACES: Final[Mapping[str, Face]] = MappingProxyType(
    {
        FIRST_SHARE: Face(
            gettext_lazy("First share"),
            gettext_lazy("Posted a story for the first time"),
            gettext_lazy("To come: your first post"),
            [Shape(42, 58, 38, "ink"), Shape(72, 28, 24, "spot")],
        ),
        OWN_WORDS: Face(
            gettext_lazy("Own words"),
            gettext_lazy("Five posts in own words"),
            gettext_lazy("To come: five posts in your own words"),
            [Shape(50, 50, 44, "ink", half="left"), Shape(50, 50, 44, "spot", half="right")],
        ),
        CONVERSATION: Face(
            gettext_lazy("Conversation"),
            gettext_lazy("Asked an expert for a word, read it, and went on from there"),
            gettext_lazy("To come: a post after an expert's word"),
            [Shape(36, 40, 30, "spot"), Shape(64, 40, 30, "spot"), Shape(50, 64, 30, "ink")],
        ),
        RAIN_OR_SHINE: Face(
            gettext_lazy("Rain or shine"),
            gettext_lazy("Eight weeks in a row"),
            gettext_lazy("To come: eight weeks in a row"),
            _ring_of(8, distance=27, radius=17),
        ),
        GOOD_NEIGHBOUR: Face(
            gettext_lazy("Good neighbour"),
            gettext_lazy("Gave a tip or a word that helped a colleague"),
            gettext_lazy("To come: a tip of yours that a colleague shares"),
            [Shape(38, 50, 32, "spot"), Shape(62, 50, 32, "ink")],
        ),
        BY_ITSELF: Face(
            gettext_lazy("By itself"),
            gettext_lazy("Posted in four weeks in which nobody asked"),
            gettext_lazy("To come: four weeks without us"),
            [
                Shape(50, 50, 44, "spot"),
                Shape(50, 50, 29, "ink", stroke=9),
                Shape(50, 50, 9, "ink"),
            ],
        ),
        YEARS_RHYTHM: Face(
            gettext_lazy("A year's rhythm"),
            gettext_lazy("Thirty-six weeks with a post in one year"),
            gettext_lazy("To come: thirty-six weeks with a post in one year"),
            [*_ring_of(12, distance=36, radius=11), Shape(50, 50, 16, "ink")],
        ),
        BACK_AGAIN: Face(
            gettext_lazy("Back again"),
            gettext_lazy("Picked it up again after a while without"),
            "",
            [Shape(26, 68, 18, "ink"), Shape(64, 40, 30, "spot"), Shape(64, 40, 12, "ink")],
        ),
    }
)

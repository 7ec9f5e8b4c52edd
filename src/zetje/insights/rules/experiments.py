"""Experiments: what may be tried, on whom, for how long, and the protocol that is frozen first.

An experiment follows one of a few templates. By team, chance gives each team a *side*; by week of
a person, chance gives each of their weeks one. Everything that could be chosen after the fact is in
the protocol, whose hash is told before the first week.

>>> protocol_text({"b": 2, "a": [1.5]})
'{"a":[1.5],"b":2}'
>>> protocol_hash('{"a":[1.5],"b":2}')[:12]
'65ac10b307fc'
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.trials import Assignment, assign_teams
from zetje.behaviour.trials.analysis import WEEKS_AT_LEAST, WEEKS_OFF_AT_LEAST

Ints = NDArray[np.int64]

# The weeks before the start by which teams are compared with themselves.
BASELINE_WEEKS: Final = 8
MOST_WEEKS: Final = 26


class Template(StrEnum):
    """What kinds of experiment there are."""

    REMINDERS_GAME = "reminders_game"
    STAGGERED = "staggered"
    WORDING = "wording"
    SLOT = "slot"
    REWARD = "reward"


class Factor(StrEnum):
    """What an experiment switches; no two experiments switch the same at once."""

    REMINDERS = "reminders"
    GAME = "game"
    WORDING = "wording"
    SLOT = "slot"
    REWARD = "reward"


@dataclass(frozen=True, slots=True)
class Design:
    """How a template works.

    Attributes:
        factors: what it switches; two factors make a 2×2.
        by_team: whether teams are drawn, or weeks of people.
        sides: how many sides there are.
        off_weeks: how long it is watched after everything is off again.
    """

    factors: tuple[Factor, ...]
    by_team: bool
    sides: int
    off_weeks: int

    @property
    def is_factorial(self) -> bool:
        """Whether it is a 2×2."""
        return len(self.factors) > 1


DESIGNS: Final[Mapping[Template, Design]] = MappingProxyType(
    {
        Template.REMINDERS_GAME: Design(
            (Factor.REMINDERS, Factor.GAME), True, 4, WEEKS_OFF_AT_LEAST
        ),
        Template.STAGGERED: Design((Factor.REMINDERS,), True, 2, WEEKS_OFF_AT_LEAST),
        Template.WORDING: Design((Factor.WORDING,), False, 2, 0),
        Template.SLOT: Design((Factor.SLOT,), False, 2, 0),
        Template.REWARD: Design((Factor.REWARD,), True, 2, WEEKS_OFF_AT_LEAST),
    }
)
LEAST_WEEKS: Final = WEEKS_AT_LEAST


def has_factor(template: Template, side: int, factor: Factor) -> bool:
    """Whether a side has what a factor switches.

    Of a 2×2 side 0 has neither, 1 the second, 2 the first and 3 both, as `behaviour.trials`
    numbers them; of the others 0 has it not and 1 has it. What the template does not switch, every
    side has.
    """
    factors = DESIGNS[template].factors
    if factor not in factors:
        return True
    place = len(factors) - 1 - factors.index(factor)
    return bool(side >> place & 1)


def sides_without(template: Template, factor: Factor) -> tuple[int, ...]:
    """The sides of a template that go without what a factor switches."""
    design = DESIGNS[template]
    return tuple(side for side in range(design.sides) if not has_factor(template, side, factor))


@dataclass(frozen=True, slots=True)
class DrawnTeam:
    """A team that may be drawn: its key and name, how many work in it, what is published of it.

    Who of them takes part is not told of a team. `rate` is the share of its colleagues who shared
    in the last four weeks as the page Insight gives it; that of everybody where it gives none of
    the team.
    """

    key: int
    name: str
    people: int
    rate: float


def draw_sides(*, teams: Sequence[DrawnTeam], sides: int, seed: str) -> Assignment:
    """Give each team a side by lot, teams alike in size and habit on each.

    The same seed and teams give the same sides: who has both can draw again.

    Args:
        teams: in any order; they are drawn in that of their keys.
        sides: how many.
        seed: the text whose SHA-256 was told before.

    Raises:
        ValueError: for fewer than two teams a side.
    """
    ordered = sorted(teams, key=lambda team: team.key)
    covariates = np.array([[team.rate, team.people] for team in ordered], dtype=np.float64)
    rng = np.random.default_rng(int(hashlib.sha256(seed.encode()).hexdigest(), 16))
    return assign_teams(covariates=covariates.reshape(len(ordered), 2), rng=rng, arms=sides)


def promise_of(seed: str) -> str:
    """What is told of a seed before the draw: its SHA-256."""
    return hashlib.sha256(seed.encode()).hexdigest()


def week_seed(seed: str) -> int:
    """The number by which weeks of people are drawn, from the seed."""
    return int(promise_of(f"weeks:{seed}")[:15], 16)


def protocol_text(protocol: Mapping[str, Any]) -> str:
    """A protocol as it is kept and hashed: JSON with its keys in order and no spaces."""
    return json.dumps(protocol, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def protocol_hash(text: str) -> str:
    """The SHA-256 of a protocol's text."""
    return hashlib.sha256(text.encode()).hexdigest()

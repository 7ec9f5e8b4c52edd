"""Made-up micro-randomised trials whose true effect is known, to try estimators on.

This project's own proposal, in the spirit of the generative models of Boruvka et al. (2018) and
Qian et al. (2021). At decision point t of person i there is a state s (0 or 1, drawn afresh with
`state_chance`), a baseline that differs between people, states and times, and a treatment:

    continuous:  Y = baseline + b_i + A·(effect · (1, s) + c_i) + noise
    binary:      P(Y = 1) = baseline · e^{b_i + A·(effect · (1, s) + c_i)}

b_i is even on ±`person_spread`·√3 and c_i is ±`effect_spread`, so that what is true on average is
known without simulation. The chance of treatment depends on the state and moves with the last
outcome; availability depends on the state and, with `tiring`, on the last treatment.

>>> made = trial(people=200, points=26, rng=np.random.default_rng(1), effect=(0.3, 0.0))
>>> len(made.outcome), round(made.effect, 3), made.effect_by_state
(5200, 0.3, array([0.3, 0. ]))
>>> from zetje.behaviour.effects import emee
>>> found = emee(**made.given, controls=made.controls)
>>> bool(abs(found.coefficients[0] - made.effect) < 3 * found.standard_errors[0])
True
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator

from zetje.behaviour.arrays import Flags, Floats, Ints, column

_LAST_OUTCOME_MOVES = 0.15
_DRIFT = 0.2
_STATE_LIFTS = 0.3
_CHANCES_WITHIN = (0.02, 0.98)


@dataclass(frozen=True)
class Trial:
    """A trial of n rows, person after person, and what is true of it.

    `outcome` (n,), `treatment` (n,) 0 or 1, `probability` (n,) the chance it had, `available` (n,),
    `person` (n,) 0, 1, …; `state` (n,) 0 or 1 and `time` (n,) from 0 to 1. `effect`: the average
    over available rows, a difference, or for a binary outcome the logarithm of a ratio of chances;
    `effect_by_state` (2,): that effect in state 0, and how much it differs in state 1.
    """

    outcome: Floats
    treatment: Floats
    probability: Floats
    available: Flags
    person: Ints
    state: Floats
    time: Floats
    effect: float
    effect_by_state: Floats

    @property
    def given(self) -> dict[str, Any]:
        """Give what `wcls` and `emee` ask for, by name."""
        return {
            "outcome": self.outcome,
            "treatment": self.treatment,
            "probability": self.probability,
            "available": self.available,
            "person": self.person,
        }

    @property
    def controls(self) -> Floats:
        """Give the state and the time (n, 2)."""
        return np.column_stack([self.state, self.time])


@dataclass(frozen=True)
class _World:
    """The settings of `trial` that its parts share."""

    binary: bool
    effect: Floats
    baseline: float
    chances: Floats
    availability: Floats
    noise: float
    tiring: float


def trial(
    *,
    people: int,
    points: int,
    rng: Generator,
    effect: tuple[float, float] = (0.0, 0.0),
    binary: bool = True,
    baseline: float = 0.2,
    chances: tuple[float, float] = (0.4, 0.6),
    availability: tuple[float, float] = (0.9, 0.7),
    state_chance: float = 0.5,
    person_spread: float = 0.3,
    effect_spread: float = 0.0,
    tiring: float = 0.0,
    noise: float = 1.0,
) -> Trial:
    """Draw a micro-randomised trial.

    Args: `people` and decision `points` of each; `effect` in state 0 and its change in state 1;
    `binary` or continuous outcomes; `baseline`, the outcome (or its chance) in state 0 at the start
    without treatment; `chances` of treatment and `availability`, each in state 0 and 1;
    `state_chance` of state 1; `person_spread` and `effect_spread`, standard deviations between
    people of the level and of the effect (on the scale of the effect); `tiring`, the share by which
    a treatment lowers availability at the next point; `noise`, the standard deviation of a
    continuous outcome. Returns: the trial.
    Raises ValueError for a binary world in which some chance would pass 1, and for `tiring` beside
    `effect_spread`: who gains more would be there less often, and the truth is no longer known.
    """
    if tiring and effect_spread:
        raise ValueError("tiring and effect_spread may not both be set: the truth is then unknown.")
    effects = column("effect", effect, rows=2)
    world = _World(
        binary=binary,
        effect=effects,
        baseline=baseline,
        chances=column("chances", chances, rows=2),
        availability=column("availability", availability, rows=2),
        noise=noise,
        tiring=tiring,
    )
    shape = (people, points)
    level = person_spread * np.sqrt(3) * rng.uniform(-1, 1, size=people)
    extra = effect_spread * rng.choice([-1.0, 1.0], size=people)
    state = (rng.random(shape) < state_chance).astype(np.float64)
    if binary:
        _check_chances(world, float(level.max(initial=0)), effect_spread)
    drawn = _played(world, state, level, extra, rng)
    time = np.broadcast_to(np.arange(points) / max(points - 1, 1), shape)
    shares = np.array([1 - state_chance, state_chance]) * world.availability
    return Trial(
        outcome=drawn[0].ravel(),
        treatment=drawn[1].ravel(),
        probability=drawn[2].ravel(),
        available=drawn[3].ravel() == 1,
        person=np.repeat(np.arange(people), points),
        state=state.ravel(),
        time=time.ravel(),
        effect=_average(world, shares / shares.sum(), effect_spread),
        effect_by_state=effects + np.array([_from_spread(world, effect_spread), 0]),
    )


def _played(
    world: _World, state: Floats, level: Floats, extra: Floats, rng: Generator
) -> tuple[Floats, Floats, Floats, Floats]:
    """Point after point: outcome, treatment, its chance and availability, each (people, points)."""
    people, points = state.shape
    outcome, treatment, chance, there = (np.zeros((people, points)) for _ in range(4))
    for point in range(points):
        now = state[:, point]
        before = max(point - 1, 0)
        moved = _LAST_OUTCOME_MOVES * np.tanh(outcome[:, before])
        chance[:, point] = np.clip(_by_state(world.chances, now) + moved, *_CHANCES_WITHIN)
        rested = 1 - world.tiring * treatment[:, before]
        there[:, point] = rng.random(people) < _by_state(world.availability, now) * rested
        treatment[:, point] = there[:, point] * (rng.random(people) < chance[:, point])
        gain = treatment[:, point] * (_by_state(np.cumsum(world.effect), now) + extra)
        drift = _DRIFT * point / max(points - 1, 1)
        above = _STATE_LIFTS * now + drift + level + gain
        if world.binary:
            outcome[:, point] = rng.random(people) < world.baseline * np.exp(above)
        else:
            outcome[:, point] = world.baseline + above + rng.normal(0, world.noise, people)
    return outcome, treatment, chance, there


def _by_state(values: Floats, state: Floats) -> Floats:
    chosen: Floats = values[state.astype(np.int64)]
    return chosen


def _from_spread(world: _World, effect_spread: float) -> float:
    """What differing effects add to the average: log E e^c for ratios, nothing for differences."""
    return float(np.log(np.cosh(effect_spread))) if world.binary else 0.0


def _average(world: _World, shares: Floats, effect_spread: float) -> float:
    """The effect over available rows, whose states have these shares."""
    by_state = np.cumsum(world.effect)
    if not world.binary:
        return float(shares @ by_state)
    without = shares * np.exp([0, _STATE_LIFTS])
    ratio = float(without @ np.exp(by_state)) / float(without.sum())
    return float(np.log(ratio)) + _from_spread(world, effect_spread)


def _check_chances(world: _World, level: float, effect_spread: float) -> None:
    above = np.array([0, _STATE_LIFTS]) + np.maximum(np.cumsum(world.effect) + effect_spread, 0)
    highest = world.baseline * float(np.exp(above.max() + _DRIFT + level))
    if highest > 1:
        raise ValueError(
            f"a chance would be {highest:.2f}; lower the baseline, the effect or the spread."
        )

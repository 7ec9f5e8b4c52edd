"""Trials in which prompts do nothing on average, looked at every week: for tests and proof."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zetje.behaviour.arrays import Floats
from zetje.behaviour.intervals import (
    PersonSums,
    difference,
    fixed_interval,
    planned_information,
    week_sums,
)

AVAILABLE = 0.8


@dataclass(frozen=True)
class NullWorld:
    """A world without a mean effect.

    `base` is the mean chance to share in a week; it differs between people (beta, concentration 5).
    `spread` makes the prompt raise or lower each person's own chance by that share of it, as often
    up as down. `chance` of a prompt; `adaptive` prompts who shared last week three times as rarely.
    """

    people: int
    base: float
    chance: float
    spread: float = 0.0
    adaptive: bool = False


@dataclass(frozen=True)
class Alarms:
    """Shares of the trials: `peeking` and `naive` with at least one false alarm, `shown` at all.

    `width` is the mean ratio of the widths, peeking-safe over one look, at the planned size.
    """

    peeking: float
    naive: float
    shown: float
    width: float


def false_alarms(
    *, world: NullWorld, trials: int, looks: int, rng: np.random.Generator, at_once: int = 500
) -> Alarms:
    """Look at each trial every week; count the trials that ever exclude zero."""
    parts = [
        _looked_at(world=world, trials=min(at_once, trials - done), looks=looks, rng=rng)
        for done in range(0, trials, at_once)
    ]
    peeking, naive, shown = (np.concatenate([part[i] for part in parts]) for i in range(3))
    widths = np.concatenate([part[3] for part in parts])
    width = float(np.mean(widths[np.isfinite(widths)])) if np.isfinite(widths).any() else np.nan
    return Alarms(float(peeking.mean()), float(naive.mean()), float(shown.mean()), width)


def _looked_at(
    *, world: NullWorld, trials: int, looks: int, rng: np.random.Generator
) -> tuple[Floats, Floats, Floats, Floats]:
    size = (trials, world.people)
    rate = rng.beta(world.base * 5, (1 - world.base) * 5, size)
    effect = rng.choice([-1.0, 1.0], size) * world.spread * np.minimum(rate, 1 - rate)
    planned = planned_information(
        people=world.people, weeks=looks, availability=AVAILABLE, numerator=world.chance
    )
    peeking, naive, shown = (np.zeros(trials, dtype=bool) for _ in range(3))
    ratio = np.full(trials, np.nan)
    total: PersonSums | None = None
    outcome = np.zeros(size, dtype=bool)
    for _ in range(looks):
        chance = np.where(outcome & world.adaptive, world.chance / 3, world.chance)
        prompted = rng.random(size) < chance
        outcome = rng.random(size) < rate + prompted * effect
        week = week_sums(
            outcome=outcome,
            treatment=prompted,
            probability=chance,
            available=rng.random(size) < AVAILABLE,
            numerator=world.chance,
        )
        total = week if total is None else total + week
        seen = difference(sums=total)
        always = seen.interval(planned=planned)
        once = fixed_interval(
            estimate=np.where(seen.shown, seen.estimate, np.nan),
            standard_error=np.where(seen.shown, seen.standard_error, np.nan),
            degrees_of_freedom=seen.degrees_of_freedom,
        )
        peeking |= always.excludes_zero
        naive |= once.excludes_zero
        shown |= seen.shown
        ratio = np.asarray(always.half_width / once.half_width)
    return peeking.astype(float), naive.astype(float), shown.astype(float), ratio

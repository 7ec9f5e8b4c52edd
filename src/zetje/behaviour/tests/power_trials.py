"""Trials with an effect of a given size: how often it is found, for the tests and the proof."""

from __future__ import annotations

import numpy as np

from zetje.behaviour.arrays import Flags
from zetje.behaviour.intervals import (
    PersonSums,
    difference,
    fixed_interval,
    planned_information,
    week_sums,
)
from zetje.behaviour.power import Plan
from zetje.behaviour.trials import analyse


def found(
    *,
    plan: Plan,
    effect: float,
    trials: int,
    rng: np.random.Generator,
    multiplied: bool = False,
    at_once: int = 200,
) -> tuple[float, float]:
    """Shares of the trials that find a gain: by one look at the end, and peeking-safe at the end.

    People's own rates lie between half the base rate and one and a half. The prompt adds to them
    `effect` ± the plan's spread, as shares of the base rate; or, `multiplied`, it makes rates that
    differ far more (beta, concentration 10) `effect` larger for everybody.
    """
    parts = [
        _found(plan, effect, min(at_once, trials - done), rng, multiplied)
        for done in range(0, trials, at_once)
    ]
    once, always = (float(np.mean(np.concatenate([part[i] for part in parts]))) for i in range(2))
    return once, always


def found_by_team(
    *,
    teams: int,
    members: int,
    baseline_weeks: int,
    effect: float,
    trials: int,
    rng: np.random.Generator,
) -> float:
    """The share of trials by team that find a gain; people's rates are beta with ICC 0.3 at 10 %.

    Twelve weeks and a switch-off of four; the gain is added to everybody's rate. Teams differ by
    the people in them alone (team ICC 0).
    """
    people = 2 * teams * members
    week = np.tile(np.arange(baseline_weeks + 16), (people, 1))
    team = np.repeat(np.arange(people) // members, week.shape[1])
    arm, switch_off = team % 2, baseline_weeks + 12
    on = (week >= baseline_weeks) & (week < switch_off) & (arm.reshape(week.shape) == 1)
    hits = 0
    for _ in range(trials):
        rate = rng.beta(0.1 / 0.3 * 0.7, 0.9 / 0.3 * 0.7, people)[:, np.newaxis]
        seen = analyse(
            outcome=(rng.random(week.shape) < rate + 0.1 * effect * on).ravel(),
            team=team,
            week=week.ravel(),
            arm=arm,
            start=baseline_weeks,
            switch_off=switch_off,
        )
        assert seen.during is not None
        hits += bool(seen.during.lower[0] > 0)
    return hits / trials


def _found(
    plan: Plan, effect: float, trials: int, rng: np.random.Generator, multiplied: bool
) -> tuple[Flags, Flags]:
    people, base = int(np.asarray(plan.people)), float(np.asarray(plan.base_rate))
    p, spread = float(np.asarray(plan.prompt_probability)), float(np.asarray(plan.effect_spread))
    size = (trials, people)
    if multiplied:
        rate = rng.beta(base * 10, (1 - base) * 10, size)
        prompted_rate = rate * (1 + effect)
    else:
        rate = rng.uniform(0.5 * base, 1.5 * base, size)
        prompted_rate = rate + base * (effect + spread * rng.choice([-1.0, 1.0], size))
    total: PersonSums | None = None
    for _ in range(int(np.asarray(plan.weeks))):
        prompted = rng.random(size) < p
        week = week_sums(
            outcome=rng.random(size) < np.where(prompted, prompted_rate, rate),
            treatment=prompted,
            probability=p,
            available=rng.random(size) < plan.availability,
            numerator=p,
        )
        total = week if total is None else total + week
    assert total is not None
    seen = difference(sums=total)
    once = fixed_interval(
        estimate=seen.estimate,
        standard_error=seen.standard_error,
        degrees_of_freedom=seen.degrees_of_freedom,
    )
    planned = planned_information(
        people=people, weeks=plan.weeks, availability=plan.availability, numerator=p
    )
    return once.lower > 0, seen.interval(planned=planned).lower > 0

"""Worlds in which prompts help some people and bother others, and three policies live side by side.

All policies of one seed meet the same people and the same dice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from zetje.behaviour.arrays import Floats
from zetje.behaviour.policies import FullPooling, NoPooling, PartialPooling
from zetje.behaviour.policies.pooling.policies import Pooling

KINDS: Mapping[str, type[Pooling]] = {
    "partial": PartialPooling,
    "full": FullPooling,
    "none": NoPooling,
}


@dataclass(frozen=True, kw_only=True)
class World:
    """Who lives there, and what all three policies are told beforehand.

    `base` and `effect` are a mean and a deviation between people; `outcome` is a share (0/1), an
    amount with normal noise, or seconds that are zero on many days; `per_update` decisions go to
    the policies at a time; `drift` shifts everybody's base over the season; `least_effect` cuts
    effects off below; `moderation`: how much more a prompt changes in one half of the moments than
    in the other, by a mean and a deviation between people, with a second feature of −1 or 1.
    """

    people: int = 100
    points: int = 26
    per_update: int = 1
    base: tuple[float, float] = (0.2, 0.1)
    effect: tuple[float, float] = (0.12, 0.12)
    outcome: str = "share"
    noise: float = 0.4
    drift: float = 0.0
    least_effect: float = -np.inf
    moderation: tuple[float, float] | None = None
    prior_mean: tuple[float, float, float] = (0.2, 0.0, 0.0)
    prior_sd: tuple[float, float, float] = (0.2, 0.1, 0.1)
    L: tuple[float, float] = (0.1, 0.9)
    B: float = 2.0
    C: float = 1.0
    reward_scale: float = 0.1

    def policy(self, kind: type[Pooling]) -> Pooling:
        """The same settings for each kind."""
        features = 1 if self.moderation is None else 2
        repeats = [1, features, features]
        return kind(
            prior_mean=np.repeat(self.prior_mean, repeats),
            prior_covariance=np.diag(np.square(np.repeat(self.prior_sd, repeats))),
            noise_variance=self.noise**2,
            L_min=self.L[0],
            L_max=self.L[1],
            B=self.B,
            C=self.C,
            reward_scale=self.reward_scale,
        )


@dataclass(frozen=True)
class Lives:
    """Expected reward without and with a prompt for each person, and the dice of every point."""

    silent: Floats
    prompted: Floats
    luck: Floats
    dice: Floats
    moments: Floats
    sensitivity: Floats


def lives(world: World, seed: int) -> Lives:
    """Draw the people and the dice of one seed."""
    rng = np.random.default_rng(seed)
    silent = rng.normal(*world.base, world.people)
    gain = np.maximum(rng.normal(*world.effect, world.people), world.least_effect)
    if world.outcome == "share":
        silent = np.clip(silent, 0.02, 0.9)
        prompted = np.clip(silent + gain, 0.0, 1.0)
    elif world.outcome == "seconds":
        silent = np.clip(silent, 50.0, 125.0)
        prompted = np.clip(silent + gain, 45.0, 135.0)
    else:
        prompted = silent + gain
    size = (world.points, world.people)
    dice = rng.normal(size=size) if world.outcome == "amount" else rng.random(size)
    luck = rng.random(size)
    moments = np.where(rng.random(size) < 0.5, -1.0, 1.0)
    sensitivity = rng.normal(*(world.moderation or (0.0, 0.0)), world.people)
    return Lives(silent, prompted, luck, dice, moments, sensitivity)


def _rewards(world: World, expected: Floats, dice: Floats) -> Floats:
    if world.outcome == "amount":
        return expected + world.noise * dice
    if world.outcome == "seconds":
        # Nothing or all 180 seconds on many days; right on average from 45 to 135 expected seconds.
        return 180.0 * np.clip((expected / 180.0 - dice) / 0.5 + 0.5, 0.0, 1.0)
    return (dice < expected).astype(np.float64)


def live(world: World, kind: type[Pooling], seed: int) -> tuple[Floats, float]:
    """Let one policy decide for a season: expected reward of each person, and its send rate."""
    people = lives(world, seed)
    policy = world.policy(kind)
    ones = np.ones(world.people)
    who: dict[str, Any] = {
        "person": np.arange(world.people),
        "baseline": ones,
        "advantage": ones[:, np.newaxis],
        "available": ones,
    }
    total, sent = np.zeros(world.people), 0.0
    waiting: list[dict[str, Any]] = []
    for point in range(world.points):
        moment = people.moments[point]
        if world.moderation is not None:
            who = who | {"advantage": np.column_stack([ones, moment])}
        gain = people.prompted - people.silent + people.sensitivity * moment
        chance = policy.probabilities(**who)
        treatment = people.luck[point] < chance
        season = world.drift * np.sin(2 * np.pi * point / world.points)
        expected = people.silent + treatment * gain + season
        reward = _rewards(world, expected, people.dice[point])
        waiting.append(who | {"probability": chance, "treatment": treatment, "reward": reward})
        total += people.silent + chance * gain
        sent += float(chance.mean())
        if len(waiting) == world.per_update:
            rows = {name: np.concatenate([one[name] for one in waiting]) for name in waiting[0]}
            policy, waiting = policy.update(**rows), []
    return total / world.points, sent / world.points


@dataclass(frozen=True)
class Comparison:
    """Means over seeds: rewards, those of the lowest quarter, send rates, paired differences.

    `gains[other]`: mean and half-width of the 95 % interval of partial pooling minus the other, for
    everybody and for the lowest quarter.
    """

    mean: dict[str, float]
    quarter: dict[str, float]
    sent: dict[str, float]
    gains: dict[str, tuple[tuple[float, float], tuple[float, float]]]


def compare(world: World, *, seeds: int, first: int = 0) -> Comparison:
    """Let the three policies meet the same people, seed by seed."""
    everybody: dict[str, Floats] = {}
    lowest: dict[str, Floats] = {}
    sent: dict[str, float] = {}
    for name, kind in KINDS.items():
        seasons = [live(world, kind, first + seed) for seed in range(seeds)]
        table = np.array([season[0] for season in seasons])
        everybody[name] = table.mean(axis=1)
        lowest[name] = np.sort(table, axis=1)[:, : world.people // 4].mean(axis=1)
        sent[name] = float(np.mean([season[1] for season in seasons]))
    gains = {
        other: (
            _paired(everybody["partial"] - everybody[other]),
            _paired(lowest["partial"] - lowest[other]),
        )
        for other in ("full", "none")
    }
    return Comparison(
        {name: float(values.mean()) for name, values in everybody.items()},
        {name: float(values.mean()) for name, values in lowest.items()},
        sent,
        gains,
    )


def _paired(differences: Floats) -> tuple[float, float]:
    half = 1.96 * differences.std(ddof=1) / np.sqrt(len(differences))
    return float(differences.mean()), float(half)

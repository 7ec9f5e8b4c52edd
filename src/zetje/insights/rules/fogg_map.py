"""Where groups stand on the Fogg map, from the digests of a quarter by how far they led.

A group is taken as one row of a `behaviour.fogg.Funnel`: motivation M is the chance that a look
leads to a share begun, ability A the chance that a share begun is confirmed, each pooled towards
what the people of the organisation are like. The *action line* is where one look in two leads to a
share, M·A = 1/2: above it a prompt that is seen is enough more often than not. That level is this
project's own choice, and the same everywhere, so that groups and quarters can be compared.

A group's people differ, so its steps vary less than those of one person with their average would
(the variance of a sum of unequal binomials is at most that of equal ones): intervals are a little
too wide rather than too narrow. They say nothing of weeks that are unlike those that were counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy.special import expit

from zetje.behaviour.fogg import (
    Factor,
    Funnel,
    Line,
    Population,
    action_line,
    estimate_people,
    fit_population,
    read_funnel,
)
from zetje.behaviour.fogg.posterior import Spread, posterior

# Above it more than one look in two leads to a share.
LINE: Final = 0.5
# From this probability on a group is above the line, or below it, and not merely about there.
SURE: Final = 0.95
# A factor is named as what is missing from this probability on, as for single people.
SURE_OF_FACTOR: Final = 0.6
_POINTS: Final = 512
# What so many people are like is known as well as it need be; more only take longer.
_MOST_PEOPLE: Final = 4000
_DECIMALS: Final = 3
# Added to the variances before rounding, which is then too small to make them impossible.
_ROOM: Final = 0.01
_TWO_SIDED: Final = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The digests of a group over a quarter, by how far they led, and how many people got them."""

    people: int
    digests: int
    looks: int
    starts: int
    shares: int

    def __add__(self, other: Steps) -> Steps:
        return Steps(
            people=self.people + other.people,
            digests=self.digests + other.digests,
            looks=self.looks + other.looks,
            starts=self.starts + other.starts,
            shares=self.shares + other.shares,
        )


@dataclass(frozen=True, slots=True)
class Between:
    """An estimate in (0, 1) with its 95 % interval."""

    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a group stands.

    Attributes:
        motivation: M.
        ability: A.
        above: the probability that it is above the action line.
        missing: what holds it back the most, or NOTHING where that cannot be told.
    """

    motivation: Between
    ability: Between
    above: float
    missing: Factor


def spread_details(funnel: Funnel) -> dict[str, Any] | None:
    """What the people of an organisation are like, rounded, ready for JSON.

    Args:
        funnel: of all its people.

    Returns:
        mean, covariance and standard errors of the mean on the logit scale, of looking, of
        beginning once looked, of confirming once begun; None where there is too little to say.
    """
    step = max(1, -(-funnel.people // _MOST_PEOPLE))
    population = fit_population(funnel.rows(slice(None, None, step)))
    if not population.is_known:
        return None
    covariance = population.spread.covariance + _ROOM * np.eye(3)
    return {
        "mean": np.round(population.spread.mean, _DECIMALS).tolist(),
        "covariance": np.round(covariance, _DECIMALS).tolist(),
        "errors": np.round(population.mean_errors, _DECIMALS).tolist(),
    }


def population_of(details: Mapping[str, Any]) -> Population:
    """The population that `spread_details` wrote down."""
    mean, covariance, errors = (
        np.asarray(details[name], dtype=np.float64) for name in ("mean", "covariance", "errors")
    )
    spread = Spread(mean=mean, covariance=covariance, easing=0.0)
    return Population(spread=spread, is_known=True, mean_errors=errors, easing=None)


def spots_of(groups: Sequence[Steps], population: Population) -> list[Spot]:
    """Where each of some groups stands.

    Args:
        groups: their digests of a quarter.
        population: what the people of the organisation are like, as `population_of` gives it.
    """
    if not groups:
        return []
    funnel = read_funnel(
        sent=[each.digests for each in groups],
        opened=[each.looks for each in groups],
        started=[each.starts for each in groups],
        shared=[each.shares for each in groups],
    )
    found = estimate_people(funnel, population)
    cloud = posterior(funnel, population.outlook, points=_POINTS)
    product = expit(cloud.points[:, :, 1]) * expit(cloud.points[:, :, 2])
    above = (cloud.weights * (product > LINE)).sum(axis=1)
    sure = found.chances.max(axis=1) >= SURE_OF_FACTOR
    return [
        Spot(
            motivation=Between(*(float(side[at]) for side in _sides(found.motivation))),
            ability=Between(*(float(side[at]) for side in _sides(found.ability))),
            above=float(above[at]),
            missing=Factor(int(found.binding[at])) if sure[at] else Factor.NOTHING,
        )
        for at in range(len(groups))
    ]


def would_share(groups: Sequence[Steps]) -> tuple[int, int, int]:
    """How many people would share if all were asked today: the middle, the lowest, the highest.

    Each of n people of a group shares with the chance p of its digests of the quarter, so Σ n·p
    share; with variance Σ n·p·(1 − p)·(1 + n/digests), of chance and of not knowing p, for 95 %.

    Args:
        groups: their digests of a quarter.
    """
    middle = variance = 0.0
    for each in groups:
        chance = each.shares / each.digests if each.digests else 0.0
        middle += each.people * chance
        if each.digests:
            unknown = 1 + each.people / each.digests
            variance += each.people * chance * (1 - chance) * unknown
    reach = _TWO_SIDED * variance**0.5
    people = sum(each.people for each in groups)
    low, high = max(0.0, middle - reach), min(float(people), middle + reach)
    return round(middle), round(low), round(high)


def line_points(points: int = 60) -> list[tuple[float, float]]:
    """Points of the action line, ability and motivation, from the hardest to the easiest."""
    # Any steepness draws the same curve where the chance is one half: M·A is the cost.
    ability, motivation = action_line(line=Line(1.0, LINE), chance=0.5, points=points)
    return list(zip(ability.tolist(), motivation.tolist(), strict=True))


def _sides(found: Any) -> tuple[Any, Any, Any]:
    return found.middle, found.low, found.high

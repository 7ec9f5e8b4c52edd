"""Which of the three is missing: one person's motivation and ability, and what to work on.

M is the chance to start once opened and A the chance to share once started, both in (0, 1), so that
M·A is the chance of a share once opened and the action line is a curve of constant M·A. Opening
rests on the prompt and on motivation together; the prompt's own part is what motivation does not
explain, o − β(m − μ_m) with β = Σ_om/Σ_mm. For each factor the *gain* is what the log chance of a
share per prompt would win by lifting it to what is attainable: one standard deviation above the
group's mean, and for ability the easier way besides, where a randomised trial showed that it helps.
The factor with the largest gain *binds*; below a gain of a quarter nothing is missing. All of this
is this project's own proposal; Fogg's (2009) is the map from what is missing to the kind of prompt.

Where people hardly differ, the prior of `population` keeps intervals too wide and the chance of
what binds too high: in a simulated organisation with a standard deviation of .3 on the logit scale
it said 56 % and was right for 44 %.

>>> from zetje.behaviour.fogg import fit_population, read_funnel
>>> rng = np.random.default_rng(1)
>>> opened = rng.binomial(30, 0.5, 200)
>>> started = rng.binomial(opened, rng.choice([0.1, 0.8], 200))
>>> funnel = read_funnel(sent=[30] * 200, opened=opened, started=started,
...                      shared=rng.binomial(started, 0.8))
>>> population = fit_population(funnel)
>>> somebody = read_funnel(sent=[30], opened=[15], started=[1], shared=[1])
>>> found = estimate_people(somebody, population)
>>> Factor(int(found.binding[0])).name, Suggestion(int(found.suggestion[0])).name
('MOTIVATION', 'SPARK')
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, log_expit

from zetje.behaviour.arrays import Floats, Ints
from zetje.behaviour.fogg.funnel import Funnel
from zetje.behaviour.fogg.population import Population
from zetje.behaviour.fogg.posterior import Cloud, posterior

POINTS = 512
PIECE = 1_000
# The level below which, and above which, 2.5 % of the posterior lies.
TAIL = 0.025
WORTH_A_QUARTER = float(np.log(1.25))
SURE_ENOUGH = 0.6
# Before eight mails, two months of digests, a suggestion would speak of the group, not the person.
LEAST_SENT = 8


class Factor(IntEnum):
    """What binds: nothing, or one of the three that must come together."""

    NOTHING = 0
    PROMPT = 1
    MOTIVATION = 2
    ABILITY = 3


class Suggestion(IntEnum):
    """Fogg's kind of prompt for what is missing.

    A spark lifts motivation, a facilitator makes it easier, a signal only reminds; who misses
    nothing is left alone.
    """

    NOT_ENOUGH_DATA = 0
    LEAVE_ALONE = 1
    SIGNAL = 2
    SPARK = 3
    FACILITATOR = 4


_CURE = np.array(
    [Suggestion.LEAVE_ALONE, Suggestion.SIGNAL, Suggestion.SPARK, Suggestion.FACILITATOR]
)


@dataclass(frozen=True, slots=True)
class Range:
    """A figure with its 95 % interval, (n,) each: the median, and the 2.5 and 97.5 % points."""

    middle: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Estimates:
    """One row a person.

    `prompt` is the chance to open, were motivation the group's average; `motivation` M and
    `ability` A as above, each in (0, 1). `chances` (n, 4) is the probability that each `Factor`
    binds, `binding` the likeliest; `suggestion` is NOT_ENOUGH_DATA while that probability is below
    .6, before eight mails, and while the population is not known.
    """

    prompt: Range
    motivation: Range
    ability: Range
    chances: Floats
    binding: Ints
    suggestion: Ints


@dataclass(frozen=True, slots=True)
class _Attainable:
    """Levels on the logit scale: of the prompt's own part, of motivation and of ability."""

    tie: float
    prompt: float
    motivation: float
    ability: float


def estimate_people(funnel: Funnel, population: Population) -> Estimates:
    """Estimate each person's M and A, pooled towards the group, and what binds.

    Args: `funnel` of n people, whether or not they were among those of `population`.
    Returns: the estimates of n people; each row depends on that row and the population alone.
    """
    ranges = np.empty((funnel.people, 3, 3))
    chances = np.empty((funnel.people, len(Factor)))
    for first in range(0, funnel.people, PIECE):
        rows = slice(first, first + PIECE)
        cloud = posterior(funnel.rows(rows), population.outlook, points=POINTS)
        ranges[rows] = _ranges(cloud, population)
        chances[rows] = _chances(cloud, population)
    binding = chances.argmax(axis=1)
    enough = (funnel.trials[:, 0] >= LEAST_SENT) & population.is_known
    is_sure = enough & (chances.max(axis=1) >= SURE_ENOUGH)
    middles, lows, highs = np.moveaxis(ranges, 2, 0)
    prompt, motivation, ability = (Range(middles[:, k], lows[:, k], highs[:, k]) for k in range(3))
    return Estimates(
        prompt=prompt,
        motivation=motivation,
        ability=ability,
        chances=chances,
        binding=binding,
        suggestion=np.where(is_sure, _CURE[binding], Suggestion.NOT_ENOUGH_DATA),
    )


def binding_factor(x: Floats, population: Population) -> Ints:
    """The factor that binds people whose three numbers are known, as in a simulated world.

    Args: `x` (…, 3) on the logit scale: of opening, of starting once opened, of sharing once
    started. Returns: (…) codes of `Factor`.
    """
    level = _attainable(population)
    opening, starting, sharing = x[..., 0], x[..., 1], x[..., 2]
    own = opening - level.tie * (starting - population.spread.mean[1])

    def lift(now: Floats, then: Floats) -> Floats:
        return log_expit(then) - log_expit(now)

    by_prompt = lift(opening, opening + level.prompt - own)
    more = level.motivation - starting
    by_motivation = lift(starting, starting + more) + lift(opening, opening + level.tie * more)
    by_ability = lift(sharing, np.full_like(sharing, level.ability))
    nothing = np.full_like(by_prompt, WORTH_A_QUARTER)
    gains = np.stack([nothing, by_prompt, by_motivation, by_ability])
    return gains.argmax(axis=0)


def _attainable(population: Population) -> _Attainable:
    mean, covariance = population.spread.mean, population.spread.covariance
    tie = float(covariance[0, 1] / covariance[1, 1])
    spread_of_own = float(covariance[0, 0] - tie * covariance[0, 1])
    helps = population.easing is not None and population.easing[0] > 0
    return _Attainable(
        tie=tie,
        prompt=float(mean[0] + np.sqrt(spread_of_own)),
        motivation=float(mean[1] + np.sqrt(covariance[1, 1])),
        ability=float(
            mean[2] + np.sqrt(covariance[2, 2]) + (population.spread.easing if helps else 0.0)
        ),
    )


def _chances(cloud: Cloud, population: Population) -> Floats:
    """The weight of the points at which each factor binds, (n, 4)."""
    binding = binding_factor(cloud.points, population)
    return np.stack(
        [(cloud.weights * (binding == factor)).sum(axis=1) for factor in Factor], axis=1
    )


def _ranges(cloud: Cloud, population: Population) -> Floats:
    """Median, low and high of the prompt's part, M and A: (n, 3 figures, 3 numbers)."""
    figures = cloud.points.copy()
    tie = _attainable(population).tie
    figures[:, :, 0] -= tie * (figures[:, :, 1] - population.spread.mean[1])
    return expit(np.stack([_quantiles(figures[:, :, k], cloud.weights) for k in range(3)], axis=1))


def _quantiles(values: Floats, weights: Floats) -> NDArray[np.float64]:
    """Weighted quantiles of each row at one half and at both tails, interpolated: (n, 3)."""
    order = np.argsort(values, axis=1)
    sorted_values = np.take_along_axis(values, order, axis=1)
    heaped = np.cumsum(np.take_along_axis(weights, order, axis=1), axis=1)
    columns: list[Floats] = []
    for level in (0.5, TAIL, 1 - TAIL):
        after = np.clip((heaped < level).sum(axis=1), 1, values.shape[1] - 1)[:, np.newaxis]
        below, above = (np.take_along_axis(heaped, after - k, axis=1) for k in (1, 0))
        left, right = (np.take_along_axis(sorted_values, after - k, axis=1) for k in (1, 0))
        part = np.clip((level - below) / np.maximum(above - below, 1e-300), 0.0, 1.0)
        columns.append((left + part * (right - left))[:, 0])
    return np.stack(columns, axis=1)

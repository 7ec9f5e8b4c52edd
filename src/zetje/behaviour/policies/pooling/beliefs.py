"""What is believed of each person's effect, worked out once after each update.

The answers of `shares` are averaged by their weights, and the mixture of normal beliefs that comes
of it is taken as the one normal belief with its mean and covariance. In a large organisation the
weights and the population come from an even sample of people, 4,096 and 65,536 at most; everybody's
own rows count in full for themselves.

>>> from zetje.behaviour.policies.pooling.shares import all_apart
>>> from zetje.behaviour.policies.pooling.sums import centred
>>> prior = np.diag([1.0, 1.0, 1.0])
>>> phi = centred(baseline=[[1.0]], advantage=[[1.0]], probability=[0.5], treatment=[1])
>>> sums = Sums.nothing(3).plus(person=np.array([4]), features=phi, reward=np.array([2.0]))
>>> beliefs = believe_all(sums, all_apart(prior), prior_mean=np.zeros(3), noise=0.5, effects=1)
>>> mean, variance = beliefs.effect(places=np.array([0, -1]), advantage=np.ones((2, 1)))
>>> mean.round(6).tolist(), variance.round(6).tolist()
([0.5, 0.0], [0.875, 1.0])
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zetje.behaviour.arrays import Floats, Ints
from zetje.behaviour.policies.pooling.hierarchy import (
    Population,
    Spread,
    Told,
    believe,
    meet,
    summarise,
)
from zetje.behaviour.policies.pooling.shares import Candidates
from zetje.behaviour.policies.pooling.sums import Sums

# Numbers that the largest table of one step may hold: people × answers × d².
ROOM = 1_500_000
SAMPLE = 4_096
POPULATION_SAMPLE = 65_536
_ON = np.newaxis
NOISE_STEPS = 2
NOISE_ROWS = 50
OWN_NOISE_ROWS = 10


@dataclass(frozen=True, eq=False)
class Beliefs:
    """Normal beliefs about q effects of m people and, in the last row, of whoever is new.

    `means` (m + 1, q); `covariances` (m + 1, q(q+1)/2), upper triangles row by row; `weights` (K,)
    what each answer about the spread weighs.
    """

    means: Floats
    covariances: Floats
    weights: Floats

    def effect(self, places: Ints, advantage: Floats) -> tuple[Floats, Floats]:
        """Say what is believed of f'β: mean and variance (n,) each.

        Args: `places` (n,) rows of people, −1 for whoever is new; `advantage` f (n, q).
        """
        mean = np.zeros(len(places))
        variance = np.zeros(len(places))
        place = 0
        for i in range(advantage.shape[1]):
            mean += advantage[:, i] * self.means[:, i][places]
            for j in range(i, advantage.shape[1]):
                term = advantage[:, i] * advantage[:, j] * self.covariances[:, place][places]
                variance += term if i == j else 2 * term
                place += 1
        return mean, variance


def believe_all(
    sums: Sums, found: Candidates, *, prior_mean: Floats, noise: float, effects: int
) -> Beliefs:
    """Work out what is believed of everybody.

    Args: `sums` of m people; `found`, the answers about the spread; `prior_mean` (d,); `noise` σ²;
    `effects` q, the last coordinates of d.
    """
    block = slice(len(prior_mean) - effects, len(prior_mean))
    sample = _evenly(len(sums.keys), _room(found.spread, SAMPLE))
    weights = np.ones(1)
    if len(found.log_weights) > 1:
        weights = found.weigh(_evidence(sums, found, sample, prior_mean, noise))
    spread, heavy = found.believed(weights)
    population = _population(sums, spread, prior_mean, noise)
    first, second = np.triu_indices(effects)
    means = np.empty((len(sums.keys) + 1, effects))
    covariances = np.empty((len(means), len(first)))
    step = _room(spread, POPULATION_SAMPLE)
    for start in range(0, len(sums.keys), step):
        rows = slice(start, min(start + step, len(sums.keys)))
        told = _told(sums, rows, spread, noise)
        mean, covariance = _collapse(*believe(told, spread, population, block=block), heavy)
        means[rows], covariances[rows] = mean, covariance[:, first, second]
    new = population.covariance + spread.people
    mean, covariance = _collapse(
        population.mean[:, np.newaxis, block], new[:, np.newaxis, block, block], heavy
    )
    means[-1], covariances[-1] = mean[0], covariance[0, first, second]
    return Beliefs(means, covariances, weights)


def at_first(prior_mean: Floats, prior_covariance: Floats, *, effects: int) -> Beliefs:
    """Say what is believed of everybody before the first row: the prior, to the letter."""
    first, second = np.triu_indices(effects)
    corner = prior_covariance[-effects:, -effects:]
    return Beliefs(prior_mean[np.newaxis, -effects:], corner[first, second][np.newaxis], np.ones(1))


def _room(spread: Spread, most: int) -> int:
    return max(64, min(most, ROOM // spread.people.size))


def _evenly(people: int, most: int) -> slice:
    """Every so-manyeth person, in the order of their keys, so that at most that many remain."""
    return slice(0, people, max(1, -(-people // most)))


def _evidence(
    sums: Sums, found: Candidates, rows: slice, prior_mean: Floats, noise: float
) -> Floats:
    """The log evidence of each answer, with a noise of each person's own.

    People whose rewards scatter more than σ² says would otherwise look as if prompts worked
    differently on them: a 0/1 reward scatters most near one half. Two steps of expectation and
    maximisation under the middle answer estimate each person's σ², drawn to that of all people with
    the weight of ten rows, which is drawn to the given one with the weight of fifty.
    """
    products, rewards = sums.square(rows), sums.rewards[rows]
    squares, count = sums.squares[rows], sums.count[rows]
    noises = np.full(len(squares), noise)
    spread = found.middle
    for _ in range(NOISE_STEPS):
        told = summarise(products / noises[:, _ON, _ON], rewards / noises[:, _ON], spread)
        population = meet(told, spread, prior_mean=prior_mean)
        means, covariances = believe(told, spread, population, block=slice(None))
        mean = means[0]
        left = squares - 2 * np.einsum("ni,ni->n", mean, rewards)
        left += np.einsum("ni,nij,nj->n", mean, products, mean)
        left += np.einsum("nij,nij->n", products, covariances[0])
        common = (left.sum() + NOISE_ROWS * noise) / (count.sum() + NOISE_ROWS)
        noises = (left + OWN_NOISE_ROWS * common) / (count + OWN_NOISE_ROWS)
    told = summarise(products / noises[:, _ON, _ON], rewards / noises[:, _ON], found.spread)
    return meet(told, found.spread, prior_mean=prior_mean).evidence


def _population(sums: Sums, spread: Spread, prior_mean: Floats, noise: float) -> Population:
    """What all people say, in parts that fit at once: what they say simply adds up."""
    places = range(len(sums.keys))[_evenly(len(sums.keys), POPULATION_SAMPLE)]
    step = _room(spread, POPULATION_SAMPLE)
    parts = [
        _told(sums, slice(some.start, some.stop, some.step), spread, noise)
        for some in (places[start : start + step] for start in range(0, len(places), step))
    ]
    return meet(parts[0].joined(parts[1:]), spread, prior_mean=prior_mean)


def _told(sums: Sums, rows: slice, spread: Spread, noise: float) -> Told:
    return summarise(sums.square(rows) / noise, sums.rewards[rows] / noise, spread)


def _collapse(means: Floats, covariances: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Mean and covariance of a mixture: (K, n, q) and (K, n, q, q) become (n, q) and (n, q, q)."""
    mean = np.einsum("k,knq->nq", weights, means)
    apart = means - mean
    covariance = np.einsum("k,knqr->nqr", weights, covariances)
    covariance += np.einsum("k,knq,knr->nqr", weights, apart, apart)
    return mean, covariance

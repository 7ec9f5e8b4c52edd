"""People around a population: what their rows say about both, in closed form.

The model of one organisation (Liao et al. 2020, "Personalized HeartSteps"; Tomkins et al. 2021,
"IntelligentPooling", for the random effects):

    r = φ'θ_i + ε, ε ~ N(0, σ²);   θ_i = θ + u_i, u_i ~ N(0, Σ_u);   θ ~ N(μ_0, Σ_θ)

With A_i = Φ_i'Φ_i/σ², h_i = Φ_i'r_i/σ² and G_i = (I + Σ_u A_i)⁻¹, person i tells the population
W_i = A_i G_i and b_i = G_i'h_i, and is told θ | rows ~ N(m, S) in return:

    θ_i | rows ~ N(V_i h_i + G_i m, V_i + G_i S G_i'),  V_i = G_i Σ_u

Σ_u = 0 pools fully; Σ_θ = 0 pools nothing. All functions
take any number of leading dimensions (…, n, d, d), so that many organisations go in one call.

Two people, one figure each, σ² = 1: ten rows of mean 1 and none at all.

>>> rows, sums = np.array([[[10.0]], [[0.0]]]), np.array([[10.0], [0.0]])
>>> spread = Spread(people=np.eye(1) * 0.5, population=np.eye(1) * 0.5)
>>> told = summarise(rows, sums, spread)
>>> population = meet(told, spread, prior_mean=np.zeros(1))
>>> means, covariances = believe(told, spread, population, block=slice(None))
>>> means.round(3).tolist(), covariances.round(3).tolist()
([[0.909], [0.455]], [[[0.091]], [[0.773]]])
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zetje.behaviour.arrays import Floats


@dataclass(frozen=True)
class Spread:
    """How far people lie from their population, Σ_u, and it from its prior, Σ_θ: (…, d, d) each."""

    people: Floats
    population: Floats


@dataclass(frozen=True)
class Told:
    """What each person's rows say under one spread.

    `sums` h_i (…, n, d); `given` G_i (…, n, d, d); `precision` Σ W_i (…, d, d); `pull` Σ b_i
    (…, d); `fit` (…,) the part of the log evidence that stands with the people.
    """

    sums: Floats
    given: Floats
    precision: Floats
    pull: Floats
    fit: Floats

    def joined(self, others: Sequence[Told]) -> Told:
        """Add what other people say; whose rows they were is no longer told apart."""
        return Told(
            sums=self.sums,
            given=self.given,
            precision=sum((one.precision for one in others), self.precision),
            pull=sum((one.pull for one in others), self.pull),
            fit=sum((one.fit for one in others), self.fit),
        )


@dataclass(frozen=True)
class Population:
    """What all rows say about the population: mean (…, d), covariance (…, d, d), log evidence (…,).

    The evidence is that of the rewards under the spread, up to a constant that no spread changes.
    """

    mean: Floats
    covariance: Floats
    evidence: Floats


def summarise(rows: Floats, sums: Floats, spread: Spread) -> Told:
    """Let each person speak.

    Args: `rows` A_i (…, n, d, d) and `sums` h_i (…, n, d), both over σ². Returns what they say.
    """
    apart = spread.people[..., np.newaxis, :, :]
    stretched = np.eye(rows.shape[-1]) + apart @ rows
    given: Floats = np.linalg.inv(stretched).astype(np.float64, copy=False)
    inward = np.einsum("...ij,...i->...j", given, sums)
    quadratic = np.einsum("...i,...ij,...j->...", sums, given @ apart, sums)
    volume = np.linalg.slogdet(stretched)[1]
    return Told(
        sums=sums,
        given=given,
        precision=np.sum(rows @ given, axis=-3),
        pull=np.sum(inward, axis=-2),
        fit=np.sum(quadratic - volume, axis=-1) / 2,
    )


def meet(told: Told, spread: Spread, *, prior_mean: Floats) -> Population:
    """Bring what people say together with the prior of the population.

    Args: `prior_mean` μ_0 (d,). Returns: m = μ_0 + S(Σb_i − ΣW_i μ_0), S = (I + Σ_θ ΣW_i)⁻¹ Σ_θ,
    and the log evidence, which is finite for Σ_θ = 0 and Σ_u = 0 too.
    """
    stretched = np.eye(len(prior_mean)) + spread.population @ told.precision
    covariance = np.linalg.inv(stretched) @ spread.population
    covariance = (covariance + np.swapaxes(covariance, -1, -2)) / 2
    expected = told.precision @ prior_mean
    surprise = told.pull - expected
    moved = np.einsum("...ij,...j->...i", covariance, surprise)
    evidence = (
        told.fit
        + (np.sum(surprise * moved, axis=-1) - np.linalg.slogdet(stretched)[1]) / 2
        + np.sum((told.pull - expected / 2) * prior_mean, axis=-1)
    )
    return Population(mean=prior_mean + moved, covariance=covariance, evidence=evidence)


def believe(
    told: Told, spread: Spread, population: Population, *, block: slice
) -> tuple[Floats, Floats]:
    """Say what is believed of each person.

    Args: `block`, which coordinates are asked for (q of d). Returns: means (…, n, q) and
    covariances (…, n, q, q).
    """
    given = told.given[..., block, :]
    own = given @ spread.people[..., np.newaxis, :, :]
    means = np.einsum("...ij,...j->...i", own, told.sums)
    means += np.einsum("...ij,...j->...i", given, population.mean[..., np.newaxis, :])
    shared = given @ population.covariance[..., np.newaxis, :, :]
    covariances = own[..., block] + np.einsum("...ij,...kj->...ik", shared, given)
    return means, covariances

"""How far people lie apart: a small grid of answers, weighed by what the rows say of each.

Empirical Bayes on Σ_u, block by block: what a person does without a prompt and along with its
chance, [g, π f], and what a prompt changes, [(A − π) f]. Each answer is a share of the prior
covariance; the marginal likelihood of all rows weighs them. Beside the shares stands a spike, "a
prompt changes the same for all", as in George & McCulloch (1993, "Variable selection via Gibbs
sampling"). This grid and its weights are this project's own proposal.

>>> found = candidates(np.diag([0.04, 0.01, 0.01]), effects=1)
>>> len(found.log_weights), round(float(np.exp(found.log_weights).sum()), 6)
(15, 1.0)
>>> evidence = np.zeros(15)
>>> evidence[7] = 20.0
>>> found.weigh(evidence).argmax()
np.int64(7)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zetje.behaviour.arrays import Flags, Floats
from zetje.behaviour.policies.pooling.hierarchy import Spread

BASELINE_SHARES = (0.02, 0.15, 0.6)
EFFECT_SHARES = (0.0, 0.1, 0.3, 0.6, 1.0)
SPIKE = 0.5
# However far people lie apart, the prior may be off for all of them together.
POPULATION_FLOOR = 0.5


@dataclass(frozen=True)
class Candidates:
    """K spreads, stacked (K, d, d), and the log of the weight that each has beforehand (K,)."""

    spread: Spread
    log_weights: Floats

    def weigh(self, evidence: Floats) -> Floats:
        """Weigh by Bayes' rule: evidence (K,) in logarithms; returns weights (K,) that sum to 1."""
        weights = self.log_weights + evidence
        weights = np.exp(weights - weights.max())
        return weights / weights.sum()

    def pick(self, chosen: Flags) -> Candidates:
        """Keep some of them, by flags (K,)."""
        spread = Spread(self.spread.people[chosen], self.spread.population[chosen])
        return Candidates(spread, self.log_weights[chosen])


def candidates(prior_covariance: Floats, *, effects: int) -> Candidates:
    """Lay out the grid for a prior covariance (d, d) of which the last `effects` are (A − π) f.

    With shares s in both blocks, Σ_u = √s Σ √s and Σ_θ = √p Σ √p with p = max(1 − s, .5).
    """
    width = len(prior_covariance)
    people: list[Floats] = []
    population: list[Floats] = []
    weights: list[float] = []
    for baseline in BASELINE_SHARES:
        for effect in EFFECT_SHARES:
            share = np.full(width, baseline)
            share[width - effects :] = effect
            own, common = np.sqrt(share), np.sqrt(np.maximum(1 - share, POPULATION_FLOOR))
            people.append(own[:, np.newaxis] * prior_covariance * own)
            population.append(common[:, np.newaxis] * prior_covariance * common)
            spread_out = (1 - SPIKE) / (len(EFFECT_SHARES) - 1)
            weights.append((SPIKE if effect == 0 else spread_out) / len(BASELINE_SHARES))
    return Candidates(Spread(np.array(people), np.array(population)), np.log(np.array(weights)))


def all_alike(prior_covariance: Floats) -> Candidates:
    """Pool fully: whoever they are, people share one set of coefficients."""
    nothing = np.zeros_like(prior_covariance)[np.newaxis]
    return Candidates(Spread(nothing, prior_covariance[np.newaxis]), np.zeros(1))


def all_apart(prior_covariance: Floats) -> Candidates:
    """Pool nothing: each person is drawn from the prior, and nobody tells about another."""
    nothing = np.zeros_like(prior_covariance)[np.newaxis]
    return Candidates(Spread(prior_covariance[np.newaxis], nothing), np.zeros(1))

"""How far people lie apart: a small grid of answers, weighed by what the rows say of each.

Empirical Bayes on Σ_u, block by block: what a person does without a prompt and along with its
chance, [g, π f], and what a prompt changes, [(A − π) f]. Each answer is a share of the prior
covariance, weighed by the marginal likelihood of all rows. Beside the shares stands a spike, "a
prompt changes the same for all", as in George & McCulloch (1993, "Variable selection via Gibbs
sampling"): with K the Bayes factor of people lying apart against the spike, apart weighs
K²/(K² + 3). So organisations where people hardly differ keep to one effect and are not led away
by chance, and where K passes 10 the spike is all but gone. The grid, its weights and this rule
are this project's own proposal, chosen by the simulations of docs/behaviour.md.

>>> found = candidates(np.diag([0.04, 0.01, 0.01]), effects=1)
>>> [float(found.weigh(found.alike * -np.log(odds))[~found.alike].sum().round(2))
...     for odds in (0.5, 1.0, 10.0)]
[0.08, 0.25, 0.97]
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zetje.behaviour.arrays import Flags, Floats
from zetje.behaviour.policies.pooling.hierarchy import Spread

BASELINE_SHARES = (0.02, 0.15, 0.6)
EFFECT_SHARES = {0.1: 0.15, 0.3: 0.25, 1.0: 0.5, 3.0: 0.1}
RELUCTANCE = 3.0
TINY = 1e-300
ALL = np.ones(1, dtype=np.bool_)


@dataclass(frozen=True)
class Candidates:
    """K spreads, stacked (K, d, d).

    `log_weights` (K,): what each weighs beforehand among those of its kind; `alike` (K,): whether
    a prompt changes the same for all under it.
    """

    spread: Spread
    log_weights: Floats
    alike: Flags

    def weigh(self, evidence: Floats) -> Floats:
        """Weigh by the evidence (K,), in logarithms; returns weights (K,) that sum to 1."""
        weights = self.log_weights + evidence
        weights = np.exp(weights - weights.max())
        alike, apart = float(weights[self.alike].sum()), float(weights[~self.alike].sum())
        share = apart**2 / (apart**2 + RELUCTANCE * alike**2)
        part = np.where(self.alike, (1 - share) / max(alike, TINY), share / max(apart, TINY))
        return weights * part

    def pick(self, chosen: Flags) -> Candidates:
        """Keep some of them, by flags (K,)."""
        spread = Spread(self.spread.people[chosen], self.spread.population[chosen])
        return Candidates(spread, self.log_weights[chosen], self.alike[chosen])


def candidates(prior_covariance: Floats, *, effects: int) -> Candidates:
    """Lay out the grid for a prior covariance (d, d) of which the last `effects` are (A − π) f.

    Σ_u = √s Σ √s with the block's share s; Σ_θ = Σ, for however far people lie apart, the prior may
    be off for all of them together.
    """
    people: list[Floats] = []
    weights: list[float] = []
    for baseline in BASELINE_SHARES:
        for effect, weight in ((0.0, 1.0), *EFFECT_SHARES.items()):
            root = np.full(len(prior_covariance), np.sqrt(baseline))
            root[len(root) - effects :] = np.sqrt(effect)
            people.append(root[:, np.newaxis] * prior_covariance * root)
            weights.append(weight / len(BASELINE_SHARES))
    population = np.broadcast_to(prior_covariance, (len(people), *prior_covariance.shape))
    alike = np.array([not one[-1, -1] for one in people])
    return Candidates(Spread(np.array(people), population), np.log(np.array(weights)), alike)


def all_alike(prior_covariance: Floats) -> Candidates:
    """Pool fully: whoever they are, people share one set of coefficients."""
    nothing = np.zeros_like(prior_covariance)[np.newaxis]
    return Candidates(Spread(nothing, prior_covariance[np.newaxis]), np.zeros(1), ALL)


def all_apart(prior_covariance: Floats) -> Candidates:
    """Pool nothing: each person is drawn from the prior, and nobody tells about another."""
    nothing = np.zeros_like(prior_covariance)[np.newaxis]
    return Candidates(Spread(prior_covariance[np.newaxis], nothing), np.zeros(1), ~ALL)

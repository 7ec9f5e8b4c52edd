"""How far people lie apart: a small grid of answers, weighed by what the rows say of each.

Empirical Bayes on Σ_u, block by block: what a person does without a prompt and along with its
chance, [g, π f], and what a prompt changes, [(A − π) f]. Each answer is a share of the prior
covariance, weighed by the marginal likelihood of all rows. Beside the shares stands a spike, "a
prompt changes the same for all", as in George & McCulloch (1993, "Variable selection via Gibbs
sampling"): with K the Bayes factor of people lying apart against the spike, apart weighs
K²/(K² + 20). So organisations where people hardly differ keep to one effect and are not led away
by chance, and where K passes 20 the spike is all but gone. Shares below one speak for "people lie
apart", but nobody is then believed to lie closer to the others than the prior that was given says:
smooth allocation turns a narrow belief into timid chances, and shrinking further cost rewards in
most worlds tried. The grid, its weights and these rules are this project's own proposal,
chosen by the simulations of docs/behaviour.md.

>>> found = candidates(np.diag([0.04, 0.01, 0.01]), effects=1)
>>> [float(found.weigh(found.alike * -np.log(odds))[~found.alike].sum().round(2))
...     for odds in (0.5, 1.0, 10.0)]
[0.01, 0.05, 0.83]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zetje.behaviour.arrays import Flags, Floats, Ints
from zetje.behaviour.policies.pooling.hierarchy import Spread

BASELINE_SHARES = (0.02, 0.15, 0.6)
EFFECT_SHARES = {0.1: 0.15, 0.3: 0.25, 1.0: 0.5, 3.0: 0.1}
RELUCTANCE = 20.0
TINY = 1e-300
NEGLIGIBLE = 1e-3


@dataclass(frozen=True)
class Candidates:
    """K answers about how far people lie apart, and H spreads that beliefs are worked out under.

    `spread`: stacked (K, d, d), for the evidence; `log_weights` (K,): what each answer weighs
    beforehand among those of its kind; `alike` (K,): whether a prompt changes the same for all
    under it; `held`: stacked (H, d, d), for beliefs; `belongs` (K,): which of them an answer votes
    for.
    """

    spread: Spread
    log_weights: Floats
    alike: Flags
    held: Spread
    belongs: Ints

    def weigh(self, evidence: Floats) -> Floats:
        """Weigh by the evidence (K,), in logarithms; returns weights (K,) that sum to 1."""
        weights = self.log_weights + evidence
        weights = np.exp(weights - weights.max())
        alike, apart = float(weights[self.alike].sum()), float(weights[~self.alike].sum())
        share = apart**2 / (apart**2 + RELUCTANCE * alike**2)
        part = np.where(self.alike, (1 - share) / max(alike, TINY), share / max(apart, TINY))
        return weights * part

    def believed(self, weights: Floats) -> tuple[Spread, Floats]:
        """Give the spreads that weigh something, (L, d, d), and their weights (L,), in all 1."""
        votes = np.bincount(self.belongs, weights=weights)
        kept = votes > NEGLIGIBLE
        spread = Spread(self.held.people[kept], self.held.population[kept])
        return spread, votes[kept] / votes[kept].sum()

    @property
    def middle(self) -> Spread:
        """One answer in the middle of the grid, (1, d, d)."""
        place = len(self.log_weights) // 2
        return Spread(
            self.spread.people[place : place + 1], self.spread.population[place : place + 1]
        )


def candidates(prior_covariance: Floats, *, effects: int) -> Candidates:
    """Lay out the grid for a prior covariance (d, d) of which the last `effects` are (A − π) f.

    Σ_u = √s Σ √s with the block's share s; Σ_θ = Σ, for however far people lie apart, the prior may
    be off for all of them together.
    """
    shares = [
        (baseline, effect, weight / len(BASELINE_SHARES))
        for baseline in BASELINE_SHARES
        for effect, weight in ((0.0, 1.0), *EFFECT_SHARES.items())
    ]
    held = [(baseline, max(effect, 1.0) if effect else 0.0) for baseline, effect, _ in shares]
    distinct = sorted(set(held))

    def spread(pairs: Sequence[tuple[float, float]]) -> Spread:
        roots = np.sqrt(np.array(pairs))
        widths = [len(prior_covariance) - effects, effects]
        root = np.repeat(roots, widths, axis=1)
        people = root[:, :, np.newaxis] * prior_covariance * root[:, np.newaxis, :]
        return Spread(people, np.broadcast_to(prior_covariance, people.shape))

    return Candidates(
        spread=spread([(baseline, effect) for baseline, effect, _ in shares]),
        log_weights=np.log([weight for _, _, weight in shares]),
        alike=np.array([effect == 0 for _, effect, _ in shares]),
        held=spread(distinct),
        belongs=np.array([distinct.index(pair) for pair in held]),
    )


def _only(people: Floats, population: Floats) -> Candidates:
    spread = Spread(people[np.newaxis], population[np.newaxis])
    return Candidates(
        spread, np.zeros(1), np.ones(1, dtype=np.bool_), spread, np.zeros(1, np.int64)
    )


def all_alike(prior_covariance: Floats) -> Candidates:
    """Pool fully: whoever they are, people share one set of coefficients."""
    return _only(np.zeros_like(prior_covariance), prior_covariance)


def all_apart(prior_covariance: Floats) -> Candidates:
    """Pool nothing: each person is drawn from the prior, and nobody tells about another."""
    return _only(prior_covariance, np.zeros_like(prior_covariance))

"""Recovering difference softmax: how much better is an arm than the alternatives to it?

Yancey & Settles, "A Sleeping, Recovering Bandit Algorithm for Optimizing Recurring Notifications",
KDD 2020 (doi 10.1145/3394486.3403351). For arm a, over the rounds in which it was eligible, with
b the chance that it had:

    w⁺ = 1/b,  w⁻ = 1/(1 − b)
    μ̄⁺ = Σ w⁺ r / Σ w⁺ where a was sent,  μ̄⁻ = Σ w⁻ r / Σ w⁻ where another was
    n^± = (Σ w)² / Σ w²                                                      (Kish)
    μ̂^± = (μ̄^± n^± + μ_a σ) / (n^± + σ)
    s_a = (μ̂⁺ − μ̂⁻) / μ̂⁻

with the recency penalty, the temperature and the mix of `rotation`. Rounds with b or 1 − b below θ
are left out: one of them would outweigh all others. μ_a is the mean reward of the rounds that are
kept, so a new arm scores 0. μ̄⁻ averages over the alternatives as they are played, so scores drift
as the policy learns; and μ̄⁺ and μ̄⁻ weigh rounds with different arms to choose from by chance
differently, which is most of their noise.

`stratified=True` is this project's own proposal beside it: the difference is taken inside each
set of arms that were eligible together, and differences are averaged by inverse variance:

    d_as = (μ̄⁺_as − μ̄⁻_as) / m_s,   v_as = (s²_s / m²_s) (1/n⁺_as + 1/n⁻_as)
    s_a = Σ_s d_as / v_as / Σ_s 1 / v_as · n⁺_a / (n⁺_a + σ)

with m_s and s²_s the mean and variance of the rewards in that set, and n⁺_a summed over sets.

>>> able = np.array([[True, True]] * 4)
>>> policy = DifferenceSoftmax(sigma=10.0).update(
...     eligible=able, chosen=[0, 0, 1, 1], probability=np.full((4, 2), 0.5),
...     reward=[1, 1, 1, 0], at=[0, 0, 1, 1])
>>> policy.scores.round(4)
array([ 0.1176, -0.1053])
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from zetje.behaviour.arrays import Floats
from zetje.behaviour.policies.messages.learning import Learning
from zetje.behaviour.policies.messages.rounds import Rounds, Strata

PUBLISHED_THETA = 0.005


@dataclass(frozen=True, kw_only=True, eq=False)
class DifferenceSoftmax(Learning):
    """The published algorithm, or its stratified form.

    `sigma` is the prior's weight in rounds: 1e5 by default, for below that the scores are noise
    for any sender of fewer than millions a day. `theta` is the θ above; None takes the published
    0.005, or half the chance that the mix leaves an arm where that is less (with θ above that, an
    arm that once lost would never be learned about again). The rest is `Rotation`; `mix=0` is as
    published. Raises ValueError for a σ that is negative or a θ outside 0 … 0.5.
    """

    stratified: bool = False
    sigma: float = 1e5
    theta: float | None = None
    known: Strata = field(default_factory=lambda: Strata.empty(8), repr=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.sigma >= 0.0:
            raise ValueError("sigma must not be negative.")
        if self.theta is not None and not 0.0 <= self.theta < 0.5:
            raise ValueError("theta must lie between 0 and 0.5.")

    @property
    def scores(self) -> Floats:
        """(K,) how much more an arm brings than its alternatives, as a part of what they bring."""
        if self.stratified:
            return self._stratified_scores()
        sums = self.known.sums.sum(axis=0)
        plus, minus = _side(sums[:, 0:3]), _side(sums[:, 3:6])
        prior = _ratio(sums[:, 7], sums[:, 6])
        high = _ratio(plus.mean * plus.size + prior * self.sigma, plus.size + self.sigma)
        low = _ratio(minus.mean * minus.size + prior * self.sigma, minus.size + self.sigma)
        both = (plus.size > 0.0) & (minus.size > 0.0)
        return np.where(both, _ratio(high - low, np.abs(low)), 0.0)

    def _quantities(self, rounds: Rounds) -> list[Floats]:
        """Σw⁺, Σw⁺r, Σw⁺², Σw⁻, Σw⁻r, Σw⁻², rounds kept, their reward; each (n, K).

        The formula needs the chance of every arm; from the chosen arm's alone the others follow as
        `Rounds.chance_of_each` says.
        """
        never = np.full(rounds.eligible.shape, np.inf)
        guess = self.probabilities(eligible=rounds.eligible, days_since=never)
        chance = rounds.chance_of_each(guess)
        least = self._least(rounds.eligible.shape[1])
        kept = rounds.eligible & (chance >= least) & (1.0 - chance >= least)
        times = rounds.times[:, np.newaxis]
        reward = rounds.reward[:, np.newaxis]
        sent = rounds.chosen_only(np.ones(len(rounds.chosen))) > 0.0
        found: list[Floats] = []
        for side, among in ((chance, kept & sent), (1.0 - chance, kept & ~sent)):
            weight = np.divide(1.0, side, out=np.zeros_like(side), where=among)
            found += [weight * times, weight * times * reward, weight**2 * times]
        return [*found, kept * times, kept * times * reward]

    def _least(self, arms: int) -> float:
        if self.theta is not None:
            return self.theta
        open_to_all = self.mix / (2.0 * max(arms, 1))
        return min(PUBLISHED_THETA, open_to_all) if self.mix else PUBLISHED_THETA

    def _stratified_scores(self) -> Floats:
        sums, moments = self.known.sums, self.known.moments
        plus, minus = _side(sums[:, :, 0:3]), _side(sums[:, :, 3:6])
        mean = _ratio(moments[:, 1], moments[:, 0])
        variance = np.maximum(_ratio(moments[:, 2], moments[:, 0]) - mean**2, 0.0)
        both = (plus.size > 0.0) & (minus.size > 0.0)
        difference = _ratio(plus.mean - minus.mean, np.abs(mean)[:, np.newaxis])
        size = _ratio(plus.size * minus.size, plus.size + minus.size)
        weight = np.where(both, size * _ratio(mean**2, variance)[:, np.newaxis], 0.0)
        pooled = _ratio((weight * difference).sum(axis=0), weight.sum(axis=0))
        sent = plus.size.sum(axis=0)
        return pooled * _ratio(sent, sent + self.sigma)


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """Weighted mean reward and effective number of rounds, with or without an arm."""

    mean: Floats
    size: Floats


def _side(sums: Floats) -> _Side:
    weight, rewarded, squared = np.moveaxis(sums, -1, 0)
    return _Side(mean=_ratio(rewarded, weight), size=_ratio(weight**2, squared))


def _ratio(above: Floats, below: Floats) -> Floats:
    """`above` ÷ `below`, and 0 where `below` is 0."""
    above, below = np.broadcast_arrays(above, below)
    return np.divide(above, below, out=np.zeros(below.shape), where=below != 0.0)

"""The main-effect model: what an arm adds, whatever else could have been sent. Our default.

This project's own proposal. A round's mean reward is that of its *stratum* (the arms that were
eligible together, in one period) times one plus the effect of the arm:

    r = m_s (1 + e_a) + noise,   variance v_s,   e ~ N(0, Σ₀)

Each stratum's mean is left free, so neither who could get an arm nor a season can pass for the
arm's effect; with T_s = diag(N_s) − N_s N_s' / n_s, N_s the rounds of each arm in stratum s, n_s
their sum, and c_s the reward of each arm above the stratum's mean, summed,

    P = Σ₀⁻¹ + Σ_s (m_s² / v_s) T_s,    e | data ~ N(P⁻¹ Σ_s (|m_s| / v_s) c_s, P⁻¹)

in full covariance. Σ₀ = ω² [(1 − φ) I + φ F F'], with ω = 1 % (published differences between
messages are of that size) and F the family of each arm: arms of one family share φ of their
variance. m_s and v_s are those of the set of eligible arms over all periods, pulled to the overall
ones by 20 rounds' worth.

Chances have the recency penalty and mix of `rotation`, and go through three stages by how much of
the prior's variance between arms is *learned* (that depends on the number of rounds and rewards,
not on which arm won them). Below a tenth, arms rotate by recency alone. Below .35, they are
shared by a softmax averaged over the posterior, which keeps trying what may still be best (Thompson
1933, softened): s_a = τ log E[softmax(e / τ)]_a, centred. From there on by the softmax of the
posterior mean. Two things are said beside them (`preference`):

- *not enough data*: the first stage.
- *prefers*: the data speak 20 to 1 (Bayes factor) for "arms differ" against "no arm differs". Where
  no arm differs that happens in at most 1 of 20 organisations, however often one looks (Ville 1939:
  the factor is a martingale). In between the policy *leans*: it follows its best guess and claims
  nothing.

>>> able = np.ones((4, 2), dtype=bool)
>>> policy = MainEffect().update(
...     eligible=able, chosen=[0, 0, 1, 1], probability=[0.5] * 4,
...     reward=[1, 0, 1, 0], at=[0, 0, 1, 1], times=[51_000, 49_000, 49_000, 51_000])
>>> policy.scores.round(3)
array([ 0.018, -0.018])
>>> policy.preference.knowledge.name, policy.preference.arm
('PREFERS', 0)
>>> MainEffect().preference.knowledge.name
'NOT_ENOUGH_DATA'
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

import numpy as np
from scipy.special import ndtr, ndtri

from zetje.behaviour.arrays import Floats, Ints
from zetje.behaviour.policies.messages.learning import Learning
from zetje.behaviour.policies.messages.rounds import Rounds, Strata, strata_of

_PULL = 20.0
_POINTS = 1024
_RARE = 1e-6


class Knowledge(IntEnum):
    """How far a policy knows which arm is better."""

    NOT_ENOUGH_DATA = 0
    LEANS = 1
    PREFERS = 2


@dataclass(frozen=True, slots=True)
class Preference:
    """What may be said of the arms.

    `knowledge` is the verdict. `arm` leads, -1 while there is not enough data; `sure` is the
    posterior chance that it is better than the average of the others, and `best` that it is better
    than its closest rival (0.5 each while there is not enough data). `learned`, from 0 to 1, is
    the part of the prior's variance between arms that is gone; `evidence` the Bayes factor of
    "arms differ" against "no arm differs".
    """

    knowledge: Knowledge
    arm: int
    sure: float
    best: float
    learned: float
    evidence: float


@dataclass(frozen=True, slots=True, eq=False)
class Effects:
    """The posterior of the arms' effects: `mean` (K,) and `covariance` (K, K), relative reward."""

    mean: Floats
    covariance: Floats
    learned: float
    evidence: float


@dataclass(frozen=True, kw_only=True, eq=False)
class MainEffect(Learning):
    """The Bayesian main-effect model, with recency and mix.

    `prior_sd` is ω, relative reward. `families` (K,) names the family of each arm, in texts; None
    or an arm beyond them is a family of its own; `family_share` is φ. `period`, in days, is how
    long a stratum's mean stays the same. `enough` is the part of the variance that must be learned
    before an arm is leaned to, `settled` the part from which the best guess is followed, `odds` the
    Bayes factor before an arm is preferred. The rest is `Rotation`. Raises ValueError for settings
    out of range.
    """

    prior_sd: float = 0.01
    families: tuple[str, ...] | None = None
    family_share: float = 0.5
    period: float = 7.0
    enough: float = 0.1
    settled: float = 0.35
    odds: float = 20.0
    known: Strata = field(default_factory=lambda: Strata.empty(2), repr=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (self.prior_sd > 0.0 and self.period > 0.0 and self.odds >= 1.0):
            raise ValueError("prior_sd and period must be above 0, and odds at least 1.")
        if not (0.0 <= self.family_share < 1.0 and 0.0 <= self.enough < 1.0):
            raise ValueError("family_share and enough must lie between 0 and 1, 1 not included.")

    @cached_property
    def effects(self) -> Effects:
        """What is known of the effects of all arms together."""
        prior = self._prior(self.known.arms)
        weight, scale = self._scales()
        rounds, rewards = self.known.sums[:, :, 0], self.known.sums[:, :, 1]
        total = np.maximum(rounds.sum(axis=1), 1.0)
        information = np.diag(weight @ rounds) - (rounds * (weight / total)[:, None]).T @ rounds
        above = rewards - rounds * (rewards.sum(axis=1) / total)[:, None]
        # Solved by way of I + Σ₀ T, which holds for any T, singular or not.
        system = np.eye(len(prior)) + prior @ information
        covariance = np.asarray(np.linalg.solve(system, prior), dtype=np.float64)
        covariance = (covariance + covariance.T) / 2.0
        gradient = scale @ above
        mean = np.asarray(covariance @ gradient, dtype=np.float64)
        sign, logarithm = np.linalg.slogdet(system)
        evidence = float(np.exp(min((gradient @ mean - sign * logarithm) / 2.0, 700.0)))
        return Effects(mean, covariance, self._learned(prior, covariance), evidence)

    @cached_property
    def preference(self) -> Preference:
        """What may be said of the arms now."""
        effects = self.effects
        played = np.flatnonzero(self._played())
        if effects.learned < self.enough or len(played) < 2:
            return Preference(
                Knowledge.NOT_ENOUGH_DATA, -1, 0.5, 0.5, effects.learned, effects.evidence
            )
        leader = int(played[np.argmax(effects.mean[played])])
        rivals = played[played != leader]
        contrasts = np.zeros((len(rivals) + 1, len(effects.mean)))
        contrasts[:, leader] = 1.0
        contrasts[0, rivals] = -1.0 / len(rivals)
        contrasts[np.arange(1, len(contrasts)), rivals] = -1.0
        spread = np.einsum("ij,jk,ik->i", contrasts, effects.covariance, contrasts)
        chances = np.asarray(ndtr(contrasts @ effects.mean / np.sqrt(spread)), dtype=np.float64)
        proven = effects.evidence >= self.odds
        return Preference(
            Knowledge.PREFERS if proven else Knowledge.LEANS,
            leader,
            float(chances[0]),
            float(chances[1:].min()),
            effects.learned,
            effects.evidence,
        )

    @property
    def scores(self) -> Floats:
        """(K,) what chances follow: zeros, the softened draws or the posterior mean, by stage."""
        if self.preference.knowledge is Knowledge.NOT_ENOUGH_DATA:
            return np.zeros(self.known.arms)
        return self._tried if self.effects.learned < self.settled else self.effects.mean

    def _quantities(self, rounds: Rounds) -> list[Floats]:
        """Rounds and their reward, at the arm that was sent.

        The chances are not used: inside a stratum the model needs no weights, as long as nothing
        but the arms that were eligible and the period decides both chance and reward.
        """
        sent = rounds.chosen_only(rounds.times)
        return [sent, sent * rounds.reward[:, np.newaxis]]

    def _period(self, rounds: Rounds) -> Ints:
        return np.floor(rounds.at / self.period).astype(np.int64)

    @cached_property
    def _tried(self) -> Floats:
        """τ log E[softmax(e / τ)] over the posterior of the arms that were played, centred."""
        played = np.flatnonzero(self._played())
        covariance = self.effects.covariance[np.ix_(played, played)]
        values, vectors = np.linalg.eigh(covariance)
        root = vectors * np.sqrt(np.maximum(values, 0.0))
        logits = (self.effects.mean[played] + _even_normals(len(played)) @ root.T) / self.tau
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        chances = np.log(np.maximum(shares.mean(axis=0), _RARE))
        scores = np.zeros(self.known.arms)
        scores[played] = self.tau * (chances - chances.mean())
        return scores

    def _prior(self, arms: int) -> Floats:
        """Σ₀ (K, K)."""
        given = (self.families or ())[:arms]
        names = [*(f"family {name}" for name in given), *map(str, range(len(given), arms))]
        _, family = np.unique(np.array(names, dtype=np.str_), return_inverse=True)
        same = family[:, np.newaxis] == family
        return self.prior_sd**2 * (
            (1.0 - self.family_share) * np.eye(arms) + self.family_share * same
        )

    def _scales(self) -> tuple[Floats, Floats]:
        """m_s² / v_s and |m_s| / v_s of each stratum, (S,)."""
        known = self.known
        numbers, first = strata_of(known.eligible, np.zeros(len(known.period), dtype=np.int64))
        count, reward, squared = known.moments.T
        within = squared - np.divide(reward**2, count, out=np.zeros_like(count), where=count > 0)
        n, r, w = (
            np.bincount(numbers, weights=values, minlength=len(first))
            for values in (count, reward, np.maximum(within, 0.0))
        )
        rounds = max(float(n.sum()), 1.0)
        mean = (r + _PULL * r.sum() / rounds) / (n + _PULL)
        variance = (w + _PULL * w.sum() / rounds) / (n + _PULL)
        scale = np.divide(np.abs(mean), variance, out=np.zeros_like(mean), where=variance > 0.0)
        return (scale * np.abs(mean))[numbers], scale[numbers]

    def _played(self) -> Floats:
        """(K,) rounds in which another arm could have been sent instead."""
        among = self.known.eligible.sum(axis=1) > 1
        return self.known.sums[among, :, 0].sum(axis=0)

    def _learned(self, prior: Floats, covariance: Floats) -> float:
        """The part of the prior's variance between the arms ever played that is gone."""
        played = np.flatnonzero(self._played())
        if len(played) < 2:
            return 0.0
        centre = np.eye(len(played)) - 1.0 / len(played)
        left, whole = (
            float(np.sum(centre * matrix[np.ix_(played, played)])) for matrix in (covariance, prior)
        )
        return max(0.0, 1.0 - left / whole)


def _even_normals(width: int) -> Floats:
    """Points (1024, width) that lie evenly under a standard normal density: no dice are needed.

    The additive recurrence of Roberts (2018, "The unreasonable effectiveness of quasirandom
    sequences"), with the powers of the root of x^(width + 1) = x + 1.
    """
    root = 2.0
    for _ in range(64):
        root = (1.0 + root) ** (1.0 / (width + 1.0))
    steps = root ** -np.arange(1.0, width + 1.0)
    places = (0.5 + np.outer(np.arange(1.0, _POINTS + 1.0), steps)) % 1.0
    return np.asarray(ndtri(np.clip(places, _RARE, 1.0 - _RARE)), dtype=np.float64)

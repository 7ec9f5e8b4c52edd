"""Whether to prompt, learned: one model for all, one each, or people around a population.

The uplift of a prompt is f'β, learned by Bayesian linear regression on action-centred features, and
turned into a chance by smooth allocation (Liao et al. 2020; Trella et al. 2022–2024). The three
classes differ in what people share, and in nothing else: the same prior, noise, curve and limits.

Fifty people learn from each other; nobody has seen the fifty-first:

>>> people = np.arange(50)
>>> rows = dict(person=people, baseline=np.ones(50), advantage=np.ones(50), available=np.ones(50))
>>> policy = PartialPooling(
...     prior_mean=[0.2, 0.0, 0.0],
...     prior_covariance=np.diag([0.04, 0.01, 0.01]),
...     noise_variance=0.16,
... )
>>> chance = policy.probabilities(**rows)
>>> sent = people % 2
>>> learned = policy.update(**rows, probability=chance, treatment=sent, reward=sent * 0.4)
>>> ask = dict(baseline=[1.0], advantage=[1.0], available=[True])
>>> before = policy.probabilities(person=[50], **ask)
>>> bool(learned.probabilities(person=[50], **ask) > before)
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zetje.behaviour.arrays import Flags, Floats, flags, table
from zetje.behaviour.policies.pooling.allocation import Allocation
from zetje.behaviour.policies.pooling.beliefs import Beliefs, at_first, believe_all
from zetje.behaviour.policies.pooling.shares import Candidates, all_alike, all_apart, candidates
from zetje.behaviour.policies.pooling.sums import Sums, centred

_SETTINGS = ("noise_variance", "L_min", "L_max", "B", "C", "reward_scale")
_SUMS = ("keys", "products", "rewards", "squares", "count")


@dataclass(frozen=True, kw_only=True, eq=False)
class Pooling:
    """What the three send policies have in common.

    Args: `prior_mean` (d,) and `prior_covariance` (d, d) of one person's coefficients, in the order
    [g (k), π f (q), (A − π) f (q)], d = k + 2q; `noise_variance` σ² of the reward given the
    features, in its square unit; `L_min`, `L_max` limits of the chance; `B`, `C` and `reward_scale`
    s of the allocation, where B acts on x/s. The default B = 2, C = 1 asks half of the time where a
    prompt is believed to change nothing on balance, and is this project's own.
    Without `reward_scale`, s is the largest prior standard deviation among the last q coefficients.
    Raises ValueError for shapes that do not fit, a covariance that is not positive definite, a
    noise variance that is not above 0 and a curve that `Allocation` refuses.
    """

    prior_mean: ArrayLike
    prior_covariance: ArrayLike
    noise_variance: float
    L_min: float = 0.1
    L_max: float = 0.9
    B: float = 2.0
    C: float = 1.0
    reward_scale: float | None = None
    version: int = 0
    sums: Sums = field(default_factory=lambda: Sums.nothing(0), repr=False)
    effects: int = 0

    def __post_init__(self) -> None:
        mean = np.atleast_1d(np.asarray(self.prior_mean, dtype=np.float64))
        covariance = np.atleast_2d(np.asarray(self.prior_covariance, dtype=np.float64))
        if mean.ndim != 1 or covariance.shape != (len(mean), len(mean)):
            raise ValueError("prior_mean must be (d,) and prior_covariance (d, d).")
        if not np.allclose(covariance, covariance.T) or np.any(np.linalg.eigvalsh(covariance) <= 0):
            raise ValueError("prior_covariance must be symmetric and positive definite.")
        if not self.noise_variance > 0:
            raise ValueError("noise_variance must be above 0.")
        object.__setattr__(self, "prior_mean", mean)
        object.__setattr__(self, "prior_covariance", covariance)
        if not len(self.sums.keys):
            object.__setattr__(self, "sums", Sums.nothing(len(mean)))

    @property
    def name(self) -> str:
        """The policy's name in the log."""
        return type(self).__name__

    def probabilities(
        self, *, person: ArrayLike, baseline: ArrayLike, advantage: ArrayLike, available: ArrayLike
    ) -> Floats:
        """Give the chance of a prompt: E[ρ(f'β)] over what is believed of that person's β.

        Args: `person` (n,) keys; `baseline` g (n, k); `advantage` f (n, q); `available` (n,) flags.
        Returns: (n,) in [L_min, L_max], 0 where a row is not available. A person without rows gets
        what the population is believed to be like. Raises ValueError for shapes that do not fit.
        """
        f = self._advantage(baseline, advantage)
        open_rows = flags("available", available, rows=len(f))
        keys = self._whose(np.asarray(person))
        if keys.shape != (len(f),):
            raise ValueError(f"person has {keys.size} rows where {len(f)} are expected.")
        mean, variance = self._beliefs(f.shape[1]).effect(self.sums.places(keys), f)
        chance = self._allocation(f.shape[1]).chances(mean=mean, variance=variance)
        chance[~open_rows] = 0.0
        return chance

    def update(
        self,
        *,
        person: ArrayLike,
        baseline: ArrayLike,
        advantage: ArrayLike,
        available: ArrayLike,
        probability: ArrayLike,
        treatment: ArrayLike,
        reward: ArrayLike,
    ) -> Self:
        """Learn from rows whose reward is known, each once, with the chance that it was drawn with.

        Args: as in `probabilities`, and `probability` (n,), `treatment` (n,) flags, `reward` (n,).
        Rows that are not available are left out whatever they hold. Returns the policy to go on
        with; this one stays as it is. Raises ValueError for shapes or values that do not fit.
        """
        f = self._advantage(baseline, advantage)
        rows = flags("available", available, rows=len(f))
        keys = self._whose(np.asarray(person))
        if keys.shape != (len(f),):
            raise ValueError(f"person has {keys.size} rows where {len(f)} are expected.")
        features = centred(
            baseline=table("baseline", baseline)[rows],
            advantage=f[rows],
            probability=_pick("probability", probability, rows),
            treatment=_pick("treatment", treatment, rows),
        )
        sums = self.sums.plus(
            person=keys[rows], features=features, reward=_pick("reward", reward, rows)
        )
        return replace(self, sums=sums, version=self.version + 1, effects=f.shape[1])

    def state(self) -> dict[str, NDArray[Any]]:
        """Give all that is known as arrays, so that it can be kept between weeks."""
        settings = {name: np.asarray(getattr(self, name), dtype=np.float64) for name in _SETTINGS}
        return settings | {
            "prior_mean": self._mean,
            "prior_covariance": self._covariance,
            "version": np.asarray(self.version),
            "effects": np.asarray(self.effects),
            **{name: getattr(self.sums, name) for name in _SUMS},
        }

    @classmethod
    def from_state(cls, state: Mapping[str, NDArray[Any]]) -> Self:
        """Go on from what `state` gave. Raises KeyError where something is missing."""
        settings: dict[str, Any] = {name: float(state[name]) for name in _SETTINGS}
        if np.isnan(settings["reward_scale"]):
            settings["reward_scale"] = None
        return cls(
            **settings,
            prior_mean=state["prior_mean"],
            prior_covariance=state["prior_covariance"],
            version=int(state["version"]),
            effects=int(state["effects"]),
            sums=Sums(**{name: state[name] for name in _SUMS}),
        )

    def _whose(self, person: NDArray[Any]) -> NDArray[Any]:
        """Give the keys under which rows are summed up: people's own."""
        return person

    def _candidates(self) -> Candidates:
        """Say how far people may lie apart."""
        raise NotImplementedError

    @cached_property
    def _learned(self) -> Beliefs:
        return believe_all(
            self.sums,
            self._candidates(),
            prior_mean=self._mean,
            noise=self.noise_variance,
            effects=self.effects,
        )

    def _beliefs(self, effects: int) -> Beliefs:
        if len(self.sums.keys):
            return self._learned
        return at_first(self._mean, self._covariance, effects=effects)

    @property
    def _mean(self) -> Floats:
        return np.asarray(self.prior_mean, dtype=np.float64)

    @property
    def _covariance(self) -> Floats:
        return np.asarray(self.prior_covariance, dtype=np.float64)

    def _advantage(self, baseline: ArrayLike, advantage: ArrayLike) -> Floats:
        g = table("baseline", baseline)
        f = table("advantage", advantage, rows=len(g))
        width = len(self._mean)
        if g.shape[1] + 2 * f.shape[1] != width or (self.effects and f.shape[1] != self.effects):
            raise ValueError(
                f"{g.shape[1]} baseline and {f.shape[1]} advantage features do not fit a prior of "
                f"{width} coefficients, [g, π f, (A − π) f]."
            )
        return f

    def _allocation(self, effects: int) -> Allocation:
        scale = self.reward_scale
        if scale is None:
            scale = float(np.sqrt(np.diag(self._covariance)[-effects:].max()))
        return Allocation(
            L_min=self.L_min, L_max=self.L_max, B=self.B, C=self.C, reward_scale=scale
        )


def _pick(name: str, values: ArrayLike, rows: Flags) -> NDArray[Any]:
    """Take the rows that count; the others may hold anything."""
    array = np.asarray(values)
    if array.shape != rows.shape:
        raise ValueError(f"{name} has {array.size} rows where {len(rows)} are expected.")
    return array[rows]


class PartialPooling(Pooling):
    """People around a population: each is told by the others until own rows say otherwise.

    θ_i ~ N(θ, Σ_u), θ ~ N(μ_0, Σ_θ): Liao et al. 2020 and Tomkins et al. 2021, with the spread of
    people learned by empirical Bayes over the grid of `shares` (ours). Before the first row
    everybody has the prior as it was given.
    """

    def _candidates(self) -> Candidates:
        return candidates(self._covariance, effects=self.effects)


class FullPooling(Pooling):
    """One model for all: what is learned from one person holds for everybody.

    On rewards without a price and with `C` near 1 this is the plain bandit to compare with.
    """

    def _whose(self, person: NDArray[Any]) -> NDArray[Any]:
        return np.zeros(person.shape, dtype=np.int64)

    def _candidates(self) -> Candidates:
        return all_alike(self._covariance)


class NoPooling(Pooling):
    """A model for each person, who begins with the prior and learns from own rows alone."""

    def _candidates(self) -> Candidates:
        return all_apart(self._covariance)

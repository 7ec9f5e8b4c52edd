"""What would another policy have brought, judged on the decisions that were logged?

Every row is weighted by how much likelier the other policy makes what was done. Published: inverse
propensity scores (Horvitz and Thompson 1952), self-normalised (Hájek 1971; Swaminathan and Joachims
2015), doubly robust (Robins, Rotnitzky and Zhao 1994; Dudík, Langford and Li 2011), Kish's
effective size (1965). Ours: standard errors by person, and the refusal where few rows carry all.

>>> rng = np.random.default_rng(7)
>>> logged, target = np.full((4000, 2), 0.5), np.tile([0.2, 0.8], (4000, 1))
>>> chosen, person = rng.integers(0, 2, 4000), np.arange(4000) % 200
>>> reward = rng.random(4000) < 0.1 + 0.1 * chosen
>>> seen = evaluate(reward=reward, chosen=chosen, logged=logged, target=target, person=person)
>>> print(seen.refused, round(seen.effective_size), seen.largest_weight)
() 2941 1.6
>>> print(bool(seen.self_normalised.lower < 0.18 < seen.self_normalised.upper))
True
>>> evaluate(reward=[1, 0], chosen=[0, 1], logged=[[0.5, 0.5]] * 2, target=[[1, 0]] * 2).refused[0]
<Refusal.PEOPLE: 'people'>
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from zetje.behaviour.arrays import Floats, Ints, column, people, table

EFFECTIVE_SIZE_AT_LEAST = 100
EVENTS_AT_LEAST = 20
PEOPLE_AT_LEAST = 30


class Refusal(StrEnum):
    """Why a log cannot answer for this policy."""

    SUPPORT = "support"
    PEOPLE = "people"
    EFFECTIVE_SIZE = "effective_size"
    EVENTS = "events"


@dataclass(frozen=True)
class Estimate:
    """A value a decision, in the unit of the reward, with its interval by person (t, m − 1 df)."""

    value: float
    standard_error: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Evaluation:
    """What the log says about a policy.

    `ips`, `self_normalised` and `doubly_robust` estimate the mean reward a decision under the
    policy, `gain` the self-normalised one less what was had; None when `refused` is not empty
    (`doubly_robust` also without predictions). `logged_mean` is what was had. `effective_size` is
    (Σw)²/Σw² over rows, `weighted_events` the same over rows with a reward other than 0,
    `largest_weight` one row's weight w, `largest_share` that row's part of all weight.
    """

    ips: Estimate | None
    self_normalised: Estimate | None
    doubly_robust: Estimate | None
    gain: Estimate | None
    logged_mean: float
    refused: tuple[Refusal, ...]
    effective_size: float
    weighted_events: float
    largest_weight: float
    largest_share: float
    rows: int
    people: int


def evaluate(
    *,
    reward: ArrayLike,
    chosen: ArrayLike,
    logged: ArrayLike,
    target: ArrayLike,
    person: ArrayLike | None = None,
    predicted: ArrayLike | None = None,
    alpha: float = 0.05,
) -> Evaluation:
    """Judge a policy on a log.

    Formulas, with w = π(a)/b(a) of the chosen action: IPS Σwr/n; self-normalised Σwr/Σw; doubly
    robust mean of Σ_a π(a) q(a) + w(r − q(chosen)). Variance: m/(m − 1) Σ_i e_i²/n², e_i the sum
    of person i's rows of the influence function.
    Args: `reward` (n,); `chosen` (n,) numbers 0 … K−1; `logged` b and `target` π, both (n, K),
    rows summing to 1 (silence is an action; what is not eligible has 0); `person` (n,) keys, else
    each row is its own; `predicted` q (n, K), made without the person's own rewards (`arm_means`).
    Returns: an `Evaluation`, refused below 30 people, an effective size of 100 or 20 weighted
    events, or where the policy does what the log could not have done. Raises ValueError for
    shapes that differ, rows that do not sum to 1, a chosen action with logged probability 0.
    """
    r = column("reward", reward)
    n = len(r)
    if n == 0:
        raise ValueError("There are no rows to learn from.")
    b, pi = _choices("logged", logged, n), _choices("target", target, n)
    if b.shape != pi.shape:
        raise ValueError("logged and target must have the same shape: rows and actions.")
    a = _chosen(chosen, b)
    keys, whose = people("person", np.arange(n) if person is None else person, rows=n)
    rows = np.arange(n)
    w = pi[rows, a] / b[rows, a]
    refused = _refusals(support=bool(np.all((pi == 0) | (b > 0))), w=w, r=r, m=len(keys))
    ips, normal, robust, gain = None, None, None, None
    if not refused:
        critical = float(stats.t.ppf(1 - alpha / 2, len(keys) - 1))
        ips = _estimate(w * r, whose, critical)
        v = float(np.sum(w * r) / np.sum(w))
        influence = w * (r - v) / np.mean(w)
        normal = _estimate(v + influence, whose, critical)
        gain = _estimate(v + influence - r, whose, critical)
        if predicted is not None:
            q = table("predicted", predicted, rows=n)
            robust = _estimate(np.sum(pi * q, axis=1) + w * (r - q[rows, a]), whose, critical)
    return Evaluation(
        ips=ips,
        self_normalised=normal,
        doubly_robust=robust,
        gain=gain,
        logged_mean=float(np.mean(r)),
        refused=refused,
        effective_size=effective_size(weights=w),
        weighted_events=effective_size(weights=w[r != 0]),
        largest_weight=float(np.max(w)),
        largest_share=float(np.max(w) / np.sum(w)) if np.any(w) else 0.0,
        rows=n,
        people=len(keys),
    )


def effective_size(*, weights: ArrayLike) -> float:
    """How many equally weighted rows would say as much: (Σw)²/Σw² (Kish 1965), 0 for none."""
    w = column("weights", weights)
    squares = float(np.sum(w**2))
    return float(np.sum(w)) ** 2 / squares if squares > 0 else 0.0


def arm_means(
    *,
    reward: ArrayLike,
    chosen: ArrayLike,
    actions: int,
    person: ArrayLike,
    folds: int = 5,
) -> Floats:
    """Predict each action's reward from other people only, as the doubly robust estimate asks.

    Cross-fitting (Chernozhukov et al. 2018): people are dealt into `folds` groups in the order of
    their keys; a row is predicted by the action's mean reward in the other groups (0 where nobody
    there had it). Args: `reward`, `chosen` and `person` (n,), `actions` K. Returns: (n, K), in the
    unit of the reward. Raises ValueError for fewer than two folds.
    """
    if folds < 2:
        raise ValueError("folds must be at least 2: a person may not predict itself.")
    r = column("reward", reward)
    a = _numbers(chosen, len(r), actions)
    _, whose = people("person", person, rows=len(r))
    cell = (whose % folds) * actions + a
    sums = np.bincount(cell, weights=r, minlength=folds * actions).reshape(folds, actions)
    counts = np.bincount(cell, minlength=folds * actions).reshape(folds, actions)
    others, number = sums.sum(axis=0) - sums, counts.sum(axis=0) - counts
    means = np.where(number > 0, others / np.maximum(number, 1), 0.0)
    return np.asarray(means[whose % folds], dtype=np.float64)


def _choices(name: str, values: ArrayLike, rows: int) -> Floats:
    found = table(name, values, rows=rows)
    if np.any(found < 0) or not np.allclose(found.sum(axis=1), 1.0, atol=1e-6):
        raise ValueError(f"{name} must hold probabilities that sum to 1 in every row.")
    return found


def _chosen(values: ArrayLike, logged: Floats) -> Ints:
    found = _numbers(values, len(logged), logged.shape[1])
    if np.any(logged[np.arange(len(found)), found] <= 0):
        raise ValueError("chosen names an action that the log gave no chance.")
    return found


def _numbers(values: ArrayLike, rows: int, actions: int) -> Ints:
    found = column("chosen", values, rows=rows)
    if np.any((found < 0) | (found >= actions) | (found % 1 != 0)):
        raise ValueError(f"chosen must hold whole numbers from 0 to {actions - 1}.")
    return found.astype(np.int64)


def _refusals(*, support: bool, w: Floats, r: Floats, m: int) -> tuple[Refusal, ...]:
    tests = (
        (Refusal.SUPPORT, support),
        (Refusal.PEOPLE, m >= PEOPLE_AT_LEAST),
        (Refusal.EFFECTIVE_SIZE, effective_size(weights=w) >= EFFECTIVE_SIZE_AT_LEAST),
        (Refusal.EVENTS, effective_size(weights=w[r != 0]) >= EVENTS_AT_LEAST),
    )
    return tuple(code for code, holds in tests if not holds)


def _estimate(values: Floats, whose: Ints, critical: float) -> Estimate:
    value = float(np.mean(values))
    own = np.bincount(whose, weights=values - value)
    m = len(own)
    error = float(np.sqrt(m / (m - 1) * np.sum(own**2)) / len(values))
    return Estimate(value, error, value - critical * error, value + critical * error)

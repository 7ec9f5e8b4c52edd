"""The Fogg model as a formula: motivation, ability and a prompt at one moment.

Fogg ("A behavior model for persuasive design", Persuasive Technology 2009) is qualitative: above an
action line, where motivation and ability together suffice, a prompt works. The formulas are this
project's own proposal:

    logit P(share | prompt) = κ (log M + log A − log c) + u
    A = −(1/η) log Σ_k w_k e^{−η a_k}

with motivation M and ability A in (0, 1), c what a channel costs, and u the person's own. A is a
soft minimum over links (time, mental effort, routine, social risk): Fogg's "simplicity is a
function of the scarcest resource". Points of one chance lie on M·A = c·e^{(logit P − u)/κ}, a
hyperbola: the action line.

>>> line = Line(kappa=2.0, cost=0.4)
>>> share_chance(motivation=[0.8], ability=[0.5], line=line).round(3).tolist()
[0.5]
>>> ability, motivation = action_line(line=line, chance=0.5, points=3)
>>> (ability * motivation).round(3).tolist()
[0.4, 0.4, 0.4]
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, logsumexp

from zetje.behaviour.arrays import Floats, chances, column, table

# How sharply the weakest link decides: at 10, a link that is .3 below three equal ones pulls the
# ability down by .2 of those .3.
ETA = 10.0
STEPS = 100


@dataclass(frozen=True, slots=True)
class Line:
    """Where the action line lies: `kappa` > 0, how steep the chance is; `cost` > 0, c above."""

    kappa: float
    cost: float


def weakest_link(*, links: ArrayLike, weights: ArrayLike | None = None, eta: float = ETA) -> Floats:
    """Ability as a soft minimum of its links: −(1/η) log Σ_k w_k e^{−η a_k}.

    Args: `links` (n, k), each in (0, 1), 1 is no obstacle; `weights` (k,), above zero, made to sum
    to one, equal without it; `eta` > 0: near 0 the weighted mean, large the minimum.
    Returns: (n,), between the smallest link and the weighted mean. Raises ValueError for other
    values.
    """
    parts, shares = _links(links, weights, eta)
    return -np.asarray(logsumexp(-eta * parts, axis=1, b=shares), dtype=np.float64) / eta


def hold_of_links(
    *, links: ArrayLike, weights: ArrayLike | None = None, eta: float = ETA
) -> Floats:
    """How much each link decides: w_k e^{−η a_k} / Σ_j w_j e^{−η a_j}, the slope of `weakest_link`.

    Takes what `weakest_link` takes. Returns: (n, k), rows that sum to one; the largest is the link
    to make easier.
    """
    parts, shares = _links(links, weights, eta)
    pull = -eta * parts + np.log(shares)
    return np.exp(pull - np.asarray(logsumexp(pull, axis=1, keepdims=True), dtype=np.float64))


def share_chance(
    *, motivation: ArrayLike, ability: ArrayLike, line: Line, person: ArrayLike = 0.0
) -> Floats:
    """The chance of a share when prompted: logit P = κ (log M + log A − log c) + u.

    Args: `motivation`, `ability` (n,) in (0, 1); `person` (n,) or one number, u on the logit scale.
    Returns: (n,) in (0, 1). Raises ValueError for values outside.
    """
    product: Floats = np.log(chances("motivation", motivation) * chances("ability", ability))
    cost = float(np.log(line.cost))
    own: Floats = np.asarray(person, dtype=np.float64)
    height = line.kappa * (product - cost) + own
    return np.asarray(expit(height), dtype=np.float64)


def action_line(*, line: Line, chance: float, points: int = 60) -> tuple[Floats, Floats]:
    """Points of one chance in the plane of ability and motivation, for drawing.

    Args: `chance` in (0, 1); `points`, how many. Returns: ability and motivation, (points,) each,
    in (0, 1], evenly spaced in log ability; both empty when the line lies outside the plane.
    """
    product = line.cost * float(np.exp(np.log(chance / (1 - chance)) / line.kappa))
    if product > 1:
        return np.empty(0), np.empty(0)
    ability = product ** np.linspace(1.0, 0.0, points, dtype=np.float64)
    return ability, product / ability


def fit_line(
    *, motivation: ArrayLike, ability: ArrayLike, prompted: ArrayLike, shared: ArrayLike
) -> Line | None:
    """Find the line that fits what people did: logistic regression of shares on log M + log A.

    M and A are estimated from the same funnel, so the line describes; it proves nothing.

    Args: (n,) each; `prompted`, how many prompts somebody had, and `shared`, how many of them led
    to a share. Returns: the line with the largest likelihood (Newton), or None when the shares do
    not rise with M·A. Raises ValueError for M or A outside (0, 1), or more shares than prompts.
    """
    product = np.log(chances("motivation", motivation))
    product = product + np.log(chances("ability", ability, rows=len(product)))
    trials = column("prompted", prompted, rows=len(product))
    events = column("shared", shared, rows=len(product))
    if np.any((events < 0) | (events > trials)):
        raise ValueError("shared must lie between 0 and prompted.")
    design = np.column_stack([np.ones_like(product), product])
    # A prior N(0, 10²) keeps the slope finite when all or none of the prompts led to a share.
    ridge = 0.01 * np.eye(2)
    beta = np.zeros(2)
    for _ in range(STEPS):
        chance = np.asarray(expit(design @ beta), dtype=np.float64)
        slope = design.T @ (events - trials * chance) - ridge @ beta
        curve = (design * (trials * chance * (1 - chance))[:, np.newaxis]).T @ design
        beta = beta + np.clip(np.linalg.solve(curve + ridge, slope), -1.0, 1.0)
    return Line(float(beta[1]), float(np.exp(-beta[0] / beta[1]))) if beta[1] > 0 else None


def _links(links: ArrayLike, weights: ArrayLike | None, eta: float) -> tuple[Floats, Floats]:
    parts = table("links", links)
    count = parts.shape[1]
    shares = np.ones(count) if weights is None else column("weights", weights, rows=count)
    if np.any((parts <= 0) | (parts >= 1)) or np.any(shares <= 0) or not eta > 0:
        raise ValueError("links must lie in (0, 1), weights and eta above zero.")
    return parts, shares / shares.sum()

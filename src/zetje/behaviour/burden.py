"""What a prompt costs the person who gets it: the dose of the last weeks and its price.

A dose as in Oralytics (Trella et al. 2022, "Designing reinforcement learning algorithms for digital
interventions", a discounted sum of the prompts before) with this project's own weights: an ignored
prompt counts more, a choice of any kind, Skip too, takes something away. The price c(dose)
multiplies the action in the reward, Y − A c(dose): subtracted from both arms it would cancel from
the uplift. That a share is worth 1, a first prompt .01 of it and one prompt a week .03 are
assumptions to be set by who knows the organisation better.

Prompted for three weeks; the first person ignores each prompt, the second skips each time:

>>> dose(prompted=[[1, 1, 1], [1, 1, 1]], chose=[[0, 0, 0], [1, 1, 1]]).round(3)
array([1.312, 0.438])
>>> price(dose=[0.0, 1.0, 1.5])
array([0.01, 0.03, 0.04])
>>> rewards(outcome=[1, 1, 0], treatment=[0, 1, 1], price=[0.03, 0.03, 0.03])
array([ 1.  ,  0.97, -0.03])
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from zetje.behaviour.arrays import Floats, column, flags

DISCOUNT = 0.5
IGNORED_WEIGHT = 1.5
CHOSEN_WEIGHT = 0.5
CHOICE_RELIEF = 0.25
FIRST_PRICE = 0.01
PRICE_PER_DOSE = 0.02


def next_dose(*, dose: ArrayLike, prompted: ArrayLike, chose: ArrayLike) -> Floats:
    """Carry the dose over one week.

    dose' = λ · max(0, dose + 1.5·A·(1 − Z) + .5·A·Z − .25·(1 − A)·Z),  λ = .5, A prompted, Z chose.
    Asked once a week, whoever always answers tends to a dose of .5, whoever never does to 1.5.
    Args: `dose` (n,) before the week, ≥ 0; `prompted`, `chose` (n,) flags of the week. Returns:
    (n,) after it, ≥ 0. Raises ValueError for other lengths or a negative dose.
    """
    before = column("dose", dose)
    if np.any(before < 0):
        raise ValueError("dose may not be negative.")
    sent = flags("prompted", prompted, rows=len(before))
    answered = flags("chose", chose, rows=len(before))
    added = np.where(
        sent,
        np.where(answered, CHOSEN_WEIGHT, IGNORED_WEIGHT),
        np.where(answered, -CHOICE_RELIEF, 0.0),
    )
    return DISCOUNT * np.maximum(before + added, 0.0)


def dose(*, prompted: ArrayLike, chose: ArrayLike) -> Floats:
    """Sum up a history, from nothing, by `next_dose`.

    Args: `prompted`, `chose` (n, weeks), oldest first, the last column being last week. Returns:
    (n,) dose ≥ 0. Raises ValueError for tables of another shape.
    """
    sent, answered = np.asarray(prompted), np.asarray(chose)
    if sent.ndim != 2 or sent.shape != answered.shape:
        raise ValueError("prompted and chose must be two tables of one shape: people and weeks.")
    total = np.zeros(len(sent))
    for week in range(sent.shape[1]):
        total = next_dose(dose=total, prompted=sent[:, week], chose=answered[:, week])
    return total


def price(
    *, dose: ArrayLike, first: float = FIRST_PRICE, per_dose: float = PRICE_PER_DOSE
) -> Floats:
    """Price a prompt in units of the reward: c(dose) = first + per_dose · dose.

    Args: `dose` (n,). Returns: (n,). Raises ValueError for a negative price, which would pay for
    pestering.
    """
    if first < 0 or per_dose < 0:
        raise ValueError("first and per_dose may not be negative.")
    return first + per_dose * column("dose", dose)


def rewards(*, outcome: ArrayLike, treatment: ArrayLike, price: ArrayLike) -> Floats:
    """Subtract the price where a prompt was sent: R = Y − A c(dose).

    Args: `outcome` (n,), `treatment` (n,) flags, `price` (n,). Returns: (n,). Raises ValueError for
    other lengths.
    """
    earned = column("outcome", outcome)
    sent = flags("treatment", treatment, rows=len(earned))
    return earned - sent * column("price", price, rows=len(earned))

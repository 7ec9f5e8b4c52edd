"""Habit strength: how far sharing has become something that a person simply does.

The recursion is that of Tobias ("Changing behavior by memory aids", Psychological Review 2009),
in the form of Klein, Mogles, Treur and van Wissen (2011) and of Zhang et al. ("Theory-based habit
modeling for enhancing behavior prediction in behavior change support systems", User Modeling and
User-Adapted Interaction 2022), taken in steps of one week:

    HS₊ = HS − HDP·HS + HGP·(1 − HS)·Beh·Cue

What is this project's own: the weekly step, the two rates (see `Rates`), counting two acts in one
week as two steps of gain, and the taper of prompts. Nothing here is measured in a person's head:
it is a computed figure, and in Zhang et al. it predicted behaviour better than questionnaires did,
but no better than the plain record of past acts.

A year of one share a week passes .7 in the 36th week; a share every other week never does:

>>> year = strengths(acts=np.ones((1, 52)))[0]
>>> int(np.argmax(year >= WEEKLY.threshold)) + 1
36
>>> weeks_to_threshold(share_chance=[1.0, 0.5]).tolist()
[36.0, inf]

The curve of Lally et al. comes within 5 % of its height after ln 20 / k acts, 66 at the median:

>>> round(float(lally_t95(k=LALLY_K)), 6)
66.0
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from zetje.behaviour.arrays import Floats, column, table

# Lally et al. 2010: half of those whose acts followed the curve came within 5 % of their own
# height in 66 daily acts or fewer (range 18 to 254).
LALLY_MEDIAN_ACTS = 66
LALLY_K = float(np.log(20)) / LALLY_MEDIAN_ACTS


@dataclass(frozen=True, slots=True)
class Rates:
    """How fast a habit grows and fades, in steps of one week. All four are assumptions of ours.

    `HGP` is the gain of one act in a stable place and time. .044 is 1 − e^(−k) with the k of
    Lally's median: one act here does what one daily act did there, a spacing nobody has tested.
    `HDP` is the part that a week takes away, with or without an act. .01 is chosen so that
    `threshold` can be reached by sharing every week (ceiling HGP/(HGP + HDP) = .81, in 36 weeks)
    and cannot by sharing every other week (ceiling .69); a strength then halves in 69 idle weeks,
    and one missed week costs a hundredth of it, in line with Lally's finding that a single missed
    day did no lasting harm. `threshold` is where a habit is called one. `acts_counted` is how many
    acts of one week count: a burst on one day is no habit.

    Raises ValueError unless 0 < HGP, 0 <= HDP, HGP + HDP < 1, 0 < threshold < 1 and
    acts_counted >= 1.
    """

    HGP: float = 0.044
    HDP: float = 0.01
    threshold: float = 0.7
    acts_counted: int = 2

    def __post_init__(self) -> None:
        """Refuse rates that lead nowhere, or out of [0, 1]."""
        if not (self.HGP > 0 and self.HDP >= 0 and self.HGP + self.HDP < 1):
            raise ValueError("HGP must be above 0, HDP not below, and their sum below 1.")
        if not (0 < self.threshold < 1 and self.acts_counted >= 1):
            raise ValueError("threshold must lie in (0, 1) and acts_counted be 1 or more.")


WEEKLY = Rates()


def step(
    *, strength: Floats, acts: ArrayLike, cue: ArrayLike = 1.0, rates: Rates = WEEKLY
) -> Floats:
    """Carry habit strength over one week. The arrays may have any shapes that broadcast.

    HS₊ = HS − HDP·HS + G·(1 − HS) with G = 1 − (1 − HGP·Cue)^Beh; with one act a week this is the
    published recursion, with two the gain of the second comes on top of the first.

    Args: `strength` in [0, 1]; `acts`, shares in this week (0, 1, 2, …; more than
    `rates.acts_counted` count as that many); `cue` in [0, 1], how stable the place and the time
    were, 1 when nothing is known of it. Values are not checked: this is the inner loop.
    Returns: the strength a week later, in [0, 1].
    """
    counted = np.minimum(np.asarray(acts, dtype=np.float64), rates.acts_counted)
    gain = -np.expm1(counted * np.log1p(-rates.HGP * np.asarray(cue, dtype=np.float64)))
    return strength - rates.HDP * strength + gain * (1 - strength)


def strengths(
    *,
    acts: ArrayLike,
    cue: ArrayLike | None = None,
    start: ArrayLike | None = None,
    rates: Rates = WEEKLY,
) -> Floats:
    """Habit strength after each week, for many people at once; a pure function of their weeks.

    Args: `acts` (n, w), shares of n people in w consecutive weeks, oldest first; `cue` (n, w) in
    [0, 1], 1 throughout without it; `start` (n,), the strength before the first week, 0 without it.
    Returns: (n, w). Raises ValueError for other shapes, negative acts, or a cue or start outside
    [0, 1].
    """
    counts = table("acts", acts)
    people, weeks = counts.shape
    cues = np.ones_like(counts) if cue is None else table("cue", cue, rows=people)
    strength = np.zeros(people) if start is None else column("start", start, rows=people)
    if np.any(counts < 0):
        raise ValueError("acts counts shares; it cannot be negative.")
    if cues.shape != counts.shape:
        raise ValueError(f"cue must have one value for each of the {weeks} weeks of acts.")
    _check_unit("cue", cues)
    _check_unit("start", strength)
    course = np.empty_like(counts)
    for week in range(weeks):
        strength = step(strength=strength, acts=counts[:, week], cue=cues[:, week], rates=rates)
        course[:, week] = strength
    return course


def ceiling(*, share_chance: ArrayLike, rates: Rates = WEEKLY) -> Floats:
    """The strength that is approached, and never passed, by sharing at a constant chance.

    HS* = q·HGP / (q·HGP + HDP), the fixed point of the mean recursion.

    Args: `share_chance` (n,), q, the chance of one share in a week, in [0, 1].
    Returns: (n,); 1 wherever nothing fades and something is shared. Raises ValueError for a chance
    outside [0, 1].
    """
    gain = rates.HGP * _chance(share_chance)
    away = gain + rates.HDP
    return np.divide(gain, away, out=np.zeros_like(gain), where=away > 0)


def weeks_to_threshold(
    *, share_chance: ArrayLike, strength: ArrayLike = 0.0, rates: Rates = WEEKLY
) -> Floats:
    """Weeks until the mean strength reaches `rates.threshold` at a constant chance of a share.

    With λ = HDP + q·HGP the mean follows HS* − (HS* − HS₀)(1 − λ)^t, exactly, since each week's
    share enters the recursion linearly; so t = ln((HS* − threshold)/(HS* − HS₀)) / ln(1 − λ).

    Args: `share_chance` (n,) q in [0, 1]; `strength` (n,) or one number, HS₀ in [0, 1].
    Returns: (n,) whole weeks, rounded up; 0 where it is there already, inf where the ceiling is not
    above the threshold. Raises ValueError for values outside [0, 1].
    """
    chance = _chance(share_chance)
    now = np.broadcast_to(np.asarray(strength, dtype=np.float64), chance.shape)
    _check_unit("strength", now)
    height = ceiling(share_chance=chance, rates=rates)
    weeks = np.where(now >= rates.threshold, 0.0, np.inf)
    climbs = (height > rates.threshold) & (now < rates.threshold)
    left = (height[climbs] - rates.threshold) / (height[climbs] - now[climbs])
    exact = np.log(left) / np.log1p(-rates.HDP - rates.HGP * chance[climbs])
    # Ten decimals: a week that ends exactly on the threshold is not rounded up to the next.
    weeks[climbs] = np.ceil(np.round(exact, 10))
    return weeks


def lally_curve(*, acts: ArrayLike, k: float = LALLY_K, height: float = 1.0) -> Floats:
    """Automaticity after a number of acts: height·(1 − e^(−k·acts)).

    Lally, van Jaarsveld, Potts & Wardle, "How are habits formed", European Journal of Social
    Psychology 2010: it fitted 39 of 82 people well, who did one act a day in a place they chose.

    Args: `acts` (n,), how many there have been; `k` > 0 per act; `height`, the person's asymptote.
    Returns: (n,). Raises ValueError for a `k` that is not above zero.
    """
    _check_k(k)
    return -height * np.expm1(-k * column("acts", acts))


def lally_t95(*, k: float) -> float:
    """Acts until the curve is within 5 % of its height: t₉₅ = ln 20 / k.

    Raises ValueError for a `k` that is not above zero.
    """
    _check_k(k)
    return float(np.log(20)) / k


def highest_prompt_chance(
    *,
    strength: ArrayLike,
    L_min: float = 0.1,
    L_max: float = 0.9,
    rates: Rates = WEEKLY,
) -> Floats:
    """Taper prompts as a habit grows: the largest chance of a prompt that a person may get.

    L_max − (L_max − L_min)·min(1, HS/threshold): it falls in a straight line and stops at L_min, so
    that a person with a habit is still asked once in ten available weeks and the effect of that
    can be estimated. This project's own proposal; the habit has to carry itself in the end.

    Args: `strength` (n,) in [0, 1]; 0 < `L_min` <= `L_max` < 1. Returns: (n,) in [L_min, L_max].
    Raises ValueError for anything outside.
    """
    if not 0 < L_min <= L_max < 1:
        raise ValueError("L_min and L_max must lie in (0, 1), L_min not above L_max.")
    habit = column("strength", strength)
    _check_unit("strength", habit)
    return L_max - (L_max - L_min) * np.minimum(1.0, habit / rates.threshold)


def _chance(share_chance: ArrayLike) -> Floats:
    chance = column("share_chance", share_chance)
    _check_unit("share_chance", chance)
    return chance


def _check_unit(name: str, values: Floats) -> None:
    if np.any((values < 0) | (values > 1)):
        raise ValueError(f"{name} must lie between 0 and 1.")


def _check_k(k: float) -> None:
    if not k > 0:
        raise ValueError("k must be above zero: without growth there is no curve.")

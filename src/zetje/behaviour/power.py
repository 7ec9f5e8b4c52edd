"""How many people and weeks it takes to see an effect of a given size, said before a trial begins.

Published: the normal approximation of power; the design effect of clusters (Donner and Klar 2000);
prompts drawn within the person, after Liao et al. (2016). Ours: relative effects on the log scale
with the variance of the base rate in both conditions (the cautious side for a gain), a spread of
the effect between people, and peeking-safe sizes by the reach of `intervals`.

>>> office = Plan(people=180, weeks=26)
>>> print([float(smallest_effect(plan=office, peeking=one).round(2)) for one in (False, True)])
[0.33, 0.48]
>>> print(weeks_needed(plan=Plan(people=2000), effect=0.10).round(1))
20.2
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from zetje.behaviour.arrays import Flags, Floats
from zetje.behaviour.intervals import EVENTS_AT_LEAST, PEOPLE_AT_LEAST, multiplier
from zetje.behaviour.intervals.sequence import ALPHA, t_factor

POWER = 0.8
MANY = 2**40
ROUNDS = 50
HELD_OUT_AT_LEAST = 100
HOLD_OUT_FINDS = 0.30


@dataclass(frozen=True)
class Plan:
    """A micro-randomised trial before it begins: one draw for each person and available week.

    All may be arrays that broadcast. `people` in the trial; `weeks`; `base_rate`, the share of
    person-weeks with a share when there is no prompt; `availability`, the share of weeks in which
    a prompt may be drawn; `prompt_probability`; `effect_spread`, the standard deviation between
    people of their effect as a share of the mean base rate (0.3 is an assumption of this project;
    where relative effects have mean δ and deviation τ and rates a coefficient of variation V, it
    is √(τ²(1 + V²) + δ²V²)). Raises ValueError for fewer than 3 people, no weeks, or a share
    outside its range.
    """

    people: ArrayLike
    weeks: ArrayLike = 26
    base_rate: ArrayLike = 0.10
    availability: ArrayLike = 0.80
    prompt_probability: ArrayLike = 0.50
    effect_spread: ArrayLike = 0.30

    def __post_init__(self) -> None:
        within = (self.base_rate, self.prompt_probability)
        open_ = np.asarray(self.availability)
        if not all(np.all((np.asarray(one) > 0) & (np.asarray(one) < 1)) for one in within):
            raise ValueError("base_rate and prompt_probability must lie between 0 and 1.")
        if not np.all((open_ > 0) & (open_ <= 1)):
            raise ValueError("availability must be above 0 and at most 1.")
        if not (np.all(np.asarray(self.people) >= 3) and np.all(np.asarray(self.weeks) > 0)):
            raise ValueError("A plan needs at least 3 people and some weeks.")
        if not np.all(np.asarray(self.effect_spread) >= 0):
            raise ValueError("effect_spread must not be negative.")

    @property
    def rows(self) -> Floats:
        """Available person-weeks."""
        return _floats(self.people) * _floats(self.weeks) * _floats(self.availability)

    @property
    def shown(self) -> Flags:
        """Whether the plan promises the people and events below which nothing is shown."""
        p, r = _floats(self.prompt_probability), _floats(self.base_rate)
        rarer = self.rows * r * np.minimum(p, 1 - p)
        return np.asarray((_floats(self.people) >= PEOPLE_AT_LEAST) & (rarer >= EVENTS_AT_LEAST))


def log_effect_error(*, plan: Plan) -> Floats:
    """Give the standard error of the log relative effect that the plan will have.

    Formula: SE² = (1 − r)/r · 1/(N p(1 − p)) + τ²/people, N available person-weeks, r base rate,
    τ effect spread. The first part is the delta method for two proportions (Katz et al. 1978).
    """
    return np.sqrt(_row_part(plan) / plan.rows + _spread_part(plan))


def smallest_effect(
    *, plan: Plan, power: float = POWER, alpha: float = ALPHA, peeking: bool = False
) -> Floats:
    """Give the smallest relative gain that the plan will find with this power.

    Formula: exp((reach + z_power) · SE) − 1; the reach is z(1 − α/2), or that of the confidence
    sequence at the planned size when `peeking`, times t/z for people − 2 degrees of freedom.
    Returns: a share of the base rate, 0.33 for a third more; shape of the plan.
    """
    return np.expm1(_distance(plan, power, alpha, peeking) * log_effect_error(plan=plan))


def chance_to_find(
    *, plan: Plan, effect: ArrayLike, alpha: float = ALPHA, peeking: bool = False
) -> Floats:
    """Give the power for a relative effect.

    Formula: Φ(|ln(1 + effect)|/SE − reach), the far side left out. Args: `effect` above −1, a
    share of the base. Returns: a chance. With `peeking` it is that of the last look alone.
    """
    size = np.abs(np.log1p(_above_minus_one(effect)))
    return np.asarray(
        stats.norm.cdf(size / log_effect_error(plan=plan) - _reach(plan, alpha, peeking))
    )


def weeks_needed(
    *,
    plan: Plan,
    effect: ArrayLike,
    power: float = POWER,
    alpha: float = ALPHA,
    peeking: bool = False,
) -> Floats:
    """Give the weeks after which the plan's people show a relative effect; its weeks are ignored.

    Solves `smallest_effect` for the weeks. Returns: weeks, not rounded; infinite where the effect
    differs so much between people that no number of weeks makes up for too few of them.
    """
    size = np.log1p(_above_minus_one(effect)) / _distance(plan, power, alpha, peeking)
    left = size**2 - _spread_part(plan)
    a_week = _floats(plan.people) * _floats(plan.availability)
    with np.errstate(divide="ignore"):
        weeks = _row_part(plan) / (a_week * np.maximum(left, 0.0))
    return np.asarray(weeks, dtype=np.float64)


def people_needed(
    *,
    plan: Plan,
    effect: ArrayLike,
    power: float = POWER,
    alpha: float = ALPHA,
    peeking: bool = False,
) -> Floats:
    """Give the people with whom the plan's weeks show a relative effect; its people are ignored.

    Bisection on `smallest_effect`. Returns: whole people, at least 3; infinite for no effect.
    """
    size = np.abs(np.log1p(_above_minus_one(effect)))
    every = (plan.weeks, plan.base_rate, plan.availability, plan.prompt_probability)
    shape = np.broadcast(size, *every, plan.effect_spread).shape
    low, high = np.full(shape, 2.0), np.full(shape, float(MANY))
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        here = replace(plan, people=np.maximum(middle, 3))
        found = np.log1p(smallest_effect(plan=here, power=power, alpha=alpha, peeking=peeking))
        low, high = np.where(found > size, middle, low), np.where(found > size, high, middle)
    return np.asarray(np.where(high < MANY, high, np.inf))


def hold_out_effect(
    *,
    people: ArrayLike,
    share: ArrayLike,
    weeks: ArrayLike = 26,
    base_rate: ArrayLike = 0.10,
    person_icc: ArrayLike = 0.30,
    power: float = POWER,
    alpha: float = ALPHA,
) -> Floats:
    """Give the smallest relative effect that people held out for good can show.

    Formula: (z(1 − α/2) + z_power) · √(v (1/h + 1/(people − h)))/r with h = round(people · share)
    and the variance of a person's rate v = r(1 − r)(ρ + (1 − ρ)/weeks). Persons are compared, so
    every week counts and differences between them do not cancel; optimistic for small h.
    Args broadcast; `person_icc` ρ, the part of the variance that lies between people (0.3 is an
    assumption). Returns: a share of the base rate; infinite when nobody is held out or left in.
    """
    n, r = _floats(people), _floats(base_rate)
    held, rho = np.rint(n * _floats(share)), _floats(person_icc)
    v = r * (1 - r) * (rho + (1 - rho) / _floats(weeks))
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(v * (1 / held + 1 / (n - held))) / r
    reach = stats.norm.ppf(1 - alpha / 2) + stats.norm.ppf(power)
    return np.asarray(error * reach, dtype=np.float64)


def hold_out_worth_showing(
    *,
    people: ArrayLike,
    share: ArrayLike,
    weeks: ArrayLike = 26,
    base_rate: ArrayLike = 0.10,
    person_icc: ArrayLike = 0.30,
) -> Flags:
    """Say whether the comparison with the hold-out may appear: 100 held out, and 30 % findable."""
    found = hold_out_effect(
        people=people, share=share, weeks=weeks, base_rate=base_rate, person_icc=person_icc
    )
    held = np.rint(_floats(people) * _floats(share))
    return np.asarray((held >= HELD_OUT_AT_LEAST) & (found <= HOLD_OUT_FINDS))


def cluster_effect(
    *,
    teams: ArrayLike,
    members: ArrayLike,
    weeks: ArrayLike = 12,
    baseline_weeks: ArrayLike = 0,
    base_rate: ArrayLike = 0.10,
    person_icc: ArrayLike = 0.30,
    team_icc: ArrayLike = 0.02,
    power: float = POWER,
    alpha: float = ALPHA,
) -> Floats:
    """Give the smallest relative effect that a trial by team can show.

    Formula: (t(1 − α/2; df) + t(power; df)) · √((v(0) + v(effect))/teams)/r, solved for the
    effect, with df = 2 · teams − 2 (− 1 with a baseline). A team's variance given its baseline is
    v(x) = s + e(x)/weeks − s²/(s + e(0)/baseline weeks), without the last term when there are
    none; s = r(1 − r)(ρ_team + ρ_person/members) lasts, and e(x), what is left of the variance of
    one week at the rate r(1 + x), does not (Donner and Klar 2000; Hooper et al. 2016). Learning
    the baseline's slope costs a part 1/(2 · teams − 4) of the variance.
    Args broadcast: `teams` in each of the two arms, at least 3, `members` a team. Returns: a share
    of the base rate. Raises ValueError for fewer teams.
    """
    j, r = _floats(teams), _floats(base_rate)
    if not np.all(j >= 3):
        raise ValueError("A trial by team needs at least 3 teams in each arm to be planned.")
    m, length, before = _floats(members), _floats(weeks), _floats(baseline_weeks)
    between = r * (1 - r) * (_floats(team_icc) + _floats(person_icc))
    lasting = r * (1 - r) * (_floats(team_icc) + _floats(person_icc) / m)
    passing = (r * (1 - r) - between) / m
    with np.errstate(divide="ignore"):
        known = np.where(before > 0, lasting**2 / (lasting + passing / before), 0.0)
    df = 2 * j - 2 - (before > 0)
    reach = stats.t.ppf(1 - alpha / 2, df) + stats.t.ppf(power, df)
    slope = 1 + (before > 0) / (2 * j - 4)
    effect = np.zeros(np.broadcast(reach, known, length).shape)
    for _ in range(ROUNDS):
        higher = np.minimum(r * (1 + effect), 0.5)
        passing_then = (higher * (1 - higher) - between) / m
        variance = 2 * (lasting - known) + (passing + passing_then) / length
        effect = reach * np.sqrt(variance * slope / j) / r
    return np.asarray(effect)


def _row_part(plan: Plan) -> Floats:
    r, p = _floats(plan.base_rate), _floats(plan.prompt_probability)
    return np.asarray((1 - r) / r / (p * (1 - p)))


def _spread_part(plan: Plan) -> Floats:
    return np.asarray(_floats(plan.effect_spread) ** 2 / _floats(plan.people))


def _reach(plan: Plan, alpha: float, peeking: bool) -> Floats:
    one_look = np.asarray(stats.norm.ppf(1 - alpha / 2))
    reach = multiplier(information=1, planned=1, alpha=alpha) if peeking else one_look
    return np.asarray(reach * t_factor(_floats(plan.people) - 2, alpha))


def _distance(plan: Plan, power: float, alpha: float, peeking: bool) -> Floats:
    return np.asarray(_reach(plan, alpha, peeking) + stats.norm.ppf(power))


def _above_minus_one(effect: ArrayLike) -> Floats:
    size = _floats(effect)
    if not np.all(size > -1):
        raise ValueError("effect must be above -1: a share of the base rate.")
    return size


def _floats(value: ArrayLike) -> Floats:
    return np.asarray(value, dtype=np.float64)

"""What boards, points and rewards did, by team, as drawn, and what is left when they are off.

Every person counts with the team and arm they were drawn into, whatever happened later (intention
to treat). Published: analysis of cluster summaries (Hayes and Moulton 2017), HC2 errors with Bell
and McCaffrey's degrees of freedom (2002; Imbens and Kolesár 2016), baseline as covariate. Ours:
twelve weeks at least, four weeks of switch-off, four teams in each arm.

>>> rng = np.random.default_rng(11)
>>> team, week = (one.ravel() for one in np.meshgrid(range(20), range(40), indexing="ij"))
>>> arm, own = np.arange(20) % 2, rng.normal(0.15, 0.03, 20)
>>> shared = own[team] + 0.05 * arm[team] * ((week >= 8) & (week < 32)) + rng.normal(0, 0.02, 800)
>>> seen = analyse(outcome=shared, team=team, week=week, arm=arm[team], start=8, switch_off=32)
>>> print(seen.refused, seen.during.estimate.round(2), abs(seen.after.estimate).round(2) < 0.02)
() [0.05] [ True]
>>> analyse(outcome=shared, team=team, week=week, arm=arm[team], start=8, switch_off=18).refused
(<Refusal.WEEKS: 'weeks'>,)
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from zetje.behaviour.arrays import Floats, Ints, column, people
from zetje.behaviour.trials.assignment import factors

WEEKS_AT_LEAST = 12
WEEKS_OFF_AT_LEAST = 4
TEAMS_AT_LEAST = 4
LEVERAGE_AT_MOST = 0.9


class Refusal(StrEnum):
    """Why a trial by team cannot answer."""

    TEAMS = "teams"
    WEEKS = "weeks"
    SWITCH_OFF = "switch_off"
    GAPS = "gaps"


@dataclass(frozen=True)
class Effects:
    """One effect, or for a 2×2 three: of the first factor, of the second, and of both together.

    Arrays (1,) or (3,) in the unit of the outcome. A factor's effect is its mean over the other
    factor; the third is by how much the first adds more where the second is present.
    """

    estimate: Floats
    standard_error: Floats
    degrees_of_freedom: Floats
    lower: Floats
    upper: Floats


@dataclass(frozen=True)
class TeamTrial:
    """What a trial by team found.

    `during` the trial's weeks, `after` the switch-off, and `change`, after less during: below zero
    the effect fades, and an `after` below zero means that something was lost by rewarding. All
    None when `refused` is not empty. `teams` in each arm; weeks in each phase; whether it was
    `adjusted` for the teams' means before the start.
    """

    during: Effects | None
    after: Effects | None
    change: Effects | None
    refused: tuple[Refusal, ...]
    teams: tuple[int, ...]
    weeks_before: int
    weeks_during: int
    weeks_after: int
    adjusted: bool


def analyse(
    *,
    outcome: ArrayLike,
    team: ArrayLike,
    week: ArrayLike,
    arm: ArrayLike,
    start: int,
    switch_off: int,
    factorial: bool = False,
    alpha: float = 0.05,
) -> TeamTrial:
    """Compare the arms as they were drawn.

    Formula: the mean of each team and phase, every team counting once; least squares on the arm
    (0/1, or −½/+½ for the factors of a 2×2 and their product) and, when every team has weeks
    before `start` and no single team decides the slope, its mean before; HC2 variance, t
    quantiles with Bell and McCaffrey's df.
    Args: all (n,), one row a person and week, or a team and week: `outcome`; `team`, of the draw,
    not of today; `week` running numbers; `arm` 0 or 1, or 0 … 3 as in `factors`. The trial's weeks
    are start ≤ week < switch_off, after that everything is off.
    Returns: a `TeamTrial`, refused for fewer than 4 teams in an arm, 12 weeks, 4 weeks after the
    switch-off, or when a team has no rows in a phase. Raises ValueError for lengths that differ, a
    team in two arms, an arm that is not among these, or a switch-off that is not after the start.
    """
    y = column("outcome", outcome)
    weeks = column("week", week, rows=len(y))
    keys, whose = people("team", team, rows=len(y))
    if switch_off <= start:
        raise ValueError("switch_off must come after start.")
    arms = _arm_of_team(column("arm", arm, rows=len(y)), whose, len(keys), 4 if factorial else 2)
    phase = (weeks >= start).astype(np.int64) + (weeks >= switch_off)
    means = _means(y, phase, whose, len(keys))
    lengths = [len(np.unique(weeks[phase == one])) for one in range(3)]
    counts = np.bincount(arms, minlength=4 if factorial else 2)
    refused = _refusals(counts=counts, lengths=lengths, means=means)
    adjusted, during, after, change = False, None, None, None
    if not refused:
        drawn = _arms(arms, factorial)
        effects = drawn.shape[1] - 1
        X, adjusted = _with_baseline(drawn, means[0])
        during, after, change = (
            _effects(X, one, effects, alpha) for one in (means[1], means[2], means[2] - means[1])
        )
    return TeamTrial(
        during=during,
        after=after,
        change=change,
        refused=refused,
        teams=tuple(int(one) for one in counts),
        weeks_before=lengths[0],
        weeks_during=lengths[1],
        weeks_after=lengths[2],
        adjusted=adjusted,
    )


def _arm_of_team(arm: Floats, whose: Ints, teams: int, arms: int) -> Ints:
    if not np.all(np.isin(arm, np.arange(arms))):
        raise ValueError(f"arm must hold numbers from 0 to {arms - 1}.")
    found = np.zeros(teams)
    found[whose] = arm
    if not np.all(found[whose] == arm):
        raise ValueError("A team has rows in two arms; give every row the arm of the draw.")
    return found.astype(np.int64)


def _means(y: Floats, phase: Ints, whose: Ints, teams: int) -> Floats:
    """Mean by phase and team (3, teams), NaN where there are no rows."""
    cell = phase * teams + whose
    sums = np.bincount(cell, weights=y, minlength=3 * teams)
    counts = np.bincount(cell, minlength=3 * teams)
    with np.errstate(invalid="ignore"):
        return np.asarray((sums / counts).reshape(3, teams))


def _refusals(*, counts: Ints, lengths: list[int], means: Floats) -> tuple[Refusal, ...]:
    tests = (
        (Refusal.TEAMS, bool(np.min(counts) >= TEAMS_AT_LEAST)),
        (Refusal.WEEKS, lengths[1] >= WEEKS_AT_LEAST),
        (Refusal.SWITCH_OFF, lengths[2] >= WEEKS_OFF_AT_LEAST),
        (Refusal.GAPS, bool(np.all(np.isfinite(means[1:])))),
    )
    return tuple(code for code, holds in tests if not holds)


def _arms(arms: Ints, factorial: bool) -> Floats:
    """The constant and the one effect, or the three effects of a 2×2."""
    columns: list[Floats] = [np.ones(len(arms)), arms.astype(np.float64)]
    if factorial:
        first, second = factors(arms=arms).T - 0.5
        columns[1:] = [first, second, first * second]
    return np.column_stack(columns)


def _with_baseline(X: Floats, before: Floats) -> tuple[Floats, bool]:
    """Add the teams' means before, unless unknown, all alike, or decided by one team alone."""
    if not np.all(np.isfinite(before)) or np.ptp(before) == 0:
        return X, False
    wider = np.column_stack([X, before - before.mean()])
    leverage = np.sum(np.linalg.qr(wider)[0] ** 2, axis=1)
    return (wider, True) if np.max(leverage) < LEVERAGE_AT_MOST else (X, False)


def _effects(X: Floats, y: Floats, effects: int, alpha: float) -> Effects:
    """Least squares with HC2 errors; df = tr(MD)²/tr(MDMD), D = diag(a²/(1 − h)), a = X(X'X)⁻¹e."""
    bread = np.linalg.inv(X.T @ X)
    lean = X @ bread
    residual = y - lean @ (X.T @ y)
    M = np.eye(len(y)) - lean @ X.T
    estimate = (lean.T @ y)[1 : effects + 1]
    share = lean[:, 1 : effects + 1] ** 2 / np.diag(M)[:, np.newaxis]
    error = np.sqrt(share.T @ residual**2)
    square = M**2
    df = np.diag(M) @ share
    df = df**2 / np.einsum("ik,ij,jk->k", share, square, share)
    reach = stats.t.ppf(1 - alpha / 2, df) * error
    return Effects(estimate, error, df, estimate - reach, estimate + reach)

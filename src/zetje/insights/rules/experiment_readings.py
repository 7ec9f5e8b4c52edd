"""Reads experiments: as drawn, safely at any look, and once more at the end.

By team, every team counts once. While an experiment runs, the difference between the sides has an
interval that holds for all looks together; at its end `behaviour.trials.analyse` gives the interval
of that one look, adjusted for the teams' weeks before.

Published: means of clusters with the degrees of freedom of Welch (1947) and Satterthwaite (1946);
the normal mixture of `behaviour.intervals`; the delta method for the logarithm of a ratio. Ours:
the weeks gone by stand for the information of a team's mean. They gather less than that, since
teams keep what they are; so the interval is on the wide side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from zetje.behaviour.intervals import EVENTS_AT_LEAST, multiplier
from zetje.behaviour.intervals.sequence import ALPHA, t_factor
from zetje.behaviour.trials import Effects, TeamTrial, analyse
from zetje.behaviour.trials.analysis import TEAMS_AT_LEAST
from zetje.insights.rules.experiment_telling import told, told_rate, told_ratio

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# What each side adds to an effect; of a 2×2 the first factor, the second, and both together.
_TWO: Final = ((-1.0, 1.0),)
_FOUR: Final = ((-0.5, -0.5, 0.5, 0.5), (-0.5, 0.5, -0.5, 0.5), (1.0, -1.0, -1.0, 1.0))
# Before so many weeks one lucky Monday would be the news.
WEEKS_BEFORE_A_LOOK: Final = 4


@dataclass(frozen=True, slots=True)
class TeamWeeks:
    """An experiment by team in numbers: how many of each team shared in each week.

    Attributes:
        shared: (teams, weeks) people of a team who shared.
        people: (teams,) of how many.
        sharers: (teams,) how many of them shared at all in the weeks of it.
        side: (teams,) as drawn.
        week: (weeks,) running numbers, ascending.
        start: the first week of it.
        switch_off: the first week in which all is as usual again.
        planned: how many weeks it was to last.
        least: how many people a count needs.
    """

    shared: Ints
    people: Ints
    sharers: Ints
    side: Ints
    week: Ints
    start: int
    switch_off: int
    planned: int
    least: int

    @property
    def during(self) -> NDArray[np.bool_]:
        """Which weeks are of the experiment."""
        return (self.week >= self.start) & (self.week < self.switch_off)


def read_teams(rows: TeamWeeks, *, sides: int) -> dict[str, Any]:
    """What an experiment by team says so far, ready for JSON.

    Returns: `sides` with the share of people who share in a week on each; `effects` with estimate
    and interval in shares of people a week, and `ratio` to the weeks without; `refused` while
    nothing may be said; `end` with the reading of its end once the weeks after are over.
    """
    contrasts = _FOUR if sides == len(_FOUR[0]) else _TWO
    weeks = int(rows.during.sum())
    rate = rows.shared[:, rows.during].sum(axis=1) / (rows.people * max(weeks, 1))
    refused = _refusals(rows, weeks, sides, contrasts)
    # What `analyse` does not ask: whether enough people stand behind the figures of its end.
    held = [name for name in refused if name in ("shares", "behind")]
    found: dict[str, Any] = {
        "weeks": weeks,
        "sides": _sides_of(rows, rate, sides),
        "refused": refused,
        "effects": [],
        "end": _end(rows, sides, held),
    }
    if not refused:
        found["effects"] = [_so_far(rows, rate, contrast, weeks=weeks) for contrast in contrasts]
    return found


def _sides_of(rows: TeamWeeks, rate: Floats, sides: int) -> list[dict[str, Any]]:
    return [
        {
            "teams": int((rows.side == side).sum()),
            "people": _in_fives(rows.people[rows.side == side].sum()),
            "rate": _rate_of(rows, rate, rows.side == side),
        }
        for side in range(sides)
    ]


def _rate_of(rows: TeamWeeks, rate: Floats, mine: NDArray[np.bool_]) -> float | None:
    """The mean rate of some teams; None where too few people stand behind it."""
    # Every team counts once, so whoever is in the smallest one weighs most.
    people = int(mine.sum() * rows.people[mine].min()) if mine.any() else 0
    if rows.sharers[mine].sum() < rows.least or people < rows.least:
        return None
    return told_rate(float(rate[mine].mean()), people=people)


def _halves(rows: TeamWeeks, contrast: Sequence[float]) -> list[NDArray[np.bool_]]:
    """The teams on either side of an effect."""
    weight = np.asarray(contrast)[rows.side]
    return [weight < 0, weight > 0]


def _alike(rows: TeamWeeks, contrast: Sequence[float]) -> int:
    """How many people they would be if each weighed as much in an effect as whoever weighs most.

    Of a team of p people, one of n of its side, each weighs c/(n·p), with c what the side adds.
    """
    weight = np.abs(np.asarray(contrast))[rows.side]
    teams = np.bincount(rows.side, minlength=len(contrast))[rows.side]
    return int((teams * rows.people / weight).min() + 1e-9)


def _refusals(
    rows: TeamWeeks, weeks: int, sides: int, contrasts: Sequence[Sequence[float]]
) -> list[str]:
    """Why nothing may be said yet: too few teams, weeks or shares."""
    teams = np.bincount(rows.side, minlength=sides)
    halves = [half for contrast in contrasts for half in _halves(rows, contrast)]
    events = min(int(rows.shared[half][:, rows.during].sum()) for half in halves)
    behind = all(rows.sharers[half].sum() >= rows.least for half in halves)
    tests = (
        ("teams", teams.min() >= TEAMS_AT_LEAST),
        ("weeks", weeks >= WEEKS_BEFORE_A_LOOK),
        ("shares", events >= EVENTS_AT_LEAST),
        ("behind", behind),
    )
    return [name for name, holds in tests if not holds]


def _so_far(
    rows: TeamWeeks, rate: Floats, contrast: Sequence[float], *, weeks: int
) -> dict[str, Any]:
    """One effect with the interval that holds for every look.

    Formula: Σ c_s m_s with SE² = Σ c_s² v_s/n_s over the teams' rates of side s, Welch's degrees of
    freedom, times `multiplier(weeks, planned)` and t/z.
    """
    weight = np.asarray(contrast)
    mean, part, df = _welch(rate, rows.side, weight)
    reach = float(
        multiplier(information=weeks, planned=rows.planned, alpha=ALPHA) * t_factor(df, ALPHA)
    )
    estimate, error = float(weight @ mean), float(np.sqrt(part.sum()))
    ends = {"lower": estimate - reach * error, "upper": estimate + reach * error}
    said = told(estimate=estimate, **ends, people=_alike(rows, contrast))
    return said | ratio_of(rows, rate, contrast, reach=reach)


def _welch(rate: Floats, side: Ints, weight: Floats) -> tuple[Floats, Floats, float]:
    groups = [rate[side == one] for one in range(weight.size)]
    mean = np.array([group.mean() for group in groups])
    part = weight**2 * np.array([group.var(ddof=1) / group.size for group in groups])
    own = np.array([group.size - 1 for group in groups])
    whole = float(part.sum())
    df = whole**2 / float(np.sum(part**2 / own)) if whole > 0 else float(own.sum())
    return mean, part, df


def ratio_of(
    rows: TeamWeeks, rate: Floats, contrast: Sequence[float], *, reach: float
) -> dict[str, Any]:
    """How many times the base: the rate of the sides with, divided by that of those without.

    Formula: ln(m₁/m₀) ± reach · √(v₁/m₁² + v₀/m₀²), m and v the mean of the sides' means and its
    variance. Nothing of what two factors do together, and nothing where nobody shares without.

    Returns: `base`, and `ratio`, `ratio_lower` and `ratio_upper`; or nothing.
    """
    weight = np.asarray(contrast)
    if not np.isclose(np.abs(weight).sum(), 2) or weight[-1] <= 0:
        return {}
    mean, part, _df = _welch(rate, rows.side, weight)
    with_it, without = weight > 0, weight < 0
    m1, m0 = float((weight * mean)[with_it].sum()), float(-(weight * mean)[without].sum())
    if m1 <= 0 or m0 <= 0:
        return {}
    error = np.sqrt(part[with_it].sum() / m1**2 + part[without].sum() / m0**2)
    ends = np.exp(np.log(m1 / m0) + np.array([-1, 1]) * reach * error)
    people = _alike(rows, contrast)
    said = told_ratio(m1 / m0, float(ends[0]), float(ends[1]), base=m0, people=people)
    return {"base": told_rate(m0, people=people)} | said


def _end(rows: TeamWeeks, sides: int, held: Sequence[str]) -> dict[str, Any] | None:
    """The reading of the end, by `behaviour.trials.analyse`; None before the experiment is over."""
    if rows.week[-1] < rows.switch_off:
        return None
    grid = np.broadcast_to(rows.week, rows.shared.shape)
    found = analyse(
        outcome=(rows.shared / rows.people[:, None]).ravel(),
        team=np.repeat(np.arange(rows.side.size), rows.week.size),
        week=grid.ravel(),
        arm=np.repeat(rows.side, rows.week.size),
        start=rows.start,
        switch_off=rows.switch_off,
        factorial=sides == len(_FOUR[0]),
    )
    return _ended(found, rows, held)


def _ended(found: TeamTrial, rows: TeamWeeks, held: Sequence[str]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "refused": [*(str(reason) for reason in found.refused), *held],
        "weeks": found.weeks_during,
        "weeks_after": found.weeks_after,
        "weeks_before": found.weeks_before,
        "adjusted": found.adjusted,
        "during": [],
        "after": [],
    }
    if found.during is None or found.after is None or held:
        return said
    contrasts = _FOUR if found.during.estimate.size > 1 else _TWO
    rate = rows.shared[:, rows.during].sum(axis=1) / (rows.people * found.weeks_during)
    said["during"] = [
        _effect(found.during, place, _alike(rows, contrast))
        | ratio_of(rows, rate, contrast, reach=_one_look(rate, rows.side, contrast))
        for place, contrast in enumerate(contrasts)
    ]
    said["after"] = [
        _effect(found.after, place, _alike(rows, contrast))
        for place, contrast in enumerate(contrasts)
    ]
    return said


def _one_look(rate: Floats, side: Ints, contrast: Sequence[float]) -> float:
    """Student's t for the teams of these sides."""
    _mean, _part, df = _welch(rate, side, np.asarray(contrast))
    return float(stats.t.ppf(1 - ALPHA / 2, df))


def _effect(found: Effects, place: int, people: int) -> dict[str, Any]:
    return told(
        estimate=float(found.estimate[place]),
        lower=float(found.lower[place]),
        upper=float(found.upper[place]),
        people=people,
    )


def _in_fives(count: float) -> int:
    return int(count) // 5 * 5

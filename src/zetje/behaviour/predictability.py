"""How well a person's own day and slot can be foretold: the second witness of a habit.

Buyalskaya et al. ("What can machine learning teach us about habit formation?", PNAS 2023) take
predictability out of sample, by a model of each person's own behaviour, as the mark of a habit.
Theirs is a regularised regression on many context variables; ours, for the few acts of a weekly
habit, is one number for each cell (a day and a slot): the discounted record of the weeks before,

    score_{t,c} = Σ_{s<t} 2^{−(t−s)/h} · act_{s,c},        h = 13 weeks,

judged in week t by the area under the curve (AUC): the chance that a cell with an act scored above
a cell without, ties counting half. Only cells of one week are compared, so 0.5 is the base chance
whatever is shared, and a week that is judged plays no part in its own forecast.

Were the act equally likely in each open cell, whatever came before, every week's AUC would have
mean .5 and the known variance of a rank sum; the sum over weeks is then a martingale, and z its
standard score. Somebody who shares in the third of five cells, one week in two:

>>> acts = np.zeros((1, 40, 5), dtype=bool)
>>> acts[0, ::2, 2] = True
>>> found = predictability(acts=acts)
>>> found.auc.tolist(), Verdict(int(found.verdict[0])).name
([1.0], 'PREDICTABLE')
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm

from zetje.behaviour.arrays import Flags, Floats, Ints

HALF_LIFE_WEEKS = 13.0
# Before this many weeks with an act there is nothing to forecast from, and with fewer judged weeks
# even a clockwork cannot be told from luck: both are this project's own numbers.
WEEKS_TO_LEARN = 4
WEEKS_TO_JUDGE = 8
FALSE_ALARMS = 0.05
BASE_CHANCE = 0.5


class Verdict(IntEnum):
    """What may be said of a person's day and slot."""

    TOO_EARLY = 0
    LIKE_CHANCE = 1
    PREDICTABLE = 2


@dataclass(frozen=True, slots=True)
class Predictability:
    """One row a person, arrays (n,); NaN wherever the verdict is TOO_EARLY.

    `auc` in [0, 1], base chance .5; `hits` is the part of acts that fell in the cell with the best
    score, `base_hits` what guessing among the open cells would have hit; `p_value` the chance of
    such a z without any pattern (one-sided); `weeks` counts the weeks that were judged.
    """

    auc: Floats
    z: Floats
    p_value: Floats
    hits: Floats
    base_hits: Floats
    weeks: Ints
    verdict: Ints


@dataclass(slots=True)
class _Tally:
    """Sums over the weeks that were judged, one entry a person."""

    acts: Floats
    auc: Floats
    variance: Floats
    hits: Floats
    base_hits: Floats
    weeks: Ints


def predictability(
    *,
    acts: ArrayLike,
    open_cells: ArrayLike | None = None,
    half_life: float = HALF_LIFE_WEEKS,
    last_weeks: int | None = None,
) -> Predictability:
    """Foretell each week of each person from that person's weeks before it, and say how well.

    A week is judged when at least WEEKS_TO_LEARN weeks with an act came before it and it has both
    an open cell with an act and one without; its AUC counts once for each of its acts.

    Args: `acts` (n, w, c), whether each of n people acted in each of c cells of w consecutive
    weeks, oldest first; `open_cells` (n, w, c), the cells that could have been used (leave and days
    off are not), all without it; `half_life` in weeks; `last_weeks`, to judge only the latest of
    them (all still count for learning), which gives a course over time.
    Returns: the figures of n people. Raises ValueError for other shapes, a half-life that is not
    above zero or an act in a closed cell.
    """
    acted = np.asarray(acts, dtype=np.bool_)
    usable = np.ones_like(acted) if open_cells is None else np.asarray(open_cells, dtype=np.bool_)
    _check(acted, usable, half_life)
    people, weeks, cells = acted.shape
    first = 0 if last_weeks is None else weeks - last_weeks
    tally = _empty(people)
    score = np.zeros((people, cells))
    learned = np.zeros(people, dtype=np.int64)
    for week in range(weeks):
        if week >= first:
            _judge(tally, score, acted[:, week], usable[:, week], learned >= WEEKS_TO_LEARN)
        score = 2 ** (-1 / half_life) * (score + acted[:, week])
        learned += acted[:, week].any(axis=1)
    return _result(tally)


def _judge(tally: _Tally, score: Floats, acted: Flags, usable: Flags, ready: Flags) -> None:
    """Add one week: the AUC of its acts, weighted by their number k, with its null variance.

    With midranks r of the m open cells, AUC = (mean rank of acts − (k + 1)/2)/(m − k), and by
    sampling without replacement its variance is S²/(k·m·(m − k)), S² = Σ(r − r̄)²/(m − 1).
    """
    k = acted.sum(axis=1)
    m = usable.sum(axis=1)
    rows = np.flatnonzero(ready & (k > 0) & (k < m))
    k, m = k[rows].astype(np.float64), m[rows].astype(np.float64)
    score, acted, usable = score[rows], acted[rows], usable[rows]
    ranks = _midranks(score, usable)
    auc = ((ranks * acted).sum(axis=1) / k - (k + 1) / 2) / (m - k)
    spread = (((ranks - (m[:, np.newaxis] + 1) / 2) ** 2) * usable).sum(axis=1) / (m - 1)
    best = usable & (ranks == np.where(usable, ranks, -1).max(axis=1, keepdims=True))
    tally.acts[rows] += k
    tally.auc[rows] += k * auc
    tally.variance[rows] += k * spread / (m * (m - k))
    tally.hits[rows] += (best & acted).sum(axis=1) / best.sum(axis=1)
    tally.base_hits[rows] += k / m
    tally.weeks[rows] += 1


def _midranks(score: Floats, usable: Flags) -> Floats:
    """Rank the open cells of each row from 1, ties at their mean."""
    ranks = np.zeros_like(score)
    for cell in range(score.shape[1]):
        mine = score[:, [cell]]
        below = ((score < mine) & usable).sum(axis=1)
        level = ((score == mine) & usable).sum(axis=1)
        ranks[:, cell] = below + (level + 1) / 2
    return ranks


def _result(tally: _Tally) -> Predictability:
    enough = (tally.weeks >= WEEKS_TO_JUDGE) & (tally.variance > 0)

    def where_enough(part: Floats, whole: Floats) -> Floats:
        return np.divide(part, whole, out=np.full(len(enough), np.nan), where=enough)

    z = where_enough(tally.auc - BASE_CHANCE * tally.acts, np.sqrt(tally.variance))
    p_value = np.asarray(norm.sf(z), dtype=np.float64)
    verdict = np.where(p_value < FALSE_ALARMS, Verdict.PREDICTABLE, Verdict.LIKE_CHANCE)
    return Predictability(
        auc=where_enough(tally.auc, tally.acts),
        z=z,
        p_value=p_value,
        hits=where_enough(tally.hits, tally.acts),
        base_hits=where_enough(tally.base_hits, tally.acts),
        weeks=tally.weeks,
        verdict=np.where(enough, verdict, Verdict.TOO_EARLY),
    )


def _empty(people: int) -> _Tally:
    def zeros() -> Floats:
        return np.zeros(people)

    return _Tally(zeros(), zeros(), zeros(), zeros(), zeros(), np.zeros(people, dtype=np.int64))


def _check(acted: Flags, usable: Flags, half_life: float) -> None:
    if acted.ndim != 3 or usable.shape != acted.shape:
        raise ValueError("acts and open_cells must both have the shape people × weeks × cells.")
    if np.any(acted & ~usable):
        raise ValueError("acts must lie in open cells; open the cell in which somebody acted.")
    if not half_life > 0:
        raise ValueError("half_life must be above zero weeks.")

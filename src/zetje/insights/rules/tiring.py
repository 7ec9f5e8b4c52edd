"""Whether prompts wear off: what one does soon after another, beside one after weeks of rest.

The moments are compared, not the same people: who was prompted lately was so by lot where all have
the same chance, and by the policy where it learns. The contrast is a moderator of WCLS (Boruvka et
al. 2018) and its intervals those of a table of three questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.effects import NotEnoughDataError, wcls
from zetje.behaviour.intervals import ALPHA, anytime_interval
from zetje.insights.rules.moments import Moments, Table
from zetje.insights.rules.questions import GAPS
from zetje.insights.rules.readings import WORTHWHILE

Ints = NDArray[np.int64]

_RESTED: Final = GAPS.index("rested")
_DAYS: Final = 7


class Tiring(StrEnum):
    """What is known of prompts that follow soon upon another."""

    TIRES = "tires"
    NO_SIGN = "no_sign"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Recovery:
    """What is known, and after how many days nothing is left of it; None where that is not."""

    tiring: Tiring
    days: int | None


def recovery_of(
    moments: Moments, gap: Ints, *, told: frozenset[str], base: float, table: Table
) -> Recovery:
    """Whether prompts wear off, and how long until nothing is left of it.

    It tires where the effect one week after a prompt is lower than after rest, with the whole
    interval; it does not where the interval leaves no worthwhile loss. It is over in the first week
    whose interval leaves none.

    Args:
        moments: n of them.
        gap: (n,) indices into `GAPS`.
        told: the gaps that have enough people and shares to be told.
        base: the share of moments without a prompt in which somebody shared.
        table: three questions.
    """
    if not {GAPS[0], GAPS[_RESTED]} <= told:
        return Recovery(Tiring.UNKNOWN, None)
    worth = WORTHWHILE * base
    ends = [
        _contrast(moments, gap, place, table) if GAPS[place] in told else None
        for place in range(_RESTED)
    ]
    first = ends[0]
    if first is None:
        return Recovery(Tiring.UNKNOWN, None)
    if first[1] < 0:
        over = next((place for place, each in enumerate(ends) if each and each[0] >= -worth), None)
        return Recovery(Tiring.TIRES, None if over is None else (over + 1) * _DAYS)
    if first[0] >= -worth:
        return Recovery(Tiring.NO_SIGN, 0)
    return Recovery(Tiring.UNKNOWN, None)


def _contrast(moments: Moments, gap: Ints, place: int, table: Table) -> tuple[float, float] | None:
    """The ends of how much more a prompt does after this gap than after rest."""
    both = (gap == place) | (gap == _RESTED)
    here, soon = moments.only(both), (gap == place)[both].astype(np.float64)
    try:
        found = wcls(
            outcome=here.shared,
            treatment=here.prompted,
            probability=here.chance,
            available=np.ones(soon.size),
            person=here.person,
            controls=soon,
            moderators=soon,
            numerator=table.numerator,
        )
    except NotEnoughDataError:
        return None
    parts = np.array([soon.sum(), soon.size - soon.sum()])
    interval = anytime_interval(
        estimate=found.coefficients[1],
        standard_error=found.standard_errors[1],
        information=table.numerator * (1 - table.numerator) / (1 / parts).sum(),
        planned=table.planned,
        degrees_of_freedom=found.degrees_of_freedom,
        alpha=ALPHA / table.questions,
    )
    return float(interval.lower), float(interval.upper)

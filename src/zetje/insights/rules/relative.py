"""How much more often somebody shares with a prompt, as a part of how often they do without."""

from __future__ import annotations

import numpy as np

from zetje.behaviour.effects import NotEnoughDataError, emee
from zetje.behaviour.intervals import ALPHA, anytime_interval
from zetje.behaviour.verdicts import Relative
from zetje.insights.rules.moments import Moments, Table


def relative_effect(moments: Moments, *, table: Table) -> Relative | None:
    """How much more often somebody shares with a prompt, as a part of without (EMEE).

    exp(β) − 1 with the peeking-safe interval of β; None where it cannot be estimated.
    """
    try:
        found = emee(
            outcome=moments.shared,
            treatment=moments.prompted,
            probability=moments.chance,
            available=np.ones(moments.person.size),
            person=moments.person,
            numerator=table.numerator,
        )
    except NotEnoughDataError:
        return None
    interval = anytime_interval(
        estimate=found.coefficients[0],
        standard_error=found.standard_errors[0],
        information=moments.person.size * table.numerator * (1 - table.numerator),
        planned=table.planned,
        degrees_of_freedom=found.degrees_of_freedom,
        alpha=ALPHA / table.questions,
    )
    ends = np.expm1([interval.estimate, interval.lower, interval.upper]).astype(np.float64)
    return Relative(*ends)

"""The operations of insights, one module a subject."""

from zetje.insights.operations.freezing import WeekNotOverError, freeze_due, freeze_period
from zetje.insights.operations.minimum import MinimumRefusedError, raise_minimum
from zetje.insights.operations.studying import study_week

__all__ = [
    "MinimumRefusedError",
    "WeekNotOverError",
    "freeze_due",
    "freeze_period",
    "raise_minimum",
    "study_week",
]

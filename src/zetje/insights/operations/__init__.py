"""The operations of insights, one module a subject."""

from zetje.insights.operations.freezing import WeekNotOverError, freeze_due, freeze_period
from zetje.insights.operations.minimum import MinimumRefusedError, raise_minimum
from zetje.insights.operations.studying import study_week
from zetje.insights.operations.tallying import check_tallies, keep_tallies, rebuild_tallies

__all__ = [
    "MinimumRefusedError",
    "WeekNotOverError",
    "check_tallies",
    "freeze_due",
    "freeze_period",
    "keep_tallies",
    "raise_minimum",
    "rebuild_tallies",
    "study_week",
]

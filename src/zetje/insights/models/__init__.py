"""The models of insights, one module a subject."""

from zetje.insights.models.assumptions import Assumptions
from zetje.insights.models.circles import Circle, Minimum, Seat
from zetje.insights.models.experiments import (
    Experiment,
    ExperimentPerson,
    ExperimentStop,
    ExperimentTeam,
)
from zetje.insights.models.keys import ApiKey
from zetje.insights.models.next_steps import NextStep, StepAct, StepOutcome
from zetje.insights.models.reports import ReportWish
from zetje.insights.models.stories import StoryWeek
from zetje.insights.models.studies import StudyResult
from zetje.insights.models.tallies import Tally, TallyMark
from zetje.insights.models.weeks import BlockWeek, FigureCell, FrozenWeek

__all__ = [
    "ApiKey",
    "Assumptions",
    "BlockWeek",
    "Circle",
    "Experiment",
    "ExperimentPerson",
    "ExperimentStop",
    "ExperimentTeam",
    "FigureCell",
    "FrozenWeek",
    "Minimum",
    "NextStep",
    "ReportWish",
    "Seat",
    "StepAct",
    "StepOutcome",
    "StoryWeek",
    "StudyResult",
    "Tally",
    "TallyMark",
]

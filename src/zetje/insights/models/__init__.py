"""The models of insights, one module a subject."""

from zetje.insights.models.circles import Circle, Minimum, Seat
from zetje.insights.models.experiments import (
    Experiment,
    ExperimentPerson,
    ExperimentStop,
    ExperimentTeam,
)
from zetje.insights.models.studies import StudyResult
from zetje.insights.models.tallies import Tally, TallyMark
from zetje.insights.models.weeks import BlockWeek, FigureCell, FrozenWeek

__all__ = [
    "BlockWeek",
    "Circle",
    "Experiment",
    "ExperimentPerson",
    "ExperimentStop",
    "ExperimentTeam",
    "FigureCell",
    "FrozenWeek",
    "Minimum",
    "Seat",
    "StudyResult",
    "Tally",
    "TallyMark",
]

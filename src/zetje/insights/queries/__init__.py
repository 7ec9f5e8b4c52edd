"""The queries of insights: every figure from what was frozen, one module a subject."""

from zetje.insights.queries.figures import Cell, figure, figures
from zetje.insights.queries.fogg import FoggMap, Placed, fogg_map
from zetje.insights.queries.groups import TeamGroup, team_groups
from zetje.insights.queries.joined import joined_figures
from zetje.insights.queries.studies import Result, latest_results, results_of
from zetje.insights.queries.weeks import Period, minimum_of, periods

__all__ = [
    "Cell",
    "FoggMap",
    "Period",
    "Placed",
    "Result",
    "TeamGroup",
    "figure",
    "figures",
    "fogg_map",
    "joined_figures",
    "latest_results",
    "minimum_of",
    "periods",
    "results_of",
    "team_groups",
]

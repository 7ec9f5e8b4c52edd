"""The queries of insights: every figure from what was frozen, one module a subject."""

from zetje.insights.queries.figures import Cell, figure, figures
from zetje.insights.queries.joined import joined_figures
from zetje.insights.queries.studies import Result, latest_results, results_of
from zetje.insights.queries.weeks import Period, minimum_of, periods

__all__ = [
    "Cell",
    "Period",
    "Result",
    "figure",
    "figures",
    "joined_figures",
    "latest_results",
    "minimum_of",
    "periods",
    "results_of",
]

"""The queries of insights: every figure from what was frozen, one module a subject."""

from zetje.insights.queries.figures import Cell, figure
from zetje.insights.queries.weeks import Period, minimum_of, periods

__all__ = ["Cell", "Period", "figure", "minimum_of", "periods"]

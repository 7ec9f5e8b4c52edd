"""Fogg: which of motivation, ability and prompt is missing, estimated from the funnel.

`model` holds the formulas and the action line, `funnel` the counts, `population` what people are
like, `estimates` what one person misses; `posterior` is the engine below the last two.
"""

from zetje.behaviour.fogg.estimates import (
    Estimates,
    Factor,
    Range,
    Suggestion,
    binding_factor,
    estimate_people,
)
from zetje.behaviour.fogg.funnel import Funnel, read_funnel
from zetje.behaviour.fogg.model import (
    Line,
    action_line,
    fit_line,
    hold_of_links,
    share_chance,
    weakest_link,
)
from zetje.behaviour.fogg.population import Population, fit_population

__all__ = [
    "Estimates",
    "Factor",
    "Funnel",
    "Line",
    "Population",
    "Range",
    "Suggestion",
    "action_line",
    "binding_factor",
    "estimate_people",
    "fit_line",
    "fit_population",
    "hold_of_links",
    "read_funnel",
    "share_chance",
    "weakest_link",
]

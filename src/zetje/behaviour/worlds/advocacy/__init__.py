"""The advocacy world: people with motivation, ability, habit, leave and tiredness, week by week.

A model to try policies on, not a model of any organisation: see `assumptions` for every number in
it. What it leaves out: people do not influence each other, rest weeks and repairs of chains, part
time, and the difference between networks.
"""

from zetje.behaviour.worlds.advocacy.assumptions import Assumptions, Stated, stated
from zetje.behaviour.worlds.advocacy.population import (
    ARMS,
    Dice,
    Population,
    draw_population,
    stack,
    throw,
)
from zetje.behaviour.worlds.advocacy.weeks import (
    Late,
    Offer,
    State,
    first_half,
    newcomers,
    next_week,
    reachable,
    second_half,
)

__all__ = [
    "ARMS",
    "Assumptions",
    "Dice",
    "Late",
    "Offer",
    "Population",
    "State",
    "Stated",
    "draw_population",
    "first_half",
    "newcomers",
    "next_week",
    "reachable",
    "second_half",
    "stack",
    "stated",
    "throw",
]

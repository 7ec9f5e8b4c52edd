"""Trials by team: `assignment` draws the arms, `analysis` compares them as drawn."""

from zetje.behaviour.trials.analysis import Effects, Refusal, TeamTrial, analyse
from zetje.behaviour.trials.assignment import Assignment, assign_teams, factors

__all__ = [
    "Assignment",
    "Effects",
    "Refusal",
    "TeamTrial",
    "analyse",
    "assign_teams",
    "factors",
]

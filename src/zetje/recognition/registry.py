"""Lets the capability that keeps the wall tell recognition what may be shown of teams and all."""

from __future__ import annotations

from zetje.recognition.queries.told import TeamFigures, WeekTold, plugged_in
from zetje.recognition.rules.team_play import PointsCell, Span

__all__ = ["PointsCell", "Span", "TeamFigures", "WeekTold", "register_team_figures"]


def register_team_figures(figures: TeamFigures) -> None:
    """Say where the figures of team play come from. Called once, by the list of plugins."""
    plugged_in[:] = [figures]

"""Reads what stands on boards beside the teams: the goal, and how many posts count towards it."""

from __future__ import annotations

from zetje.recognition.models import CollectiveGoal
from zetje.recognition.queries.told import weeks_told
from zetje.recognition.rules.team_play import weeks_in


def goal_that_stands(organisation_id: int) -> CollectiveGoal | None:
    """The goal that was set last and not taken away."""
    rows = CollectiveGoal.objects.filter(organisation_id=organisation_id)
    return rows.filter(replaced_at__isnull=True).first()


def reached_of(goal: CollectiveGoal, *, newest: int | None) -> int | None:
    """The posts of its weeks that are told; None before the first of them is frozen.

    A week is its own where most days of the week are. What a week cannot tell adds nothing.

    Args:
        goal: which.
        newest: the newest frozen week.
    """
    weeks = weeks_in(goal.starts_on, goal.ends_on)
    if newest is None or newest < weeks.start:
        return None
    told = weeks_told(goal.organisation_id, weeks)
    return sum(week.plays or 0 for week in told.values())

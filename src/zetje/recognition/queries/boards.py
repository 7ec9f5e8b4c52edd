"""Reads the figures that were frozen on Monday, as somebody of a team may see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zetje.recognition.models import Board, BoardTeam, CollectiveGoal

if TYPE_CHECKING:
    from zetje.people.models import Member

FRONT = 3
# With fewer teams than that, the front, one's own and the average would show who is last.
FEWEST_TEAMS = 4


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team on the board."""

    name: str
    average: float
    is_yours: bool


def newest_board(organisation_id: int) -> Board | None:
    """The board that holds: of the present week, or the last one that was made."""
    rows = Board.objects.filter(organisation_id=organisation_id).select_related("goal")
    return rows.order_by("-week").first()


def team_lines(*, board: Board, member: Member) -> list[TeamLine]:
    """The front three and one's own, the highest average first; nothing where teams are few.

    The front is never more than half of the teams, so that the last one is not among them.
    """
    rows = BoardTeam.objects.filter(organisation_id=board.organisation_id, week=board.week)
    teams = list(rows.select_related("team").order_by("-average", "team_id"))
    if len(teams) < FEWEST_TEAMS:
        return []
    front = min(FRONT, len(teams) // 2)
    return [
        TeamLine(each.team.name, each.average, each.team_id == member.team_id)
        for place, each in enumerate(teams)
        if place < front or each.team_id == member.team_id
    ]


def goal_that_stands(organisation_id: int) -> CollectiveGoal | None:
    """The goal that was set last and not taken away."""
    rows = CollectiveGoal.objects.filter(organisation_id=organisation_id)
    return rows.filter(replaced_at__isnull=True).first()

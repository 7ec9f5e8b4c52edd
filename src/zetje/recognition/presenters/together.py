"""What the page of recognition says of all together: the month so far, the teams and the goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from zetje.recognition.queries.boards import newest_board, team_lines

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.models import Board, CollectiveGoal
    from zetje.recognition.queries.settings import GameSwitches

# The discs of the goal's picture: rows of ten fill a phone's width and a desk's.
DISCS: Final = 50
_IN_A_ROW, _STEP, _RADIUS = 10, 40, 14


@dataclass(frozen=True)
class Rail:
    """A team, or all of them, on a rail: `x` in per cent, `kind` "", "you" or "avg"."""

    name: str
    average: float
    x: str
    kind: str


@dataclass(frozen=True)
class GoalDisc:
    """One disc of the goal's picture; the last one that is filled is the newest."""

    x: int
    y: int
    kind: str


@dataclass(frozen=True)
class GoalPage:
    """A goal and how far everybody is. `reached` is None before the first Monday that counts."""

    target: int
    reached: int | None
    last_day: date
    thanks: str
    is_reached: bool
    discs: Sequence[GoalDisc]


@dataclass(frozen=True)
class Together:
    """The figures of the page. `month` is the first day of the month that the counts are of."""

    month: date | None
    sharers: int
    posts: int
    teams: Sequence[Rail]
    all_teams: Rail | None
    goal: GoalPage | None


def together_view(
    *, member: Member, switches: GameSwitches, goal: CollectiveGoal | None
) -> Together:
    """What was frozen on Monday, for somebody of a team."""
    board = newest_board(member.organisation_id)
    shown = goal_page(goal, board=board) if goal else None
    if board is None:
        return Together(month=None, sharers=0, posts=0, teams=[], all_teams=None, goal=shown)
    teams, everyone = _rails(board, member) if switches.team_boards else ([], None)
    return Together(
        month=board.since if board.sharers else None,
        sharers=board.sharers,
        posts=board.posts,
        teams=teams,
        all_teams=everyone,
        goal=shown,
    )


def goal_page(goal: CollectiveGoal, *, board: Board | None) -> GoalPage:
    """A goal with its picture: fifty discs, as many filled as the part that is done."""
    counted = board is not None and board.goal_id == goal.pk
    reached = board.goal_posts if counted and board is not None else None
    filled = min(DISCS, DISCS * (reached or 0) // goal.target)
    return GoalPage(
        target=goal.target,
        reached=reached,
        last_day=goal.ends_on,
        thanks=goal.thanks,
        is_reached=(reached or 0) >= goal.target,
        discs=[
            GoalDisc(
                x=_STEP // 2 + number % _IN_A_ROW * _STEP,
                y=_STEP // 2 + number // _IN_A_ROW * _STEP,
                kind="spot" if number == filled - 1 else "full" if number < filled else "open",
            )
            for number in range(DISCS)
        ],
    )


def _rails(board: Board, member: Member) -> tuple[list[Rail], Rail | None]:
    lines = team_lines(board=board, member=member)
    if not lines or board.average is None:
        return [], None
    # A little room beyond the front one, so that the rail does not end with it.
    scale = 92 / max(lines[0].average, board.average, 0.1)
    rails = [
        Rail(
            each.name, each.average, f"{each.average * scale:.1f}%", "you" if each.is_yours else ""
        )
        for each in lines
    ]
    return rails, Rail("", board.average, f"{board.average * scale:.1f}%", "avg")

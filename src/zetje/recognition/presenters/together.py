"""What the page of recognition says of all together: the last weeks, the teams and the goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from zetje.behaviour.weeks import monday_of
from zetje.recognition.queries.boards import reached_of
from zetje.recognition.queries.challenges import team_names
from zetje.recognition.queries.told import newest_week, points_told, weeks_told
from zetje.recognition.rules.team_play import LENGTHS_TOLD, front, tallies, together

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.models import CollectiveGoal
    from zetje.recognition.queries.settings import GameSwitches

# A board is of so many weeks.
_WEEKS: Final = LENGTHS_TOLD[0]
# The discs of the goal's picture: rows of ten fill a phone's width and a desk's.
DISCS: Final = 50
_IN_A_ROW, _STEP = 10, 40


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
    """A goal and how far everybody is. `reached` is None before its first week is frozen."""

    target: int
    reached: int | None
    last_day: date
    thanks: str
    is_reached: bool
    discs: Sequence[GoalDisc]


@dataclass(frozen=True)
class Together:
    """The figures of the page, of the four weeks up to `until`; None where nothing is told.

    `is_together` says that the reader's own team cannot be told apart from others.
    """

    until: date | None
    sharers: int
    posts: int
    teams: Sequence[Rail]
    all_teams: Rail | None
    is_together: bool
    goal: GoalPage | None


def together_view(
    *, member: Member, switches: GameSwitches, goal: CollectiveGoal | None
) -> Together:
    """What the frozen weeks tell, for somebody of a team."""
    newest = newest_week(member.organisation_id)
    sharers, posts = (0, 0) if newest is None else _counts(member.organisation_id, newest)
    teams: list[Rail] = []
    everyone = None
    if newest is not None and switches.team_boards:
        teams, everyone = _rails(member, newest)
    return Together(
        until=monday_of(newest) + timedelta(days=6) if newest is not None else None,
        sharers=sharers,
        posts=posts,
        teams=teams,
        all_teams=everyone,
        is_together=bool(teams and member.team_id) and all(rail.kind != "you" for rail in teams),
        goal=goal_page(goal, reached=reached_of(goal, newest=newest)) if goal else None,
    )


def goal_page(goal: CollectiveGoal, *, reached: int | None) -> GoalPage:
    """A goal with its picture: fifty discs, as many filled as the part that is done."""
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


def _counts(organisation_id: int, newest: int) -> tuple[int, int]:
    """How many people shared in four weeks and how often; 0 and 0 where either is not told."""
    told = weeks_told(organisation_id, range(newest - _WEEKS + 1, newest + 1))
    posts = [week.posts for week in told.values() if week.posts is not None]
    sharers = told[newest].month_sharers if newest in told else None
    if sharers is None or len(posts) < _WEEKS:
        return 0, 0
    return sharers, sum(posts)


def _rails(member: Member, newest: int) -> tuple[list[Rail], Rail | None]:
    names = team_names(member.organisation_id)
    told = points_told(member.organisation_id, [(newest, _WEEKS)])
    lines = front(tallies(told, teams=names), own_team=member.team_id)
    everyone = together(told, teams=names)
    if not lines or everyone is None:
        return [], None
    # A little room beyond the front one, so that the rail does not end with it.
    scale = 92 / max(lines[0].average, everyone.average, 0.1)

    def rail(name: str, average: float, kind: str) -> Rail:
        return Rail(name, average, f"{average * scale:.1f}%", kind)

    rails = [
        rail(names[each.team_id], each.average, "you" if each.team_id == member.team_id else "")
        for each in lines
    ]
    return rails, rail("", everyone.average, "avg")

"""Whole weeks, whole teams: what a challenge may be, and how its picture is counted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from zetje.recognition.rules.teams import SMALLEST_TEAM, teams_shown

LONGEST_NAME: Final = 60
LONGEST_ABOUT: Final = 400
FEWEST_TEAMS: Final = 4
FRONT: Final = 3
LENGTHS: Final = (1, 2, 3, 4, 6, 8)
GOALS: Final = range(5, 501)
_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Tally:
    """What the active people of one team have together: how many they are, and their points."""

    team_id: int
    people: int
    points: int

    @property
    def average(self) -> float:
        """Points per active person."""
        return self.points / self.people if self.people else 0.0


def mondays(*, today: date, count: int = 8) -> Sequence[date]:
    """The Mondays on which a challenge can begin, next week's first."""
    first = today + timedelta(days=_WEEK - today.weekday())
    return [first + timedelta(weeks=number) for number in range(count)]


def last_day(*, starts_on: date, weeks: int) -> date:
    """The Sunday on which a challenge of so many weeks ends."""
    return starts_on + timedelta(days=_WEEK * weeks - 1)


def tallies(
    *,
    member_teams: Mapping[int, int],
    active: Collection[int],
    points: Mapping[int, int],
    teams: Collection[int],
    out: Collection[int],
) -> list[Tally]:
    """Count each team that takes part: its active people but those who stay out.

    Args:
        member_teams: the team of each member.
        active: the members who take part in the programme now.
        points: the points of members in the weeks of the challenge; who is missing has none.
        teams: the teams that take part.
        out: the members who stay out.
    """
    counted: dict[int, list[int]] = {team: [0, 0] for team in sorted(teams)}
    for member in set(active) - set(out):
        of_team = counted.get(member_teams.get(member, 0))
        if of_team is not None:
            of_team[0] += 1
            of_team[1] += points.get(member, 0)
    return [Tally(team, people, gathered) for team, (people, gathered) in counted.items()]


def showable(counted: Sequence[Tally]) -> list[Tally]:
    """The teams that may be shown beside all together, in the order of their averages."""
    kept = set(teams_shown({one.team_id: one.people for one in counted}))
    shown = [one for one in counted if one.team_id in kept]
    return sorted(shown, key=lambda one: (-round(one.average, 1), one.team_id))


def together(counted: Sequence[Tally]) -> Tally | None:
    """All teams that take part as one; None below five people."""
    people = sum(one.people for one in counted)
    if people < SMALLEST_TEAM:
        return None
    return Tally(0, people, sum(one.points for one in counted))


def front(shown: Sequence[Tally], *, own_team: int | None) -> list[Tally]:
    """The front three, and one's own team wherever it is: nobody sees a bottom.

    The front is never more than half of the teams, whoever is level with the last place in front
    stands with it, and of fewer than four teams there is no picture: beside the average it would
    show who is last.
    """
    ordered = list(shown)
    if len(ordered) < FEWEST_TEAMS:
        return []
    bar = round(ordered[min(FRONT, len(ordered) // 2) - 1].average, 1)
    return [one for one in ordered if round(one.average, 1) >= bar or one.team_id == own_team]


def winners(shown: Sequence[Tally]) -> list[Tally]:
    """The team in front, or those that are level there."""
    best = max((round(one.average, 1) for one in shown), default=0.0)
    return [one for one in shown if best > 0 and round(one.average, 1) == best]

"""How team play is counted: from what frozen weeks tell, so that nobody is told apart by it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from zetje.behaviour.weeks import DAYS, week_number

FEWEST_TEAMS: Final = 4
FRONT: Final = 3
# Points are told of so many weeks together: the longer, the more teams can be told apart.
LENGTHS_TOLD: Final = (4, 2, 1)
_THURSDAY: Final = 3

# The last of some weeks in a row, as `behaviour.weeks` numbers them, and how many they are.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PointsCell:
    """What is told of the points of some people together in some weeks.

    Attributes:
        teams: the teams of these people, 0 for those of several or none.
        active: how many of them have points.
        points: how many they have.
    """

    teams: frozenset[int]
    active: int
    points: int


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


def spans_of(first: int, last: int) -> tuple[Span, ...]:
    """The weeks from one to another, parted into spans of which points are told, longest first.

    >>> spans_of(101, 107)
    ((104, 4), (106, 2), (107, 1))
    """
    found: list[Span] = []
    for length in LENGTHS_TOLD:
        while last - first + 1 >= length:
            first += length
            found.append((first - 1, length))
    return tuple(found)


def weeks_in(first: date, last: date) -> range:
    """The weeks of which most days lie between two days, both included: those of its Thursdays."""
    ahead = (_THURSDAY - first.weekday()) % DAYS
    back = (last.weekday() - _THURSDAY) % DAYS
    return range(
        week_number(first + timedelta(days=ahead)), week_number(last - timedelta(days=back)) + 1
    )


def tallies(told: Sequence[Sequence[PointsCell]], *, teams: Collection[int]) -> list[Tally]:
    """The teams that are told of by themselves in every span, the highest average first.

    A team that is counted together with others in a span is left out: which part of the sum is its
    own is not known. Active are those of the span in which most of it are.

    Args:
        told: the cells of each span; those of a span share nobody.
        teams: the teams that are looked for.
    """
    found = [
        tally
        for team in sorted(set(teams) - {0})
        if (tally := _added(team, [_alone(team, cells) for cells in told])) is not None
    ]
    return sorted(found, key=lambda one: (-round(one.average, 1), one.team_id))


def together(told: Sequence[Sequence[PointsCell]], *, teams: Collection[int]) -> Tally | None:
    """All these teams as one, as far as they are told without others; None where they are not.

    Where all teams are meant, whoever has none is with them.
    """
    known = {team for cells in told for cell in cells for team in cell.teams}
    wanted = {*teams, 0} if known - {0} <= set(teams) else set(teams)
    return _added(0, [[cell for cell in cells if wanted.issuperset(cell.teams)] for cells in told])


def _alone(team: int, cells: Sequence[PointsCell]) -> list[PointsCell]:
    with_it = [cell for cell in cells if team in cell.teams]
    return with_it if all(len(cell.teams) == 1 for cell in with_it) else []


def _added(team: int, told: Sequence[Sequence[PointsCell]]) -> Tally | None:
    if not told or not all(told):
        return None
    active = max(sum(cell.active for cell in cells) for cells in told)
    return Tally(team, active, sum(cell.points for cells in told for cell in cells))


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

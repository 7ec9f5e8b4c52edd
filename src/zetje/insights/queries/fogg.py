"""Gives the Fogg map: where groups stand now and where they stood a quarter before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Final

from zetje.insights.queries.groups import TeamGroup, team_groups
from zetje.insights.queries.studies import Result
from zetje.insights.queries.weeks import Period
from zetje.insights.rules.figures import Figure
from zetje.insights.rules.fogg_map import Spot, Steps, population_of, spots_of, would_share

_WEEKS: Final = 13
_STEPS: Final = (
    Figure.QUARTER_DIGESTS,
    Figure.QUARTER_LOOKS,
    Figure.QUARTER_STARTS,
    Figure.QUARTER_SHARES,
)
# So many groups are told apart on a map; the smallest of more are taken together.
MOST: Final = 10


@dataclass(frozen=True, slots=True)
class Placed:
    """A group on the map.

    Attributes:
        names: of its teams, the largest first; none for people of several small ones.
        teams: their keys.
        steps: its digests of the quarter, of those of its people who got one.
        now: where it stands.
        before: where it stood a quarter before; None where that cannot be told.
    """

    names: tuple[str, ...]
    teams: frozenset[int]
    steps: Steps
    now: Spot
    before: Spot | None


@dataclass(frozen=True, slots=True)
class FoggMap:
    """The map of a week.

    Attributes:
        groups: the largest first; those of several teams together last.
        period: the last week of its quarter.
        before: the last week of the quarter before, or None where it was not frozen.
        sharing: how many would share if all were asked, with the lowest and highest of 95 %.
        people: of how many.
    """

    groups: tuple[Placed, ...]
    period: Period
    before: Period | None
    sharing: tuple[int, int, int]
    people: int


def fogg_map(
    organisation_id: int, weeks: Sequence[Period], *, known: Result | None
) -> FoggMap | None:
    """The map of the newest of some weeks; None where there is too little to place groups by.

    Everything in it is computed from cells, and from the frozen result of the study `fogg`. Two
    queries; the tenant's block must be open.

    Args:
        organisation_id: whose.
        weeks: frozen weeks, the newest first.
        known: the newest result of the study.
    """
    if known is None or not weeks:
        return None
    now = weeks[0]
    before = next((each for each in weeks if each.week == now.week - _WEEKS), None)
    asked = [now.week] if before is None else [now.week, before.week]
    found = team_groups(organisation_id=organisation_id, names=_STEPS, weeks=asked)
    groups = _few(found.get(now.week, ()))
    if not groups:
        return None
    past = found.get(before.week, ()) if before else ()
    steps = [_steps(parts) for parts in groups]
    then = [_same(past, _teams(parts)) for parts in groups]
    population = population_of(known.details)
    spots = spots_of(steps, population)
    spots_before = iter(spots_of([each for each in then if each], population))
    return FoggMap(
        groups=tuple(
            Placed(
                names=tuple(name for part in parts for name in part.names),
                teams=_teams(parts),
                steps=own,
                now=spot,
                before=next(spots_before) if old else None,
            )
            for parts, own, spot, old in zip(groups, steps, spots, then, strict=True)
        ),
        period=now,
        before=before,
        sharing=would_share(steps),
        people=sum(each.people for each in steps),
    )


def _few(groups: Sequence[TeamGroup]) -> list[list[TeamGroup]]:
    """Groups that are drawn, those of one team first; the smallest of too many as one."""
    ordered = sorted(groups, key=lambda group: len(group.teams) > 1 or not group.names)
    if len(ordered) <= MOST:
        return [[each] for each in ordered]
    return [[each] for each in ordered[: MOST - 1]] + [ordered[MOST - 1 :]]


def _teams(parts: Sequence[TeamGroup]) -> frozenset[int]:
    return frozenset[int]().union(*(part.teams for part in parts))


def _same(past: Sequence[TeamGroup], teams: frozenset[int]) -> Steps | None:
    """The same teams in an earlier week, where they are whole groups of it."""
    within = [group for group in past if group.teams <= teams]
    return _steps(within) if within and _teams(within) == teams else None


def _steps(parts: Sequence[TeamGroup]) -> Steps:
    return reduce(
        add,
        (
            Steps(
                people=part.counts[Figure.QUARTER_DIGESTS],
                digests=part.totals[Figure.QUARTER_DIGESTS],
                looks=part.totals[Figure.QUARTER_LOOKS],
                starts=part.totals[Figure.QUARTER_STARTS],
                shares=part.totals[Figure.QUARTER_SHARES],
            )
            for part in parts
        ),
    )

"""Gives several figures of the same groups of teams at once, where each of them may be told.

The cells of two figures need not bound the same teams. A group here is the smallest set of teams
that is made of whole cells of every figure asked for, so its numbers are sums of whole cells too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from zetje.insights.models import BlockWeek, FigureCell
from zetje.insights.rules.figures import Figure


@dataclass(frozen=True, slots=True)
class TeamGroup:
    """Teams that are told of together in a week.

    Attributes:
        teams: their keys; 0 for people of several teams.
        names: of the teams, the largest first; none for people of several.
        people: how many are counted.
        totals: each figure, added up.
        counts: of each figure, how many people have it.
    """

    teams: frozenset[int]
    names: tuple[str, ...]
    people: int
    totals: Mapping[Figure, int]
    counts: Mapping[Figure, int]


def team_groups(
    *, organisation_id: int, names: Sequence[Figure], weeks: Collection[int]
) -> dict[int, tuple[TeamGroup, ...]]:
    """The finest groups of teams of some weeks of which all these figures can be told.

    A week in which one of them cannot be told even of everybody is not there. Two queries; the
    tenant's block must be open.

    Args:
        organisation_id: whose.
        names: which figures; no phases.
        weeks: numbers of frozen weeks.
    """
    own = {"organisation_id": organisation_id, "week__in": list(weeks)}
    blocks: dict[int, dict[int, BlockWeek]] = defaultdict(dict)
    for row in BlockWeek.objects.filter(**own).order_by("week", "block"):
        blocks[row.week][row.block] = row
    cells: dict[int, list[FigureCell]] = defaultdict(list)
    for cell in FigureCell.objects.filter(**own, figure__in=[str(name) for name in names]):
        cells[cell.week].append(cell)
    return {
        week: _groups(blocks[week], found, names)
        for week, found in sorted(cells.items())
        if {cell.figure for cell in found} == set(names)
        and all(cell.total is not None for cell in found)
    }


def _groups(
    blocks: Mapping[int, BlockWeek], cells: Sequence[FigureCell], names: Sequence[Figure]
) -> tuple[TeamGroup, ...]:
    together = _joined(
        [{blocks[block].team for block in cell.blocks} for cell in cells],
        {row.team for row in blocks.values()},
    )
    found: list[TeamGroup] = []
    for teams in together:
        within = [cell for cell in cells if blocks[cell.blocks[0]].team in teams]
        sizes: dict[str, int] = defaultdict(int)
        for row in blocks.values():
            if row.team in teams:
                sizes[row.team_name] += row.people
        found.append(
            TeamGroup(
                teams=teams,
                names=tuple(sorted((name for name in sizes if name), key=lambda n: (-sizes[n], n))),
                people=sum(sizes.values()),
                totals=_sums(names, ((cell.figure, cell.total) for cell in within)),
                counts=_sums(names, ((cell.figure, cell.count) for cell in within)),
            )
        )
    return tuple(sorted(found, key=lambda group: (-group.people, group.names)))


def _joined(sets: Iterable[set[int]], teams: set[int]) -> list[frozenset[int]]:
    """The finest sets of teams of which each of the given sets lies within one."""
    found = [{team} for team in sorted(teams)]
    for each in sets:
        touched = [part for part in found if part & each]
        found = [part for part in found if not part & each] + [set().union(*touched)]
    return [frozenset(part) for part in found]


def _sums(names: Sequence[Figure], values: Iterable[tuple[str, int | None]]) -> dict[Figure, int]:
    sums = dict.fromkeys(names, 0)
    for name, value in values:
        sums[Figure(name)] += value or 0
    return sums

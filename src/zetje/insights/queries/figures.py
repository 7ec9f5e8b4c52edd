"""Gives figures from the cells that were frozen, for pages, exports and programs alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from django.utils.translation import gettext as _

from zetje.insights.models import BlockWeek, FigureCell, FrozenWeek
from zetje.insights.queries.weeks import Period
from zetje.insights.rules.figures import MEANINGS, PHASES, PLACE, Figure, Kind
from zetje.insights.rules.release import FEW, MOST, SMALLEST

By = Literal["team", "country", "language", "tenure"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of one group in one week.

    Attributes:
        label: the group: a team's name, a country, a language, a tenure; "" for several together.
        value: the count or sum; None where `words` says why not.
        of: how many people it is a figure of.
        words: "" beside a value, else what can be said instead, in the reader's language.
        period: the week.
    """

    label: str
    value: int | None
    of: int | None
    words: str
    period: Period


def figure(
    *, organisation_id: int, name: Figure, period: Period | Sequence[Period], by: By | None = None
) -> tuple[Cell, ...]:
    """A figure in one week or several, of everybody or by one way of grouping them.

    The groups of a week add up to everybody who was counted; those that cannot be told apart from
    others are in the row with the label "", and are named in rows with words. Phases are told of
    everybody together only. The tenant's block must be open.

    Args:
        organisation_id: whose.
        name: which figure.
        period: the week or weeks, of `periods`.
        by: "team", "country", "language" or "tenure"; None for everybody together.
    """
    return figures(organisation_id=organisation_id, names=[name], period=period, by=by)[name]


def figures(
    *,
    organisation_id: int,
    names: Sequence[Figure],
    period: Period | Sequence[Period],
    by: By | None = None,
) -> dict[Figure, tuple[Cell, ...]]:
    """Several figures at once, each as `figure` gives it; three queries whatever their number."""
    weeks = [period] if isinstance(period, Period) else list(period)
    numbers = [each.week for each in weeks]
    labels = _labels(organisation_id, numbers, by)
    least = _minima(organisation_id, numbers)
    kept = {PLACE if name in PHASES else str(name) for name in names}
    cells = _cells(organisation_id, numbers, kept)
    return {
        name: tuple(
            cell
            for each in weeks
            if (blocks := labels.get(each.week))
            for cell in _of_week(
                each,
                blocks,
                cells[each.week, PLACE if name in PHASES else str(name)],
                _Words(name, least[each.week]),
            )
        )
        for name in names
    }


def _of_week(
    period: Period, blocks: Labels, cells: Sequence[FigureCell], said: _Words
) -> list[Cell]:
    if said.name is Figure.PEOPLE:
        return _people(period, blocks)
    if said.name in PHASES:
        return [_phase(period, cells, PHASES.index(said.name) + 1)]
    return _grouped(period, blocks, cells, said)


@dataclass(frozen=True, slots=True)
class _Words:
    """How a figure is told in words where it may not be told in numbers."""

    name: Figure
    least: int

    def of(self, words: str) -> str:
        """What is said for "few", "most" or ""."""
        if words == FEW and MEANINGS[self.name].kind is Kind.SUM:
            return _("from too few people to say")
        if words == FEW:
            return _fewer(self.least)
        return _("all but a few") if words == MOST else _("counted together with other groups")


def _fewer(least: int) -> str:
    if least == SMALLEST:
        return _("fewer than five")
    return _("fewer than %(people)s") % {"people": least}


Labels = Mapping[int, tuple[str, int]]
# Where the label of a group stands; without a way of grouping any column does.
_COLUMN: Final[Mapping[By | None, str]] = MappingProxyType(
    {
        None: "block",
        "team": "team_name",
        "country": "country",
        "language": "language",
        "tenure": "tenure",
    }
)


def _labels(
    organisation_id: int, weeks: Sequence[int], by: By | None
) -> dict[int, dict[int, tuple[str, int]]]:
    """The label and the number of people of each block of each week."""
    rows = BlockWeek.objects.filter(organisation_id=organisation_id, week__in=weeks)
    found: dict[int, dict[int, tuple[str, int]]] = defaultdict(dict)
    # Plain values: half a year of a large organisation is tens of thousands of blocks.
    ordered = rows.order_by("week", "block").values_list("week", "block", "people", _COLUMN[by])
    for week, block, people, label in ordered:
        found[week][block] = (str(label) if by else "", people)
    return found


def _minima(organisation_id: int, weeks: Sequence[int]) -> dict[int, int]:
    rows = FrozenWeek.objects.filter(organisation_id=organisation_id, week__in=weeks)
    return dict(rows.values_list("week", "minimum"))


def _cells(
    organisation_id: int, weeks: Sequence[int], names: Collection[str]
) -> dict[tuple[int, str], list[FigureCell]]:
    """The cells by week and figure."""
    rows = FigureCell.objects.filter(
        organisation_id=organisation_id, week__in=weeks, figure__in=names
    )
    found: dict[tuple[int, str], list[FigureCell]] = defaultdict(list)
    for row in rows.order_by("week", "figure", "number"):
        found[row.week, row.figure].append(row)
    return found


def _people(period: Period, blocks: Labels) -> list[Cell]:
    sums: dict[str, int] = defaultdict(int)
    for label, people in blocks.values():
        sums[label] += people
    return [Cell(label, sums[label], sums[label], "", period) for label in _in_order(sums)]


def _grouped(
    period: Period, blocks: Labels, cells: Sequence[FigureCell], said: _Words
) -> list[Cell]:
    shown: dict[str, tuple[int, int]] = {}
    closed: dict[str, int] = defaultdict(int)
    words = ""
    for cell in cells:
        labels = {blocks[block][0] for block in cell.blocks}
        label = labels.pop() if len(labels) == 1 else ""
        if cell.total is not None:
            value, people = shown.get(label, (0, 0))
            shown[label] = (value + cell.total, people + cell.people)
        if cell.total is None or labels:
            words = cell.words
            for block in cell.blocks:
                closed[blocks[block][0]] += blocks[block][1]
    rows = {label: Cell(label, *held, "", period) for label, held in shown.items()}
    for label, people in closed.items():
        if label not in rows and (label or not shown):
            rows[label] = Cell(label, None, people, said.of(words), period)
    return [rows[label] for label in _in_order(rows)]


def _phase(period: Period, cells: Sequence[FigureCell], phase: int) -> Cell:
    for cell in cells:
        together = cell.blocks
        if phase in together:
            if len(together) == 1:
                return Cell("", cell.total, cell.people, "", period)
            return Cell("", None, cell.people, _("counted together with its neighbours"), period)
    return Cell("", None, None, _fewer(SMALLEST), period)


def _in_order(labels: Mapping[str, object]) -> list[str]:
    """Groups by name; several together last."""
    return sorted(labels, key=lambda label: (not label, label))

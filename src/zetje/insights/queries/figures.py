"""Gives figures from the cells that were frozen, for pages, exports and programs alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from django.utils.translation import gettext as _

from zetje.insights.models import BlockWeek, FigureCell, FrozenWeek
from zetje.insights.queries.totals import Summed, cells_summed
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
    """Several figures at once, each as `figure` gives it; four queries at most."""
    weeks = [period] if isinstance(period, Period) else list(period)
    # Where nobody was counted there is nothing to tell.
    weeks = [each for each in weeks if each.people]
    least = _minima(organisation_id, [each.week for each in weeks])
    tell = _of_everybody if by is None else partial(_of_groups, by=by)
    counted = [name for name in names if name not in PHASES]
    found = tell(organisation_id, counted, weeks, least)
    phases = [name for name in names if name in PHASES]
    found |= _of_phases(organisation_id, phases, weeks) if phases else {}
    return {name: found[name] for name in names}


def _of_everybody(
    organisation_id: int, names: Sequence[Figure], weeks: Sequence[Period], least: Mapping[int, int]
) -> dict[Figure, tuple[Cell, ...]]:
    summed = cells_summed(organisation_id, names=names, weeks=[each.week for each in weeks])
    summed |= {(Figure.PEOPLE, each.week): Summed(each.people, each.people, "") for each in weeks}
    return {
        name: tuple(
            _whole(each, summed[name, each.week], _Words(name, least[each.week]))
            for each in weeks
            if (name, each.week) in summed
        )
        for name in names
    }


def _whole(period: Period, summed: Summed, said: _Words) -> Cell:
    if summed.value is None:
        return Cell("", None, summed.people, said.of(summed.words), period)
    return Cell("", summed.value, summed.people, "", period)


def _of_groups(
    organisation_id: int,
    names: Sequence[Figure],
    weeks: Sequence[Period],
    least: Mapping[int, int],
    *,
    by: By,
) -> dict[Figure, tuple[Cell, ...]]:
    if not names:
        return {}
    numbers = [each.week for each in weeks]
    labels = _labels(organisation_id, numbers, by)
    cells = _cells(organisation_id, numbers, names)
    return {
        name: tuple(
            cell
            for each in weeks
            for cell in (
                _people(each, labels[each.week])
                if name is Figure.PEOPLE
                else _grouped(
                    each,
                    labels[each.week],
                    cells[each.week, name],
                    _Words(name, least[each.week]),
                )
            )
        )
        for name in names
    }


def _of_phases(
    organisation_id: int, names: Sequence[Figure], weeks: Sequence[Period]
) -> dict[Figure, tuple[Cell, ...]]:
    """Phases are told of everybody together, whatever the grouping."""
    cells = _cells(organisation_id, [each.week for each in weeks], [PLACE])
    return {
        name: tuple(_phase(each, cells[each.week, PLACE], PHASES.index(name) + 1) for each in weeks)
        for name in names
    }


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
# Where the label of a group stands.
_COLUMN: Final[Mapping[By, str]] = MappingProxyType(
    {
        "team": "team_name",
        "country": "country",
        "language": "language",
        "tenure": "tenure",
    }
)


def _labels(
    organisation_id: int, weeks: Sequence[int], by: By
) -> dict[int, dict[int, tuple[str, int]]]:
    """The label and the number of people of each block of each week."""
    rows = BlockWeek.objects.filter(organisation_id=organisation_id, week__in=weeks)
    found: dict[int, dict[int, tuple[str, int]]] = defaultdict(dict)
    # Plain values: half a year of a large organisation is tens of thousands of blocks.
    ordered = rows.order_by("week", "block").values_list("week", "block", "people", _COLUMN[by])
    for week, block, people, label in ordered:
        found[week][block] = (str(label), people)
    return found


def _minima(organisation_id: int, weeks: Sequence[int]) -> dict[int, int]:
    rows = FrozenWeek.objects.filter(organisation_id=organisation_id, week__in=weeks)
    return dict(rows.values_list("week", "minimum"))


class _Held(NamedTuple):
    """What a cell holds, as `models.FigureCell` says."""

    total: int | None
    people: int
    words: str
    blocks: list[int]


def _cells(
    organisation_id: int, weeks: Sequence[int], names: Collection[str]
) -> dict[tuple[int, str], list[_Held]]:
    """The cells by week and figure."""
    rows = FigureCell.objects.filter(
        organisation_id=organisation_id, week__in=weeks, figure__in=[str(name) for name in names]
    )
    found: dict[tuple[int, str], list[_Held]] = defaultdict(list)
    ordered = rows.order_by("week", "figure", "number")
    for week, figure, *held in ordered.values_list("week", "figure", *_Held._fields):
        found[week, figure].append(_Held(*held))
    return found


def _people(period: Period, blocks: Labels) -> list[Cell]:
    sums: dict[str, int] = defaultdict(int)
    for label, people in blocks.values():
        sums[label] += people
    return [Cell(label, sums[label], sums[label], "", period) for label in _in_order(sums)]


def _grouped(period: Period, blocks: Labels, cells: Sequence[_Held], said: _Words) -> list[Cell]:
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


def _phase(period: Period, cells: Sequence[_Held], phase: int) -> Cell:
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

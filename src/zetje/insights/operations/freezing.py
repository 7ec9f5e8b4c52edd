"""Freezes a week that is over: who is counted with whom, and what may be shown of it, for good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from zetje.behaviour.weeks import monday_of, week_of
from zetje.insights.door.weeks import person_weeks
from zetje.insights.models import BlockWeek, FigureCell, FrozenWeek
from zetje.insights.operations.seats import keep_seating, last_values, seating_now
from zetje.insights.queries.weeks import minimum_of
from zetje.insights.rules.figures import COUNTED, MEANINGS, PHASES, Figure, Kind
from zetje.insights.rules.release import Counts, Released, gather, release, tree_of
from zetje.insights.rules.seating import CircleNow, Seating, blocks_of, turn
from zetje.insights.rules.tenure import tenure_of
from zetje.lib.tenancy import tenant
from zetje.people import queries as people

Ints = NDArray[np.int64]

PLACE: Final = "phase"
_LOCK: Final = 0x5A49_0000_0000_0000


class WeekNotOverError(ValueError):
    """Raised when a week is to be frozen that is not over yet."""


def freeze_period(*, organisation_id: int, week: int, now: datetime) -> int:
    """Freeze a week of an organisation once; how many cells were written, 0 if it was frozen.

    Weeks are frozen in their order: one that lies before a frozen one stays as it is, unfrozen,
    since who is counted with whom has moved on.

    Args:
        organisation_id: whose week.
        week: as `behaviour.weeks` numbers them; over by now.
        now: the moment.

    Raises:
        WeekNotOverError: when it is not over where the organisation is.
    """
    with tenant(organisation_id):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK + organisation_id])
        zone = ZoneInfo(people.organisations().get(pk=organisation_id).time_zone)
        if now < datetime.combine(monday_of(week + 1), time(), zone):
            raise WeekNotOverError(f"week {week} is not over")
        rows = FrozenWeek.objects.filter(organisation_id=organisation_id)
        if rows.filter(week__gte=week).exists():
            return 0
        return _freeze(organisation_id, week, zone, now)


def freeze_due(*, organisation_id: int, now: datetime) -> int:
    """Freeze the last week that is over; how many cells were written."""
    zone = ZoneInfo(people.organisations().get(pk=organisation_id).time_zone)
    return freeze_period(organisation_id=organisation_id, week=week_of(now, zone=zone) - 1, now=now)


def _freeze(organisation_id: int, week: int, zone: ZoneInfo, now: datetime) -> int:
    least = minimum_of(organisation_id)
    on = monday_of(week) + timedelta(days=6)
    found = person_weeks(organisation_id=organisation_id, week=week, zone=zone)
    seats, circles = seating_now(organisation_id)
    seating = turn(seats=seats, circles=circles, people=found.people, week=week, on=on, least=least)
    values = dict(zip(found.member.tolist(), found.values, strict=True))
    seating = keep_seating(
        organisation_id=organisation_id,
        before=(seats, circles),
        seating=seating,
        values=values,
        week=week,
    )
    names = {team.pk: team.name for team in people.teams_of(organisation_id)}
    blocks = sorted(_countable(seating, blocks_of(seating, on=on), least).items())
    numbers = {number: place for place, (number, _) in enumerate(blocks)}
    held, place = _held(seating, numbers, values, last_values(organisation_id))
    sizes = np.bincount(place, minlength=len(blocks))
    FrozenWeek.objects.create(
        organisation_id=organisation_id,
        week=week,
        minimum=least,
        people=int(sizes.sum()),
        frozen_at=now,
    )
    BlockWeek.objects.bulk_create(
        BlockWeek(
            organisation_id=organisation_id,
            week=week,
            block=number,
            team=face.team,
            team_name=names.get(face.team, ""),
            country=face.country,
            language=face.language,
            tenure=tenure_of(face.started_on, on=on),
            people=size,
        )
        for (number, face), size in zip(blocks, sizes.tolist(), strict=True)
    )
    cells = _cells([face for _, face in blocks], held, place, least)
    known = [number for number, _ in blocks]
    FigureCell.objects.bulk_create(
        [
            _row(organisation_id, week, figure, at, cell, sizes, known)
            for figure, given in cells.items()
            for at, cell in enumerate(given)
        ],
        batch_size=2000,
    )
    places = _places(held, sizes, cells, least)
    for at, (first, last, size) in enumerate(places):
        FigureCell.objects.create(
            organisation_id=organisation_id,
            week=week,
            figure=PLACE,
            number=at,
            people=int(held[:, COUNTED.index(Figure.JOINED)].sum()),
            count=size,
            total=size,
            blocks=list(range(first + 1, last + 2)),
        )
    return len(places) + sum(len(given) for given in cells.values())


def _countable(
    seating: Seating, blocks: Mapping[int, CircleNow], least: int
) -> dict[int, CircleNow]:
    """The blocks in which k people still work here: all, unless there is only one."""
    active = dict.fromkeys(blocks, 0)
    for seat in seating.seats.values():
        if seat.circle and not seat.left:
            active[seating.circles[seat.circle].block] += 1
    return {number: face for number, face in blocks.items() if active[number] >= least}


def _held(
    seating: Seating,
    numbers: Mapping[int, int],
    values: Mapping[int, Ints],
    last: Mapping[int, Sequence[int]],
) -> tuple[Ints, Ints]:
    """What each counted seat holds (seats, figures + phase), and the place of its block (seats,).

    A seat that was left holds what it last had.
    """
    rows: list[Ints] = []
    places: list[int] = []
    for seat in seating.seats.values():
        number = seating.circles[seat.circle].block if seat.circle else 0
        if number in numbers:
            kept = last[seat.key] if seat.left else values[seat.member]
            rows.append(np.asarray(kept, dtype=np.int64))
            places.append(numbers[number])
    held = np.vstack(rows) if rows else np.zeros((0, len(COUNTED) + 1), dtype=np.int64)
    return held, np.asarray(places, dtype=np.int64)


def _cells(
    blocks: Sequence[CircleNow], held: Ints, place: Ints, least: int
) -> dict[Figure, tuple[Released, ...]]:
    """What may be shown of each figure."""
    if not blocks:
        return {}
    sums = {
        figure: np.bincount(place, weights=held[:, column], minlength=len(blocks)).astype(np.int64)
        for column, figure in enumerate(COUNTED)
    }
    sums[Figure.PEOPLE] = np.bincount(place, minlength=len(blocks)).astype(np.int64)
    whole = tree_of(_by_country(blocks))
    return {
        figure: release(
            whole=whole,
            counts=Counts(
                base=sums[meaning.base],
                count=sums[meaning.behind or figure],
                total=sums[figure],
            ),
            least=least,
        )
        for figure in COUNTED
        if (meaning := MEANINGS[figure]).kind is not Kind.PLACE
    }


def _by_country(blocks: Iterable[CircleNow]) -> list[tuple[str, int]]:
    """Country and team of each block; of a team in several countries, none."""
    found = list(blocks)
    countries: dict[int, set[str]] = {}
    for block in found:
        countries.setdefault(block.team, set()).add(block.country)
    return [
        (block.country if not block.team or len(countries[block.team]) == 1 else "", block.team)
        for block in found
    ]


def _places(
    held: Ints, sizes: Ints, cells: Mapping[Figure, Sequence[Released]], least: int
) -> list[tuple[int, int, int]]:
    """The phases that are shown together, first and last (from 0), and how many people are there.

    They add up to who joined, so they are shown only where that is.
    """
    if not sizes.size or any(cell.count is None for cell in cells[Figure.JOINED]):
        return []
    counts = [int((held[:, -1] == phase).sum()) for phase in range(1, len(PHASES) + 1)]
    return [
        (first, last, sum(counts[first : last + 1]))
        for first, last in gather(people=counts, least=least)
    ]


def _row(
    organisation_id: int,
    week: int,
    figure: Figure,
    number: int,
    cell: Released,
    sizes: Ints,
    blocks: Sequence[int],
) -> FigureCell:
    return FigureCell(
        organisation_id=organisation_id,
        week=week,
        figure=figure,
        number=number,
        people=int(sizes[list(cell.blocks)].sum()),
        count=cell.count,
        total=cell.total,
        words=cell.words,
        blocks=[blocks[place] for place in cell.blocks],
    )

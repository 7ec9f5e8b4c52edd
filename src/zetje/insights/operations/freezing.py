"""Freezes a week that is over: who is counted with whom, and what may be shown of it, for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.weeks import monday_of, week_of
from zetje.insights.door.weeks import person_weeks
from zetje.insights.models import BlockWeek, FigureCell, FrozenWeek
from zetje.insights.operations.counting import cells_of, countable, held_by_seats, places_of
from zetje.insights.operations.next_steps import judge_steps, propose_steps
from zetje.insights.operations.seats import keep_seating, last_values, seating_now
from zetje.insights.operations.stories import freeze_stories
from zetje.insights.operations.studying import study_week
from zetje.insights.operations.tallying import keep_tallies
from zetje.insights.queries.weeks import minimum_of
from zetje.insights.rules.figures import COUNTED, PLACE, Figure
from zetje.insights.rules.release import Released
from zetje.insights.rules.seating import blocks_of, turn
from zetje.insights.rules.seats import CircleNow
from zetje.insights.rules.tenure import tenure_of
from zetje.lib.tenancy import tenant
from zetje.lib.turns import hold_turn
from zetje.people import queries as people

Ints = NDArray[np.int64]


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
        hold_turn("insights.freezing", organisation_id)
        zone = ZoneInfo(people.organisations().get(pk=organisation_id).time_zone)
        if now < datetime.combine(monday_of(week + 1), time(), zone):
            raise WeekNotOverError(f"week {week} is not over")
        rows = FrozenWeek.objects.filter(organisation_id=organisation_id)
        if rows.filter(week__gte=week).exists():
            return 0
        return _freeze(organisation_id, week, zone, now)


def freeze_due(*, organisation_id: int, now: datetime) -> int:
    """Freeze the last week that is over, study it and say what to do next; how many cells came."""
    zone = ZoneInfo(people.organisations().get(pk=organisation_id).time_zone)
    week = week_of(now, zone=zone) - 1
    written = freeze_period(organisation_id=organisation_id, week=week, now=now)
    study_week(organisation_id=organisation_id, week=week, now=now)
    judge_steps(organisation_id=organisation_id, week=week, now=now)
    propose_steps(organisation_id=organisation_id, week=week, now=now)
    return written


def _freeze(organisation_id: int, week: int, zone: ZoneInfo, now: datetime) -> int:
    least = minimum_of(organisation_id)
    on = monday_of(week) + timedelta(days=6)
    keep_tallies(organisation_id=organisation_id, now=now)
    found = person_weeks(organisation_id=organisation_id, week=week, zone=zone)
    before = seating_now(organisation_id)
    seating = turn(
        seats=before[0], circles=before[1], people=found.people, week=week, on=on, least=least
    )
    values = dict(zip(found.member.tolist(), found.values, strict=True))
    seating = keep_seating(
        organisation_id=organisation_id, before=before, seating=seating, values=values, week=week
    )
    blocks = dict(sorted(countable(seating, blocks_of(seating, on=on), least).items()))
    held, place = held_by_seats(seating, list(blocks), values, last_values(organisation_id))
    sizes = np.bincount(place, minlength=len(blocks))
    FrozenWeek.objects.create(
        organisation_id=organisation_id,
        week=week,
        minimum=least,
        people=int(sizes.sum()),
        frozen_at=now,
    )
    _write_blocks(organisation_id, week, blocks, sizes)
    cells = cells_of(list(blocks.values()), held, place, least)
    rows = [
        _row(organisation_id, week, figure, at, cell, sizes, list(blocks))
        for figure, given in cells.items()
        for at, cell in enumerate(given)
    ]
    rows += _places(organisation_id, week, places_of(held, cells, least), held)
    FigureCell.objects.bulk_create(rows, batch_size=2000)
    until = datetime.combine(monday_of(week + 1), time(), zone)
    freeze_stories(organisation_id=organisation_id, week=week, until=until, least=least)
    return len(rows)


def _write_blocks(
    organisation_id: int, week: int, blocks: Mapping[int, CircleNow], sizes: Ints
) -> None:
    on = monday_of(week) + timedelta(days=6)
    names = {team.pk: team.name for team in people.teams_of(organisation_id)}
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
        for (number, face), size in zip(blocks.items(), sizes.tolist(), strict=True)
    )


def _places(
    organisation_id: int, week: int, places: Sequence[tuple[int, int, int]], held: Ints
) -> list[FigureCell]:
    """Cells of phases that are shown together, of everybody who joined."""
    joined = int(held[:, COUNTED.index(Figure.JOINED)].sum())
    return [
        FigureCell(
            organisation_id=organisation_id,
            week=week,
            figure=PLACE,
            number=at,
            people=joined,
            count=size,
            total=size,
            blocks=list(range(first + 1, last + 2)),
        )
        for at, (first, last, size) in enumerate(places)
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

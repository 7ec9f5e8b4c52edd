"""Reads who is counted with whom, and keeps what became of it after another week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from django.db import connection
from django.db.models import F
from numpy.typing import NDArray

from zetje.insights.models import Circle, Seat
from zetje.insights.rules.figures import COUNTED
from zetje.insights.rules.seating import Seating
from zetje.insights.rules.seats import CircleNow, SeatNow
from zetje.lib.arrays import copied_in, copy_out

Ints = NDArray[np.int64]
Before = tuple[Sequence[SeatNow], Sequence[CircleNow]]

_SEATS: Final = """
    SELECT s.id, coalesce(s.member_id, 0), coalesce(s.circle_id, 0), s.since, s."left"
    FROM insights_seat s WHERE s.organisation_id = %s
"""
_WIDTH: Final = len(COUNTED) + 1
_VALUES: Final = ", ".join(f"n.v{column}" for column in range(_WIDTH))
_INSERT: Final = f"""
    INSERT INTO insights_seat (organisation_id, member_id, circle_id, since, "left", "values")
    SELECT %s, n.member, nullif(n.circle, 0), n.since, n."left",
        CASE WHEN n.circle > 0 THEN ARRAY[{_VALUES}] ELSE '{{}}' END
    FROM insights_turned n WHERE n.key < 0
"""  # noqa: S608 -- fixed parts of ours
_UPDATE: Final = f"""
    UPDATE insights_seat s SET circle_id = nullif(n.circle, 0), "left" = n."left",
        "values" = CASE WHEN n.circle = 0 THEN '{{}}' WHEN n."left" THEN s."values"
            ELSE ARRAY[{_VALUES}] END
    FROM insights_turned n WHERE s.organisation_id = %s AND s.id = n.key
"""  # noqa: S608 -- fixed parts of ours


def seating_now(organisation_id: int) -> Before:
    """The seats and circles as they stand; the tenant's block must be open."""
    rows = copy_out(
        _SEATS,
        [organisation_id],
        columns={
            "key": "bigint",
            "member": "bigint",
            "circle": "bigint",
            "since": "integer",
            "left": "boolean",
        },
    )
    seats = [
        SeatNow(*each) for each in zip(*(column.tolist() for column in rows.values()), strict=True)
    ]
    circles = Circle.objects.filter(organisation_id=organisation_id).values_list(
        "pk", "team_id", "country", "language", "started_on", "block"
    )
    return seats, [CircleNow(key, team or 0, *rest) for key, team, *rest in circles]


def last_values(organisation_id: int) -> dict[int, list[int]]:
    """What the seats that were left last had, by their keys; 0 of figures that came later."""
    rows = Seat.objects.filter(organisation_id=organisation_id, left=True, circle__isnull=False)
    return {key: _filled(values) for key, values in rows.values_list("pk", "values")}


def _filled(values: Sequence[int]) -> list[int]:
    """Values with a zero for each figure that is younger than they are; the phase stays last."""
    return [*values[:-1], *[0] * (_WIDTH - len(values)), values[-1]]


def keep_seating(
    *,
    organisation_id: int,
    before: Before,
    seating: Seating,
    values: Mapping[int, Ints],
    week: int,
) -> Seating:
    """Write what changed, with what was counted of each person; gives it with lasting keys.

    Args:
        organisation_id: whose; the tenant's block must be open.
        before: what stood, as `seating_now` gives it.
        seating: what is to stand.
        values: (figures + phase,) of each member who works here.
        week: the week it is of.
    """
    keys = _keep_circles(organisation_id, before[1], seating, week)
    circles = {
        keys[each.key]: replace(each, key=keys[each.key], block=keys[each.block])
        for each in seating.circles.values()
    }
    seats = [
        replace(each, circle=keys[each.circle] if each.circle else 0)
        for each in seating.seats.values()
    ]
    gone = {seat.key for seat in before[0]} - seating.seats.keys()
    Seat.objects.filter(organisation_id=organisation_id, pk__in=gone).delete()
    _write(organisation_id, seats, values)
    # Only now may they go: seats were in them until here.
    lost = {circle.key for circle in before[1]} - circles.keys()
    Circle.objects.filter(organisation_id=organisation_id, pk__in=lost).delete()
    return Seating({each.key: each for each in seats}, circles)


def _keep_circles(
    organisation_id: int, before: Sequence[CircleNow], seating: Seating, week: int
) -> dict[int, int]:
    """Make new circles and change old ones; the lasting key of each key."""
    fresh = sorted(
        (each for each in seating.circles.values() if each.key < 0), key=lambda c: -c.key
    )
    made = Circle.objects.bulk_create(
        Circle(
            organisation_id=organisation_id,
            team_id=each.team or None,
            country=each.country,
            language=each.language,
            started_on=each.started_on,
            since=week,
        )
        for each in fresh
    )
    # Nearly all are blocks by themselves: told of thousands at once.
    rows = Circle.objects.filter(organisation_id=organisation_id, block=0)
    rows.update(block=F("pk"))
    keys = {each.key: row.pk for each, row in zip(fresh, made, strict=True)}
    # A block keeps the number of a circle that may be gone by now.
    known = {each.key for each in before} | {each.block for each in before}
    keys.update({key: key for key in known})
    held = {each.key: each for each in before} | {
        each.key: replace(each, block=each.key) for each in fresh
    }
    changed = [each for each in seating.circles.values() if each != held[each.key]]
    Circle.objects.bulk_update(
        [
            Circle(
                pk=keys[each.key],
                organisation_id=organisation_id,
                team_id=each.team or None,
                block=keys[each.block],
            )
            for each in changed
        ],
        ["team", "block"],
        batch_size=1000,
    )
    return keys


def _write(organisation_id: int, seats: Sequence[SeatNow], values: Mapping[int, Ints]) -> None:
    none = np.zeros(_WIDTH, dtype=np.int64)
    held = [values[seat.member] if seat.circle and not seat.left else none for seat in seats]
    table = np.vstack(held) if held else np.zeros((0, _WIDTH), dtype=np.int64)
    columns = {"key": "bigint", "member": "bigint", "circle": "bigint", "since": "integer"}
    columns |= {"left": "boolean"} | {f"v{column}": "bigint" for column in range(_WIDTH)}
    arrays = {
        "key": np.asarray([seat.key for seat in seats], dtype=np.int64),
        "member": np.asarray([seat.member for seat in seats], dtype=np.int64),
        "circle": np.asarray([seat.circle for seat in seats], dtype=np.int64),
        "since": np.asarray([seat.since for seat in seats], dtype=np.int64),
        "left": np.asarray([seat.left for seat in seats], dtype=np.uint8),
    }
    arrays |= {f"v{column}": table[:, column] for column in range(_WIDTH)}
    with copied_in("insights_turned", columns, arrays), connection.cursor() as cursor:
        cursor.execute(_UPDATE, [organisation_id])
        cursor.execute(_INSERT, [organisation_id])

"""From facts about people to the weeks that the core judges."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.streaks import Chains, State
from zetje.behaviour.weeks import DAYS, days_masks, iso_of, monday_of
from zetje.lib.holidays import holiday_mask

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NODES = 12
_DAYS_IN = np.array([bin(mask).count("1") for mask in range(1 << DAYS)])


def away_weeks(
    *,
    working: Ints,
    country: Ints,
    countries: Sequence[tuple[str, str]],
    spans: tuple[Ints, Ints, Ints],
    weeks: range,
) -> Flags:
    """Which weeks people were mostly away: half or more of their working days, or all there are.

    `spans` are whose (an index), from and until which ordinal day; public holidays come on top.
    """
    index, starts, ends = spans
    away = np.zeros((working.size, len(weeks)), dtype=np.bool_)
    for column, week in enumerate(weeks):
        monday = monday_of(week)
        holidays = np.array(
            [holiday_mask(land, region, monday) for land, region in countries] or [0]
        )
        off = days_masks(index, starts, ends, week=week, people=working.size)
        off = (off | holidays[country]) & working
        away[:, column] = 2 * _DAYS_IN[off] >= _DAYS_IN[working]
    return away


def joined_weeks(*, people: int, spans: tuple[Ints, Ints, Ints], weeks: range) -> Flags:
    """Which weeks people took part in on at least one day."""
    index, starts, ends = spans
    joined = np.zeros((people, len(weeks)), dtype=np.bool_)
    for column, week in enumerate(weeks):
        joined[:, column] = days_masks(index, starts, ends, week=week, people=people) > 0
    return joined


def in_weeks(index: Ints, week: Ints, values: Ints, *, people: int, weeks: range) -> Ints:
    """Add values up into people × weeks; what lies outside these weeks is left out."""
    table = np.zeros((people, len(weeks)), dtype=np.int64)
    inside = (week >= weeks.start) & (week < weeks.stop)
    np.add.at(table, (index[inside], week[inside] - weeks.start), values[inside])
    return table


def rows_of(chains: Chains, *, members: Ints, weeks: range) -> dict[str, NDArray[np.int64]]:
    """The weeks to keep, one entry a row; state and reason as the numbers they have in the core."""
    person, column = np.nonzero(chains.states != State.OUTSIDE)
    labels = np.array([iso_of(week) for week in weeks] or [(0, 0)], dtype=np.int64)
    return {
        "member_id": members[person],
        "iso_year": labels[column, 0],
        "iso_week": labels[column, 1],
        "state": chains.states[person, column].astype(np.int64),
        "reason": chains.reasons[person, column].astype(np.int64),
    }

"""Adds up what people did by block, and finds what may be shown of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from zetje.insights.rules.figures import COUNTED, MEANINGS, PHASES, Figure, wider_than
from zetje.insights.rules.release import Counts, Group, Released, gather, release, tree_of
from zetje.insights.rules.seating import Seating
from zetje.insights.rules.seats import CircleNow

Ints = NDArray[np.int64]


def countable(
    seating: Seating, blocks: Mapping[int, CircleNow], least: int
) -> dict[int, CircleNow]:
    """The blocks in which k people still work here: all, unless there is only one."""
    active = dict.fromkeys(blocks, 0)
    for seat in seating.seats.values():
        if seat.circle and not seat.left:
            active[seating.circles[seat.circle].block] += 1
    return {number: face for number, face in blocks.items() if active[number] >= least}


def held_by_seats(
    seating: Seating,
    blocks: Sequence[int],
    values: Mapping[int, Ints],
    last: Mapping[int, Sequence[int]],
) -> tuple[Ints, Ints]:
    """What each counted seat holds (seats, figures + phase), and the place of its block (seats,).

    A seat that was left holds what it last had.
    """
    numbers = {number: place for place, number in enumerate(blocks)}
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


def cells_of(
    blocks: Sequence[CircleNow], held: Ints, place: Ints, least: int
) -> dict[Figure, tuple[Released, ...]]:
    """What may be shown of each figure."""
    if not blocks:
        return {}
    sums = {
        figure: np.bincount(place, weights=held[:, column], minlength=len(blocks)).astype(np.int64)
        for column, figure in enumerate(COUNTED)
    }
    people = np.bincount(place, minlength=len(blocks)).astype(np.int64)
    whole = tree_of(_by_country(blocks))

    def counts_of(figure: Figure) -> Counts:
        behind = MEANINGS[figure].behind or figure
        return Counts(base=people, count=sums[behind], total=sums[figure])

    return {
        figure: release(
            whole=Group(whole.blocks) if MEANINGS[figure].of_all else whole,
            counts=counts_of(figure),
            wider=[counts_of(each) for each in wider_than(MEANINGS[figure].behind or figure)],
            least=least,
        )
        for figure in COUNTED
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


def places_of(
    held: Ints, cells: Mapping[Figure, Sequence[Released]], least: int
) -> list[tuple[int, int, int]]:
    """The phases that are shown together, first and last (from 0), and how many people are there.

    They add up to who joined, so they are shown only where that is.
    """
    if not cells or any(cell.count is None for cell in cells[Figure.JOINED]):
        return []
    counts = [int((held[:, -1] == phase).sum()) for phase in range(1, len(PHASES) + 1)]
    return [
        (first, last, sum(counts[first : last + 1]))
        for first, last in gather(people=counts, least=least)
    ]

"""Decides which counts of a week may be shown, and of which blocks together.

The counts of a figure are given out as *cells*: sets of whole blocks that share no block, each with
at least k people who have what is counted and at least k who do not. Whatever is shown later is a
cell or a sum of whole cells, so no difference of two shown figures is ever smaller than a cell, and
no second rule is needed against such differences.

The cells are found from above. A group that may be shown is taken apart into its parts; the parts
that may not be shown by themselves go together, with one more that could be (the first of them)
where they are too few even so. What is inside them stays closed. Which parts go together follows
from who may be shown and from the order of the parts alone, never from how large a count is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

# No count of fewer people than that is shown, whatever an organisation says.
SMALLEST: Final = 5
# What is said of a count that is below the minimum, or within it of the whole.
FEW, MOST = "few", "most"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of blocks and its parts; a block by itself has none.

    Attributes:
        blocks: places of its blocks in the arrays of counts.
        parts: groups that share no block and are all of it together, in a lasting order.
    """

    blocks: tuple[int, ...]
    parts: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """A figure in n blocks: of `base` people (n,) `count` (n,) have it, adding up to `total` (n,).

    `base` are those who could have it: everybody who is counted, or who joined.
    """

    base: Ints
    count: Ints
    total: Ints


@dataclass(frozen=True, slots=True)
class Unit:
    """A group inside a cell: its blocks, and what may be said of it alone ("" for nothing)."""

    words: str
    blocks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Released:
    """A cell: units that are shown together; `count` and `total` are None where `words` is said."""

    units: tuple[Unit, ...]
    count: int | None
    total: int | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Sum:
    base: int
    count: int
    total: int

    def is_open(self, least: int) -> bool:
        return least <= self.count <= self.base - least

    def words(self, least: int) -> str:
        if self.count < least:
            return FEW
        return MOST if self.base - self.count < least else ""


def tree_of(places: Sequence[tuple[str, int]]) -> Group:
    """The organisation by country, team and block.

    Args:
        places: country and team of each block, in the order of their numbers; a team is of one
            country here, and "" and 0 stand for several.
    """
    countries: dict[str, dict[int, list[int]]] = {}
    for block, (country, team) in enumerate(places):
        countries.setdefault(country, {}).setdefault(team, []).append(block)
    groups = [
        _joined([_joined([Group((block,)) for block in blocks]) for blocks in teams.values()])
        for teams in countries.values()
    ]
    return _joined(groups)


def _joined(parts: Sequence[Group]) -> Group:
    """A group of parts; of one part, that part."""
    if len(parts) == 1:
        return parts[0]
    return Group(tuple(block for part in parts for block in part.blocks), tuple(parts))


def release(*, whole: Group, counts: Counts, least: int = SMALLEST) -> tuple[Released, ...]:
    """The cells of a figure: every block is in one of them.

    Args:
        whole: everybody, as `tree_of` makes it.
        counts: of each block.
        least: k, how many people a count and its complement need.
    """
    summed = _sum(whole, counts)
    if summed.is_open(least):
        return tuple(_cells(whole, counts, least))
    # Where all together are few, each part is; where they are nearly all, of each nearly all are.
    words = summed.words(least)
    units = tuple(Unit(words, part.blocks) for part in whole.parts or (whole,))
    return (Released(units, None, None, words),)


def _cells(group: Group, counts: Counts, least: int) -> list[Released]:
    """The cells of a group that may be shown."""
    sums = [_sum(part, counts) for part in group.parts]
    shown = [part for part, each in zip(group.parts, sums, strict=True) if each.is_open(least)]
    rest = [part for part, each in zip(group.parts, sums, strict=True) if not each.is_open(least)]
    is_helped = bool(rest) and not _together(rest, counts).is_open(least)
    if is_helped:
        # There is one: the group itself may be shown, and of the rest it is not so.
        rest.append(shown.pop(0))
    cells = [cell for part in shown for cell in _cells(part, counts, least)]
    if not group.parts:
        rest = [group]
    if rest:
        cells.append(_cell(rest, counts, least, may_speak=not is_helped and bool(group.parts)))
    return cells


def _cell(parts: Sequence[Group], counts: Counts, least: int, *, may_speak: bool) -> Released:
    """Parts that are shown together, each with its words where the sum takes nothing from them."""
    whole = _together(parts, counts)
    words = [_sum(part, counts).words(least) if may_speak else "" for part in parts]
    if not _sum_says_no_more(parts, counts, words, whole.count, least):
        words = ["" for _ in parts]
    units = tuple(Unit(said, part.blocks) for said, part in zip(words, parts, strict=True))
    return Released(units, whole.count, whole.total)


def _sum_says_no_more(
    parts: Sequence[Group], counts: Counts, words: Sequence[str], count: int, least: int
) -> bool:
    """Whether beside the sum each part may still be anything that its words allow."""
    bounds: list[tuple[int, int]] = []
    for part, said in zip(parts, words, strict=True):
        base = _sum(part, counts).base
        if said == FEW:
            bounds.append((0, min(least - 1, base)))
        else:
            bounds.append((max(least, base - least + 1), max(least, base)))
    width = max(high - low for low, high in bounds)
    return sum(low for low, _ in bounds) + width <= count <= sum(high for _, high in bounds) - width


def _sum(group: Group, counts: Counts) -> _Sum:
    at = list(group.blocks)
    base, count, total = counts.base[at], counts.count[at], counts.total[at]
    return _Sum(int(base.sum()), int(count.sum()), int(total.sum()))


def _together(groups: Sequence[Group], counts: Counts) -> _Sum:
    sums = [_sum(group, counts) for group in groups]
    return _Sum(
        sum(each.base for each in sums),
        sum(each.count for each in sums),
        sum(each.total for each in sums),
    )


def gather(*, people: Sequence[int], least: int = SMALLEST) -> tuple[tuple[int, int], ...]:
    """Neighbouring places taken together until each holds k people or more, from the last one on.

    Args:
        people: how many people are at each place, in order.
        least: k.

    Returns:
        the first and the last place of each, in order; none where all together are too few.
    """
    found: list[tuple[int, int]] = []
    last, held = len(people) - 1, 0
    for place in range(len(people) - 1, -1, -1):
        held += people[place]
        if held >= least:
            found.append((place, last))
            last, held = place - 1, 0
    if last >= 0 and found:
        # What is left over at the front goes with its neighbour.
        found[-1] = (0, found[-1][1])
    return tuple(reversed(found))

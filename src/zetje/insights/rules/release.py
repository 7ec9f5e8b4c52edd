"""Decides which counts of a week may be shown, and of which blocks together.

The counts of a figure are given out as *cells*: sets of whole blocks that share no block, each with
at least k people who have what is counted and at least k who do not. Whatever is shown later is a
cell or a sum of whole cells, so no difference of two shown figures is ever smaller than a cell, and
no second rule is needed against such differences.

The cells are found from above. A group that may be shown is taken apart into its parts; the parts
that may not be shown by themselves go together with the first one, and with the next ones until
they may be shown. What is inside stays closed, and nothing is said of it, not even whether it is
few or many: readers who know this rule go through all the worlds that would look the same, and
where a part is closed only when it has to be, or words are said beside a sum, too few are left.
`tests/test_release.py` does what they would do.
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
    """A figure in n blocks (n,): of `base` people `count` have it, adding up to `total`."""

    base: Ints
    count: Ints
    total: Ints


@dataclass(frozen=True, slots=True)
class Released:
    """A cell: its blocks, and their count and total together; None where `words` is said."""

    blocks: tuple[int, ...]
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


def release(
    *, whole: Group, counts: Counts, wider: Sequence[Counts] = (), least: int = SMALLEST
) -> tuple[Released, ...]:
    """The cells of a figure: every block is in one of them.

    Args:
        whole: everybody, as `tree_of` makes it.
        counts: of each block.
        wider: figures that everybody has who has this one, each within the one before: whoever
            shared this week shared this month, and joined. They were released in the same way.
        least: k, how many people a count and its complement need.
    """
    summed = _sum(whole, counts)
    if not summed.is_open(least):
        return (Released(whole.blocks, None, None, summed.words(least)),)
    is_told = [_sum(whole, each).is_open(least) for each in wider]
    return tuple(_cells(whole, [*wider, counts], is_told, least))


def _cells(
    group: Group, figures: Sequence[Counts], is_told: Sequence[bool], least: int
) -> list[Released]:
    """The cells of the last figure in a group that may be shown.

    `is_told` says of each wider one whether it is taken apart here too.
    """
    if not group.parts:
        summed = _sum(group, figures[-1])
        return [Released(group.blocks, summed.count, summed.total)]
    sums = [[_sum(part, counts) for part in group.parts] for counts in figures]
    closed = _closed_of_each(sums, [*is_told, True], least)
    own = sums[-1]
    cells: list[Released] = []
    for at, part in enumerate(group.parts):
        if not closed[-1][at]:
            inside = [told and not closed[level][at] for level, told in enumerate(is_told)]
            cells += _cells(part, figures, inside, least)
    together = [at for at, is_in in enumerate(closed[-1]) if is_in]
    if together:
        cells.append(
            Released(
                tuple(block for at in together for block in group.parts[at].blocks),
                sum(own[at].count for at in together),
                sum(own[at].total for at in together),
            )
        )
    return cells


def _closed_of_each(
    sums: Sequence[Sequence[_Sum]], is_told: Sequence[bool], least: int
) -> list[list[bool]]:
    """Which parts each figure shows together, the widest first; none where it is not told here."""
    found: list[list[bool]] = []
    for level, own in enumerate(sums):
        closed = _closed(own, least) if is_told[level] else [False] * len(own)
        # Twice: what is closed for the second of the wider ones may have to do with the first.
        for upper in [*range(level), *range(level)]:
            if is_told[upper] and _tells(sums[upper], found[upper], own, closed, least):
                closed = [one or other for one, other in zip(closed, found[upper], strict=True)]
        found.append(closed)
    return found


def _tells(
    wide: Sequence[_Sum],
    wide_closed: Sequence[bool],
    narrow: Sequence[_Sum],
    closed: Sequence[bool],
    least: int,
) -> bool:
    """Whether two figures, of which one is within the other, tell of the parts closed in both.

    Where their closed parts cross, one figure is known of parts that are closed in the other. Those
    closed in both then have at most what is left of the wider one, and at least what the narrower
    one cannot have elsewhere.
    """
    pairs = list(zip(wide_closed, closed, strict=True))
    if (True, True) not in pairs or (True, False) not in pairs or (False, True) not in pairs:
        return False
    most = least_of_all = people = 0
    for (in_wide, in_narrow), whole, part in zip(pairs, wide, narrow, strict=True):
        most += whole.count * in_wide - part.count * (in_wide and not in_narrow)
        least_of_all += part.count * in_narrow - whole.count * (in_narrow and not in_wide)
        people += whole.base * (in_wide and in_narrow)
    # Twice k: that a part is closed tells something too.
    return most < 2 * least or least_of_all > people - 2 * least


def _closed(sums: Sequence[_Sum], least: int) -> list[bool]:
    """Which parts are shown together: those that must, the first one, and the next if need be.

    Which of the others come to help follows from their order alone. Were it the first one that may
    be shown by itself, those before it would be known to be few.
    """
    closed = [not each.is_open(least) for each in sums]
    if not any(closed):
        return closed
    closed[0] = True
    base = sum(each.base for each, is_in in zip(sums, closed, strict=True) if is_in)
    count = sum(each.count for each, is_in in zip(sums, closed, strict=True) if is_in)
    for at, each in enumerate(sums):
        if least <= count <= base - least:
            break
        if not closed[at]:
            closed[at], base, count = True, base + each.base, count + each.count
    return closed


def _sum(group: Group, counts: Counts) -> _Sum:
    at = list(group.blocks)
    base, count, total = counts.base[at], counts.count[at], counts.total[at]
    return _Sum(int(base.sum()), int(count.sum()), int(total.sum()))


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

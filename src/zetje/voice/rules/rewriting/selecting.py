"""Chooses which sentences stay, so that a text is about as long as somebody's usually are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from math import log
from typing import Final

from zetje.voice.rules.rewriting.units import Unit
from zetje.voice.rules.signs import graphemes

_OVER: Final = 1.15
_FAR_OVER: Final = 1.35
_UNDER: Final = 0.85
_LATE: Final = 0.9


def selected(
    units: Sequence[Unit],
    *,
    target: int,
    most: int,
    without: Collection[int] = (),
    at_front: int | None = None,
    late_first: bool = False,
    in_order: bool = False,
) -> tuple[int, ...]:
    """The places of the sentences that stay, in their order; none at all when nothing fits.

    Args:
        units: what there is.
        target: about how long it should be, in graphemes; 0 for all of it.
        most: how long it may be.
        without: places that may not be used.
        at_front: the place of what comes first, with whatever belongs to it; None: as written.
        late_first: whether what stands further on is worth more, so that texts differ.
        in_order: whether nothing in the middle may be left out: what is told builds on what was.
    """
    if late_first:
        units = [replace(one, weight=one.weight + _LATE * at) for at, one in enumerate(units)]
    usable = [at for at in range(len(units)) if not closure(units, {at}) & set(without)]
    bound = closure(units, {at for at in usable if units[at].is_bound})
    first = closure(units, {at_front}) if at_front is not None else set[int]()
    # Without its title a story is told by its first sentence; whatever is left out, not that.
    leads = [at for at in usable if not units[at].needs_last and not units[at].is_title][:1]
    titles = [at for at in usable if units[at].is_title]
    best: set[int] = set()
    wish = min(target or most, most)
    starts = [first | closure(units, {at}) for at in [*leads, *titles]]
    starts += [first] if first else []
    for start in starts:
        grow = _grown_in_order if in_order else _grown
        chosen = grow(units, start | bound, wish=wish, usable=usable)
        length = length_of(units, chosen)
        if length <= most and (not best or is_nearer(length, length_of(units, best), wish)):
            best = chosen
        if best and length_of(units, best) <= wish * _FAR_OVER:
            break
    best = best or _least(units, usable, bound=bound, most=most)
    # What leans on a sentence that moves goes along with it.
    for at in range(max(first, default=-1) + 1, len(units)):
        if not first or not units[at].needs_last:
            break
        first = first | {at}
    return (*sorted(first & best), *sorted(best - first))


def closure(units: Sequence[Unit], places: set[int]) -> set[int]:
    """The places with whatever they need, and whatever may not be left out beside them."""
    found: set[int] = set()
    waiting = sorted(places)
    while waiting:
        at = waiting.pop()
        if at in found or not 0 <= at < len(units):
            continue
        found.add(at)
        if units[at].needs_last:
            waiting.append(at - 1)
        if units[at].holds_next:
            waiting.append(at + 1)
    return found


def length_of(units: Sequence[Unit], places: Collection[int]) -> int:
    """How long some sentences are together, in graphemes."""
    return sum(graphemes(units[at].sentence.text) + 1 for at in places)


def _grown(units: Sequence[Unit], start: set[int], *, wish: int, usable: list[int]) -> set[int]:
    chosen = set(start)
    for at in sorted(usable, key=lambda at: (-units[at].weight, at)):
        if length_of(units, chosen) >= wish * _UNDER:
            break
        grown = chosen | closure(units, {at})
        length = length_of(units, grown)
        nearer = length <= wish * _FAR_OVER and is_nearer(length, length_of(units, chosen), wish)
        if length <= wish * _OVER or nearer:
            chosen = grown
    return chosen


def _grown_in_order(
    units: Sequence[Unit], start: set[int], *, wish: int, usable: list[int]
) -> set[int]:
    """As `_grown`, from the beginning on, until the next one is too much."""
    chosen = set(start)
    for at in usable:
        grown = chosen | closure(units, {at})
        length = length_of(units, grown)
        nearer = length <= wish * _FAR_OVER and is_nearer(length, length_of(units, chosen), wish)
        if length > wish * _OVER and not nearer:
            break
        chosen = grown
    return chosen


def is_nearer(length: int, other: int, wish: int) -> bool:
    """Whether a length is nearer to what is wished for, twice as long being as far as half."""
    return abs(log(max(1, length) / wish)) < abs(log(max(1, other) / wish))


def _least(units: Sequence[Unit], usable: Sequence[int], *, bound: set[int], most: int) -> set[int]:
    """The heaviest sentence that fits by itself, where the first ones do not."""
    must = {at for at in bound if units[at].is_bound and not units[at].is_title}
    for at in sorted(usable, key=lambda at: (-units[at].weight, at)):
        chosen = closure(units, {at} | must)
        if not units[min(chosen)].needs_last and length_of(units, chosen) <= most:
            return chosen
    return set()

"""The grid of worlds: which assumptions are varied, and between which values.

One setting proves nothing, because whoever chooses it chooses the winner. These are the assumptions
on which the outcome depends most; all others stay at their defaults.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from zetje.behaviour.worlds.advocacy import Assumptions

Grid = Literal["small", "full"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One value of a dimension: its name and the assumptions that it sets."""

    name: str
    sets: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """Something that is not known and makes a difference, from its lowest to its highest level."""

    key: str
    says: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One cell of the grid: its number, the level of each dimension, and all its assumptions."""

    number: int
    levels: Mapping[str, str]
    assumptions: Assumptions


def _level(name: str, **sets: float) -> Level:
    return Level(name=name, sets=sets)


BASE = Dimension(
    key="base",
    says="How often people without a habit think of sharing by themselves, in a week",
    levels=(
        _level("almost never", own_visits=0.02),
        _level("seldom", own_visits=0.08),
        _level("sometimes", own_visits=0.3),
    ),
)
OTHERS = (
    Dimension(
        key="reading",
        says="How often a digest or a prompt is read by somebody who is not tired of them",
        levels=(
            _level("seldom", digest_notice=0.12, prompt_notice=0.12),
            _level("at times", digest_notice=0.2, prompt_notice=0.25),
            _level("often", digest_notice=0.3, prompt_notice=0.4),
        ),
    ),
    Dimension(
        key="fatigue",
        says="How fast prompts tire, and ignored ones make people switch everything off",
        levels=(
            _level("light", fatigue_prompt=0.05, off_ignored=0.001),
            _level("middling", fatigue_prompt=0.1, off_ignored=0.003),
            _level("heavy", fatigue_prompt=0.2, off_ignored=0.005),
        ),
    ),
    Dimension(
        key="differences",
        says="How much people differ in noticing prompts and in tiring of them",
        levels=(_level("small", heterogeneity=0.3), _level("large", heterogeneity=1.2)),
    ),
    Dimension(
        key="lapsing",
        says="Whose first enthusiasm fades",
        levels=(_level("three in ten", lapsing=0.3), _level("seven in ten", lapsing=0.7)),
    ),
)
# Matters to ways with game elements alone.
CROWDING = Dimension(
    key="crowding",
    says="Whether game elements crowd out a part of people's own motivation",
    levels=(_level("no", crowding_out=0.0), _level("yes", crowding_out=0.5)),
)
DIMENSIONS = (BASE, *OTHERS, CROWDING)


def worlds(grid: Grid) -> list[World]:
    """The worlds of a grid, in a fixed order.

    *full*: every combination. *small*: three bases, and of the lowest and highest levels of the
    other five dimensions a quarter, in which any two dimensions meet in every combination equally
    often: a fractional factorial design of resolution III (Box & Hunter 1961), with lapsing
    the product of the three before it, and crowding that of reading and differences. The mean at a
    level may therefore hold a part of how two other dimensions go together; *full* has no such mix.
    """
    rest = (*OTHERS, CROWDING)
    places = product(*(range(len(one.levels)) for one in rest))
    chosen = [one for one in places if grid == "full" or _is_in_quarter(one)]
    combinations = [
        (base, *(dimension.levels[at] for dimension, at in zip(rest, one, strict=True)))
        for base in BASE.levels
        for one in chosen
    ]
    return [_world(number, levels) for number, levels in enumerate(combinations, start=1)]


def _is_in_quarter(places: tuple[int, ...]) -> bool:
    ends = [len(one.levels) - 1 for one in (*OTHERS, CROWDING)]
    if any(at not in (0, end) for at, end in zip(places, ends, strict=True)):
        return False
    reading, fatigue, differences, lapsing, crowding = (at > 0 for at in places)
    return lapsing == reading ^ fatigue ^ differences and crowding == reading ^ differences


def _world(number: int, levels: tuple[Level, ...]) -> World:
    sets: dict[str, float] = {}
    for level in levels:
        sets |= level.sets
    names = {one.key: level.name for one, level in zip(DIMENSIONS, levels, strict=True)}
    return World(number=number, levels=names, assumptions=replace(Assumptions(), **sets))

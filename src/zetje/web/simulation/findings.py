"""What a study says, counted in worlds: the figures that stand in the report.

A world counts for a statement only where the whole 95 % interval over seeds does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zetje.web.simulation.contenders import (
    DIGEST,
    DIGEST_GAMES,
    OURS,
    OURS_GAMES,
    PLAIN,
    Contender,
)
from zetje.web.simulation.grid import CROWDING, DIMENSIONS
from zetje.web.simulation.statistics import Estimate, mean_over_seeds
from zetje.web.simulation.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Duel:
    """Zetje against another way, in how many worlds; `difference` is the mean over all worlds."""

    other: Contender
    above: int
    open: int
    below: int
    difference: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelDuel:
    """The mean difference, Zetje less the others, in the worlds of one level of a dimension."""

    key: str
    dimension: str
    level: str
    differences: Sequence[Estimate]


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a way of prompting costs and leaves, mean over all worlds."""

    contender: Contender
    participation: Estimate
    prompts: Estimate
    off: Estimate
    habit: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """Reminders × game elements, mean over some worlds, in participation throughout.

    The four cells, what prompts add without games, games without prompts, and what both add beyond
    the sum of the two.
    """

    crowding: str
    worlds: int
    cells: Sequence[Estimate]
    prompts: Estimate
    games: Estimate
    together: Estimate


def duels(study: Study) -> list[Duel]:
    """Zetje against each other way without games."""
    found: list[Duel] = []
    for other in PLAIN[:-1]:
        each = [study.ours_minus(at, other) for at in range(len(study.worlds))]
        above, below = sum(one.low > 0 for one in each), sum(one.high < 0 for one in each)
        found.append(
            Duel(
                other=other,
                above=above,
                below=below,
                open=len(each) - above - below,
                difference=study.over_worlds(
                    range(len(each)),
                    lambda at, other=other: (
                        study.throughout(at, OURS) - study.throughout(at, other)
                    ),
                ),
            )
        )
    return found


def duels_by_level(study: Study) -> list[LevelDuel]:
    """The same, level by level: where Zetje is better, and where not."""
    found: list[LevelDuel] = []
    for dimension in DIMENSIONS[:-1]:
        for level in dimension.levels:
            places = study.places(dimension.key, level.name)
            if places:
                differences = [
                    study.over_worlds(
                        places,
                        lambda at, other=other: (
                            study.throughout(at, OURS) - study.throughout(at, other)
                        ),
                    )
                    for other in PLAIN[1:-1]
                ]
                found.append(
                    LevelDuel(
                        key=dimension.key,
                        dimension=dimension.says,
                        level=level.name,
                        differences=differences,
                    )
                )
    return found


def prices(study: Study) -> list[Price]:
    """What each way costs and leaves."""
    every = range(len(study.worlds))
    return [
        Price(
            contender=one,
            participation=study.over_worlds(every, lambda at, one=one: study.throughout(at, one)),
            prompts=study.over_worlds(every, lambda at, one=one: study.prompts(at, one)),
            off=study.over_worlds(every, lambda at, one=one: study.off(at, one)),
            habit=study.over_worlds(every, lambda at, one=one: study.habit(at, one)),
        )
        for one in PLAIN
    ]


def squares(study: Study) -> list[Square]:
    """Reminders × game elements, where games crowd nothing out and where they do."""
    return [
        _square(study, level.name, study.places(CROWDING.key, level.name))
        for level in CROWDING.levels
    ]


def _square(study: Study, crowding: str, places: Sequence[int]) -> Square:
    neither, prompts, games, both = (
        np.mean([study.throughout(at, one) for at in places], axis=0)
        for one in (DIGEST, OURS, DIGEST_GAMES, OURS_GAMES)
    )
    return Square(
        crowding=crowding,
        worlds=len(places),
        cells=[mean_over_seeds(one) for one in (neither, prompts, games, both)],
        prompts=mean_over_seeds(prompts - neither),
        games=mean_over_seeds(games - neither),
        together=mean_over_seeds(both - prompts - games + neither),
    )

"""A finished run of the grid, and the questions that can be put to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

import numpy as np

from zetje.behaviour.arrays import Floats
from zetje.web.simulation.contenders import CONTENDERS, LIBRARY, OURS, Contender
from zetje.web.simulation.grid import Grid, World, worlds
from zetje.web.simulation.runner import RUN_IN, Course, Size, run_world
from zetje.web.simulation.statistics import Estimate, mean_over_seeds, ratio_over_seeds

# Weeks over which base and outcome of the claim are averaged.
WINDOW = 4
# +300 % is four times as much.
CLAIMED = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What was run: size, grid, worlds and the course of each world, in the same order."""

    size: Size
    grid: Grid
    worlds: Sequence[World]
    courses: Sequence[Course]

    def places(self, dimension: str, level: str) -> list[int]:
        """Which worlds have this level of that dimension."""
        return [at for at, one in enumerate(self.worlds) if one.levels[dimension] == level]

    def base(self, at: int) -> Floats:
        """(seeds,) participation in the last weeks before the start, in world number `at`."""
        return self.courses[at].participation[0, RUN_IN - WINDOW : RUN_IN].mean(axis=0)

    def last(self, at: int, contender: Contender) -> Floats:
        """(seeds,) participation in the last weeks of all."""
        return self.courses[at].participation[_place(contender), -WINDOW:].mean(axis=0)

    def throughout(self, at: int, contender: Contender) -> Floats:
        """(seeds,) participation, mean of all weeks since the start."""
        return self.courses[at].participation[_place(contender), RUN_IN:].mean(axis=0)

    def prompts(self, at: int, contender: Contender) -> Floats:
        """(seeds,) prompts a person got in all weeks together."""
        return self.courses[at].prompts[_place(contender), RUN_IN:].sum(axis=0)

    def off(self, at: int, contender: Contender) -> Floats:
        """(seeds,) the part of people who have switched all messages off by the end."""
        return self.courses[at].off[_place(contender), -1]

    def habit(self, at: int, contender: Contender) -> Floats:
        """(seeds,) mean habit strength at the end."""
        return self.courses[at].habit[_place(contender), -1]

    def against_control(self, at: int, contender: Contender) -> Estimate:
        """How many times the participation of a library, in the same weeks and seeds."""
        return ratio_over_seeds(self.last(at, contender), self.last(at, LIBRARY))

    def before_and_after(self, at: int, contender: Contender) -> Estimate:
        """How many times its own participation before the start: what a claim usually compares."""
        return ratio_over_seeds(self.last(at, contender), self.base(at))

    def ours_minus(self, at: int, contender: Contender) -> Estimate:
        """Zetje's participation throughout less that of another, paired by seed."""
        return mean_over_seeds(self.throughout(at, OURS) - self.throughout(at, contender))

    def over_worlds(self, places: Sequence[int], read: Callable[[int], Floats]) -> Estimate:
        """The mean over some worlds, with its interval over seeds (seeds are shared by worlds)."""
        return mean_over_seeds(np.mean([read(at) for at in places], axis=0))


def _place(contender: Contender) -> int:
    return CONTENDERS.index(contender)


def run_study(
    *, size: Size, grid: Grid, processes: int = 1, told: Callable[[], object] = lambda: None
) -> Study:
    """Run all worlds of a grid.

    Args: `size`; `grid`; `processes`, how many worlds at a time; `told`, called after each world.
    Returns: the study, the same for any number of processes.
    """
    chosen = worlds(grid)
    work = partial(_run, size=size)
    courses: list[Course] = []
    if processes == 1:
        for world in chosen:
            courses.append(work(world))
            told()
    else:
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            for course in pool.map(work, chosen):
                courses.append(course)
                told()
    return Study(size=size, grid=grid, worlds=chosen, courses=courses)


def _run(world: World, *, size: Size) -> Course:
    return run_world(assumptions=world.assumptions, size=size)

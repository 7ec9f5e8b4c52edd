"""The figures of a study as tidy rows: one figure with its interval in each line of results.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from zetje.behaviour.arrays import Floats
from zetje.web.simulation.contenders import CONTENDERS, Contender
from zetje.web.simulation.grid import DIMENSIONS
from zetje.web.simulation.runner import MEASURES, RUN_IN
from zetje.web.simulation.statistics import Estimate, mean_over_seeds
from zetje.web.simulation.study import Study

COLUMNS = {
    "world": "Number of the world in the grid",
    **{one.key: f"Level: {one.says[0].lower()}{one.says[1:]}" for one in DIMENSIONS},
    "contender": "Way of running the programme",
    "measure": "What was measured, see below",
    "week": "Week since the start; 0 and below: the run-in as a library; empty: of the whole run",
    "mean": "Mean over seeds",
    "low": "Lower end of the 95 % interval of that mean over seeds",
    "high": "Upper end of the 95 % interval of that mean over seeds",
    "seeds": "How many seeds",
}
OF_A_WEEK = {
    "participation": "Part of all people who shared in the week",
    "prompts": "Prompts delivered in the week, per person",
    "off": "Part of all people who have switched all messages off",
    "habit": "Mean habit strength, 0 to 1",
    "audience": "Contacts of those who shared, per person; not people reached",
}
OF_A_RUN = {
    "base": "Participation in the last four weeks before the start, as a library",
    "last": "Participation in the last four weeks",
    "throughout": "Participation, mean of all weeks since the start",
    "prompts_in_all": "Prompts delivered since the start, per person",
    "off_at_end": "Part of all people who have switched all messages off by the end",
    "habit_at_end": "Mean habit strength at the end",
    "times_control": "Participation in the last four weeks over that of a library then",
    "times_before": "Participation in the last four weeks over the base",
    "zetje_minus": "Zetje's participation throughout less this one's, paired by seed",
}


def write_table(*, study: Study, path: Path) -> None:
    """Write all rows of a study as CSV, with `COLUMNS` as its header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_rows(study))


def _rows(study: Study) -> Iterator[list[str]]:
    for at, world in enumerate(study.worlds):
        labels = [str(world.number), *(world.levels[one.key] for one in DIMENSIONS)]
        for place, contender in enumerate(CONTENDERS):
            for measure, week, one in _figures(study, at, place, contender):
                figures = [f"{value:.6g}" for value in (one.mean, one.low, one.high)]
                yield [*labels, contender.key, measure, week, *figures, str(study.size.seeds)]


def _figures(
    study: Study, at: int, place: int, contender: Contender
) -> Iterator[tuple[str, str, Estimate]]:
    for measure in MEASURES:
        values: Floats = getattr(study.courses[at], measure)[place]
        for week, row in enumerate(values, start=1 - RUN_IN):
            yield measure, str(week), mean_over_seeds(row)
    for measure, one in of_the_run(study, at, contender).items():
        yield measure, "", one


def of_the_run(study: Study, at: int, contender: Contender) -> dict[str, Estimate]:
    """The figures of a whole run in one world, by the keys of `OF_A_RUN`."""
    return {
        "base": mean_over_seeds(study.base(at)),
        "last": mean_over_seeds(study.last(at, contender)),
        "throughout": mean_over_seeds(study.throughout(at, contender)),
        "prompts_in_all": mean_over_seeds(study.prompts(at, contender)),
        "off_at_end": mean_over_seeds(study.off(at, contender)),
        "habit_at_end": mean_over_seeds(study.habit(at, contender)),
        "times_control": study.against_control(at, contender),
        "times_before": study.before_and_after(at, contender),
        "zetje_minus": study.ours_minus(at, contender),
    }

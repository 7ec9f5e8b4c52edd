"""The plots of the report: each says in words what it shows, for whoever does not see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from zetje.web.simulation.claim import CLAIMANTS
from zetje.web.simulation.contenders import CONTENDERS, OURS, PLAIN, Contender
from zetje.web.simulation.drawing import FAINT, INK, LIGHT, MIDDLE, SPOT, SPOT_FAINT, Plot
from zetje.web.simulation.findings import Square
from zetje.web.simulation.grid import BASE
from zetje.web.simulation.runner import RUN_IN
from zetje.web.simulation.statistics import mean_over_seeds
from zetje.web.simulation.study import CLAIMED, Study

# How the line of each way looks; the legend of the page draws the same dashes.
DASHES: dict[str, tuple[float, ...]] = {
    "library": (1, 2),
    "digest": (1, 0),
    "calendar": (6, 2),
    "random": (3, 2),
    "bandit": (6, 2, 1, 2),
    "ours": (1, 0),
}


def by_week(study: Study, *, measure: str, base: str) -> str:
    """A measure week by week in the worlds of one base, with bands of 95 % over seeds."""
    places = study.places(BASE.key, base)
    says = f"{measure} by week, for each way of prompting, where people share alone {base}"
    with Plot(says=says) as plot:
        axes = plot.axes
        for contender in PLAIN:
            row = CONTENDERS.index(contender)
            values = np.mean([getattr(study.courses[at], measure)[row] for at in places], axis=0)
            drawn = [mean_over_seeds(week).scaled(100) for week in values]
            weeks = np.arange(1 - RUN_IN, len(drawn) + 1 - RUN_IN)
            ours = contender is OURS
            low, high = [one.low for one in drawn], [one.high for one in drawn]
            axes.fill_between(weeks, low, high, color=SPOT_FAINT if ours else FAINT, linewidth=0)
            axes.plot(
                weeks,
                [one.mean for one in drawn],
                color=SPOT if ours else INK,
                linewidth=2 if ours else 1,
                linestyle=_dashes(contender),
                zorder=4 if ours else 3,
            )
        axes.axvline(0.5, color=MIDDLE, linewidth=0.8)
        axes.set_xlabel("week since the start")
        axes.set_ylabel("% of people")
        axes.set_ylim(bottom=0)
        return plot.svg()


def _dashes(contender: Contender) -> Any:
    dashes = DASHES[contender.key]
    return "solid" if dashes[-1] == 0 else (0, dashes)


def duel(study: Study, *, other: Contender) -> str:
    """Zetje less another way in each world, sorted, with intervals over seeds."""
    each = sorted(
        (study.ours_minus(at, other).scaled(100) for at in range(len(study.worlds))),
        key=lambda one: one.mean,
    )
    says = f"Zetje less {other.name}, in percentage points, in each of {len(each)} worlds, sorted"
    with Plot(says=says, height=2.2) as plot:
        axes = plot.axes
        axes.axhline(0, color=MIDDLE, linewidth=0.8)
        for place, one in enumerate(each, start=1):
            colour = SPOT if one.low > 0 else INK if one.high < 0 else MIDDLE
            axes.plot([place, place], [one.low, one.high], color=colour, linewidth=1)
            face = "none" if colour == MIDDLE else colour
            axes.plot(
                [place], [one.mean], marker="o", markersize=3.5, color=colour, markerfacecolor=face
            )
        axes.set_xlabel("worlds, sorted")
        axes.set_ylabel("points")
        axes.set_xticks([1, len(each)])
        return plot.svg()


def claim(study: Study, *, base: str) -> str:
    """Times the participation of a library, each world a dot, on a logarithmic scale."""
    places = study.places(BASE.key, base)
    says = f"Times the participation of a library, where people share alone {base}; a dot a world"
    with Plot(says=says, height=2.4) as plot:
        axes = plot.axes
        names = [one.name for one in CLAIMANTS]
        for row, contender in enumerate(CLAIMANTS):
            times = [study.against_control(at, contender).mean for at in places]
            colour = SPOT if contender.prompter is OURS.prompter else INK
            axes.plot(times, [row] * len(times), "o", color=colour, markersize=3.5, alpha=0.8)
        axes.set_xscale("log")
        axes.set_xlim(0.3, 40)
        axes.set_xticks([0.5, 1, 2, 4, 10, 20], ["½", "1", "2", "4", "10", "20"])
        axes.minorticks_off()
        axes.axvline(1, color=MIDDLE, linewidth=0.8)
        axes.axvline(CLAIMED, color=MIDDLE, linewidth=0.8, linestyle=(0, (3, 2)))
        axes.set_yticks(range(len(names)), [_short(name) for name in names])
        axes.invert_yaxis()
        axes.grid(axis="y", color=LIGHT, linewidth=0.5)
        axes.set_xlabel("times the library; dashes: +300 %")
        return plot.svg()


def _short(name: str) -> str:
    return name.replace(" broadcast", "")


def square(found: Square) -> str:
    """Reminders × games: two lines, parallel where nothing adds to the sum."""
    cells: Sequence[Any] = [one.scaled(100) for one in found.cells]
    says = f"Participation without and with prompts and games; crowding out: {found.crowding}"
    with Plot(says=says, height=2.2) as plot:
        axes = plot.axes
        highest = max(cells[1].mean, cells[3].mean)
        for pair, name, colour, dashes in (
            (cells[:2], "no games", INK, "solid"),
            (cells[2:], "games", SPOT, (0, (4, 2))),
        ):
            means = [one.mean for one in pair]
            reach = [[one.mean - one.low for one in pair], [one.high - one.mean for one in pair]]
            axes.errorbar(
                [0, 1], means, yerr=reach, color=colour, linestyle=dashes, linewidth=1.5, marker="o"
            )
            axes.annotate(
                name,
                (1, means[1]),
                xytext=(8, 5 if means[1] == highest else -5),
                textcoords="offset points",
                va="center",
                color=colour,
            )
        axes.set_xlim(-0.2, 1.6)
        axes.set_ylim(bottom=0)
        axes.set_xticks([0, 1], ["no prompts", "Zetje's prompts"])
        axes.set_ylabel("% of people a week")
        return plot.svg()

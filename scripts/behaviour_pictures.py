"""Draws the pictures of docs/behaviour.md, with the code that decides.

`python scripts/behaviour_pictures.py [folder]`; the same code gives the same bytes. `--draft` draws
the two that simulate with a handful of runs.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from zetje.behaviour import fogg, habits, ranking, streaks
from zetje.behaviour.intervals import anytime_interval, fixed_interval
from zetje.behaviour.policies import AverageReward, DifferenceSoftmax, MainEffect
from zetje.behaviour.policies.pooling.allocation import Allocation
from zetje.behaviour.tests.prompt_worlds import KINDS, World, live
from zetje.behaviour.worlds.two_segment import TwoSegmentWorld

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
# Ink on a card of its own reads on a light page and on a dark one.
PAPER, INK, SOFT, SPOT, WARM = "#fbfaf7", "#22252b", "#8a8f98", "#1f6f5c", "#c2571a"
STYLE: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "zetje",
    "font.size": 10.0,
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "text.color": INK,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
    "lines.linewidth": 2.0,
}


def allocation(axes: Any, *, draft: bool) -> None:
    """From what is believed to the chance of a prompt."""
    effect = np.linspace(-0.15, 0.25, 200)
    curve = Allocation(L_min=0.1, L_max=0.9, B=2.0, C=1.0, reward_scale=0.05)
    for doubt, colour, says in ((0.01, SPOT, "well known"), (0.10, WARM, "hardly known")):
        chance = curve.chances(mean=effect, variance=np.full(200, doubt**2))
        axes.plot(100 * effect, 100 * chance, color=colour, label=f"effect {says}")
    for floor in (10, 90):
        axes.axhline(floor, color=SOFT, linewidth=0.8, linestyle=(0, (2, 3)))
    axes.set(ylim=(0, 100), xlabel="believed effect, less what it costs (points)")
    axes.set_ylabel("chance of a prompt (%)")
    axes.legend()


def fogg_map(axes: Any, *, draft: bool) -> None:
    """Motivation, ability and the action lines."""
    line = fogg.Line(kappa=2.5, cost=0.35)
    for chance, style in ((0.2, (0, (1, 2))), (0.5, (0, ())), (0.8, (0, (5, 2)))):
        ability, motivation = fogg.action_line(line=line, chance=chance)
        axes.plot(ability, motivation, color=SPOT, linestyle=style, label=f"{chance:.0%} share")
    for x, y, says in (
        (0.25, 0.85, "wants to, finds it hard"),
        (0.85, 0.25, "can, sees no reason"),
    ):
        axes.plot([x], [y], marker="o", color=WARM)
        axes.text(x, y - 0.08, says, ha="center", color=WARM, backgroundcolor=PAPER)
    axes.set(xlim=(0, 1.02), ylim=(0, 1.02), xlabel="ability", ylabel="motivation")
    axes.legend(title="when prompted", loc="lower left")


def habit(axes: Any, *, draft: bool) -> None:
    """Habit strength over two years, for three ways of sharing."""
    rng = np.random.default_rng(1)
    weeks = np.arange(1, 105)
    for chance, colour in ((1.0, SPOT), (0.8, WARM), (0.5, SOFT)):
        acts = rng.random((2000, 104)) < chance
        strength = habits.strengths(acts=acts)
        axes.plot(weeks, strength.mean(axis=0), color=colour, label=f"in {chance:.0%} of weeks")
    axes.axhline(habits.WEEKLY.threshold, color=INK, linewidth=0.8, linestyle=(0, (2, 3)))
    axes.text(2, habits.WEEKLY.threshold + 0.02, "called a habit", ha="left")
    axes.set(xlim=(0, 104), ylim=(0, 1), xlabel="week", ylabel="habit strength (computed)")
    axes.legend(title="shares", loc="lower right")


def chain(axes: Any, *, draft: bool) -> None:
    """Three people's chains, week by week."""
    shares = np.ones((3, 16), dtype=np.int64)
    skips, away = np.zeros_like(shares), np.zeros(shares.shape, dtype=bool)
    shares[0, [4, 10, 11]], skips[0, 4], away[0, [10, 11]] = 0, 3, True
    shares[1, [3, 4]] = 0, 2
    shares[2, [4, 5]] = 0
    never = np.zeros(shares.shape, dtype=bool)
    weeks = streaks.Weeks(shares, skips, ~never, away=away, quiet=never, own=never)
    judged = streaks.judge(weeks, last_week_is_open=False)
    looks = {
        streaks.State.SHARED: (SPOT, "a share"),
        streaks.State.REST: ("#bfd9d1", "rests, chain holds"),
        streaks.State.GAP: (PAPER, "a gap"),
    }
    for state, (colour, says) in looks.items():
        person, week = np.nonzero(judged.states == state)
        edge = SOFT if state == streaks.State.GAP else colour
        kind = {"s": 210, "color": colour, "edgecolors": edge, "label": says, "marker": "s"}
        axes.scatter(week + 1, person, **kind)
    for person, length in enumerate(judged.length.tolist()):
        axes.text(17.2, person, f"chain: {length}", va="center")
    axes.set(ylim=(3.6, -0.6), xlim=(0.3, 20), xlabel="week", xticks=[1, 4, 8, 12, 16])
    axes.set_yticks([0, 1, 2], ["Anna", "Bram", "Chaima"])
    axes.legend(loc="lower center", ncols=3, handletextpad=0.1, columnspacing=1)


def peeking(axes: Any, *, draft: bool) -> None:
    """One trial without any effect, looked at every week, with both intervals."""
    weeks, steps = np.arange(2, 31), np.random.default_rng(0)
    error = 4 / np.sqrt(weeks)
    for _ in range(200):
        values = np.cumsum(steps.normal(0, 4, 30))[1:] / weeks
        fixed = fixed_interval(estimate=values, standard_error=error)
        safe = anytime_interval(
            estimate=values, standard_error=error, information=weeks, planned=26
        )
        if np.sum(fixed.lower > 0) >= 3:
            break
    axes.fill_between(
        weeks, safe.lower, safe.upper, color="#d5e6e0", label="safe to look at weekly"
    )
    axes.plot(weeks, fixed.lower, color=WARM, linewidth=1.2, label="for a single look")
    axes.plot(weeks, fixed.upper, color=WARM, linewidth=1.2)
    axes.plot(weeks, values, color=INK, label="what is seen")
    axes.axhline(0, color=INK, linewidth=0.8)
    wrong = weeks[fixed.lower > 0]
    axes.plot(wrong, np.zeros(len(wrong)), "o", color=WARM, markersize=5, label="false alarm")
    axes.set(ylim=(-6, 10), xlabel="week", ylabel="effect (points); the truth is 0")
    axes.legend(loc="upper right")


def two_segments(axes: Any, *, draft: bool) -> None:
    """What learning which message works brings, in the two-segment world."""
    world, days, seeds = TwoSegmentWorld(), 60, 2 if draft else 20
    ways = (
        ("main-effect model (ours)", SPOT, MainEffect),
        ("as published, with 5 % mix", WARM, lambda: DifferenceSoftmax(stratified=False)),
        ("best average reward", SOFT, AverageReward),
    )
    for says, colour, make in ways:
        gains = [
            world.play(policy=make(), days=days, sends=20_000, rng=np.random.default_rng(seed)).gain
            for seed in range(seeds)
        ]
        table = 100 * np.array(gains)
        low, high = np.quantile(table, [0.1, 0.9], axis=0)
        axes.fill_between(np.arange(1, days + 1), low, high, color=colour, alpha=0.15, linewidth=0)
        axes.plot(np.arange(1, days + 1), table.mean(axis=0), color=colour, label=says)
    axes.axhline(100 * world.gain(world.oracle), color=INK, linewidth=0.8, linestyle=(0, (2, 3)))
    axes.text(1, 100 * world.gain(world.oracle) + 0.04, "all there is to gain")
    axes.set(ylim=(-1, 1.8), xlim=(1, days), xlabel="day", ylabel="gain over chance (%)")
    axes.legend(loc="lower right")


def shrinkage(axes: Any, *, draft: bool) -> None:
    """Forty people: clicks against what was expected, before and after weighing the evidence."""
    rng = np.random.default_rng(5)
    expected = np.sort(rng.lognormal(2.6, 1, 40))
    clicks = rng.poisson(expected * rng.gamma(8, 1 / 8, 40))
    found = ranking.rank(clicks=clicks, expected=expected)
    raw = clicks / expected
    axes.vlines(expected, raw, found.score, color=SOFT, linewidth=1)
    axes.plot(expected, raw, "o", color=WARM, markersize=4, label="clicks ÷ expected")
    axes.plot(expected, found.score, "o", color=SPOT, markersize=6, label="score")
    axes.axvspan(expected.min() * 0.9, 5, color="#efece4", zorder=0)
    axes.text(expected.min(), 0.06, "too early", color=INK)
    axes.axhline(1, color=INK, linewidth=0.8)
    axes.set(xscale="log", ylim=(0, 2.6), xlabel="expected clicks", ylabel="1 = as expected")
    axes.set_xticks([2, 5, 10, 20, 50, 100], ["2", "5", "10", "20", "50", "100"])
    axes.minorticks_off()
    axes.legend(loc="upper right")


def pooling(axes: Any, *, draft: bool) -> None:
    """What knowing the others is worth, by how much people differ."""
    spreads = (0.0, 0.12) if draft else (0.0, 0.04, 0.08, 0.12, 0.18, 0.24)
    seeds = 2 if draft else 40
    gains = {"full": [], "none": []}
    for spread in spreads:
        world = World(people=60, effect=(0.06, spread))
        reward = {
            name: np.array([live(world, kind, seed)[0].mean() for seed in range(seeds)])
            for name, kind in KINDS.items()
        }
        for other, seen in gains.items():
            lead = 100 * (reward["partial"] - reward[other])
            seen.append((lead.mean(), 1.96 * lead.std(ddof=1) / np.sqrt(seeds)))
    names = {"full": ("everybody the same", WARM), "none": ("each alone", SPOT)}
    for other, seen in gains.items():
        mean, half = np.array(seen).T
        says, colour = names[other]
        axes.errorbar(100 * np.array(spreads), mean, half, color=colour, label=f"than {says}")
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.set(ylim=(-0.3, 1.4), xlabel="how much the effect differs between people (points)")
    axes.set_ylabel("more shares in a week (points)")
    axes.legend(title="partial pooling brings more …", loc="upper right")


PICTURES: dict[str, Callable[..., None]] = {
    "allocation": allocation,
    "fogg-map": fogg_map,
    "habit": habit,
    "chain": chain,
    "peeking": peeking,
    "two-segments": two_segments,
    "shrinkage": shrinkage,
    "pooling": pooling,
}


def draw(*, name: str, folder: Path, draft: bool = False) -> Path:
    """Draw one picture into the folder, and say where it is."""
    path = folder / f"{name}.svg"
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(6.2, 2.6 if name == "chain" else 3.5), layout="constrained")
        PICTURES[name](figure.add_subplot(), draft=draft)
        figure.savefig(path, metadata={"Date": None, "Creator": None})
    # The drawing ends lines with spaces, which no file here does.
    path.write_text("\n".join(line.rstrip() for line in path.read_text().splitlines()) + "\n")
    return path


def main() -> None:
    """Draw all of them."""
    asked = argparse.ArgumentParser(description="Draw the pictures of docs/behaviour.md.")
    asked.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    asked.add_argument("--draft", action="store_true", help="few simulated runs")
    asked.add_argument("--only", choices=sorted(PICTURES))
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for name in [given.only] if given.only else PICTURES:
        print(draw(name=name, folder=given.folder, draft=given.draft))


if __name__ == "__main__":
    main()

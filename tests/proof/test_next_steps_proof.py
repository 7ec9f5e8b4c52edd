"""What to do next, over many organisations: its intervals, its verdicts, and what following brings.

python -m pytest -m proof -s tests/proof/test_next_steps_proof.py
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from zetje.behaviour.arrays import Floats
from zetje.insights.rules.hold_out import Arms, compare
from zetje.insights.rules.next_steps import (
    Group,
    Verdict,
    change_of_group,
    design_effect,
    gaps_of,
)
from zetje.insights.rules.next_steps.gaps import SPREAD
from zetje.web.simulation.flaws import FLAWS
from zetje.web.simulation.next_steps import live

pytestmark = pytest.mark.proof

SIZES = (24, 9, 19, 36, 17, 21, 29, 8)
WEEKS = 13


@dataclass(frozen=True)
class Drawn:
    """An organisation with known rates: its groups as the page sees them, and the design effect."""

    groups: list[Group]
    design: float
    rates: Floats


class Organisation:
    """People in groups, each with a part of their own that stays; the rates of groups are known."""

    def __init__(
        self, rng: np.random.Generator, *, spread: float, middle: float, alike: float
    ) -> None:
        self.rng = rng
        logit = np.log(middle / (1 - middle)) + spread * rng.standard_normal(len(SIZES))
        self.rates = 1 / (1 + np.exp(-logit))
        self.team = np.repeat(np.arange(len(SIZES)), SIZES)
        own = self.rates[self.team]
        self.own = rng.beta(own * alike, (1 - own) * alike)

    def quarter(self) -> Drawn:
        of = self.rng.binomial(WEEKS, 0.4, self.team.size)
        done = self.rng.binomial(of, self.own)
        sums = [np.bincount(self.team, weights=each).astype(int) for each in (of, done)]
        groups = [
            Group(str(at), size, max(1, int(n)), int(x))
            for at, (size, n, x) in enumerate(zip(SIZES, *sums, strict=True))
        ]
        design = design_effect(done=done.astype(float), of=of.astype(float), team=self.team)
        return Drawn(groups, design, self.rates)


def true_gap(drawn: Drawn, at: int) -> float:
    n = np.array([0 if place == at else each.of for place, each in enumerate(drawn.groups)])
    return float(n @ drawn.rates / n.sum() - drawn.rates[at])


def tried(*, spread: float | None, middle: float, alike: float, times: int = 1500) -> Counter[str]:
    """How often intervals of gaps hold, and how often a group is wrongly said to stay behind."""
    seen: Counter[str] = Counter()
    for number in range(times):
        rng = np.random.default_rng((20261122, number))
        chosen = abs(SPREAD * rng.standard_normal()) if spread is None else spread
        drawn = Organisation(rng, spread=chosen, middle=middle, alike=alike).quarter()
        gaps = gaps_of(drawn.groups, design=drawn.design)
        lowest = max(range(len(gaps)), key=lambda at: gaps[at].mean)
        for at, gap in enumerate(gaps):
            truth = true_gap(drawn, at)
            holds = gap.lower <= truth <= gap.upper
            seen["all"] += 1
            seen["held"] += holds
            seen["lowest"] += at == lowest
            seen["lowest held"] += holds and at == lowest
        seen["organisations"] += 1
        behind = [at for at, gap in enumerate(gaps) if gap.lower > 0]
        seen["wrong"] += any(true_gap(drawn, at) <= 0 for at in behind)
    return seen


@pytest.mark.parametrize(("middle", "alike"), [(0.6, 4.0), (0.15, 6.0)])
def test_intervals_of_gaps_hold_as_often_as_they_say(middle: float, alike: float) -> None:
    seen = tried(spread=None, middle=middle, alike=alike)
    held, lowest = seen["held"] / seen["all"], seen["lowest held"] / seen["lowest"]
    wrong = seen["wrong"] / seen["organisations"]
    print(f"groups at {middle}: {held:.3f} hold, of the lowest {lowest:.3f}; wrong {wrong:.3f}")

    assert 0.93 <= held <= 0.97
    assert 0.93 <= lowest <= 0.98
    assert wrong <= 0.05


@pytest.mark.parametrize(("middle", "alike"), [(0.6, 4.0), (0.15, 6.0)])
def test_where_all_groups_are_alike_hardly_one_is_said_to_stay_behind(
    middle: float, alike: float
) -> None:
    seen = tried(spread=0.0, middle=middle, alike=alike)
    wrong = seen["wrong"] / seen["organisations"]
    print(f"groups alike at {middle}: {seen['held'] / seen['all']:.3f} hold, wrong {wrong:.3f}")

    assert wrong <= 0.05


@pytest.mark.parametrize("spread", [0.0, None])
def test_a_group_that_stood_out_and_did_not_change_is_not_said_to_have_changed(
    spread: float | None,
) -> None:
    verdicts: Counter[Verdict] = Counter()
    for number in range(3000):
        rng = np.random.default_rng((20261123, number))
        chosen = abs(SPREAD * rng.standard_normal()) if spread is None else spread
        here = Organisation(rng, spread=chosen, middle=0.6, alike=4.0)
        before, after = here.quarter(), here.quarter()
        gaps = gaps_of(before.groups, design=before.design)
        # The lowest, as if somebody acted each time on whoever stands out most.
        at = max(range(len(gaps)), key=lambda place: gaps[place].mean)
        change = change_of_group(
            after.groups,
            at,
            gap=gaps[at].mean,
            deviation=gaps[at].deviation,
            design=after.design,
        )
        verdicts[change.verdict] += 1
    wrong = 1 - verdicts[Verdict.CHANCE] / verdicts.total()
    print(f"unchanged groups, spread {spread}: {wrong:.3f} said to have changed", dict(verdicts))

    assert wrong <= 0.05


@pytest.mark.parametrize("flaw", list(FLAWS))
def test_following_the_steps_beats_doing_nothing_or_does_no_harm(flaw: str) -> None:
    people = 100 if flaw == "asked too much" else 40
    lives = live(flaw=FLAWS[flaw], people=people, seeds=200, seed=20261122)
    gain, error = lives.gain.mean(), lives.gain.std(ddof=1) / np.sqrt(lives.gain.size)
    rules = Counter(str(s.rule) for quarters in lives.steps for q in quarters for s in q)
    ends = (100 * (gain - 1.96 * error), 100 * (gain + 1.96 * error))
    prompts = lives.prompts.mean(axis=1).round(2)
    print(f"{flaw}: {100 * gain:.1f} % more ({ends[0]:.1f} to {ends[1]:.1f}); prompts {prompts}")
    print(dict(rules))

    if flaw == "nothing":
        assert gain > -0.005
        assert rules["leave"] >= 0.9 * sum(rules.values())
    else:
        assert gain - 1.96 * error > 0


def arms(rng: np.random.Generator, *, effect: float, weeks: int = 40) -> Arms:
    """Two thousand people, a fifth of them held out; prompts add `effect` to everybody's weeks."""
    people = 2000
    base = 0.03 + rng.beta(0.07 * 3, 0.93 * 3, people) * 0.9
    is_held_out = rng.random(people) < 0.2
    chance = base + effect * ~is_held_out
    return Arms(
        is_held_out=is_held_out,
        chance=np.full(people, 0.2),
        drawn=np.zeros(people, dtype=np.int64),
        shared=rng.random((people, weeks)) < chance[:, np.newaxis],
        weeks=np.arange(1, weeks + 1),
    )


def first(given: Arms, weeks: int) -> Arms:
    """The same people up to a week."""
    return replace(given, shared=given.shared[:, :weeks], weeks=given.weeks[:weeks])


@pytest.mark.parametrize("effect", [0.0, 0.02])
def test_the_interval_of_the_hold_out_holds_at_every_look_together(effect: float) -> None:
    missed, wrong, shown, found_at_last = 0, 0, 0, 0
    for number in range(300):
        lived = arms(np.random.default_rng((20261124, number)), effect=effect)
        looks: list[Any] = [compare(first(lived, weeks)).finding for weeks in range(4, 41, 4)]
        told = [each for each in looks if each is not None and np.isfinite(each.estimate)]
        shown += bool(told)
        missed += any(not each.lower <= 100 * effect <= each.upper for each in told)
        wrong += any((each.lower > 0 and effect <= 0) or each.upper < 0 for each in told)
        found_at_last += bool(told) and told[-1].lower > 0
    print(
        f"hold-out, {100 * effect:.0f} points: shown {shown} of 300; ever missed "
        f"{missed / shown:.3f}, ever wrong {wrong / shown:.3f}, found {found_at_last / shown:.2f}"
    )

    assert shown >= 250
    assert missed / shown <= 0.05
    assert wrong / shown <= 0.05

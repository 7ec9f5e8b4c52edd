"""Whether to prompt: 500 seasons in each of many worlds, the three policies among the same people.

Run by `make proof`; each line that it prints stands in docs/behaviour.md.
"""

from dataclasses import replace
from math import exp

import pytest

from zetje.behaviour.tests.prompt_worlds import Comparison, World, compare

pytestmark = pytest.mark.proof

SEEDS = 500
# The grid and its weights were chosen while looking at seeds below this one.
FIRST = 10_000


def middle(effect: float, *, scale: float = 0.1) -> float:
    """The C that puts the middle of the curve at the mean effect of a world (B = 2)."""
    return exp(2 * effect / scale)


# Effects differ between people by at least their mean, and all three policies prompt as often.
AS_OFTEN = {
    "moments alike": World(
        effect=(0.05, 0.15), moderation=(0.08, 0.05), points=52, base=(0.3, 0.1),
        prior_mean=(0.2, 0.05, 0.05), prior_sd=(0.2, 0.15, 0.15), C=middle(0.05),
    ),
    "moments differ": World(
        effect=(0.05, 0.15), moderation=(0.08, 0.08), points=52, base=(0.3, 0.1),
        prior_mean=(0.2, 0.05, 0.05), prior_sd=(0.2, 0.15, 0.15), C=middle(0.05),
    ),
}  # fmt: skip
# Effects differ as much, and the prior says that a prompt changes nothing on average.
PRIOR_OFF = {
    "shares, 100 people": World(C=middle(0.12)),
    "shares, 30 people, a year": World(
        people=30, points=52, effect=(0.12, 0.15), C=middle(0.12)
    ),
    "shares, 300 people": World(people=300, effect=(0.1, 0.1), C=middle(0.1)),
    "shares, prompts bother": World(
        base=(0.3, 0.1), effect=(-0.06, 0.1), C=middle(-0.06), noise=0.45
    ),
    "shares, wide prior": World(
        effect=(0.1, 0.12), prior_sd=(0.2, 0.2, 0.2), C=middle(0.1)
    ),
    "shares, narrow prior": World(
        effect=(0.1, 0.12), prior_sd=(0.2, 0.04, 0.04), C=middle(0.1)
    ),
    "shares, a season": World(effect=(0.1, 0.12), C=middle(0.1), drift=0.1),
    "amounts in hundreds": World(
        outcome="amount", base=(20, 8), effect=(6, 8), noise=20, prior_mean=(15, 0, 0),
        prior_sd=(10, 5, 5), reward_scale=5, C=middle(6, scale=5),
    ),
}  # fmt: skip
ALIKE = {
    "alike, +.10": World(effect=(0.1, 0.0), C=3.0),
    "alike, +.10, C at the mean": World(effect=(0.1, 0.0), C=middle(0.1)),
    "nearly alike, +.10 ± .02": World(effect=(0.1, 0.02), C=3.0),
    "alike, -.05": World(effect=(-0.05, 0.0)),
}
# People, moments, limits and curve as many and as steep as in Oralytics; who they are is ours.
USERS = World(
    people=72, points=140, per_update=14, base=(90, 25), effect=(8, 15), outcome="seconds",
    noise=70, prior_mean=(80, 0, 0), prior_sd=(73, 12, 12), L=(0.2, 0.8), B=0.515, C=3,
    reward_scale=1,
)  # fmt: skip
# Told for honesty: partial pooling does not win everywhere.
TOLD = {
    "prior right to the letter": World(
        effect=(0.1, 0.1), prior_mean=(0.2, 0.1, 0.1), C=middle(0.1)
    ),
    "prior right, too wide": World(
        effect=(0.08, 0.16), prior_mean=(0.2, 0.1, 0.1), prior_sd=(0.2, 0.4, 0.4), C=middle(0.08)
    ),
    "rare shares, 10 %": World(
        base=(0.1, 0.05), effect=(0.05, 0.1), prior_mean=(0.1, 0, 0), noise=0.3, C=middle(0.05)
    ),
    "one moment in two, people alike in it": World(
        effect=(0.05, 0.08), moderation=(0.08, 0.06), base=(0.3, 0.1), prior_mean=(0.2, 0.05, 0.05),
        C=middle(0.05),
    ),
    "72 users, seconds": USERS,
    "72 users, seconds, nobody bothered": replace(USERS, least_effect=0.0),
}  # fmt: skip


def told(name: str, world: World) -> Comparison:
    """Compare, and print a row: gains in 1e-4 shares, 1e-3 of the amounts' scale, or .01 s."""
    found = compare(world, seeds=SEEDS, first=FIRST)
    unit = 1e3 / world.reward_scale if world.outcome == "amount" else 1e4
    unit = 1e2 if world.outcome == "seconds" else unit
    cells = [
        f"{gain * unit:+.1f} ± {half * unit:.1f}"
        for other in ("full", "none")
        for gain, half in found.gains[other]
    ]
    rates = " / ".join(f"{found.sent[kind]:.3f}" for kind in ("partial", "full", "none"))
    print(f"| {name} | {rates} | {' | '.join(cells)} |", flush=True)
    return found


@pytest.mark.parametrize("name", AS_OFTEN)
def test_prompting_as_often_partial_pooling_earns_more_than_both(name: str) -> None:
    found = told(name, AS_OFTEN[name])

    rates = list(found.sent.values())
    assert max(rates) - min(rates) < 0.02
    for gains in found.gains.values():
        assert all(gain - half > 0 for gain, half in gains)


@pytest.mark.parametrize("name", PRIOR_OFF)
def test_where_the_prior_is_off_partial_pooling_earns_more_than_both(name: str) -> None:
    found = told(name, PRIOR_OFF[name])

    for gains in found.gains.values():
        assert all(gain - half > 0 for gain, half in gains)


@pytest.mark.parametrize("name", ALIKE)
def test_where_people_hardly_differ_partial_pooling_keeps_up_with_full(name: str) -> None:
    found = told(name, ALIKE[name])

    everybody, lowest = found.gains["full"]
    assert everybody[0] > -0.005 * found.mean["full"]
    assert lowest[0] > -0.01 * found.quarter["full"]
    assert found.gains["none"][0][0] + found.gains["none"][0][1] > 0


@pytest.mark.parametrize("name", TOLD)
def test_worlds_that_are_told_whoever_wins(name: str) -> None:
    found = told(name, TOLD[name])

    assert max(found.mean.values()) - found.mean["partial"] < 0.05 * found.mean["partial"]

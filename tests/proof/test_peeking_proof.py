"""Ten thousand trials without an effect, each looked at thirty times (BEHAVIOUR.md 6)."""

from __future__ import annotations

import numpy as np
import pytest

from zetje.behaviour.tests.null_trials import NullWorld, false_alarms

pytestmark = pytest.mark.proof

WORLDS = [
    NullWorld(people=people, base=base, chance=chance, spread=spread, adaptive=adaptive)
    for people in (60, 180)
    for base, chance in ((0.05, 0.1), (0.05, 0.5), (0.2, 0.1), (0.2, 0.5))
    for spread, adaptive in ((0.0, False), (1.0, False), (1.0, True))
] + [NullWorld(people=1000, base=0.05, chance=0.1, spread=1.0)]


@pytest.mark.parametrize("world", WORLDS, ids=str)
def test_false_alarms_stay_under_five_per_cent(world: NullWorld) -> None:
    seen = false_alarms(world=world, trials=10_000, looks=30, rng=np.random.default_rng(20261122))

    print(
        f"{world}: {seen.peeking:.2%} false alarms (looking so at one-look intervals:"
        f" {seen.naive:.1%}), shown in {seen.shown:.0%}, width {seen.width:.2f} x"
    )
    assert seen.peeking <= 0.05
    assert np.isnan(seen.width) or seen.width <= 1.6

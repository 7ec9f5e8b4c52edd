"""Trials by team over two thousand generated trials with known effects (BEHAVIOUR.md 6)."""

from __future__ import annotations

import numpy as np
import pytest

from zetje.behaviour.tests.team_trials import BOTH, FIRST, LEFT, SECOND, run_trial

pytestmark = pytest.mark.proof

TRIALS = 2000


@pytest.mark.parametrize(
    ("teams", "arms", "restricted"),
    [(8, 2, False), (12, 2, False), (12, 2, True), (30, 2, True), (16, 4, True), (32, 4, True)],
)
def test_intervals_hold_the_truth(teams: int, arms: int, restricted: bool) -> None:
    rng = np.random.default_rng(20261122)
    trials = [
        run_trial(rng=rng, teams=teams, arms=arms, restricted=restricted) for _ in range(TRIALS)
    ]

    truths = {"during": [FIRST], "after": [LEFT], "change": [LEFT - FIRST]}
    if arms == 4:
        truths = {"during": [FIRST, SECOND, BOTH], "after": [0.0] * 3}
    for name, truth in truths.items():
        seen = [getattr(one, name) for one in trials]
        held = np.mean([(one.lower <= truth) & (truth <= one.upper) for one in seen], axis=0)
        values = np.array([one.estimate for one in seen])
        print(
            f"{teams} teams, {arms} arms, {'restricted' if restricted else 'free'} draw, {name}:"
            f" intervals hold the truth in {np.round(100 * held, 1)} %,"
            f" bias {np.round(values.mean(axis=0) - truth, 4)}"
        )
        assert np.all((held >= 0.93) & (held <= 0.97))
        assert np.all(np.abs(values.mean(axis=0) - truth) < 4 * values.std(axis=0) / TRIALS**0.5)

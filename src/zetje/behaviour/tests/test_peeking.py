"""Looking every week stays honest: the short form of tests/proof/test_peeking_proof.py."""

import numpy as np
import pytest

from zetje.behaviour.tests.null_trials import NullWorld, false_alarms

WORLDS = [
    NullWorld(people=180, base=0.05, chance=0.5, spread=1.0),
    NullWorld(people=180, base=0.2, chance=0.1),
    NullWorld(people=60, base=0.2, chance=0.5, spread=1.0, adaptive=True),
]


@pytest.mark.parametrize("world", WORLDS)
def test_thirty_looks_give_at_most_five_per_cent_false_alarms(world: NullWorld) -> None:
    seen = false_alarms(world=world, trials=400, looks=30, rng=np.random.default_rng(31))

    assert seen.peeking <= 0.05
    # The same looks at an interval that is meant for one look: this is what peeking costs.
    assert seen.naive > 0.10
    assert seen.shown > 0.99
    assert seen.width <= 1.6

"""The short form of tests/proof/test_effects_proof.py: 150 trials of thirty people."""

import numpy as np
import pytest

from zetje.behaviour.tests.covering import SETTINGS, Setting, coverage


@pytest.mark.parametrize("setting", SETTINGS[:4], ids=lambda setting: setting.name)
def test_intervals_of_thirty_people_hold_the_truth_as_often_as_they_say(setting: Setting) -> None:
    seen = coverage(setting, trials=150, seed=21)

    assert np.all((seen.percent >= 90) & (seen.percent <= 99.4))
    assert np.all(np.abs(seen.bias) < 0.3)
    assert seen.refused == 0

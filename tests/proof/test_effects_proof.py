"""WCLS and EMEE: intervals hold the truth as often as they say, over 2,000 trials of each kind."""

import numpy as np
import pytest

from zetje.behaviour.tests.covering import SETTINGS, Setting, coverage

pytestmark = pytest.mark.proof


@pytest.mark.parametrize(
    "setting", SETTINGS, ids=lambda setting: f"{setting.name}, {setting.people} people"
)
def test_intervals_hold_the_truth_as_often_as_they_say(
    setting: Setting, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = coverage(setting, trials=2000, seed=2026)

    with capsys.disabled():
        print(
            f"\n| {setting.name} | {setting.people} | {seen.events:.0f} | "
            f"{', '.join(f'{one:.1f} %' for one in seen.percent)} | {seen.refused} |"
        )
    low, high = seen.within
    assert np.all((seen.percent >= low) & (seen.percent <= high))
    assert np.all(np.abs(seen.bias) < 0.2)
    assert seen.refused < 100

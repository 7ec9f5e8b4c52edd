"""What the lab says of made-up programmes is so: the short form of its proof."""

from __future__ import annotations

import numpy as np

from zetje.insights.tests.lab_trials import Programme, tallied, tallied_prompts

MIXED = Programme(name="mixed", people=180, effects=(0.12, 0.0, -0.09), base=0.2)


def test_intervals_of_messages_hold_what_they_do_and_verdicts_are_right() -> None:
    seen = tallied(MIXED, trials=12, every=11, rng=np.random.default_rng(12))

    assert seen.once >= 0.85 * seen.looked
    assert seen.missed <= 1
    assert seen.wrong <= 1
    assert seen.said["works"] >= 8
    assert seen.said["harms"] >= 5


def test_a_programme_whose_messages_do_nothing_is_not_said_to_do_anything() -> None:
    null = Programme(name="null", people=120, effects=(0.0, 0.0))

    seen = tallied(null, trials=12, every=11, rng=np.random.default_rng(13))

    assert set(seen.said) <= {"not_enough_data", "no_difference_larger_than"}
    assert seen.wrong == 0


def test_a_prompt_of_whatever_kind_is_read_right_too_also_relatively() -> None:
    strong = Programme(name="strong", people=180, effects=(0.12, 0.06))

    seen, ratios = tallied_prompts(strong, trials=10, every=11, rng=np.random.default_rng(14))

    assert (seen.missed, seen.wrong, ratios) == (0, 0, 0)
    assert seen.said["works"] >= 8

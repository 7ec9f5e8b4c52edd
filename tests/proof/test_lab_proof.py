"""What the prompt lab says, of 400 made-up programmes a row, each looked at every week."""

from __future__ import annotations

import numpy as np
import pytest

from zetje.insights.tests.lab_trials import Programme, looked_once, tallied, tallied_prompts

pytestmark = pytest.mark.proof

TRIALS = 400
LOOKED = 2000
PROGRAMMES = [
    Programme(name="180, mixed", people=180, effects=(0.08, 0.0, 0.0, -0.05)),
    Programme(name="180, effects differ", people=180, effects=(0.08, 0.03, -0.05), spread=0.04),
    Programme(name="180, null", people=180, effects=(0.0, 0.0, 0.0, 0.0)),
    Programme(name="60, mixed", people=60, effects=(0.1, 0.0)),
    Programme(name="600, small", people=600, effects=(0.03, 0.0, -0.03)),
]


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda one: one.name)
def test_messages_are_read_right(programme: Programme, capsys: pytest.CaptureFixture[str]) -> None:
    seen = tallied(programme, trials=TRIALS, rng=np.random.default_rng(20261122))

    all_of_them = TRIALS * len(programme.effects)
    once, missed, wrong = (
        seen.once / max(seen.looked, 1),
        seen.missed / all_of_them,
        seen.wrong / all_of_them,
    )
    said = ", ".join(f"{name} {count}" for name, count in sorted(seen.said.items()))
    with capsys.disabled():
        print(
            f"\n| {programme.name} | {once:.1%} of {seen.looked} | {1 - missed:.1%} | "
            f"{wrong:.2%} | {seen.false_finds:.2%} | {said} |"
        )
    assert 0.93 <= once <= 0.97
    assert missed <= 0.05
    assert wrong <= 0.05
    assert seen.false_finds <= 0.05


@pytest.mark.parametrize("programme", PROGRAMMES[:4], ids=lambda one: one.name)
def test_a_prompt_of_whatever_kind_is_read_right(
    programme: Programme, capsys: pytest.CaptureFixture[str]
) -> None:
    seen, ratios = tallied_prompts(programme, trials=TRIALS, rng=np.random.default_rng(2026))
    looked = looked_once(programme, trials=LOOKED, rng=np.random.default_rng(20261122))
    once = looked.once / looked.looked

    said = ", ".join(f"{name} {count}" for name, count in sorted(seen.said.items()))
    with capsys.disabled():
        print(
            f"\n| {programme.name}, any | {once:.1%} of {looked.looked} | "
            f"{1 - seen.missed / TRIALS:.1%} (ratio {1 - ratios / TRIALS:.1%}) | "
            f"{seen.wrong / TRIALS:.2%} | | {said} |"
        )
    assert 0.93 <= once <= 0.97
    assert max(seen.missed, ratios, seen.wrong) <= 0.05 * TRIALS

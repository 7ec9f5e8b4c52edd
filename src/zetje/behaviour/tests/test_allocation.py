"""Tests of the curve from effect to chance."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.behaviour.policies.pooling import Allocation

PLAIN: dict[str, Any] = {"L_min": 0.1, "L_max": 0.9, "B": 1.0, "C": 1.0, "reward_scale": 1.0}


def exactly(mean: float, deviation: float) -> float:
    """The integral by very many steps."""
    z = np.linspace(-10, 10, 40_001)
    weights = np.exp(-(z**2) / 2)
    x = np.clip(mean + deviation * z, -700, 700)
    return float(weights @ (0.1 + 0.8 / (1 + np.exp(-x))) / weights.sum())


@pytest.mark.parametrize("deviation", [0.0, 0.1, 0.7, 1.0, 1.2, 1.21, 1.5, 2.5, 6.0, 40.0])
def test_chances_are_the_integral_to_a_millionth(deviation: float) -> None:
    means = np.linspace(-15, 15, 61)

    chances = Allocation(**PLAIN).chances(mean=means, variance=np.full(61, deviation**2))

    assert chances == pytest.approx([exactly(mean, deviation) for mean in means], abs=1e-6)


def test_the_curve_of_oralytics_acts_on_seconds() -> None:
    """B = .515, C = 3 (Trella et al.): no effect gives .2 + .6/4, and ln(3)/.515 s the middle."""
    curve = Allocation(L_min=0.2, L_max=0.8, B=0.515, C=3.0, reward_scale=1.0)

    chances = curve.chances(mean=[0.0, np.log(3) / 0.515], variance=[0.0, 0.0])

    assert chances == pytest.approx([0.35, 0.5])


@settings(deadline=None)
@given(seed=st.integers(0, 2**32), size=st.integers(1, 200))
def test_a_row_has_the_same_chance_alone_and_among_others(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    mean, variance = rng.normal(0, 3, size), rng.random(size) * 4
    curve = Allocation(**PLAIN)

    chances = curve.chances(mean=mean, variance=variance)

    row = int(rng.integers(size))
    alone = curve.chances(mean=mean[row : row + 1], variance=variance[row : row + 1])
    assert alone[0] == chances[row]


@settings(deadline=None)
@given(mean=st.floats(-1e6, 1e6), variance=st.floats(-1e-9, 1e9))
def test_the_limits_hold_for_every_belief(mean: float, variance: float) -> None:
    chance = Allocation(**PLAIN).chances(mean=[mean], variance=[variance])[0]

    assert 0.1 <= chance <= 0.9


def test_a_larger_effect_never_lowers_the_chance() -> None:
    means = np.linspace(-30, 30, 601)
    curve = Allocation(**PLAIN)

    for variance in (0.0, 1.0, 9.0):
        assert np.all(np.diff(curve.chances(mean=means, variance=np.full(601, variance))) >= -1e-12)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"L_min": 0.0}, "L_min and L_max"),
        ({"L_max": 1.0}, "L_min and L_max"),
        ({"L_min": 0.8, "L_max": 0.2}, "L_min and L_max"),
        ({"B": 0.0}, "above 0"),
        ({"C": -1.0}, "above 0"),
        ({"reward_scale": 0.0}, "above 0"),
    ],
)
def test_a_curve_that_is_none_is_refused(changed: dict[str, float], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Allocation(**PLAIN | changed)

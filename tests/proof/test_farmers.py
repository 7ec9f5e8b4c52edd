"""Farming gains next to nothing, through the product's own ledger and rules against gaming."""

from __future__ import annotations

import pytest

from tests.proof.farm import Farm, cases

pytestmark = pytest.mark.django_db
MOST = 0.05


@pytest.mark.proof
def test_no_farmer_gains_five_per_cent_over_an_honest_colleague() -> None:
    farm = Farm(seed=1)
    farm.settle(cases())

    farm.play(weeks=12)

    gains = farm.gains()
    for name, (gain, points) in gains.items():
        print(f"{gain:+7.1%}  {points:6.0f}  {name}")
    asked, farmers = farm.asked()
    print(f"{asked} of {len(farm.players) // 2} honest twins were asked, and {farmers} farmers")
    assert max(gain for gain, _points in gains.values()) < MOST
    assert asked == 0


def test_two_farmers_gain_nothing_in_three_weeks() -> None:
    chosen = [case for case in cases() if case.name.startswith(("only has a script", "adds one"))]
    farm = Farm(seed=2)
    farm.settle(chosen, networks=(200,))

    farm.play(weeks=3)

    assert max(gain for gain, _points in farm.gains().values()) < MOST
    assert farm.asked() == (0, 2)

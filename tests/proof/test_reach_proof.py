"""Forecasts of posts over many made-up offices: do intervals hold as they promise?"""

from __future__ import annotations

import numpy as np
import pytest

from zetje.behaviour.tests.posts import Judged, Office, judge_office

pytestmark = pytest.mark.proof

SEEDS = 100


@pytest.mark.parametrize(
    ("office", "most"),
    [
        (Office(), 0.93),
        (Office(people=30, posts=6, kinds=2), 0.93),
        (Office(rate=0.5), 0.87),
        (Office(people=40, posts=4, kinds=2, rate=0.5), 0.87),
        (Office(people=200, posts=10, kinds=12, rate=0.5), 0.87),
        (Office(people=200, posts=20, rate=0.5, person_spread=1.0, post_spread=0.2), 0.87),
    ],
    ids=str,
)
def test_an_interval_of_eighty_per_cent_holds_what_it_promises(office: Office, most: float) -> None:
    seen = [judge_office(office=office, seed=seed) for seed in range(SEEDS)]

    mean = {
        name: float(np.mean([getattr(one, name) for one in seen]))
        for name in Judged.__dataclass_fields__
    }
    print(office, {name: round(value, 3) for name, value in mean.items()})
    assert 0.78 <= mean["held"] <= most
    assert 0.78 <= mean["held_for_newcomers"] <= most
    assert mean["error"] < mean["error_of_plain_median"]

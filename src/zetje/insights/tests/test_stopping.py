"""A step is said to have fallen only when it did, and the one that fell first is named."""

from __future__ import annotations

import numpy as np

from zetje.insights.rules.stopping import first_fall, is_enough

RATES = np.array([0.6, 0.5, 0.6, 0.7])


def funnel(seed, *, weeks=17, people=300, fall=None, since=10, by=0.3):
    """Counts of weeks in which people keep their own leanings and weeks have moods."""
    rng = np.random.default_rng(seed)
    lean = rng.normal(0, 0.5, (4, people))
    counts = np.zeros((weeks, 5))
    for week in range(weeks):
        there = np.ones(people, dtype=bool)
        counts[week, 0] = people
        for step, rate in enumerate(RATES):
            drop = by if step == fall and week >= since else 0
            odds = np.log((rate - drop) / (1 - rate + drop)) + lean[step] + rng.normal(0, 0.1)
            there &= rng.random(people) < 1 / (1 + np.exp(-odds))
            counts[week, step + 1] = there.sum()
    return counts


def test_where_nothing_changes_hardly_ever_anything_is_said_to_fall() -> None:
    assert sum(first_fall(funnel(seed)) is not None for seed in range(100)) <= 3


def test_the_step_that_fell_is_named_with_its_week_and_size() -> None:
    found = [first_fall(funnel(seed, fall=1, since=13)) for seed in range(20)]

    assert sum(each is not None and each.step == 1 for each in found) >= 19
    assert sum(abs(each.since - 13) <= 1 for each in found if each) >= 18
    assert all(each.now < each.before - 15 for each in found if each)


def test_of_two_that_fell_the_earlier_one_is_named() -> None:
    first, second = funnel(1, fall=3, since=11, by=0.5), funnel(1, fall=0, since=14)
    counts = first.copy()
    counts[14:, 1:] = counts[14:, 1:] * (second[14:, 1:2] / first[14:, 1:2])

    assert first_fall(counts).step == 3


def test_weeks_that_cannot_be_told_are_left_out() -> None:
    counts = funnel(3, fall=2, since=13)
    counts[2:5] = np.nan

    assert first_fall(counts).step == 2
    assert is_enough(counts)
    counts[:9] = np.nan
    assert not is_enough(counts)
    assert first_fall(counts) is None

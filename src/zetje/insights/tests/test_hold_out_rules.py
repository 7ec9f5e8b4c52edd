"""The hold-out is compared by person, at any look, and only where it can find something."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from zetje.insights.rules.hold_out import Arms, compare, weekly_rates


def arms_of(*, people=1500, held=300, weeks=26, rate=0.25, gain=0.0, seed=1) -> Arms:
    rng = np.random.default_rng(seed)
    own = rng.beta(rate * 3, (1 - rate) * 3, people)
    is_held = np.zeros(people, dtype=bool)
    is_held[:held] = True
    chance = np.clip(own * (1 + gain * ~is_held), 0, 1)
    return Arms(
        is_held_out=is_held,
        chance=np.full(people, held / people),
        drawn=np.full(people, 99),
        shared=rng.random((people, weeks)) < chance[:, None],
        weeks=np.arange(100, 100 + weeks),
    )


def test_fewer_than_a_hundred_held_out_are_not_shown() -> None:
    compared = compare(arms_of(people=900, held=99))

    assert (compared.is_shown, compared.held_out, compared.finding) == (False, 90, None)


def test_a_hold_out_that_could_find_only_a_huge_effect_is_not_shown() -> None:
    compared = compare(arms_of(people=1000, held=110, rate=0.05))

    assert not compared.is_shown
    assert compared.finds > 30


def test_of_a_few_held_out_nothing_is_told_that_depends_on_what_they_did() -> None:
    some = arms_of(people=400, held=12)
    none = replace(some, shared=some.shared & ~some.is_held_out[:, None])
    all_of_them = replace(some, shared=some.shared | some.is_held_out[:, None])

    assert compare(some) == compare(none) == compare(all_of_them)


def test_a_gain_of_half_is_found_and_none_is_not() -> None:
    gain, none = compare(arms_of(gain=0.6)), compare(arms_of())

    assert gain.finding.verdict == "works"
    assert gain.finding.lower <= 15 <= gain.finding.upper
    assert gain.rate - gain.base > 8
    assert none.finding.verdict == "no_difference_larger_than"


def test_nobody_is_compared_before_the_week_of_their_draw_is_over() -> None:
    arms = arms_of(gain=0.6)
    late = replace(arms, drawn=np.where(np.arange(1500) % 2, 99, 125))

    full = compare(late).finding.estimate
    half = compare(
        replace(
            arms,
            **{
                name: getattr(arms, name)[1::2]
                for name in ("is_held_out", "chance", "drawn", "shared")
            },
        )
    )
    assert full == half.finding.estimate


def test_whoever_was_drawn_long_before_others_says_how_finely_it_is_told() -> None:
    arms = arms_of(gain=0.6, weeks=100)
    # All but thirty of the hold-out were drawn ten weeks ago.
    late = replace(arms, drawn=np.where(np.arange(1500) < 30, 99, 189))

    found = compare(late)

    assert found.is_shown
    # Three hundred people who weigh as much as fifty-seven of those: steps of two.
    told = [found.rate, found.base, found.finding.estimate, found.finding.lower]
    assert [each % 2 for each in told] == [0, 0, 0, 0]


def test_looking_every_week_calls_nothing_an_effect_more_often_than_promised() -> None:
    wrong = 0
    for seed in range(60):
        arms = arms_of(people=1200, held=300, weeks=20, seed=seed, rate=0.3)
        looks = (
            compare(replace(arms, shared=arms.shared[:, :n], weeks=arms.weeks[:n]))
            for n in range(2, 21, 3)
        )
        wrong += any(
            each.finding and str(each.finding.verdict) in {"works", "harms"} for each in looks
        )
    assert wrong <= 3


def test_a_week_of_a_few_is_left_open_and_told_weeks_are_not_told_again() -> None:
    arms = arms_of(weeks=3)
    quiet = arms.shared.copy()
    quiet[:, 1] = False
    quiet[:296, 1] = True

    rates = weekly_rates(replace(arms, shared=quiet), least=5, since=101)

    assert [each[0] for each in rates] == [101, 102]
    assert rates[0] == (101, None, None)
    assert 20 < rates[1][1] < 30

"""What studies tell holds for enough people, and stands once it was told."""

from __future__ import annotations

import doctest
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from zetje.behaviour.weeks import number_of, week_number
from zetje.insights.rules import moves, quarters, rounding
from zetje.insights.rules.moves import Crossing, crossings
from zetje.insights.rules.quarters import last_quarter
from zetje.insights.rules.rounding import percent, step_of
from zetje.insights.rules.starts import started
from zetje.insights.rules.stayers import Cohort, as_json, from_json, last_month, month_of, retention


@pytest.mark.parametrize("module", [moves, quarters, rounding])
def test_the_examples_hold(module) -> None:
    found = doctest.testmod(module)

    assert found.attempted
    assert not found.failed


def test_quarters_share_no_week_and_leave_none_out() -> None:
    start = number_of(2020, 1)
    told = sorted({last_quarter(week) for week in range(start + 30, start + 400)})

    assert all(before[1] + 1 == after[0] for before, after in pairwise(told))
    # 2020 has 53 weeks; the odd one goes with the quarter after it.
    assert {last - first + 1 for first, last in told} == {13, 14}


def test_one_person_weighs_no_more_than_a_step() -> None:
    for people in range(5, 2000):
        assert 100 / people <= step_of(people)
    assert percent(9, 18) == 50
    assert (percent(13, 18), percent(13, 19)) == (70, 70)


def test_both_ways_over_a_boundary_are_told_or_neither() -> None:
    up = [(1, 2)] * 12 + [(1, 1)] * 20 + [(2, 2)] * 20
    four, five = up + [(2, 1)] * 4, up + [(2, 1)] * 5

    told = [
        crossings(before=[a for a, _ in each], after=[b for _, b in each], least=5)
        for each in (four, five)
    ]
    assert told == [[None] * 3, [Crossing(on=10, back=5), None, None]]


def test_nothing_is_told_when_nearly_everybody_moved() -> None:
    pairs = [(1, 2)] * 12 + [(1, 1)] * 4 + [(2, 1)] * 6 + [(2, 2)] * 20

    assert crossings(before=[a for a, _ in pairs], after=[b for _, b in pairs], least=5)[0] is None


def test_consolidation_and_verification_are_one_phase() -> None:
    pairs = [(4, 5)] * 10 + [(5, 4)] * 10 + [(3, 5)] * 10 + [(3, 3)] * 9 + [(4, 3)] * 10

    told = crossings(before=[a for a, _ in pairs], after=[b for _, b in pairs], least=5)
    assert told == [None, None, Crossing(on=10, back=10)]


def test_what_is_told_of_moves_leaves_worlds_open_in_which_one_person_did_not_move() -> None:
    """Somebody who moved has left and the others are the same: nearly always nothing differs."""
    rng = np.random.default_rng(7)
    same = 0
    for _ in range(300):
        before = rng.integers(1, 5, 160)
        after = np.clip(before + rng.choice([-1, 0, 0, 0, 1, 1], 160), 1, 4)
        whole = crossings(before=before, after=after, least=5)
        same += whole == crossings(before=before[1:], after=after[1:], least=5)
    assert same >= 270


def week_in(month: int, number: int) -> int:
    """A week of 2026 whose Thursday lies in that month: the first one is number 0."""
    first = week_number(date(2026, month, 1))
    while month_of(first) != 2026 * 12 + month - 1:
        first += 1
    return first + number


def posts_of(people: range, *weeks: int) -> list[tuple[int, int]]:
    return [(person, week) for person in people for week in weeks]


def told_of(posts: list[tuple[int, int]], known: list[Cohort], month: int) -> list[Cohort]:
    member, week = (np.array(each, dtype=np.int64) for each in zip(*posts, strict=True))
    until = 2026 * 12 + month - 1
    return retention(member=member, week=week, known=known, until=until, least=5)


def test_who_posts_every_other_week_stays() -> None:
    every_other = posts_of(range(8), week_in(2, 1), week_in(3, 0), week_in(3, 2))
    too_seldom = posts_of(range(8, 16), week_in(2, 1), week_in(3, 1), week_in(3, 1))

    (cohort,) = told_of(every_other + too_seldom, [], 3)

    assert (cohort.people, cohort.told) == (16, {1: 50})
    assert cohort.first == cohort.last == 2026 * 12 + 1


def test_months_with_few_beginners_go_together() -> None:
    posts = posts_of(range(6), week_in(2, 0)) + posts_of(range(6, 12), week_in(3, 0))
    posts += posts_of(range(12, 15), week_in(4, 0))

    (cohort,) = told_of(posts, [], 4)

    assert (cohort.first % 12 + 1, cohort.last % 12 + 1, cohort.people) == (2, 3, 12)
    # Each counts from their own first month: nobody posted again.
    assert cohort.told == {1: "few"}


def test_a_month_in_which_nearly_all_stay_is_told_in_words() -> None:
    posts = posts_of(range(10), *(week_in(month, n) for month in (2, 3) for n in range(4)))

    assert told_of(posts, [], 3)[0].told == {1: "most"}


def test_what_was_told_of_a_month_is_never_worked_out_again() -> None:
    stay = posts_of(range(8), week_in(2, 0), *(week_in(m, n) for m in (3, 4) for n in range(4)))
    stop = posts_of(range(8, 16), week_in(2, 0))
    (before,) = told_of(stay + stop, [], 3)

    # Three of those who stayed left the organisation.
    left = [each for each in stay + stop if each[0] >= 3]
    (after,) = told_of(left, from_json(as_json([before])), 4)

    assert (before.people, before.told) == (16, {1: 50})
    assert (after.people, after.told[1]) == (16, 50)
    assert after.told[2] == percent(5, 13)


def test_a_month_is_over_when_its_last_thursday_is() -> None:
    # Thursday 30 April 2026 lies in week 18.
    assert last_month(number_of(2026, 17)) % 12 + 1 == 3
    assert last_month(number_of(2026, 18)) % 12 + 1 == 4


def test_who_shares_within_four_weeks_of_joining_started() -> None:
    joined = np.zeros(20)
    day = 24 * 3600.0
    first = np.array([27 * day] * 8 + [28 * day] * 6 + [np.inf] * 6)

    assert started(joined_at=joined, first_post_at=first, least=5) == 40
    assert started(joined_at=joined, first_post_at=first + 28 * day, least=5) == "few"
    assert started(joined_at=joined, first_post_at=joined, least=5) == "most"
    assert started(joined_at=joined[:9], first_post_at=first[:9], least=5) is None


def test_silence_on_a_boundary_is_the_same_for_all_that_few_could_have_done() -> None:
    """How many are beyond is known each week; of which few went back nothing more may follow."""

    def told(on: int, back: int) -> Crossing | None:
        pairs = [(1, 2)] * on + [(1, 1)] * (14 - on) + [(2, 1)] * back + [(2, 2)] * (14 - back)
        return crossings(before=[a for a, _ in pairs], after=[b for _, b in pairs], least=5)[0]

    for net in range(-9, 10):
        worlds = [(on, on - net) for on in range(15) if 0 <= on - net <= 14]
        few = [told(*each) for each in worlds if min(each) < 5]
        assert few.count(None) == len(few)
    assert told(7, 7) == Crossing(on=5, back=5)

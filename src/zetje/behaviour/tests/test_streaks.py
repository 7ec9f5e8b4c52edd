"""Tests of the chain: worked histories, and laws that hold for any history."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zetje.behaviour.streaks import Figures, Reason, State, count_up, judge
from zetje.behaviour.tests.histories import LETTERS, chain, history, shown


@pytest.mark.parametrize(
    ("weeks", "seen", "length", "longest"),
    [
        ("111", "###", 3, 3),
        ("11aa1", "##oo#", 3, 3),
        ("11qq1", "##oo#", 3, 3),
        ("11rr1", "##oo#", 3, 3),
        ("11rrr1", "##oo-#", 1, 2),
        ("11ss1", "##oo#", 3, 3),
        ("11sss1", "##oo-#", 1, 2),
        ("11sass1", "##ooo-#", 1, 2),
        ("1s1s1s1", "#o#o#o#", 4, 4),
        ("111-1", "###-#", 1, 3),
        ("111-2", "###o#", 4, 4),
        ("111-a2", "###oo#", 4, 4),
        ("111--2", "###--#", 1, 3),
        ("11-21-2", "##o##-#", 1, 4),
        ("11-211111-2", "##o######-#", 1, 8),
        ("11-2111111-2", "##o#######o#", 10, 10),
        ("-2", "-#", 1, 1),
        ("...11", "...##", 2, 2),
        ("11..1", "##..#", 3, 3),
        ("0", "-", 0, 0),
    ],
)
def test_a_history_gives_this_chain(weeks: str, seen: str, length: int, longest: int) -> None:
    verdict = chain(weeks)

    assert (shown(verdict), int(verdict.length[0]), int(verdict.longest[0])) == (
        seen,
        length,
        longest,
    )


@pytest.mark.parametrize(
    ("weeks", "seen", "length", "mendable"),
    [
        ("11-", "##?", 2, False),
        ("11s", "##?", 2, False),
        ("11r", "##o", 2, False),
        ("111", "###", 3, False),
        ("11--", "##-?", 2, True),
        ("11-1", "##-#", 2, True),
        ("11-2", "##o#", 3, False),
    ],
)
def test_the_open_week_is_not_judged_before_it_is_over(
    weeks: str, seen: str, length: int, mendable: bool
) -> None:
    verdict = chain(weeks, last_week_is_open=True)

    assert (shown(verdict), int(verdict.length[0])) == (seen, length)
    assert bool(verdict.mendable[0]) is mendable


def test_a_new_chain_says_in_which_week_it_began() -> None:
    verdict = chain("1111--11")

    assert (verdict.start[0], verdict.length[0], verdict.longest[0]) == (6, 2, 4)


def test_without_a_chain_there_is_no_first_week() -> None:
    assert chain("11--").start[0] == -1


@pytest.mark.parametrize(
    ("weeks", "left"),
    [
        ("1", 2),
        ("1r", 1),
        ("1rr", 0),
        ("1rr" + "1" * 6, 0),
        ("1rr" + "1" * 7, 1),
        ("1rr" + "1" * 15, 2),
        ("1rr" + "1" * 40, 2),
        ("1" * 40, 2),
    ],
)
def test_rest_weeks_come_back_after_eight_shared_weeks_and_two_are_kept(
    weeks: str, left: int
) -> None:
    assert chain(weeks).rest_weeks_left[0] == left


def test_a_rest_week_that_was_not_needed_is_given_back() -> None:
    shared_anyway = history("111")
    shared_anyway.own[0, 1] = True
    on_leave = history("1a1")
    on_leave.own[0, 1] = True

    assert judge(shared_anyway, last_week_is_open=False).rest_weeks_left[0] == 2
    assert judge(on_leave, last_week_is_open=False).rest_weeks_left[0] == 2


def test_each_week_says_why_it_is_what_it_is() -> None:
    verdict = chain(".1aqrs1-2---")

    assert [Reason(int(reason)).name for reason in verdict.reasons[0]] == [
        "OUTSIDE",
        "SHARED",
        "AWAY",
        "QUIET",
        "OWN",
        "SKIPS",
        "SHARED",
        "MENDED",
        "SHARED",
        "MISSED",
        "MISSED",
        "MISSED",
    ]


def test_a_week_that_two_shares_can_still_mend_is_waiting() -> None:
    assert chain("11-").reasons[0, -1] == Reason.WAITING
    assert chain("11--").reasons[0, -2] == Reason.MISSED


histories = st.text(alphabet=LETTERS, min_size=1, max_size=60)


@settings(deadline=None)
@given(weeks=histories, last_week_is_open=st.booleans())
def test_the_chain_never_counts_more_than_the_weeks_with_a_share(
    weeks: str, last_week_is_open: bool
) -> None:
    verdict = chain(weeks, last_week_is_open=last_week_is_open)
    shared = shown(verdict).count("#")

    assert 0 <= verdict.length[0] <= verdict.longest[0] <= shared
    assert 0 <= verdict.rest_weeks_left[0] <= 2
    assert (verdict.start[0] == -1) == (verdict.length[0] == 0)


@settings(deadline=None)
@given(weeks=histories)
def test_a_week_that_is_over_is_a_share_a_rest_or_a_gap(weeks: str) -> None:
    seen = shown(chain(weeks))

    for letter, state in zip(weeks, seen, strict=True):
        assert state != "?"
        if letter == ".":
            assert state == "."
        elif letter in "123":
            assert state == "#"
        elif letter in "aq":
            assert state == "o"


@settings(deadline=None)
@given(weeks=histories)
def test_mends_lie_at_least_eight_weeks_apart(weeks: str) -> None:
    mends = np.flatnonzero(chain(weeks).reasons[0] == Reason.MENDED)

    assert (np.diff(mends) >= 8).all()


@settings(deadline=None)
@given(
    people=st.integers(1, 12).flatmap(
        lambda size: st.lists(
            st.text(alphabet=LETTERS, min_size=size, max_size=size), min_size=1, max_size=8
        )
    )
)
def test_many_people_at_once_are_judged_as_each_alone(people: list[str]) -> None:
    together = judge(history(*people), last_week_is_open=True)

    for index, weeks in enumerate(people):
        alone = chain(weeks, last_week_is_open=True)
        assert shown(together, index) == shown(alone)
        assert together.length[index] == alone.length[0]
        assert together.rest_weeks_left[index] == alone.rest_weeks_left[0]
        assert together.mendable[index] == alone.mendable[0]


@settings(deadline=None)
@given(weeks=histories, last_week_is_open=st.booleans())
@example(weeks="11-1", last_week_is_open=True)
def test_judged_weeks_count_up_to_the_same_figures(weeks: str, last_week_is_open: bool) -> None:
    verdict = chain(weeks, last_week_is_open=last_week_is_open)
    judged = [
        (State(state), Reason(reason))
        for state, reason in zip(
            verdict.states[0].tolist(), verdict.reasons[0].tolist(), strict=True
        )
    ]

    assert count_up(judged) == Figures(
        length=verdict.length[0],
        longest=verdict.longest[0],
        start=None if verdict.start[0] == -1 else verdict.start[0],
        rest_weeks_left=verdict.rest_weeks_left[0],
        is_mendable=verdict.mendable[0],
    )

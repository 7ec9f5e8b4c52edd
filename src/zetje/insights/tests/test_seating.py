"""Circles are split at most, in parts of k, and whoever comes or goes does so in company."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.insights.rules.seating import WAITING_WEEKS, blocks_of, turn
from zetje.insights.rules.seats import CircleNow, Person, SeatNow
from zetje.insights.testing import live_through

ON = date(2026, 9, 20)
LONG_AGO = date(2015, 1, 1)
WEEK = 100


def person(member, team=1, *, country="NL", language="nl", started_on=LONG_AGO):
    return Person(member, team, country, language, started_on)


def crew(first, count, team=1, **fields):
    return [person(member, team, **fields) for member in range(first, first + count)]


def circle(key, team=1, block=None, **fields):
    given = {"country": "NL", "language": "nl", "started_on": LONG_AGO, **fields}
    return CircleNow(
        key, team, given["country"], given["language"], given["started_on"], block or key
    )


def seats_in(key, members):
    return [SeatNow(1000 * key + member, member, key, WEEK) for member in members]


def turned(people, seats=(), circles=(), *, week=WEEK, least=5):
    return turn(seats=seats, circles=circles, people=people, week=week, on=ON, least=least)


def circles_of(seating):
    """The members of each circle, and its team."""
    found = defaultdict(set)
    for seat in seating.seats.values():
        if seat.circle:
            found[seat.circle].add(seat.member)
    return sorted((seating.circles[key].team, sorted(members)) for key, members in found.items())


def test_the_first_week_seats_every_team_and_small_teams_together() -> None:
    people = crew(1, 8) + crew(11, 3, team=2) + crew(21, 3, team=3) + crew(31, 1, team=0)

    assert circles_of(turned(people)) == [
        (0, [11, 12, 13, 21, 22, 23, 31]),
        (1, [1, 2, 3, 4, 5, 6, 7, 8]),
    ]


def test_small_teams_of_a_country_stay_together() -> None:
    people = crew(1, 3, team=2, country="DE") + crew(11, 3, team=3, country="DE")
    people += crew(21, 3, team=4) + crew(31, 3, team=5)

    assert [members for _, members in circles_of(turned(people))] == [
        [1, 2, 3, 11, 12, 13],
        [21, 22, 23, 31, 32, 33],
    ]


def test_fewer_than_k_wait() -> None:
    seating = turned(crew(1, 4))

    assert not seating.circles
    assert [seat.circle for seat in seating.seats.values()] == [0, 0, 0, 0]


def test_a_team_is_divided_where_each_part_has_room() -> None:
    people = crew(1, 12) + crew(21, 12, language="en") + crew(41, 10, started_on=date(2026, 3, 1))

    seating = turned(people)

    faces = {(each.language, each.started_on) for each in seating.circles.values()}
    assert faces == {("en", LONG_AGO), ("nl", LONG_AGO), ("nl", date(2026, 3, 1))}


def test_a_part_without_room_goes_with_the_smallest_other() -> None:
    people = crew(1, 14) + crew(21, 12, language="en") + crew(41, 4, country="DE", language="de")

    found = circles_of(turned(people))

    assert found == [(1, list(range(1, 15))), (1, [*range(21, 33), *range(41, 45)])]


def test_what_four_in_five_have_is_what_a_circle_has() -> None:
    seating = turned(crew(1, 8) + crew(11, 2, language="en"))
    mixed = turned(crew(1, 7) + crew(11, 3, language="en", started_on=ON))

    assert [each.language for each in seating.circles.values()] == ["nl"]
    assert [(each.language, each.started_on) for each in mixed.circles.values()] == [("", None)]


def test_newcomers_of_a_team_wait_for_ten_and_after_weeks_for_five() -> None:
    before = seats_in(1, range(1, 9))
    people = crew(1, 8) + crew(21, 5)

    seating = turned(people, before, [circle(1)])
    later = turned(
        people, seating.seats.values(), seating.circles.values(), week=WEEK + WAITING_WEEKS
    )
    more = turned(crew(1, 8) + crew(21, 10), before, [circle(1)])

    assert circles_of(seating) == [(1, list(range(1, 9)))]
    assert circles_of(later) == [(1, list(range(1, 9))), (1, list(range(21, 26)))]
    assert circles_of(more) == [(1, list(range(1, 9))), (1, list(range(21, 31)))]


def test_a_newcomer_who_waits_too_long_goes_with_others_of_all_teams() -> None:
    before = seats_in(1, range(1, 9))
    people = crew(1, 8) + [person(20 + number, number) for number in range(1, 11)]

    seating = turned(people, before, [circle(1)])
    later = turned(
        people, seating.seats.values(), seating.circles.values(), week=WEEK + WAITING_WEEKS
    )

    assert circles_of(later) == [(0, list(range(21, 31))), (1, list(range(1, 9)))]


def test_who_leaves_stays_seated_until_k_of_the_circle_have_left() -> None:
    before = seats_in(1, range(1, 12))

    four = turned(crew(5, 7), before, [circle(1)])
    five = turned(crew(6, 6), before, [circle(1)])

    assert sum(seat.left for seat in four.seats.values() if seat.circle) == 4
    assert circles_of(five) == [(1, list(range(6, 12)))]


def test_k_leavers_stay_where_fewer_than_k_others_would_be_left() -> None:
    before = seats_in(1, range(1, 10)) + seats_in(2, range(21, 30))

    seating = turned(crew(6, 4) + crew(21, 9), before, [circle(1), circle(2)])

    assert [len(members) for _, members in circles_of(seating)] == [9, 9]
    assert {each.block for each in seating.circles.values()} == {2}


def test_a_circle_goes_when_everybody_of_it_left() -> None:
    before = seats_in(1, range(1, 7)) + seats_in(2, range(21, 30))

    seating = turned(crew(21, 9), before, [circle(1), circle(2)])

    assert circles_of(seating) == [(1, list(range(21, 30)))]


def test_who_was_let_go_of_and_comes_back_is_not_counted_with_others() -> None:
    before = seats_in(1, range(1, 12))
    gone = turned(crew(6, 6), before, [circle(1)])

    back = turned(crew(1, 11), gone.seats.values(), gone.circles.values(), week=WEEK + 99)
    erased = [replace(seat, member=0) if not seat.circle else seat for seat in gone.seats.values()]
    forgotten = turned(crew(6, 6), erased, gone.circles.values())

    assert circles_of(back) == [(1, list(range(6, 12)))]
    assert len(forgotten.seats) == 6


def test_who_comes_back_in_time_has_their_seat() -> None:
    before = seats_in(1, range(1, 12))
    away = turned(crew(2, 10), before, [circle(1)])

    back = turned(crew(1, 11), away.seats.values(), away.circles.values())

    assert not any(seat.left for seat in back.seats.values())


def test_one_who_waits_and_leaves_or_is_erased_is_forgotten() -> None:
    before = [*seats_in(1, range(1, 9)), SeatNow(7, 31, 0, WEEK), SeatNow(8, 0, 0, WEEK)]

    seating = turned(crew(1, 8), before, [circle(1)])

    assert {seat.circle for seat in seating.seats.values()} == {1}


def test_k_who_move_together_are_counted_there_and_fewer_are_not() -> None:
    before = seats_in(1, range(1, 13))
    others = [circle(1)]

    four = turned(crew(1, 4, team=2) + crew(5, 8), before, others)
    five = turned(crew(1, 5, team=2) + crew(6, 7), before, others)
    all_of_them = turned(crew(1, 12, team=2), before, others)

    assert circles_of(four) == [(1, list(range(1, 13)))]
    assert circles_of(five) == [(1, [6, 7, 8, 9, 10, 11, 12]), (2, [1, 2, 3, 4, 5])]
    assert circles_of(all_of_them) == [(2, list(range(1, 13)))]


def test_a_circle_of_several_teams_follows_nobody() -> None:
    before = seats_in(1, range(1, 13))

    seating = turned(crew(1, 12, team=2), before, [circle(1, 0)])

    assert circles_of(seating) == [(0, list(range(1, 13)))]


@pytest.mark.parametrize(
    ("others", "with_whom"),
    [
        ([circle(2, 2), circle(3, 1, country="DE")], 3),
        ([circle(2, 2, country="DE"), circle(3, 3)], 3),
        ([circle(2, 2), circle(3, 3)], 2),
    ],
)
def test_too_few_who_are_left_go_with_their_team_else_their_country(others, with_whom) -> None:
    before = seats_in(1, range(1, 8)) + seats_in(2, range(21, 29)) + seats_in(3, range(41, 49))
    people = crew(1, 4) + crew(21, 8, team=2) + crew(41, 8, team=others[1].team)

    seating = turned(people, before, [circle(1), *others])

    assert seating.circles[1].block == with_whom
    assert seating.circles[with_whom].block == with_whom


def test_the_only_block_stays_by_itself() -> None:
    seating = turned(crew(1, 3), seats_in(1, range(1, 8)), [circle(1)])

    assert seating.circles[1].block == 1


def test_a_block_has_what_all_its_circles_have() -> None:
    seating = turned(
        crew(1, 8) + crew(21, 8),
        seats_in(1, range(1, 9)) + seats_in(2, range(21, 29)),
        [circle(1), circle(2, 1, block=1, language="en", started_on=date(2026, 6, 1))],
    )

    face = blocks_of(seating, on=ON)[1]

    assert (face.team, face.country, face.language, face.started_on) == (1, "NL", "", None)


@given(st.integers(0, 10_000), st.integers(5, 25))
@settings(max_examples=25, deadline=None)
def test_whatever_happens_people_keep_their_company(seed, weeks) -> None:
    _rows, blocks, _habit = live_through(seed=seed, weeks=weeks, people=60)

    for row in blocks:
        assert len(row.members) >= 5
    by_week = defaultdict(Counter)
    for row in blocks:
        by_week[row.week].update(row.members)
    assert all(max(seen.values()) == 1 for seen in by_week.values())

"""Tests of the rules of deciding: when, by which prior, and how what was learned is kept."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from zetje.behaviour.policies import MainEffect, PartialPooling
from zetje.prompting.rules.deciding import (
    hold_out_share,
    knows_enough,
    new_message_policy,
    new_send_policy,
)
from zetje.prompting.rules.deciding_slots import slot_days, slot_hours
from zetje.prompting.rules.deciding_states import (
    BrokenStateError,
    fingerprint_of,
    pieces_of,
    state_of,
)

ROWS: dict[str, Any] = {
    "person": [4, 7],
    "baseline": np.ones((2, 2)),
    "advantage": np.ones((2, 2)),
    "available": [1, 1],
    "probability": [0.5, 0.5],
    "treatment": [1, 0],
    "reward": [1, 0],
}


@pytest.mark.parametrize(
    ("people", "chosen", "share"),
    [
        (999, None, 0.0),
        (1_000, None, 0.1),
        (4_999, None, 0.1),
        (5_000, None, 0.05),
        (10, 0.2, 0.2),
        (9_000, 0.0, 0.0),
    ],
)
def test_the_hold_out_is_as_chosen_else_by_size(
    people: int, chosen: float | None, share: float
) -> None:
    assert hold_out_share(chosen=chosen, people=people) == share


def test_enough_is_thirty_people_and_twenty_shares_on_each_side() -> None:
    enough = {"people": 30, "shares_prompted": 20, "shares_silent": 20}

    assert knows_enough(**enough)
    for name, count in enough.items():
        assert not knows_enough(**(enough | {name: count - 1}))


@pytest.mark.parametrize(
    ("digest", "working", "off", "slot"),
    [
        ("Tue", "Mon Tue Wed Thu Fri", "", "Thu"),
        ("Tue", "Mon Tue Wed Thu Fri", "Wed", "Fri"),
        ("Tue", "Mon Tue Wed Thu Fri", "Wed Thu", "Fri"),
        ("Tue", "Mon Tue Wed Thu Fri", "Wed Thu Fri", "Thu"),
        ("Tue", "Tue Fri", "", "Fri"),
        ("Fri", "Mon Fri", "", "Fri"),
        ("Fri", "Mon Fri Sat Sun", "", "Fri"),
        ("Wed", "Sat Sun", "", "Wed"),
    ],
)
def test_the_slot_counts_the_days_that_are_worked(
    digest: str, working: str, off: str, slot: str
) -> None:
    names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    def bits(days: str) -> np.ndarray:
        return np.array([sum(1 << names.index(day) for day in days.split())])

    day = slot_days(
        digest_day=np.array([names.index(digest)]), working=bits(working), off=bits(off)
    )

    assert names[int(day[0])] == slot


def test_a_refused_hour_gives_way_to_a_later_one_then_to_an_earlier_one_then_to_none() -> None:
    refused = np.zeros((5, 168), dtype=bool)
    refused[1, 72 + 10] = True
    refused[2, 72 + 10 : 72 + 18] = True
    refused[3, 72 + 8 : 72 + 18] = True
    thursday = np.full(5, 3)

    hour, found = slot_hours(
        day=thursday,
        digest_day=np.array([1, 1, 1, 1, 3]),
        hour=np.full(5, 10),
        refused=refused,
    )

    assert hour.tolist() == [10, 11, 9, 10, 13]
    assert found.tolist() == [True, True, True, False, True]


def lessons() -> tuple[PartialPooling, MainEffect]:
    send = new_send_policy(least_chance=0.1, most_chance=0.9)
    return (
        send.update(**ROWS),
        new_message_policy().update(
            eligible=[[1, 1]], chosen=[0], probability=[0.5], reward=[1], at=[0]
        ),
    )


@pytest.mark.parametrize("size", [1, 7, 1_000_000])
def test_what_was_learned_comes_back_from_its_pieces_to_the_bit(size: int) -> None:
    for policy in lessons():
        pieces = list(pieces_of(policy.state(), size=size))
        again = type(policy).from_state(state_of(pieces))

        assert max(map(len, pieces[1:])) <= size
        assert fingerprint_of(again.state()) == fingerprint_of(policy.state())


def test_pieces_may_be_cut_anywhere_and_hold_nothing_learned_yet() -> None:
    fresh = new_send_policy(least_chance=0.1, most_chance=0.9)
    for policy in (fresh, *lessons()):
        head, *rest = pieces_of(policy.state())
        whole = b"".join(rest)

        again = state_of([head + whole[:5], whole[5:]])

        assert fingerprint_of(again) == fingerprint_of(policy.state())


def test_a_fingerprint_tells_lessons_apart_but_not_settings() -> None:
    send, message = lessons()
    narrow = new_send_policy(least_chance=0.2, most_chance=0.8, prior_mean=[0] * 6).update(**ROWS)

    assert fingerprint_of(narrow.state()) == fingerprint_of(send.state())
    assert fingerprint_of(send.state()) != fingerprint_of(message.state())
    assert fingerprint_of(send.state()) != fingerprint_of(
        new_send_policy(least_chance=0.1, most_chance=0.9).state()
    )


@pytest.mark.parametrize("wrong", ["less", "more", "nothing"])
def test_pieces_that_are_not_one_state_are_refused(wrong: str) -> None:
    pieces = list(pieces_of(lessons()[0].state()))
    broken = {"less": pieces[:-1], "more": [*pieces, b"x"], "nothing": []}

    with pytest.raises(BrokenStateError):
        state_of(broken[wrong])

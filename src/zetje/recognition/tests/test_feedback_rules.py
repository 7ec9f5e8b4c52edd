"""How an expert's word begins, what may stand in it, and whose turn it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.recognition.rules.feedback import (
    OPENINGS,
    UNFINISHED,
    Waiting,
    begun_with,
    in_turn,
    is_bare,
    opening_of,
    opening_words,
    tidy_word,
)

NOON = datetime(2026, 9, 15, 12, tzinfo=UTC)


def wait(ask_id: int, member_id: int, hours: int) -> Waiting:
    return Waiting(ask_id, member_id, NOON + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("asks", "had", "expected"),
    [
        ([wait(2, 7, 5), wait(1, 8, 1)], {}, [1, 2]),
        # Whoever asks about five posts has one turn before everybody else's second.
        ([wait(1, 7, 0), wait(2, 7, 1), wait(3, 7, 2), wait(4, 8, 9)], {}, [1, 4, 2, 3]),
        # Whoever got a word lately lets the others go first.
        ([wait(1, 7, 0), wait(2, 8, 3)], {7: 1}, [2, 1]),
        ([wait(1, 7, 0), wait(2, 8, 3)], {7: 1, 8: 1}, [1, 2]),
        ([wait(2, 7, 0), wait(1, 8, 0)], {}, [1, 2]),
        ([], {7: 3}, []),
    ],
)
def test_in_turn_is_oldest_first_and_fair_over_people(
    asks: list[Waiting], had: dict[int, int], expected: list[int]
) -> None:
    assert [ask.ask_id for ask in in_turn(asks, had=had)] == expected


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 50)), max_size=12),
    st.dictionaries(st.integers(0, 4), st.integers(0, 3)),
)
def test_in_turn_leaves_nobody_out_and_keeps_each_person_in_order(
    drawn: list[tuple[int, int]], had: dict[int, int]
) -> None:
    asks = [wait(number, who, hours) for number, (who, hours) in enumerate(drawn)]

    order = in_turn(asks, had=had)

    assert sorted(ask.ask_id for ask in order) == list(range(len(asks)))
    for who in {ask.member_id for ask in asks}:
        own = [ask.asked_at for ask in order if ask.member_id == who]
        assert own == sorted(own)


def test_an_opening_is_in_the_language_of_its_reader_and_replaces_another() -> None:
    dutch = {key: opening_words(key, name="Anna", language="nl") for key in OPENINGS}
    english = {key: opening_words(key, name="Anna", language="en") for key in OPENINGS}
    assert not set(dutch.values()) & set(english.values())
    assert "Anna" in dutch["compliment"]

    text = begun_with("De tweede zin.", "compliment", name="Anna", language="nl")
    assert text == f"{dutch['compliment']} De tweede zin."
    text = begun_with(text, "tip", name="Anna", language="nl")
    assert text == f"{dutch['tip']} De tweede zin."
    assert begun_with("", "question", name="Anna", language="nl") == f"{dutch['question']} "


def test_an_opening_that_begins_a_sentence_cannot_stand_alone() -> None:
    for key in OPENINGS:
        words = begun_with("", key, name="Anna", language="nl")
        assert is_bare(words, name="Anna", language="nl") == (key in UNFINISHED)
    assert not is_bare("Mooi.", name="Anna", language="nl")
    assert opening_of("tip") == "tip"
    assert opening_of("praise") is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  een\r\ntwee\rdrie \n\n\n\n vier ", "een\ntwee\ndrie \n\n vier"),
        ("\0mooi\x1b[31m\u202eneg", "mooi[31mneg"),
        ("👍🏽 é <b>{{ x }}</b>", "👍🏽 é <b>{{ x }}</b>"),
        ("\u2066 \n\t", ""),
    ],
)
def test_tidy_word_takes_out_what_nobody_sees(typed: str, kept: str) -> None:
    assert tidy_word(typed) == kept

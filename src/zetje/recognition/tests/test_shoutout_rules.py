"""What a shout-out may say, and in which order people are proposed, without a database."""

from __future__ import annotations

from collections import Counter

import pytest

from zetje.recognition.presenters.shoutouts import sizes_of
from zetje.recognition.queries.proposals import Deed, in_turn
from zetje.recognition.rules.shoutout_words import (
    family_names_in,
    fault_in,
    names_in,
    strange_figures,
)
from zetje.recognition.rules.shoutouts import LONGEST

FINE = [
    "Joris haalde de stille ketting uit elkaar voor de camera, en maakte zijn goede overhemd vies.",
    "Priya answered every single question under her post. Even mine.",
    "Dank je wel voor de tweede fase van de open dag, en voor de 12 stoelen.",
    "So that everyone could read along in both languages. Thank you.",
    "De collega’s van de nachtploeg staan er weer om zes uur.",
    "Tomasz rewrote mine so it sounded like me. How?",
]
WRONG = {
    "guilt": [
        "Eindelijk iemand die iets deelt.",
        "Unlike the rest of us, Noor shares.",
        "Neem een voorbeeld aan Noor.",
        "Others should do this too.",
        "Beter dan de rest van het team.",
    ],
    "private": [
        "Welkom terug, Noor!",
        "Fijn dat je weer terug bent.",
        "Na een lange pauze weer een bericht.",
        "Eight weeks in a row, wow.",
        "Noor is back after a long break.",
        "Je bent nu in je nieuwe fase.",
    ],
    "measured": [
        "Het meest gedeelde bericht van de maand.",
        "The most shared post of all.",
        "41 collega’s deelden het.",
        "It had 300 clicks.",
        "Hundreds of readers saw it.",
        "30% meer reacties.",
    ],
    "address": ["Kijk op https://evil.example/", "Mail noor@noordnaaf.example"],
}


@pytest.mark.parametrize("text", FINE)
def test_thanks_for_what_others_could_see_are_fine(text: str) -> None:
    assert fault_in(text) == ""


@pytest.mark.parametrize("text", [text for texts in WRONG.values() for text in texts])
def test_what_a_shout_out_never_says_is_said_beside_it(text: str) -> None:
    assert fault_in(text)


def test_a_figure_that_was_measured_may_stand_and_no_other() -> None:
    known = frozenset({"40"})

    assert fault_in("Minstens 40 collega’s deelden het.", known_figures=known) == ""
    assert strange_figures("Minstens 41 collega’s deelden het.", known_figures=known)
    assert strange_figures("At least 40 people and 4000 clicks.", known_figures=known)


def test_too_much_for_the_wall_is_too_much() -> None:
    assert fault_in("a" * LONGEST) == ""
    assert fault_in("a" * (LONGEST + 1))


def test_a_name_is_found_and_a_common_first_word_is_not() -> None:
    text = "Ben je trots? Will you thank Joris’s team? Mark my words: Mark helped, Anna's too."

    found = names_in(text)

    assert {"Joris", "Anna", "Mark"} <= found
    assert not {"Ben", "Will"} & found


def test_a_family_name_is_found_with_its_particles_and_without() -> None:
    found = family_names_in(
        "Bakker belt. Zo hielp mevrouw Van den Berg, en Visser’s oom in Utrecht."
    )

    assert {"van den berg", "den berg", "berg", "visser", "in utrecht"} <= found
    assert "bakker" not in found


def deed(member: int, number: int = 0) -> Deed:
    return Deed(subject=f"post:{member}-{number}", kind="post", member_id=member)


def test_who_was_thanked_lately_comes_later_and_each_comes_once() -> None:
    deeds = [deed(member, number) for member in range(1, 9) for number in range(3)]
    turns = dict.fromkeys(range(1, 9), 0) | {3: 2, 5: 1}

    order = [each.member_id for each in in_turn(deeds, turns=turns, seed="1:1300")]

    assert len(order) == len(set(order)) == 8
    assert order[-2:] == [5, 3]


def test_kinds_of_deeds_take_turns_among_equals() -> None:
    tips = [Deed(subject=f"tip:{member}", kind="tip", member_id=member) for member in range(9)]
    deeds = [*tips, deed(20), deed(21), Deed(subject="helper:1", kind="helper", member_id=30)]

    kinds = [each.kind for each in in_turn(deeds, turns=dict.fromkeys(range(31), 0), seed="1:1300")]

    assert Counter(kinds[:5]) == {"tip": 2, "post": 2, "helper": 1}


def test_the_lot_is_the_same_all_week_and_another_the_next() -> None:
    deeds, turns = [deed(member) for member in range(1, 31)], dict.fromkeys(range(1, 31), 0)

    weeks = [in_turn(deeds, turns=turns, seed=f"1:{week}") for week in range(200)]

    assert in_turn(list(reversed(deeds)), turns=turns, seed="1:0") == weeks[0]
    first = Counter(order[0].member_id for order in weeks)
    # Each of thirty is first about one time in thirty: nobody is always the same.
    assert len(first) > 25
    assert max(first.values()) < 20


def test_the_first_is_large_unless_it_says_too_much() -> None:
    assert sizes_of([80, 80, 80, 80]) == ["large", "mid", "mid", ""]
    assert sizes_of([300, 80]) == ["mid", "mid"]
    assert sizes_of([]) == []

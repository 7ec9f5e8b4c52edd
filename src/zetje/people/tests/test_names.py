"""Dutch names keep their particles and stand where people look for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.people.rules.names import (
    joined_family_name,
    same_word,
    sort_key,
    split_family_name,
    split_full_name,
)


@pytest.mark.parametrize(
    ("family_name", "particle", "name"),
    [
        ("van der Berg", "van der", "Berg"),
        ("Van den Broeck", "Van den", "Broeck"),
        ("d'Hondt", "d'", "Hondt"),
        ("d’Ancona", "d’", "Ancona"),
        ("'t Hart", "'t", "Hart"),
        ("’t Hart", "’t", "Hart"),
        ("van 't Hof", "van 't", "Hof"),
        ("van d'Arc", "van d'", "Arc"),
        ("op den Akker", "op den", "Akker"),
        ("de Vries-van Dam", "de", "Vries-van Dam"),
        ("O'Neill", "", "O'Neill"),
        ("Jansen", "", "Jansen"),
        ("van", "", "van"),
        ("", "", ""),
    ],
)
def test_splits_and_joins_a_family_name(family_name, particle, name) -> None:
    assert split_family_name(family_name) == (particle, name)
    assert joined_family_name(particle, name) == family_name


@given(st.lists(st.sampled_from(["van", "de", "'t", "d'", "Berg", "in"]), min_size=1, max_size=4))
def test_joining_undoes_splitting(words) -> None:
    family_name = " ".join(words)

    assert joined_family_name(*split_family_name(family_name)).split() == family_name.split()


def test_a_particle_that_stands_in_the_name_already_is_not_doubled() -> None:
    assert joined_family_name("van der", "van der Berg") == "van der Berg"


@pytest.mark.parametrize(
    ("full_name", "given_name", "family_name"),
    [
        ("Jan van der Berg", "Jan", "van der Berg"),
        ("Berg, Jan van der", "Jan", "van der Berg"),
        ("Hart, Anna Maria 't", "Anna Maria", "'t Hart"),
        ("Cher", "Cher", ""),
    ],
)
def test_takes_a_full_name_apart(full_name, given_name, family_name) -> None:
    assert split_full_name(full_name) == (given_name, family_name)


def test_people_stand_under_their_name_with_the_particle_after_it() -> None:
    names = [
        ("Zoë", "Bergman"),
        ("Anna", "van der Berg"),
        ("Bram", "Berg"),
        ("Élise", "Årsen"),
        ("Anna", "Berg"),
        ("Kees", "Berg-Jansen"),
        ("Daan", "'t Hart"),
        ("Ivo", "de Vries"),
        ("Özlem", "d'Hondt"),
    ]

    ordered = sorted(names, key=lambda name: sort_key(*name))

    assert [f"{given} {family}" for given, family in ordered] == [
        "Élise Årsen",
        "Anna Berg",
        "Anna van der Berg",
        "Bram Berg",
        "Kees Berg-Jansen",
        "Zoë Bergman",
        "Daan 't Hart",
        "Özlem d'Hondt",
        "Ivo de Vries",
    ]


def test_in_belgium_the_particle_is_part_of_the_name() -> None:
    assert sort_key("An", "Van den Broeck", country="BE") == "van den broeck  an"
    assert sort_key("An", "Van den Broeck", country="NL") == "broeck  an  van den"


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_sort_key_has_no_accents_and_no_capitals(given_name, family_name) -> None:
    key = sort_key(given_name, family_name)

    assert key == key.casefold()
    assert not any("\u0300" <= letter <= "\u036f" for letter in key)


def test_names_are_the_same_but_for_accents_and_signs() -> None:
    assert same_word("Zoë", "ZOE")
    assert same_word("d'Hondt", "d’Hondt")
    assert not same_word("Jan", "Jaap")

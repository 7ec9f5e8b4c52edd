"""A post says that its author works there, where readers see it, in the words of their law."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.sharing.queries.known_networks import network as network_of
from zetje.sharing.rules.disclosure import Terms, has_disclosure, phrases_of, with_disclosure
from zetje.sharing.rules.previews import Fold, fold
from zetje.sharing.rules.texts import Limit, count

LONG = Limit(most=3000, unit="utf16")
SHORT = Limit(most=300, unit="graphemes")
FOLD = Fold(signs=140, lines=3)
NL = Terms(organisation_name="Noordnaaf B.V.", country="NL", language="nl")
EN = replace(NL, language="en")
LINK = "https://go.noordnaaf.nl/l/abc"


@pytest.mark.parametrize(
    "text",
    [
        "(Ik werk bij Noordnaaf.)",
        "Ja, ik werk zelf al tien jaar bij Noordnaaf B.V. en ben trots.",
        "Bij Noordnaaf werk ik aan naven.",
        "Toevallig werk ik voor Noordnaaf.",
        "We werken graag bij Noordnaaf.",
        "Mijn werkgever Noordnaaf zoekt mensen.",
        "Onze collega’s van Noordnaaf",
        "Noordnaaf, mijn werkgever",
        "Dat zijn wij, Noordnaaf.",
        "Wij van Noordnaaf",
        "Sixty thousand kilometres. I work at Noordnaaf, so I am biased.",
        "We at Noordnaaf like breaking things.",
        "(That’s us, Noordnaaf.)",
        "my employer, Noordnaaf",
        "Noordnaaf, our employer",
        "Ich arbeite bei Noordnaaf.",
        "Je travaille chez Noordnaaf.",
        "Mooi. #ikwerkbijNoordnaaf",
        "#NoordnaafEmployee",
    ],
)
def test_has_disclosure_hears_it_in_many_words(text: str) -> None:
    assert has_disclosure(text, NL)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Noordnaaf maakt naven.",
        "Ik werk niet bij Noordnaaf.",
        "Ik wil werken bij Noordnaaf.",
        "I worked at Noordnaaf once.",
        "I work at Noordnaafje.",
        "As a fan at Noordnaaf",
        "Ik werk bij Zuidnaaf.",
        "#werkenbijNoordnaaf",
        "https://a.nl/?q=ik+werk+bij+noordnaaf",
    ],
)
def test_has_disclosure_does_not_take_less(text: str) -> None:
    assert not has_disclosure(text, NL)


def test_has_disclosure_knows_the_organisations_own_words() -> None:
    own = replace(NL, own="Noordnaaf betaalt mijn brood.")

    assert has_disclosure("Kijk! noordnaaf  betaalt mijn brood.", own)
    assert not has_disclosure("Kijk! Iemand betaalt mijn brood.", own)


def test_has_disclosure_knows_the_authors_job() -> None:
    tester = replace(EN, job_title="Test pilot")

    assert has_disclosure("As a test pilot at Noordnaaf I found that.", tester)
    assert not has_disclosure("As a test pilot at Noordnaaf I found that.", EN)


def test_has_disclosure_asks_for_the_reward_too() -> None:
    rewarded = replace(NL, rewarded=True)

    assert not has_disclosure("Ik werk bij Noordnaaf.", rewarded)
    assert has_disclosure("#advertentie Ik werk bij Noordnaaf.", rewarded)


@pytest.mark.parametrize(
    ("country", "language", "rewarded", "expected"),
    [
        ("NL", "nl", False, "Kijk. (Ik werk bij Noordnaaf.)"),
        ("NL", "en", False, "Kijk. (I work at Noordnaaf.)"),
        ("NL", "nl", True, "#advertentie Kijk. (Ik werk bij Noordnaaf.)"),
        ("BE", "nl", True, "#reclame Kijk. (Ik werk bij Noordnaaf.)"),
        ("BE", "fr", True, "#publicité Kijk. (Je travaille chez Noordnaaf.)"),
        ("BE", "en", True, "#reclame #ad Kijk. (I work at Noordnaaf.)"),
        ("US", "en", True, "#ad Kijk. (I work at Noordnaaf.)"),
        ("US", "en", False, "Kijk. (I work at Noordnaaf.)"),
        ("DE", "de", True, "#werbung Kijk. (Ich arbeite bei Noordnaaf.)"),
        ("PL", "pl", True, "#ad Kijk. (I work at Noordnaaf.)"),
    ],
)
def test_with_disclosure_speaks_by_country_language_and_reward(
    country: str, language: str, rewarded: bool, expected: str
) -> None:
    terms = replace(NL, country=country, language=language, rewarded=rewarded)

    assert with_disclosure("Kijk.", terms, limit=LONG).text == expected
    assert has_disclosure(expected, terms)


def test_with_disclosure_leaves_a_text_that_says_it_already() -> None:
    disclosed = with_disclosure("Ik werk bij Noordnaaf.", NL, limit=LONG)

    assert disclosed.text == "Ik werk bij Noordnaaf."
    assert disclosed.added == ""


def test_with_disclosure_adds_only_the_reward_where_the_rest_is_said() -> None:
    disclosed = with_disclosure("Ik werk bij Noordnaaf.", replace(NL, rewarded=True), limit=LONG)

    assert disclosed.text == "#advertentie Ik werk bij Noordnaaf."
    assert disclosed.added == "#advertentie"


def test_with_disclosure_uses_the_organisations_own_words() -> None:
    assert with_disclosure("Kijk.", replace(NL, own="Ik hoor erbij."), limit=LONG).text == (
        "Kijk. (Ik hoor erbij.)"
    )
    assert with_disclosure("Kijk.", replace(NL, own="#teamnaaf"), limit=LONG).added == "#teamnaaf"


def test_with_disclosure_stands_before_the_tags_and_the_link() -> None:
    text = f"Kijk.\n\n#fietsen #naaf\n\n{LINK}"

    assert with_disclosure(text, NL, limit=LONG).text == (
        f"Kijk. (Ik werk bij Noordnaaf.)\n\n#fietsen #naaf\n\n{LINK}"
    )


def test_with_disclosure_stands_above_the_fold_of_the_network() -> None:
    text = "Zestigduizend kilometer.\n\nTwee zinnen verder. En nog een.\n\n" + "Nog iets. " * 30

    placed = with_disclosure(text, NL, limit=LONG, fold=FOLD).text

    assert placed.startswith(
        "Zestigduizend kilometer.\n\nTwee zinnen verder. En nog een. (Ik werk bij Noordnaaf.)\n\n"
    )
    assert has_disclosure(fold(placed, FOLD).shown, NL)


def test_with_disclosure_goes_first_where_the_first_sentence_is_endless() -> None:
    placed = with_disclosure("woord " * 60, NL, limit=LONG, fold=FOLD).text

    assert placed.startswith("(Ik werk bij Noordnaaf.) woord")


def test_with_disclosure_goes_first_where_there_is_only_a_link() -> None:
    assert with_disclosure(LINK, NL, limit=LONG).text == f"(Ik werk bij Noordnaaf.) {LINK}"


def test_with_disclosure_turns_to_the_tag_where_the_sentence_does_not_fit() -> None:
    disclosed = with_disclosure("x" * 279 + ".", NL, limit=SHORT)

    assert disclosed.added == "#ikwerkbijNoordnaaf"
    assert count(disclosed.text, SHORT).fits


def test_with_disclosure_would_rather_be_too_long_than_silent() -> None:
    disclosed = with_disclosure("x" * 300, NL, limit=SHORT)

    assert has_disclosure(disclosed.text, NL)
    assert not count(disclosed.text, SHORT).fits


def test_phrases_of_names_what_every_post_carries() -> None:
    assert phrases_of(NL) == ["(Ik werk bij Noordnaaf.)", "#ikwerkbijNoordnaaf", "#advertentie"]


@given(
    text=st.text(),
    country=st.sampled_from(["NL", "BE", "US", "FR"]),
    language=st.sampled_from(["nl", "en", "fr", "de", "sv"]),
    rewarded=st.booleans(),
    folded=st.sampled_from([None, FOLD]),
)
def test_with_disclosure_always_discloses_and_never_twice(
    text: str, country: str, language: str, rewarded: bool, folded: Fold | None
) -> None:
    terms = replace(NL, country=country, language=language, rewarded=rewarded)

    once = with_disclosure(text, terms, limit=LONG, fold=folded).text

    assert has_disclosure(once, terms)
    assert with_disclosure(once, terms, limit=LONG, fold=folded).text == once


CASES = tomllib.loads(
    Path(__file__).with_name("cases").joinpath("disclosure.toml").read_text("utf-8")
)["case"]


def test_every_case_of_the_written_list_gets_what_its_law_asks() -> None:
    failed: list[str] = []
    for case in CASES:
        network = network_of(case["network"])
        terms = Terms(
            organisation_name="Noordnaaf B.V.",
            country=case["country"],
            language=case["language"],
            rewarded=case.get("rewarded", False),
            own=case.get("own", ""),
            job_title=case.get("job_title", ""),
            scored=network.scored,
        )
        found = with_disclosure(case["text"], terms, limit=network.limit, fold=network.fold)
        is_kept = "".join(case["text"].split()) in "".join(
            found.text.replace(found.added, "").split()
        )
        if found.added != case["adds"] or (not found.added and not is_kept):
            failed.append(f"{case['about']}: {case['text'][:60]} got {found.added!r}")

    assert not failed, "\n".join(failed)
    assert len(CASES) >= 60

"""“Je” becomes “u” and back with its verbs; where two readings are possible nothing is touched."""

from __future__ import annotations

import pytest

from zetje.voice.rules.dutch import address_of, addressed

TO_U = {
    "Kom je ook?": "Komt u ook?",
    "Ben jij de collega die we zoeken?": "Bent u de collega die we zoeken?",
    "Heb je vragen, bel ons dan.": "Hebt u vragen, bel ons dan.",
    "Dan kun je bij ons terecht.": "Dan kunt u bij ons terecht.",
    "Meld je aan via de site.": "Meld u aan via de site.",
    "Neem je fiets mee, of die van je buurvrouw.": "Neem uw fiets mee, of die van uw buurvrouw.",
    "Wat je zoekt, vind je hier.": "Wat u zoekt, vindt u hier.",
    "Als je wilt, kun je je aanmelden.": "Als u wilt, kunt u zich aanmelden.",
    "We geven je team een boost.": "We geven uw team een boost.",
    "Zo houd je je fiets heel.": "Zo houdt u uw fiets heel.",
    "Ga je mee?": "Gaat u mee?",
    "Je kan hem nu kopen.": "U kunt hem nu kopen.",
    "Ook jij bent welkom.": "Ook u bent welkom.",
    "Je verdient vanaf de eerste dag, je krijgt je eigen gereedschap.": (
        "U verdient vanaf de eerste dag, u krijgt uw eigen gereedschap."
    ),
    "Als je fiets kapot is, maken we hem.": "Als uw fiets kapot is, maken we hem.",
    "Zo krijg je je geld terug.": "Zo krijgt u uw geld terug.",
    "Laat je inspireren door de makers.": "Laat u inspireren door de makers.",
    "Deel nooit je pincode.": "Deel nooit uw pincode.",
    "Let op je aanvullende pakket.": "Let op uw aanvullende pakket.",
    "Staat er een K op de onderkant van je voorlamp?": (
        "Staat er een K op de onderkant van uw voorlamp?"
    ),
    "Hij zei: “Kom je ook?”": "Hij zei: “Kom je ook?”",
}
TO_JE = {
    "Komt u ook?": "Kom je ook?",
    "Heeft u vragen?": "Heb je vragen?",
    "Als u wilt, kunt u langskomen.": "Als je wilt, kun je langskomen.",
    "Meldt u zich aan via de site.": "Meld je aan via de site.",
    "Meld u aan via de site.": "Meld je aan via de site.",
    "Neemt u contact op met Jan.": "Neem contact op met Jan.",
    "Dit aanbod is er voor u.": "Dit aanbod is er voor jou.",
    "U heeft recht op 14 dagen.": "Je hebt recht op 14 dagen.",
    "U kunt zich aanmelden tot 3 mei.": "Je kunt je aanmelden tot 3 mei.",
    "Om 14 u beginnen we.": "Om 14 u beginnen we.",
    "Dat geeft u rust.": "Dat geeft je rust.",
    "Laat u verrassen.": "Laat je verrassen.",
    "Wat vindt u ervan?": "Wat vind je ervan?",
    "Wist u dat uw dak warmte verliest?": "Wist je dat je dak warmte verliest?",
}


@pytest.mark.parametrize("sentence", TO_U)
def test_je_becomes_u_with_its_verb(sentence: str) -> None:
    assert addressed(sentence, to="u") == TO_U[sentence]


@pytest.mark.parametrize("sentence", TO_JE)
def test_u_becomes_je_with_its_verb(sentence: str) -> None:
    assert addressed(sentence, to="je") == TO_JE[sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dat scheelt je tijd.",
        "Jullie zijn welkom.",
        "Bel ons als je vragen hebt.",
        "Ontdek hoe je energie bespaart.",
        "Als je kinderen hebt, is er een speelhoek.",
        "Zo frobbel je een naaf.",
        "Zo controleer je de jouwe.",
        "Kom langs en neem je hond mee.",
        "Wil je dat u ook weet?",
    ],
)
def test_what_can_be_read_in_two_ways_is_left_alone(sentence: str) -> None:
    assert addressed(sentence, to="u") is None


def test_a_verb_far_from_u_is_left_alone() -> None:
    assert addressed("Bel ons als u vragen heeft.", to="je") is None


def test_how_a_text_addresses_its_reader_is_heard_outside_quotations() -> None:
    assert address_of("Hij zei: “Kom je ook?”") == "none"
    assert address_of("Om 10.00 u begint het.") == "none"
    assert address_of("Kent u je buren?") == "mixed"
    assert address_of("Uw mening telt.") == "u"

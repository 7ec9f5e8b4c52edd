"""What the words of a prompt may not do, by examples: good ones pass, bad ones are named."""

from __future__ import annotations

import pytest

from zetje.prompting.rules.arms import (
    FAMILIES,
    LANGUAGES,
    LONGEST,
    TONE_RULES,
    Wording,
    built_in,
    check_wording,
)

# By rule and language: sentences that an editor might write, with the words that are named.
BAD = {
    ("guilt", "nl"): {
        "Je hebt nog niets gedeeld deze maand": "Je hebt nog niets gedeeld",
        "We rekenen op je": "rekenen op je",
        "Je team mist je": "mist je",
        "Vergeet je verhaal niet": "Vergeet",
        "Waarom deel je nooit iets?": "Waarom deel je nooit",
        "Jij bent de enige die nog niet meedoet": "de enige die",
    },
    ("guilt", "en"): {
        "You still haven't shared this month": "You still haven't shared",
        "Your team is counting on you": "counting on you",
        "Everyone else has done it": "Everyone else has",
        "We miss you": "We miss you",
        "Don’t let us down": "let us down",
        "Did you forget something?": "forget",
    },
    ("loss", "nl"): {
        "Straks ben je je ketting kwijt": "kwijt",
        "Verlies je reeks niet": "Verlies",
        "Je ketting staat op het spel": "op het spel",
    },
    ("loss", "en"): {
        "You will lose your chain": "lose",
        "Do not break your streak": "break your streak",
        "Your nine weeks are at risk": "at risk",
    },
    ("scarcity", "nl"): {
        "Laatste kans om mee te doen": "Laatste kans",
        "Nog maar een paar plekken": "Nog maar",
        "Mis het niet": "Mis het niet",
        "Exclusief voor jou": "Exclusief",
    },
    ("scarcity", "en"): {
        "Last chance to join": "Last chance",
        "Only three left": "Only three left",
        "Don't miss this": "Don't miss",
        "A limited offer": "limited",
    },
    ("urgency", "nl"): {
        "Deel het meteen": "meteen",
        "Je hebt nog drie uur": "nog drie uur",
        "Doe het vandaag nog": "vandaag nog",
        "Dringend": "Dringend",
    },
    ("urgency", "en"): {
        "Share it right now": "right now",
        "Hurry, it is Thursday": "Hurry",
        "Share within two hours": "within two hours",
        "The deadline is near": "deadline",
    },
    ("pressure", "nl"): {
        "Je moet dit even delen": "Je moet",
        "Je leidinggevende leest mee": "Je leidinggevende",
        "Delen is verplicht": "verplicht",
    },
    ("pressure", "en"): {
        "You should share this": "You should",
        "Your manager will see it": "Your manager",
        "Sharing is required": "required",
    },
    ("numbers", "nl"): {
        "Het kost je 30 seconden": "30",
        "Twintig collega's deelden dit": "Twintig collega's",
        "Eigen woorden werken drie keer zo goed": "drie keer",
        "De meeste mensen delen op dinsdag": "De meeste mensen",
        "Iedereen leest het": "Iedereen",
    },
    ("numbers", "en"): {
        "It takes 30 seconds": "30",
        "Twenty colleagues shared it": "Twenty colleagues",
        "Read three times as often": "three times as",
        "Most people share on Tuesday": "Most people",
        "Research shows it works": "Research shows",
    },
    ("shouting", "nl"): {"Doe mee!": "!", "GRATIS koffie": "GRATIS", "Nieuw 🎉": "🎉"},
    ("shouting", "en"): {"Join in!": "!", "A GREAT story": "GREAT", "New ✨": "✨"},
    ("address", "nl"): {"Kijk op https://noordnaaf.example": "https://noordnaaf.example"},
    ("address", "en"): {"Mail me at femke@noordnaaf.example": "femke@noordnaaf.example"},
}
GOOD = {
    "nl": [
        "Zin in iets nieuws? “{story}” ligt klaar.",
        "Deel voor zondagnacht één bericht als je wilt",
        "Het laatste nieuws uit de werkplaats",
        "Wat zou jij erover zeggen?",
        "Een rustig moment voor een verhaal",
        "De NAVO en de EU staan erin",
    ],
    "en": [
        "Something new? “{story}” is there.",
        "One share before Sunday night, if you like",
        "The latest from the workshop",
        "What would you say about it?",
        "Take a break and read “{story}”",
        "A quiet moment for a story",
    ],
}


def of(language: str = "nl", arm: str = "neutral", **parts: str) -> Wording:
    given = {"subject": "Een verhaal", "lead": "“{story}” ligt klaar."} | parts
    return Wording(key="own.x", arm=arm, language=language, **given)


def test_every_rule_has_bad_examples_in_both_languages_and_each_is_found_with_its_words():
    assert {key for key, _ in BAD} == {rule.key for rule in TONE_RULES}
    for rule in TONE_RULES:
        assert set(rule.patterns) == set(LANGUAGES)
        for language in LANGUAGES:
            for text, words in BAD[rule.key, language].items():
                found = check_wording(of(language, lead=text))
                named = [(one.part, one.words) for one in found if one.rule == rule.key]
                assert named == [("lead", words)], text
                assert str(rule.reason).endswith(".")


@pytest.mark.parametrize("language", LANGUAGES)
def test_good_words_pass(language):
    for text in GOOD[language]:
        assert check_wording(of(language, lead=text)) == [], text


def test_our_own_words_pass_their_own_check():
    for family in FAMILIES:
        for language in LANGUAGES:
            for wording in built_in(arm=family.key, language=language):
                assert check_wording(wording) == [], wording


def test_a_fact_must_be_one_that_the_kind_of_prompt_always_has():
    assert check_wording(of(lead="{Colleagues} collega's", arm="social_proof")) == []

    def rules(text: str, arm: str = "neutral") -> list[tuple[str, str]]:
        return [(one.rule, one.words) for one in check_wording(of(lead=text, arm=arm))]

    assert rules("{Colleagues} collega's") == [("foreign", "{colleagues}")]
    assert rules("Hallo {naam}") == [("unknown", "{naam}")]
    assert rules("Hallo {story") == [("brace", "{")]
    assert rules("Hallo story}") == [("brace", "}")]
    # How a fact is written is not how it is said: it is not held against the words.
    assert rules("“{STORY}” ligt klaar") == []


def test_subject_and_lead_are_needed_and_nothing_is_too_long():
    assert [(one.part, one.rule) for one in check_wording(of(subject=" ", lead=""))] == [
        ("subject", "needed"),
        ("lead", "needed"),
    ]
    for part, most in LONGEST.items():
        assert check_wording(of(**{part: "a" * most})) == []
        found = check_wording(of(**{part: "a" * (most + 1)}))
        assert [(one.part, one.rule) for one in found] == [(part, "long")]

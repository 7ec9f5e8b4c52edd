"""Denials that are turned round, and news that no source has, in both languages."""

from __future__ import annotations

import pytest

from zetje.voice.rules.model_grounds import tells_other_news, turns_denials_round

ENGLISH = (
    "On 14 May we open a repair shop in Ghent. Twelve mechanics work there. "
    "We do not repair e-bikes yet."
)
DUTCH = (
    "We zoeken een monteur in Zwolle. Een diploma is niet nodig. Noordnaaf maakt een naaf die je "
    "niet hoort."
)


@pytest.mark.parametrize(
    ("text", "source", "is_turned"),
    [
        ("We open a repair shop in Ghent. E-bikes are not repaired yet.", ENGLISH, False),
        ("Not for e-bikes yet, but for all other bikes: our repair shop opens.", ENGLISH, False),
        ("We repair e-bikes too in our new shop in Ghent.", ENGLISH, True),
        ("Twelve mechanics work there, but not on Sundays.", ENGLISH, True),
        ("Our mechanics don't work there.", ENGLISH, True),
        ("We zoeken een monteur, en een diploma is niet nodig.", DUTCH, False),
        ("Onze naaf hoor je niet. Wij zoeken een monteur in Zwolle.", DUTCH, False),
        ("Monteur gezocht in Zwolle. Een diploma is nodig.", DUTCH, True),
        ("Wij zoeken geen monteur in Zwolle.", DUTCH, True),
        ("We zoeken een monteur. Vrouwen hoeven niet te reageren.", DUTCH, True),
    ],
)
def test_a_denial_that_is_turned_round_is_seen(text: str, source: str, is_turned: bool) -> None:
    assert turns_denials_round(text, sources=[source]) is is_turned


@pytest.mark.parametrize(
    ("text", "source", "is_other"),
    [
        ("We close our repair shop in Ghent.", ENGLISH, True),
        ("We open a repair shop in Ghent, with a discount for you.", ENGLISH, True),
        ("Wij sluiten onze werkplaats in Gent.", ENGLISH, True),
        ("Our director opens the repair shop in Ghent.", ENGLISH, True),
        ("We open a repair shop, with a close look at your bike.", ENGLISH, True),
        ("We openen een werkplaats in Gent.", ENGLISH, False),
        ("Wij sluiten de winkel.", "The shop closes in May.", False),
        ("Gratis controle in Gent.", "A free check in Ghent.", False),
        ("Altijd al monteur willen zijn?", DUTCH, False),
    ],
)
def test_a_word_that_makes_news_stands_in_a_source_of_either_language(
    text: str, source: str, is_other: bool
) -> None:
    assert tells_other_news(text, sources=[source]) is is_other

"""Titles of the same news, and titles that only look alike."""

from __future__ import annotations

import pytest

from zetje.content.rules.resemblance import are_alike, likest

SAME = [
    ("Noordnaaf opent tweede gieterij in Zwolle", "Noordnaaf opent een tweede gieterij in Zwolle!"),
    ("N9 hub wins the Delft durability prize", "N9 hub wins Delft durability prize | Noordnaaf"),
    ("N9 Hub Wins Delft Durability Prize", "Delft durability prize: N9 hub wins"),
    ("Drie leerlingen, één werkbank: een video", "Drie leerlingen, een werkbank – video"),
    ("Open dag 2026 bij Noordnaaf in Zwolle", "OPEN DAG 2026 bij Noordnaaf in Zwolle"),
    ("Vrijdagborrel", "VRIJDAGBORREL!"),
    ("Spare hubs for every bike since 1986", "Spare hubs for each bike since 1986"),
]
DIFFERENT = [
    ("Open dag 2026 bij Noordnaaf in Zwolle", "Open dag 2025 bij Noordnaaf in Zwolle"),
    ("Three apprentices start in the foundry", "Four engineers leave the workshop"),
    ("Vacature: lasser in Zwolle", "Vacature: planner in Kampen"),
    ("Noordnaaf opent tweede gieterij in Zwolle", "Noordnaaf sluit kantine in Kampen"),
    ("N9 hub wins prize", "N10 hub wins prize"),
    ("The silent chain", "The hub that outlives the bike"),
    ("Vrijdagborrel", "Vrijdag"),
    ("", ""),
    ("!!!", "???"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_news_is_known_again(one: str, other: str) -> None:
    assert are_alike(one, other)
    assert are_alike(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_news_is_left_apart(one: str, other: str) -> None:
    assert not are_alike(one, other)
    assert not are_alike(other, one)


def test_the_nearest_title_of_many_is_found() -> None:
    titles = [*(other for _one, other in DIFFERENT[:6]), "N9 hub wins Delft durability prize"]
    assert likest("N9 hub wins the Delft durability prize", titles) == 6

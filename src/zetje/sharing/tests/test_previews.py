"""A preview folds where the network folds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zetje.sharing.rules.previews import Fold, fold

LINKEDIN = Fold(signs=140, lines=3)


def test_fold_shows_a_short_text_whole() -> None:
    assert fold("Kort.", LINKEDIN).hidden == ""


def test_fold_shows_all_where_a_network_never_folds() -> None:
    assert fold("x" * 999, None).shown == "x" * 999


def test_fold_cuts_after_the_third_line() -> None:
    assert fold("een\ntwee\n\nvier", LINKEDIN).shown == "een\ntwee"


def test_fold_cuts_between_words() -> None:
    folded = fold("negentien letters.. " * 10, LINKEDIN)

    assert folded.shown.endswith("letters..")
    assert len(folded.shown) <= 140


def test_fold_cuts_a_word_that_is_longer_than_the_fold() -> None:
    assert fold("x" * 200, LINKEDIN).shown == "x" * 140


@given(st.text(), st.integers(1, 50), st.integers(1, 5))
def test_fold_loses_nothing_but_blanks(text: str, signs: int, lines: int) -> None:
    folded = fold(text, Fold(signs=signs, lines=lines))

    assert "".join((folded.shown + folded.hidden).split()) == "".join(text.split())

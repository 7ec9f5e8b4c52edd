"""What the fact guard lets stand and what it stops: every case of the written list."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.content.rules.facts import Claim, claims_in, lost, unsupported

LIST = tomllib.loads(Path(__file__).with_name("cases").joinpath("facts.toml").read_text("utf-8"))
KNOWN = ["Noordnaaf"]


def found(case: dict[str, Any]) -> tuple[Claim, ...]:
    source = LIST["sources"].get(case["source"], case["source"])
    return unsupported(case["text"], sources=[source], language=case["language"], known_names=KNOWN)


def is_meant(wrong: str, claim: Claim) -> bool:
    said, meant = claim.words.casefold(), wrong.casefold()
    return said in meant or meant in said


def test_every_case_of_the_list_is_told_apart() -> None:
    failed: list[str] = []
    for case in LIST["case"]:
        claims, wrong = found(case), case.get("wrong", [])
        missed = [words for words in wrong if not any(is_meant(words, one) for one in claims)]
        needless = [one for one in claims if not any(is_meant(words, one) for words in wrong)]
        if missed or needless:
            failed.append(f"{case['about']}: {case['text']} missed {missed}, stopped {needless}")

    assert failed == []


def test_the_list_is_long_and_in_both_languages() -> None:
    by_language = [sum(case["language"] == one for case in LIST["case"]) for one in ("nl", "en")]

    assert min(by_language) >= 60
    assert sum(bool(case.get("wrong")) for case in LIST["case"]) >= 60


def test_a_source_claims_nothing_that_it_does_not_say_itself() -> None:
    for key, source in LIST["sources"].items():
        assert unsupported(source, sources=[source], language=key[-2:]) == ()


def test_a_claim_stands_where_it_was_written() -> None:
    text = "Wow 🎉: ‘zestig­duizend’ km, écht"

    figure = next(claim for claim in claims_in(text, language="nl") if claim.kind == "figure")

    assert text[figure.start : figure.end] == "zestig­duizend"
    assert figure.value.startswith("plain:60000")


def test_a_fact_that_was_garbled_is_lost() -> None:
    source = "Veertien maanden draaide de naaf. Sanne schroefde hem open."

    garbled = lost("Dertien maanden draaide de naaf.", source=source, language="nl")
    left_out = lost("De naaf draaide maar door.", source=source, language="nl")

    assert [claim.words for claim in garbled] == ["Veertien maanden"]
    assert left_out == ()


@given(st.text(), st.sampled_from(["nl", "en"]))
def test_any_text_can_be_read_and_stands_in_itself(text: str, language: str) -> None:
    for claim in claims_in(text, language=language):
        assert 0 <= claim.start < claim.end <= len(text)


@pytest.mark.parametrize("words", ["twee Jan de 1.000 ", "1.", "A.B.", "a@b.c.", "9:00 ", "3 mei "])
def test_a_hostile_text_is_read_in_time(words: str) -> None:
    began = time.process_time()
    claims_in((words * 5_000)[:5_000], language="nl")

    assert time.process_time() - began < 3


def test_digits_that_python_does_not_know_count_nothing() -> None:
    assert claims_in("\U000116d0\U000116d1", language="nl") == ()
    assert [claim.words for claim in claims_in("er zijn ٣ naven", language="nl")] == ["3"]


def test_digits_without_end_are_no_figure() -> None:
    assert claims_in("1" * 4_400, language="nl") == ()
    claims_in("1" * 4_400 + " op de " + "2" * 4_400, language="nl")

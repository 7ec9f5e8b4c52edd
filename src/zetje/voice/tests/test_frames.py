"""The lines around a story claim nothing: no figure, name, promise or comparison is ever added."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from zetje.content import queries as content
from zetje.voice.rules import rewriting
from zetje.voice.rules.dutch import address_of
from zetje.voice.rules.rewriting.frames import question_from
from zetje.voice.rules.turns import TURNS

FRAMES: dict[str, Any] = tomllib.loads(
    (Path(rewriting.__file__).parent / "frames.toml").read_text()
)


def _lines(found: Any) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for each in found.values():
            yield from _lines(each)
    else:
        for each in found:
            yield from _lines(each)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_line_of_ours_claims_anything(language: str) -> None:
    turns = [line for turn in TURNS.values() for line in turn.said[language].values()]
    lines = [*_lines(FRAMES[language]), *turns]
    claims = {
        line: [one.words for one in found]
        for line in lines
        if (
            found := content.unsupported(
                line.replace("{text}", "").replace("{title}", "dit"),
                sources=["In het Engels. In Dutch. Benieuwd. Curious."],
                language=language,
            )
        )
    }

    assert not claims


@pytest.mark.parametrize("formality", ["je", "u", "none"])
def test_a_line_addresses_its_reader_as_its_list_says(formality: str) -> None:
    for group in ("ask", "after"):
        for line in _lines(FRAMES["nl"][group][formality]):
            assert address_of(line) in (formality, "none"), line
    for group in ("self", "warm"):
        assert {address_of(line) for line in _lines(FRAMES["nl"][group])} == {"none"}


@pytest.mark.parametrize(
    ("title", "language", "asked"),
    [
        (
            "Hoe Lotte haar eerste bericht schreef",
            "nl",
            "Benieuwd hoe Lotte haar eerste bericht schreef?",
        ),
        ("Waarom onze nachtploeg zelf kiest", "nl", "Benieuwd waarom onze nachtploeg zelf kiest?"),
        ("Zo maakt Marijke een verhaal", "nl", "Hoe maakt Marijke een verhaal?"),
        ("How we cut our build time", "en", "Curious how we cut our build time?"),
        ("Wie wordt onze lasser?", "nl", "Wie wordt onze lasser?"),
        # A question in its own order, a call, and a title in two parts are left alone.
        ("Wat is nieuw in 2026", "nl", ""),
        ("Wat een dag", "nl", ""),
        ("Hoe mooi is dat", "nl", ""),
        ("How does it work", "en", ""),
        ("Waarom: het verhaal achter de naaf", "nl", ""),
        ("Zo'n dag vergeet je niet", "nl", ""),
        ("Onze nieuwe hal is open", "nl", ""),
    ],
)
def test_a_title_becomes_a_question_only_where_it_is_one(
    title: str, language: str, asked: str
) -> None:
    assert question_from(title, language=language) == asked

"""Two hundred pairs of a story and a way of writing: what each suggestion must be, by rules.

The figures, names, dates and links of a suggestion are those of its story, it is about as long as
its person writes where the story has so much in it, and it says "je" or "u" as they do.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import regex

from zetje.content import queries as content
from zetje.voice.rules.dutch import address_of
from zetje.voice.rules.profiles import Profile
from zetje.voice.rules.rewriting import GivenWording, Rewritten, StoryFacts, rewrite
from zetje.voice.rules.rewriting.reading import is_grave
from zetje.voice.rules.rewriting.sentences import EMOJI, TAG
from zetje.voice.rules.signs import graphemes
from zetje.voice.rules.trial import story_from, voice_from

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Pair:
    """A story, a way of writing, and what came of the two."""

    name: str
    facts: StoryFacts
    variants: list[GivenWording]
    profile: Profile
    found: tuple[Rewritten, ...]

    @property
    def source(self) -> str:
        parts = [self.facts.title, self.facts.summary, *(one.text for one in self.variants)]
        return "\n".join(parts)


def _read(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((CASES / f"{name}.toml").read_text())[name.removesuffix("s")])


@cache
def stories() -> list[tuple[StoryFacts, list[GivenWording]]]:
    given = tomllib.loads((CASES / "stories.toml").read_text())["story"]
    return [story_from(one) for one in given]


@cache
def profiles() -> list[tuple[str, Profile]]:
    return [(one.pop("name"), voice_from(one)) for one in _read("profiles")]


@cache
def pairs(number: int) -> list[Pair]:
    """The pairs of one way of writing with every story."""
    name, profile = profiles()[number]
    return [
        Pair(
            f"{facts.title} / {name}",
            facts,
            variants,
            profile,
            rewrite(variants, facts, profile, language=facts.language, salt=name),
        )
        for facts, variants in stories()
    ]


def texts(number: int) -> list[tuple[Pair, str]]:
    return [(pair, one.text) for pair in pairs(number) for one in pair.found]


def test_there_are_two_hundred_pairs_in_both_languages() -> None:
    languages = [facts.language for facts, _variants in stories()]

    assert len(stories()) * len(profiles()) == 200
    assert min(languages.count("nl"), languages.count("en")) >= 10


EACH = range(8)


@pytest.mark.parametrize("number", EACH)
def test_each_pair_gets_three_that_differ(number: int) -> None:
    for pair in pairs(number):
        openings = {" ".join(one.text.split()[:9]) for one in pair.found}
        assert len(pair.found) == 3, pair.name
        assert len({one.text for one in pair.found}) == 3, pair.name
        assert len(openings) >= 2, pair.name


@pytest.mark.parametrize("number", EACH)
def test_every_fact_of_a_suggestion_stands_in_its_story(number: int) -> None:
    for pair, text in texts(number):
        bare = TAG.sub("", text)
        language = pair.facts.language
        wrong = content.unsupported(
            bare,
            # Lines of ours claim nothing (`test_frames.py`); "OK. Delen mag." names nobody.
            sources=[pair.source, "Delen mag. Doorsturen mag."],
            language=language,
            known_names=[pair.facts.organisation, "Delen", "Doorsturen"],
        )
        assert not wrong, (pair.name, text, [one.words for one in wrong])
        for figure in regex.findall(r"\d[\d.,:]*\d|\d", bare):
            assert figure in pair.source, (pair.name, figure)


def _words(text: str) -> list[str]:
    return regex.findall(r"[\p{L}\p{N}’']+", EMOJI.sub("", text))


@pytest.mark.parametrize("number", EACH)
def test_length_and_formality_are_the_persons(number: int) -> None:
    found = texts(number)
    fits = [pair for pair, text in found if _is_as_long(pair, text)]
    for pair, text in found:
        wanted = pair.profile.formality_in("nl")
        if pair.facts.language == "nl" and wanted in ("je", "u"):
            assert address_of(text) in (wanted, "none"), (pair.name, text)

    assert len(fits) >= 0.95 * len(found)


def _is_as_long(pair: Pair, text: str) -> bool:
    """Within half as much again, or as near to it as whole sentences of the story come."""
    length, wanted = graphemes(text), pair.profile.length
    everything = graphemes(pair.facts.title) + graphemes(pair.facts.summary)
    lead = min(everything, 175)
    return 0.6 * min(wanted, everything) <= length <= max(1.5 * wanted, lead + 20)


@pytest.mark.parametrize("number", EACH)
def test_emoji_and_tags_are_as_many_as_the_persons(number: int) -> None:
    for pair, text in texts(number):
        grave = is_grave(pair.source, pair.facts.language)
        wanted = 0 if grave else round(pair.profile.emoji)
        count = len(EMOJI.findall(text))
        assert count == wanted or (wanted == 0 and count <= 1), (pair.name, text)
        assert len(TAG.findall(text)) <= round(pair.profile.hashtags), (pair.name, text)


@pytest.mark.parametrize("number", EACH)
def test_what_is_marked_as_changed_is_what_the_story_does_not_say(number: int) -> None:
    for pair in pairs(number):
        for one in pair.found:
            kept = one.text
            for span in reversed(one.changes):
                kept = kept[: span.start] + " " + kept[span.end :]
            told = {word.casefold() for word in _words(pair.source)}
            strange = [word for word in _words(TAG.sub("", kept)) if word.casefold() not in told]
            assert not strange, (pair.name, strange, one.text)


def test_the_same_pair_gives_the_same_and_another_person_other_lines() -> None:
    facts, variants = stories()[0]
    profile = profiles()[0][1]

    def said(salt: str) -> list[str]:
        found = rewrite(variants, facts, profile, language="nl", salt=salt)
        return [one.text for one in found]

    assert said("anna") == said("anna")
    assert len({tuple(said(f"person {number}")) for number in range(12)}) >= 4

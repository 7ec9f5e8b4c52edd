"""The words of the invented people: a story's text, made their own."""

from __future__ import annotations

import tomllib
from functools import cache

from numpy.random import Generator

from zetje.web.demo.chance import one_of
from zetje.web.demo.material import HERE, DemoStory
from zetje.web.demo.publishing import first_sentence

# What fits everywhere, with room for the link and the disclosure.
_SHORT = {"x": 150, "bluesky": 190}
_LONG = 450


def own_words(story: DemoStory, *, language: str, network: str, rng: Generator) -> str:
    """A post about a story as this person might write it."""
    lines = _lines()[language]
    opening = one_of(lines["opening"], rng)
    closing = one_of(lines["closing"], rng)
    text = story.text[language]
    rest = text[len(first_sentence(text)) :].strip()
    middle = rest if rest and rng.random() < 0.5 else text
    room = _SHORT.get(network, _LONG)
    whole = f"{opening}\n\n{middle}\n\n{closing}"
    if len(whole) <= room:
        return whole
    short = f"{opening} {first_sentence(middle)}"
    return short if len(short) <= room else f"{opening} {story.title[language]}."


@cache
def _lines() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((HERE / "words.toml").read_text())

"""Counts how somebody writes, from texts of theirs. Keeps counts, and no word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import fmean, median
from typing import Final

import regex

from zetje.voice.rules.dutch import address_of
from zetje.voice.rules.profiles import LANGUAGES, Profile
from zetje.voice.rules.rewriting import reading
from zetje.voice.rules.rewriting.sentences import EMOJI, TAG, cut
from zetje.voice.rules.signs import FAVOURITES, graphemes
from zetje.voice.rules.turns import turns_in

_LINK: Final = regex.compile(r"(?:https?://|www\.)\S+|\S+/l/[\w-]+")
_WARM: Final = {
    "nl": regex.compile(
        r"\b(?:trots\w*|blij|mooi\w*|leuk\w*|fijn\w*|geniet\w*|prachtig\w*|dank\w*|bedankt|geweldig\w*|"
        r"bijzonder\w*|lief|lieve|hart\w*|plezier|super\w*|top)\b",
        regex.IGNORECASE,
    ),
    "en": regex.compile(
        r"\b(?:proud|happy|lovely?|great|thanks?|thank|wonderful|glad|enjoy\w*|amazing|special|heart\w*|"
        r"grateful|fun|beautiful)\b",
        regex.IGNORECASE,
    ),
}
_COLDEST: Final = 0.15
_WARMER: Final = 0.17
_MOST_FAVOURITES: Final = 5
_SENTENCES_A_LINE: Final = 1.3
_OFTEN: Final = 0.34


def profile_from(samples: Sequence[tuple[str, str]]) -> Profile:
    """How somebody writes.

    Args:
        samples: texts of theirs with their languages ("" where it is neither of ours), the newest
            first.
    """
    texts = [(text, language if language in LANGUAGES else "nl") for text, language in samples]
    if not texts:
        return Profile()
    plain = [(_LINK.sub("", text).strip(), language) for text, language in texts]
    emoji = [sign for text, _language in plain for sign in EMOJI.findall(text)]
    turns = Counter(key for text, language in plain for key in turns_in(text, language=language))
    return Profile(
        languages=tuple(_most(language for _text, language in samples if language in LANGUAGES)),
        formality=_formality(plain),
        length=round(median(graphemes(text) for text, _language in plain)),
        sentence_length=_sentence_length(plain),
        opening=_most(_opening(text, language) for text, language in plain)[0],
        warmth=round(fmean(_warmth(text, language) for text, language in plain), 2),
        emoji=round(len(emoji) / len(plain), 1),
        favourite_emoji=tuple(_most(sign for sign in emoji if sign in FAVOURITES))[
            :_MOST_FAVOURITES
        ],
        hashtags=round(fmean(len(TAG.findall(text)) for text, _language in plain), 1),
        line_breaks=_most(_line_breaks(text, language) for text, language in plain)[0],
        favourite_turns=tuple(key for key, _count in turns.most_common()),
        basis=len(samples),
    )


def _most(found: Iterable[str]) -> list[str]:
    """The distinct ones, the most frequent first, then in their order."""
    return [key for key, _count in Counter(found).most_common()]


def _formality(plain: Sequence[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    dutch = [address_of(text) for text, language in plain if language == "nl"]
    if dutch:
        said = Counter(one for one in dutch if one in ("je", "u"))
        often = said.most_common(1)
        found["nl"] = often[0][0] if often and often[0][1] >= _OFTEN * len(dutch) else "none"
    if any(language == "en" for _text, language in plain):
        found["en"] = "none"
    return found


def _sentence_length(plain: Sequence[tuple[str, str]]) -> int:
    lengths = [
        len(reading.plain_words(one.text))
        for text, _language in plain
        for one in cut(text).sentences
    ]
    return round(median(length for length in lengths if length) if any(lengths) else 0)


def _opening(text: str, language: str) -> str:
    sentences = cut(text).sentences
    if not sentences:
        return "statement"
    first = sentences[0].text
    if reading.is_question(first):
        return "question"
    words = reading.plain_words(first)[:4]
    if {"ik", "mijn", "m'n", "i", "i'm", "my", "i've"} & set(words):
        return "first_person"
    return "figure" if reading.figures(" ".join(words), language) else "statement"


def _warmth(text: str, language: str) -> float:
    signals = len(_WARM[language].findall(text)) + text.count("!") + len(EMOJI.findall(text))
    return min(1.0, _COLDEST + _WARMER * signals)


def _line_breaks(text: str, language: str) -> str:
    body = text.strip()
    lines = [line for line in body.split("\n") if line.strip()]
    if len(lines) < 2:
        return "block"
    sentences = max(1, len(cut(body).sentences))
    several = len(lines) >= 3 and sentences / len(lines) <= _SENTENCES_A_LINE
    return "lines" if several else "paragraphs"

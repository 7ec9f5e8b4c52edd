"""Reads what a language model answered, and leaves out what does not keep to the bounds.

Facts are judged elsewhere (`content.queries.unsupported`); this is about everything else: form,
length, language, links, markup, how readers are addressed, and whether it is about the story.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import regex
from rapidfuzz import fuzz

from zetje.voice.rules.measuring import graphemes
from zetje.voice.rules.model_grounds import tells_other_news, turns_denials_round
from zetje.voice.rules.model_material import Material, echoes, is_aimed_at_machines

_LINK: Final = regex.compile(
    r"https?:|www\.|(?<![\p{L}\p{N}])[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.[a-z]{2,}(/|\b)|(?<!\w)@\w",
    regex.IGNORECASE,
)
_MARKUP: Final = regex.compile(
    r"<[/a-z!]|\]\(|\*\*|__|```|^#{1,6}\s|\{\{|\}\}|\{%|\[[\w ]{1,30}\]", regex.I | regex.M
)
_MACHINE: Final = regex.compile(
    r"\b(as an? (ai|language model)|language model|taalmodel|chatgpt|openai|system prompt|"
    r"i (cannot|can't|am unable to) (help|assist|comply|write|fulfil\w*)|"
    r"ik kan (hier|daar|dit|je)\w*\s?(niet|geen)|als (een )?(ai|taalmodel)|"
    r"(the|these|my) instructions|(de|mijn|deze) instructies|here (is|are) (your|the|three)|"
    r"hier (is|zijn|volgt|volgen) (je|de|drie|een)\b.{0,20}\b(posts?|berichten|tekst\w*)|json)\b",
    regex.IGNORECASE,
)
_EMOJI: Final = regex.compile(
    r"\s?[\p{Extended_Pictographic}--\p{N}--[#*©®™]][\u200d\ufe0f\U0001f3fb-\U0001f3ff]*"
    r"(?:\u200d\p{Extended_Pictographic}\ufe0f?)*",
    regex.VERSION1,
)
_HASHTAG: Final = regex.compile(r"(?<!\w)#(\w+)")
_WORD: Final = regex.compile(r"\p{L}{4,}")
_FORMAL: Final = regex.compile(r"\b(u|uw|uzelf)\b", regex.IGNORECASE)
_FAMILIAR: Final = regex.compile(r"\b(je|jij|jou|jouw|jullie)\b", regex.IGNORECASE)
_KEPT_SIGNS: Final = frozenset("\n\u200d\ufe0f")
# Where a server does not hold its model to the form: thoughts before, and a fence around it.
_WRAPPED: Final = regex.compile(
    r"\A\s*(<think>.*?</think>\s*)?(```(json)?\s*)?|\s*```\s*\Z", regex.S
)
_SHORTEST: Final = 30
_TELLS_LANGUAGE: Final = 60
_TOO_ALIKE: Final = 85
# Of the long words of a text so many stand in the material, told by their beginnings.
_DRAWN: Final = 0.3
_ENOUGH_WORDS: Final = 5
_LONG_WORD: Final = regex.compile(r"\p{L}{6,}")


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """What a text must keep to.

    Attributes:
        room: in graphemes.
        language: "nl" or "en".
        formality: "je", "u" or "none", for Dutch.
        hashtags: how many at most.
        subject: the story's own title, summary and wordings.
        is_own_language: whether the material is in the language of the text, so that words can be
            held against words.
    """

    room: int
    language: str
    subject: Sequence[str]
    formality: str = "none"
    hashtags: int = 0
    is_own_language: bool = True


def rows_in(text: str, *, name: str, fields: Collection[str], most: int) -> list[dict[str, str]]:
    """The rows of an answer that keep to the form; whole ones of an answer that was cut off.

    Args:
        text: as the model wrote it.
        name: of the list of rows.
        fields: of a row, all of them strings.
        most: how many rows are read.
    """
    sound = [
        cast("dict[str, str]", row)
        for row in _rows(text, name)
        if isinstance(row, dict)
        and set(cast("dict[Any, Any]", row)) == set(fields)
        and all(isinstance(value, str) for value in cast("dict[Any, Any]", row).values())
    ]
    return sound[:most]


def tidied(text: str, *, emoji: int) -> str:
    """A text as it may stand in a post: composed signs, no lost spaces, no emoji past the bound."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    seen = 0

    def kept(found: regex.Match[str]) -> str:
        nonlocal seen
        seen += 1
        return found[0] if seen <= emoji else ""

    text = _EMOJI.sub(kept, text)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return regex.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def left_out(text: str, *, bounds: Bounds, material: Material, spoken: str) -> str:
    """Why a text is left out, as a code; "" for one that keeps to its bounds.

    Args:
        text: tidied.
        bounds: what it must keep to.
        material: what was sent.
        spoken: the language it was found to be in; "" where that is not known.
    """
    checks: Mapping[str, bool] = {
        "signs": any(
            unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cn", "Zl", "Zp"}
            and sign not in _KEPT_SIGNS
            for sign in text
        ),
        "length": not _SHORTEST <= graphemes(text) <= bounds.room,
        "link": bool(_LINK.search(text)),
        "markup": bool(_MARKUP.search(text)),
        "machine": bool(_MACHINE.search(text)) or is_aimed_at_machines(text),
        "language": not _speaks(text, spoken, bounds.language),
        "formality": bounds.language == "nl" and _addresses_otherwise(text, bounds.formality),
        "hashtags": not _tags_stand(text, bounds),
        "echo": echoes(text, material.dropped),
        "subject": bounds.is_own_language and not _is_about(text, bounds.subject),
        "invented": bounds.is_own_language and not _is_drawn_from(text, material.texts),
        "denial": bounds.is_own_language and turns_denials_round(text, sources=material.texts),
        "news": tells_other_news(text, sources=material.texts),
    }
    return next((code for code, is_so in checks.items() if is_so), "")


def distinct(texts: Sequence[str], *, known: Sequence[str] = ()) -> list[str]:
    """The texts that say it differently from those before them and from known ones."""
    kept: list[str] = []
    for text in texts:
        others = [*known, *kept]
        if all(fuzz.ratio(text.casefold(), one.casefold()) < _TOO_ALIKE for one in others):
            kept.append(text)
    return kept


def _rows(text: str, name: str) -> list[Any]:
    text = _WRAPPED.sub("", text).strip()
    try:
        whole: Any = json.loads(text)
    except (ValueError, RecursionError):
        return _rows_of_a_beginning(text, name)
    if not isinstance(whole, dict) or set(cast("dict[Any, Any]", whole)) != {name}:
        return []
    rows: Any = cast("dict[str, Any]", whole)[name]
    return cast("list[Any]", rows) if isinstance(rows, list) else []


def _rows_of_a_beginning(text: str, name: str) -> list[Any]:
    start = regex.match(r'\s*\{\s*"' + regex.escape(name) + r'"\s*:\s*\[', text)
    decoder, at, rows = json.JSONDecoder(), start.end() if start else len(text), list[Any]()
    while at < len(text):
        while at < len(text) and text[at] in " \n\r\t,":
            at += 1
        try:
            row, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        rows.append(row)
    return rows


def _speaks(text: str, spoken: str, language: str) -> bool:
    # Of a few words nobody can tell; of more, no language found means that it is neither of ours.
    return spoken == language or (spoken == "" and len(text) < _TELLS_LANGUAGE)


def _addresses_otherwise(text: str, formality: str) -> bool:
    if formality == "u":
        return bool(_FAMILIAR.search(text))
    return bool(_FORMAL.search(text))


def _tags_stand(text: str, bounds: Bounds) -> bool:
    tags = _HASHTAG.findall(text)
    said = "".join(" ".join(bounds.subject).casefold().split())
    return len(tags) <= bounds.hashtags and all(tag.casefold() in said for tag in tags)


def _is_about(text: str, subject: Sequence[str]) -> bool:
    """Whether it shares words with what the editor wrote, so that a page cannot lead it away."""
    own = {word.casefold()[:6] for one in subject for word in _WORD.findall(one)}
    said = {word.casefold()[:6] for word in _WORD.findall(text)}
    return len(own & said) >= min(2, len(own))


def _is_drawn_from(text: str, sources: Sequence[str]) -> bool:
    """Whether its long words come from the material for a good part: else it tells a new story."""
    own = {word.casefold()[:6] for one in sources for word in _WORD.findall(one)}
    said = {word.casefold()[:6] for word in _LONG_WORD.findall(text)}
    return len(said) < _ENOUGH_WORDS or len(own & said) >= _DRAWN * len(said)

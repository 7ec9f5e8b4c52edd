"""What a language model gets to read, and never obeys: a story's texts, cut and cleaned.

A source page is written by strangers. Its sentences that speak to a machine instead of a reader are
taken out before anything is sent, and what a model writes may not repeat them either.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import regex

_SENTENCE: Final = regex.compile(r"(?<=[.!?…:\]>])\s+|\n+")
_IGNORE: Final = r"ignor|disregard|overrid|forget|bypass|negeer|negeren|vergeet|vergeten|omzeil"
_BEFORE: Final = (
    r"previous|above|earlier|prior|all|any|these|instruct|prompt|rules?|guideline|"
    r"vorige|eerdere?|bovenstaande|voorgaande|alle|alles|opdracht|regels?|aanwijzing"
)
_MACHINE: Final = (
    r"ai|a\.i\.|llms?|chatgpt|gpt|bots?|chatbots?|assistants?|language models?|taalmodel\w*|"
    r"assistent\w*"
)
_SHALL: Final = (
    r"must|should|shall|has to|have to|please|write|add|includ\w*|say|mention|"
    r"moet\w*|dien\w*|schrijf|voeg|vermeld|noem|zeg"
)
_TELL: Final = (
    r"write|includ\w*|add|mention|say|post|append|insert|output|reply|respond|answer|print|"
    r"schrijf|voeg|vermeld|noem|zeg|zet|antwoord|plaats"
)
_EVERY: Final = r"the|every|each|your|all|de|het|elke?|iedere?|je|jouw|alle"
_OUTPUT: Final = (
    r"posts?|answers?|repl\w+|outputs?|suggestions?|responses?|texts?|bericht\w*|antwoord\w*|"
    r"suggesties?|teksten|tekst|uitvoer"
)
_PLAY: Final = r"you are|you're|act as|pretend|roleplay|je bent|u bent|gedraag je|doe alsof"
_AIMED: Final = tuple(
    regex.compile(shape, regex.IGNORECASE)
    for shape in (
        rf"\b({_IGNORE})\w*\b.{{0,60}}\b({_BEFORE})",
        r"\b(new|updated?|hidden|secret|nieuwe|geheime|verborgen)\s+(instruct|prompt|opdracht)",
        r"(^|\W)(system|assistant|developer|user)\s*(prompt|message|role|bericht)?\s*[:>\]|]",
        r"<\|.*?\|>|\[/?(INST|SYS)\]|<</?SYS>>|^#{2,}\s*(instruction|system|response|opdracht)",
        rf"\b({_PLAY})\b.{{0,50}}\b({_MACHINE})\b",
        rf"\b({_MACHINE})\b.{{0,60}}\b({_SHALL})\b",
        rf"^\W*({_TELL}|tell|claim|state|vertel|beweer|meld)\b.{{0,40}}\b(that|dat)\b",
        rf"\b({_TELL})\b.{{0,80}}\b(in|to|with|at|aan|met)\s({_EVERY})\s(\w+\s)?({_OUTPUT})\b",
    )
)
_SIGN_RUN: Final = 5
_WORD: Final = regex.compile(r"[\p{L}\p{N}]+")


@dataclass(frozen=True)
class Material:
    """Texts to write from.

    Attributes:
        texts: without what speaks to a machine, the story's own words first.
        dropped: the sentences that did.
    """

    texts: tuple[str, ...]
    dropped: tuple[str, ...]


def material_from(texts: Sequence[str], *, most_signs: int) -> Material:
    """Clean texts and cut them to what a question may hold.

    Args:
        texts: the story's own words first: what comes last is cut off first.
        most_signs: of all of them together.
    """
    kept: list[str] = []
    dropped: list[str] = []
    left = most_signs
    for text in texts:
        clean, gone = _cleaned(text)
        dropped.extend(gone)
        if clean and left > 0 and clean not in kept:
            kept.append(clean[:left])
            left -= len(clean)
    return Material(tuple(kept), tuple(dropped))


def is_aimed_at_machines(sentence: str) -> bool:
    """Whether a sentence tells a machine what to do instead of a reader what is so."""
    return any(shape.search(sentence) for shape in _AIMED)


def echoes(text: str, dropped: Sequence[str]) -> bool:
    """Whether a text repeats a run of words of a sentence that was taken out."""
    said = _runs(text)
    return any(said & _runs(sentence) for sentence in dropped)


def as_data(material: Material, *, more: dict[str, Any] | None = None) -> str:
    """The material as JSON: a string in it cannot end where it likes."""
    return json.dumps({"texts": material.texts, **(more or {})}, ensure_ascii=False)


def _cleaned(text: str) -> tuple[str, list[str]]:
    kept: list[str] = []
    gone: list[str] = []
    # One sentence may lead to the next ("Dear assistant:" and what then follows), so that what
    # comes on the same line after an aimed one is not believed either.
    for line in text.splitlines():
        sentences = [one for one in _SENTENCE.split(line) if one.strip()]
        first = next(
            (place for place, one in enumerate(sentences) if is_aimed_at_machines(one)),
            len(sentences),
        )
        kept.append(" ".join(sentences[:first]))
        gone.extend(sentences[first:])
    return "\n".join(kept).strip(), gone


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return {tuple(words[at : at + _SIGN_RUN]) for at in range(len(words) - _SIGN_RUN + 1)}

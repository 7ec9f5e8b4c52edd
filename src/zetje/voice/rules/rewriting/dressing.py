"""Emoji and tags, as many as somebody uses: taken off, or put where they do no harm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import regex

from zetje.voice.rules.rewriting.phrasing import Piece
from zetje.voice.rules.rewriting.sentences import EMOJI

MOST_EMOJI: Final = 6
MOST_TAGS: Final = 8
_USUAL: Final = {
    "vacancy": ("🔎", "👋", "✨"),
    "event": ("📅", "👋", "✨"),
    "news": ("👀", "✨", "👋"),
    "success_story": ("👏", "✨", "👋"),
    "expert_example": ("💡", "✨", "👋"),
}


_LEGAL_FORM: Final = regex.compile(
    r"[\s,]+(?:b\.?v\.?|n\.?v\.?|bvba|srl|gmbh|ag|inc\.?|ltd\.?|llc|plc)$", regex.IGNORECASE
)


def _is_word(match: regex.Match[str]) -> bool:
    before, after = match.string[: match.start()].rstrip(), match.string[match.end() :].lstrip()
    joins = before[-1:].isalnum() or before.endswith(",")
    return joins and (after[:1].islower() or after[:1].isdigit())


def without_emoji(piece: Piece) -> Piece | None:
    """The piece without emoji, but for those within a sentence; None where nothing is left."""
    text = piece.text
    if not EMOJI.search(text):
        return piece
    if piece.kind == "item":
        text = regex.sub(rf"^\s*(?:{EMOJI.pattern}\s*)+", "- ", text)
    # One that stands for a word stays: "We ❤️ ons pand".
    text = EMOJI.sub(lambda match: match[0] if _is_word(match) else " ", text)
    text = regex.sub(r"\s+([.,!?:;])", r"\1", regex.sub(r"[ ]{2,}", " ", text)).strip()
    return replace(piece, text=text) if regex.search(r"\w", text) else None


def with_emoji(
    pieces: Sequence[Piece], *, wanted: int, favourites: Sequence[str], kind: str
) -> list[Piece]:
    """The pieces with about as many emoji as wanted, at the ends of sentences."""
    made = list(pieces)
    there = sum(len(EMOJI.findall(piece.text)) for piece in made)
    chosen = tuple(favourites) or _USUAL.get(kind, _USUAL["news"])
    places = _places(made)
    for number in range(max(0, min(wanted, MOST_EMOJI) - there)):
        if not places:
            break
        at = places[number % len(places)]
        sign = chosen[number % len(chosen)]
        if made[at].text.endswith(sign):
            sign = chosen[(number + 1) % len(chosen)]
        made[at] = replace(made[at], text=f"{made[at].text} {sign}")
    return made


def _places(pieces: Sequence[Piece]) -> list[int]:
    """Where an emoji can stand, the best place first: after whole sentences, never in a list."""
    fit = [at for at, piece in enumerate(pieces) if piece.kind in ("frame", "sentence")]
    fit = [at for at in fit if not pieces[at].text.rstrip().endswith(":")]
    fit = [at for at in fit if not EMOJI.search(pieces[at].text)] or fit
    return fit[-1:] + fit[:-1]


def tags_for(
    *, own: Sequence[str], others: Sequence[str], topic: str, organisation: str, wanted: int
) -> list[str]:
    """As many tags as wanted, if the story has them: its own, its topic, its employer.

    Args:
        own: tags of the wording that is used.
        others: tags of the story's other wordings in this language.
        topic: the editor's word for what it is about; "" where it is in another language.
        organisation: the employer's name.
        wanted: how many.
    """
    made = [_as_tag(topic), _as_tag(organisation)]
    found = {tag.casefold(): tag for tag in reversed([*own, *others, *made]) if len(tag) > 2}
    ordered = [*own, *others, *made]
    distinct = list(dict.fromkeys(tag.casefold() for tag in ordered if len(tag) > 2))
    return [found[key] for key in distinct][: min(wanted, MOST_TAGS)]


def _as_tag(words: str) -> str:
    bare = _LEGAL_FORM.sub("", words)
    parts = regex.findall(r"[\p{L}\p{N}]+", bare)
    if regex.search(r"[&+/@.]", bare):
        return ""
    if not parts or len(parts) > 4:
        return ""
    joined = parts[0] if len(parts) == 1 else "".join(part[:1].upper() + part[1:] for part in parts)
    return f"#{joined}" if regex.search(r"\p{L}", joined) else ""

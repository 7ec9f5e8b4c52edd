"""Says one sentence another way: to "je" or "u", as "I", in two short ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import regex

from zetje.voice.rules.dutch import addressed
from zetje.voice.rules.rewriting import reading
from zetje.voice.rules.rewriting.person import with_i
from zetje.voice.rules.rewriting.sentences import EMOJI

# Only between two main clauses: the second has its subject and its verb right at its beginning.
_JOINTS: Final = {
    "nl": regex.compile(
        r", (?P<word>maar|en|want|dus) (?=(?:we|wij|ik|het|dat|dit|er|je|u|hij|ze|zij|dan|daar|"
        r"hier|nu) (?P<verb>\w+))"
    ),
    "en": regex.compile(
        r", (?P<word>but|and|so) (?=(?:we|I|it|that|this|there|you|he|she|they) (?P<verb>[\w'’]+))"
    ),
}
_BEGINS_LOOSE: Final = {
    "nl": regex.compile(
        r"^(?:als|omdat|terwijl|hoewel|wanneer|nadat|voordat|zodra|wie|wat|hoe|waarom|of|toen|zolang|"
        r"omdat|ook al|mits|tenzij|doordat|niet)\b",
        regex.IGNORECASE,
    ),
    "en": regex.compile(
        r"^(?:if|because|while|although|when|after|before|once|whoever|what|how|why|whether|as|since|"
        r"though|unless|until|not)\b",
        regex.IGNORECASE,
    ),
}
_SHORT: Final = 10
_ADDRESS: Final = regex.compile(r"(?:https?://|www\.)\S+$|\w\.[a-z]{2,}(?:/\S*)?$|(?<!\w)[@#]\w+$")


@dataclass(frozen=True)
class Piece:
    """A stretch of the text that is being made.

    Attributes:
        text: the words.
        origin: the story's own words that it was made of; "" for words of ours.
        kind: "frame", "sentence", "item" or "heading".
        paragraph: of which paragraph of the story.
    """

    text: str
    origin: str = ""
    kind: str = "sentence"
    paragraph: int = 0


def said_to(piece: Piece, *, language: str, formality: str) -> Piece | None:
    """The piece said to "je" or "u"; None where that is not certain."""
    if language != "nl" or formality not in ("je", "u"):
        return piece
    said = addressed(piece.text, to=formality)
    return None if said is None else replace(piece, text=said)


def as_i(piece: Piece, *, language: str) -> Piece:
    """The piece in the first person, where that stays true."""
    return replace(piece, text=with_i(piece.text, language=language))


def in_short_ones(piece: Piece, *, language: str) -> list[Piece]:
    """The piece in two sentences where it is long and has a joint between two main clauses."""
    text = piece.text
    joints = list(_JOINTS[language].finditer(text))
    is_plain = piece.kind == "sentence" and not reading.quotes(text) and "(" not in text
    if not is_plain or len(joints) != 1 or reading.is_question(text):
        return [piece]
    joint = joints[0]
    first, second = text[: joint.start()], text[joint.start() + 2 :]
    is_main = joint["verb"].casefold().replace("’", "'") in _verbs(language)
    loose = _BEGINS_LOOSE[language].match(first) or regex.search(r"[:;–—]", text)
    if loose or not is_main or len(reading.plain_words(text)) < _SHORT or len(first.split()) < 3:
        return [piece]
    if "," in first or "," in second:
        return [piece]
    said = second[0].upper() + second[1:]
    return [
        replace(piece, text=f"{first}.", origin=first),
        replace(piece, text=said, origin=second),
    ]


def _verbs(language: str) -> frozenset[str]:
    more = {
        "nl": "hebben zijn kunnen gaan willen doen maken moeten mogen zullen blijven zoeken ben",
        "en": "are have 're 've 's is it's do want need make know keep",
    }
    return reading.words_of(language).finite | frozenset(more[language].split())


def ended(text: str) -> str:
    """A heading with a full stop, so that another sentence may follow on its line."""
    bare = EMOJI.sub("", text).rstrip()
    if not bare or bare.rstrip("\"'”’)]").endswith((".", "!", "?", "…", ":")):
        return text
    # A full stop would become a part of an address or a tag.
    if EMOJI.search(text[len(bare) - 1 :]) or _ADDRESS.search(bare):
        return text
    return f"{text}."

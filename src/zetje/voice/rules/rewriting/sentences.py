"""Cuts a text into sentences, list items and headings, and takes the tags at its end off.

Where a cut is not certain there is none: two sentences that stay together read well, half a one
does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import regex

Kind = Literal["sentence", "item", "heading"]

EMOJI: Final = regex.compile(
    r"(?:\p{Extended_Pictographic}|[\U0001F1E6-\U0001F1FF]{2}|[#*0-9]\uFE0F?\u20E3)"
    r"(?:\uFE0F|\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier})*"
)
TAG: Final = regex.compile(r"(?<![\w&/])[#＃](?=[\w]*\p{L})[\p{L}\p{M}\p{N}_]+")
_LINK_MARK: Final = "{link}"
_ONLY_LINK: Final = regex.compile(r"\W*(?:https?://\S+|\{link\})\W*")
_BULLET: Final = regex.compile(
    r"\s*(?:[-*•–—‣▪►➤→]|\d{1,2}[.)]|\p{Extended_Pictographic}\uFE0F?)\s+(?=\S)"
)
_ENDS: Final = (".", "!", "?", "…", ":")
_END: Final = regex.compile(
    r"(?:[.!?]+|…)[\"'”’)\]]*(?:\s*(?:\p{Extended_Pictographic}[\uFE0F\u200D\p{Emoji_Modifier}]*)+)?"
    r"(?=\s+[\"'“‘(\[¿]?[\p{Lu}\p{N}@#]|\s+\p{Extended_Pictographic}|\s+'[smt]\s|\s+['’][nst]\s|$)"
)
_SHORT_FORMS: Final = frozenset(
    """
    dr drs ir ing mr mrs ms mevr mw dhr prof sr jr st bijv bv nv b.v n.v o.a d.w.z m.b.t i.p.v
    i.s.m t.a.v t.o.v t/m nr nrs no ca e.d etc enz incl excl max min tel afd blz art jan feb mrt apr
    jun jul aug sep sept okt nov dec oct a.m p.m e.g i.e vs inc ltd co corp dept approx est fig
    u.s u.k ph.d m.a m.o m.n z.s.m a.u.b s.v.p v.a v.l.n.r wo vr za zo ma di do
    """.split()  # noqa: SIM905 - a list of words is read and mended more easily as words
) - {"wo", "vr", "za", "zo", "ma", "di", "do", "no", "min", "max", "art", "est", "co", "fig"}


@dataclass(frozen=True)
class Sentence:
    """A stretch of a text that stands by itself.

    Attributes:
        text: as it was written.
        paragraph: of which paragraph, counted from 0.
        kind: "sentence", "item" of a list with its bullet, or "heading": a line without an end.
    """

    text: str
    paragraph: int
    kind: Kind = "sentence"


@dataclass(frozen=True)
class Cut:
    """A text in sentences, and the tags that closed it."""

    sentences: tuple[Sentence, ...]
    tags: tuple[str, ...]


def cut(text: str) -> Cut:
    """A text cut into sentences, items and headings."""
    body, tags = without_closing_tags(text)
    found: list[Sentence] = []
    for number, paragraph in enumerate(regex.split(r"\n\s*\n", body)):
        for line in _lines(paragraph):
            found += _cut_line(line, number)
    return Cut(sentences=tuple(_balanced(found)), tags=tags)


def without_closing_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without the tags and links that close it, and those tags."""
    lines = text.replace("\r\n", "\n").strip().split("\n")
    tags: list[str] = []
    while lines:
        line = lines[-1].strip()
        if line and _ONLY_LINK.fullmatch(line):
            lines.pop()
            continue
        closing = regex.search(
            r"(?:(?:^|\s+)[#＃][\p{L}\p{M}\p{N}_]*\p{L}[\p{L}\p{M}\p{N}_]*)+$", line
        )
        if line and closing is None:
            break
        if closing is not None:
            tags = TAG.findall(closing[0]) + tags
            line = line[: closing.start()].rstrip()
        lines.pop()
        if line:
            lines.append(line)
            break
    return "\n".join(lines).rstrip(), tuple(dict.fromkeys(tags))


def _lines(paragraph: str) -> list[str]:
    """Its lines; a line that goes on in small letters is put back together."""
    joined: list[str] = []
    for raw in paragraph.split("\n"):
        line = raw.strip()
        if not line or _ONLY_LINK.fullmatch(line):
            continue
        goes_on = joined and line[:1].islower() and not joined[-1].endswith(_ENDS)
        if goes_on and not _BULLET.match(joined[-1]):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _cut_line(line: str, number: int) -> list[Sentence]:
    if _BULLET.match(line) and not regex.fullmatch(r"\W+", line) and not _is_flourish(line):
        return [Sentence(line, number, "item")]
    texts = [one for one in _split(line) if _LINK_MARK not in one]
    return [
        Sentence(one, number, "sentence" if _is_ended(one) else "heading") for one in texts if one
    ]


def _is_flourish(line: str) -> bool:
    """An emoji before a whole line of running text is no bullet."""
    return EMOJI.match(line.lstrip()) is not None and len(_split(line)) > 1


def _is_ended(text: str) -> bool:
    bare = EMOJI.sub("", text).rstrip().rstrip("\"'”’)]")
    return bare.endswith(_ENDS)


def _split(line: str) -> list[str]:
    pieces: list[str] = []
    start = 0
    for match in _END.finditer(line):
        if _is_short_form(line, match.start(), match[0]):
            continue
        pieces.append(line[start : match.end()].strip())
        start = match.end()
    pieces.append(line[start:].strip())
    return [piece for piece in pieces if piece]


def _is_short_form(line: str, at: int, end: str) -> bool:
    if not end.startswith(".") or end.startswith(".."):
        return False
    before = regex.search(r"[\p{L}\p{N}./]+$", line[:at])
    word = before[0] if before else ""
    if regex.fullmatch(r"\p{Lu}", word):
        return True
    if regex.fullmatch(r"\d{1,2}", word):
        # "op 12. Maart"? A number with a full stop before a month, or as a rank.
        return regex.match(r"\.\s+\p{Ll}", line[at:]) is not None
    return word.casefold() in _SHORT_FORMS


def _balanced(found: list[Sentence]) -> list[Sentence]:
    """Sentences inside one quotation or one pair of brackets stay together."""
    kept: list[Sentence] = []
    for one in found:
        last = kept[-1] if kept else None
        if last and last.paragraph == one.paragraph and one.kind != "item" and _is_open(last.text):
            kept[-1] = Sentence(f"{last.text} {one.text}", last.paragraph, one.kind)
        else:
            kept.append(one)
    return kept


def _is_open(text: str) -> bool:
    if text.count('"') % 2 or text.count("“") + text.count("„") > text.count("”"):
        return True
    if regex.search(r"(?<!\w)'(?=\p{Lu})", text) and not regex.search(r"[.!?,\p{L}]'(?!\w)", text):
        return True
    if text.count("‘") > text.count("’"):
        return True
    return text.count("(") > text.count(")")

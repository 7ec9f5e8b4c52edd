"""Cuts a text into sentences and clauses, and hears whether a clause says that it is not so."""

from __future__ import annotations

from typing import Final

import regex

from zetje.content.rules.facts.lexicon import between_words, words_of
from zetje.content.rules.facts.stems import says_something
from zetje.content.rules.facts.units import DOWN, UP

SENTENCE_END: Final = regex.compile(
    r"(?<=[.!?…])(?<!\b(?:[Dd]rs?|[Mm]rs?|Ms|[Pp]rof|[Ii]r|[Ii]ng|Mevr|Dhr|\p{Lu})\.)[\"')\]]*\s+|\n+|(?<=[^\d\s][.!?…])(?=\p{Lu}\p{Ll})"
)
_CLAUSE_END: Final = regex.compile(
    r"[.!?…](?=['\")\]]*(?:\s|$))|\n|[;:]|,(?!\d)|\s-\s|[()]|(?<!\p{L})(?:en|maar|terwijl|"
    r"want(?! to| you| us| it| this| a)|omdat|dus|zodat|hoewel|"
    r"and|but|while|because|so that|although|whereas)(?!\p{L})",
    regex.IGNORECASE,
)
_LISTS: Final = words_of("clauses")
_NEGATION: Final = between_words(_LISTS["denying"])
_NEAR: Final = between_words(_LISTS["denying_near"])
_FAR: Final = between_words(_LISTS["denying_far"])
_NO_NEGATION: Final = between_words(_LISTS["not_denying"])
_HOPED: Final = between_words(_LISTS["hoping"])
_WITH: Final = regex.compile(
    r"(?<!\p{L})(?:with|met) (?P<what>\p{L}+(?: \p{L}+)?)", regex.IGNORECASE
)
# So many signs away a word may be for a denial to be of it.
_REACH: Final = 80
_OPPOSITES: Final = (
    (UP, DOWN),
    *((between_words([one]), between_words([other])) for one, other in _LISTS["opposites"]),
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in SENTENCE_END.finditer(text):
        if text[start : match.start()].strip():
            found.append((start, match.start()))
        start = match.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return found


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause around a stretch begins and ends."""
    first = max(0, start - 300)
    ends = [match.end() for match in _CLAUSE_END.finditer(text, first, start)]
    after = _CLAUSE_END.search(text, end, min(len(text), end + 300))
    return (ends[-1] if ends else first), (after.start() if after else min(len(text), end + 300))


def is_denied(text: str, start: int, end: int) -> bool:
    """Whether a stretch within its clause is denied: by a "not" anywhere, a "no" right before."""
    first, last = clause_around(text, start, end)
    denied = _NO_NEGATION.sub(lambda match: " " * len(match[0]), text[first:last])
    before = denied[: start - first]
    far = len(_FAR.findall(denied))
    near = _FAR.sub("", " ".join(before.split()[-2:]))
    return (far + len(_NEAR.findall(near))) % 2 == 1


def is_denied_close(text: str, start: int, end: int) -> bool:
    """Whether a stretch is denied by the words right before it or at the end of its clause."""
    first, last = clause_around(text, start, end)
    denied = _NO_NEGATION.sub(lambda match: " " * len(match[0]), text[first:last])
    before = denied[: start - first].split()
    after = denied[end - first :].split()
    close = " ".join(before[-4:] + [""] + (after[:2] if len(after) <= 2 else []))
    near = _FAR.sub("", " ".join(before[-2:]))
    return (len(_FAR.findall(close)) + len(_NEAR.findall(near))) % 2 == 1


def is_hoped(text: str, start: int, end: int) -> bool:
    """Whether the clause around a stretch only wishes, plans or supposes it."""
    first, last = clause_around(text, start, end)
    return is_wish(text, first, last)


def is_wish(text: str, start: int, end: int) -> bool:
    """Whether a clause, or what leads up to its colon, wishes, plans or supposes."""
    if start and text[start - 1] == ":":
        start = clause_around(text, start - 1, start - 1)[0]
    return _HOPED.search(text, start, end) is not None


def clauses(text: str) -> list[tuple[int, int]]:
    """Where the clauses of a text begin and end."""
    ends = [match.span() for match in _CLAUSE_END.finditer(text)]
    edges = [0, *(end for _, end in ends)]
    return [
        (start, end)
        for start, end in zip(edges, [*(start for start, _ in ends), len(text)], strict=True)
        if text[start:end].strip()
    ]


def denials(text: str, start: int, end: int) -> tuple[bool, list[str]]:
    """Whether a clause is denied as a whole, and the words that its denials may be of.

    A "no" is of the two words behind it; a "not" of what follows, or else of what went before.
    """
    denied = _NO_NEGATION.sub(lambda match: " " * len(match[0]), text[start:end])
    words: list[str] = []
    for match in _NEGATION.finditer(denied):
        behind = denied[match.end() : match.end() + _REACH].split()
        is_far = _FAR.fullmatch(match[0]) is not None
        if is_far:
            behind = [word for word in behind if says_something(word)]
        if is_far and not behind:
            words.append(
                " ".join(denied[max(0, match.start() - _REACH) : match.start()].split()[-4:])
            )
        else:
            words.append(" ".join(behind[:2]))
    return len(_FAR.findall(denied)) % 2 == 1, words


def having(text: str, start: int, end: int) -> list[str]:
    """What a clause says that something is done or comes with."""
    return [match["what"] for match in _WITH.finditer(text, start, end)]


def poles(text: str, start: int, end: int) -> tuple[frozenset[tuple[int, int]], str]:
    """The side a clause takes of each pair of opposites, and the clause without those words."""
    found: set[tuple[int, int]] = set()
    kept = text[start:end]
    for place, sides in enumerate(_OPPOSITES):
        for side, pattern in enumerate(sides):
            if pattern.search(kept):
                found.add((place, side))
                kept = pattern.sub(lambda match: " " * len(match[0]), kept)
    return frozenset(found), kept

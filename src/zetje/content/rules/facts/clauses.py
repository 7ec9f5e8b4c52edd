"""Cuts a text into sentences and clauses, and hears whether a clause says that it is not so."""

from __future__ import annotations

from typing import Final

import regex

SENTENCE_END: Final = regex.compile(
    r"(?<=[.!?…])[\"')\]]*\s+|\n+|(?<=[^\d\s][.!?…])(?=\p{Lu}\p{Ll})"
)
_CLAUSE_END: Final = regex.compile(
    r"[.!?…](?=\s|$)|\n|[;:]|,(?!\d)|\s-\s|[()]|(?<!\p{L})(?:en|maar|terwijl|want|omdat|dus|zodat|"
    r"hoewel|and|but|while|because|so that|although|whereas)(?!\p{L})",
    regex.IGNORECASE,
)
_NEGATION: Final = regex.compile(
    r"(?<!\p{L})(?:niet|nooit|geen|niets|niemand|nergens|zonder|noch|nauwelijks|evenmin|"
    r"not|cannot|never|no|none|nothing|nobody|nowhere|without|neither|nor|hardly|barely|"
    r"\p{L}+n't|dont|doesnt|isnt|wasnt|cant|wont|didnt|zero|nul|"
    r"weiger(?:t|de|en|den)|refus(?:e|es|ed)|faal(?:t|de)|fail(?:s|ed)?(?= to)|stopt? met|"
    r"stop(?:s|ped)?(?= \p{L}+ing))(?!\p{L})",
    regex.IGNORECASE,
)
_NO_NEGATION: Final = regex.compile(
    r"(?<!\p{L})(?:niet alleen|niet enkel|niet voor niets|niet te vergeten|geen twijfel|"
    r"zonder twijfel|geen wonder|nietwaar|net geen|nog geen(?= \d)|waarom niet|of niet|"
    r"not only|not just|not to mention|no doubt|without a doubt|no wonder|why not|or not|"
    r"not even(?= \d)|nothing but|no matter|no longer than|no later than|no\.(?= ?\d))(?!\p{L})",
    regex.IGNORECASE,
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


def is_negated(text: str, start: int, end: int) -> bool:
    """Whether a stretch says that something is not so; two denials undo each other."""
    denied = _NO_NEGATION.sub(lambda match: " " * len(match[0]), text[start:end])
    return len(_NEGATION.findall(denied)) % 2 == 1


_FAR: Final = regex.compile(
    r"(?<!\p{L})(?:niet|nooit|not|cannot|never|\p{L}+n't|nauwelijks|hardly|barely|evenmin)(?!\p{L})",
    regex.IGNORECASE,
)


def is_denied(text: str, start: int, end: int) -> bool:
    """Whether a stretch within its clause is denied: by a "not" anywhere, a "no" right before."""
    first, last = clause_around(text, start, end)
    denied = _NO_NEGATION.sub(lambda match: " " * len(match[0]), text[first:last])
    before = denied[: start - first]
    far = len(_FAR.findall(denied))
    near = _FAR.sub("", " ".join(before.split()[-2:]))
    return (far + len(_NEGATION.findall(near))) % 2 == 1

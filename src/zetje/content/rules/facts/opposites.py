"""Finds where a text says the opposite of what its sources say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from zetje.content.rules.facts.claims import Claim
from zetje.content.rules.facts.reading import Clause, Reading

_ALIKE: Final = 0.6
# So many words in common make a wish told as a fact.
_ENOUGH: Final = 3


def turned_round(reading: Reading, known: Sequence[Reading]) -> list[Claim]:
    """The clauses of a text whose like in the sources is denied where they are not, or is not.

    Only sources in the language of the text can be compared this way.
    """
    told = [
        clause
        for source in known
        if source.language == reading.language
        for clause in source.clauses
    ]
    missing = _missing(told)
    return [
        _claim(reading, clause) for clause in reading.clauses if _is_turned(clause, told, missing)
    ]


def _is_turned(clause: Clause, told: Sequence[Clause], missing: frozenset[str]) -> bool:
    if clause.is_question or not clause.stems:
        return False
    if not clause.lacking and clause.having & missing:
        return True
    likeness = [(_likeness(clause, other), _agrees(clause, other)) for other in told]
    best = max((found for found, _ in likeness), default=0.0)
    if best < _ALIKE:
        return False
    return not any(same for found, same in likeness if found >= best - 0.1)


def _missing(told: Sequence[Clause]) -> frozenset[str]:
    """What the sources only say that there is not, or that something is without."""
    without = frozenset[str]().union(*(other.lacking for other in told))
    return without - frozenset[str]().union(*(other.stems - other.lacking for other in told))


def _agrees(clause: Clause, other: Clause) -> bool:
    """Whether both say it or both deny it, of each thing that both name."""
    if other.is_wish and not clause.is_wish and len(clause.stems & other.stems) >= _ENOUGH:
        return False
    if _is_across(clause, other):
        return clause.negated != other.negated
    if bool(clause.lacking) == bool(other.lacking):
        return True
    return not (clause.lacking | other.lacking) & clause.stems & other.stems


def _is_across(clause: Clause, other: Clause) -> bool:
    """Whether the two take opposite sides of a pair, and of no pair the same."""
    across = {(place, 1 - side) for place, side in other.poles} - other.poles
    return bool(clause.poles & across) and not clause.poles & other.poles


def _likeness(clause: Clause, other: Clause) -> float:
    """Which part of the words of a clause another holds; too few words are like nothing."""
    across = _is_across(clause, other)
    mine, theirs = (clause.core, other.core) if across else (clause.stems, other.stems)
    shared = len(mine & theirs)
    if across and shared == len(mine) == 1:
        return 1.0
    if not mine or (shared < 2 and not (shared == len(mine) and len(theirs) <= 2)):
        return 0.0
    return shared / len(mine)


def _claim(reading: Reading, clause: Clause) -> Claim:
    text = reading.flat.text[clause.start : clause.end]
    first = clause.start + len(text) - len(text.lstrip())
    last = clause.end - (len(text) - len(text.rstrip()))
    start, end = reading.flat.span(first, last)
    return Claim("promise", reading.flat.text[first:last], start, end, "opposite")

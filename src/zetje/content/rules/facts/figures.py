"""Finds the figures of a text, with their units, bounds and direction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

import regex

from zetje.content.rules.facts.clauses import clause_around, is_denied_close, is_hoped
from zetje.content.rules.facts.numerals import without_marks
from zetje.content.rules.facts.quantities import Figure, quantities_in
from zetje.content.rules.facts.units import (
    AFTER,
    BEFORE,
    BOUND,
    DOWN,
    MONEY,
    PLUS,
    UP,
    bound_of,
    unit_of,
)

__all__ = ["Figure", "figures_in"]

Taken = Collection[tuple[int, int]]
_WORDS: Final = regex.compile(r"\p{L}+")
_PHRASE: Final = regex.compile(
    r"(?:(?! (?:en|and|in|at|of|or|van|met|with|op) )[^.,;:!?\n\d()]){0,40}"
)
_SPANS: Final = frozenset({"h", "day", "week", "month", "quarter", "year", "decade", "century"})
_SEASONS: Final = regex.compile(r" (?:winter|summer|spring|autumn|season|weekend|edition)s?")
_RATE: Final = regex.compile(
    r"(?: \p{L}[\p{L}'-]*){0,2}? (?:per|a|an|each|every|elke?|iedere?) "
    r"(?P<period>uur|dag|week|maand|jaar|hour|day|month|year)(?!\p{L})",
    regex.IGNORECASE,
)
_RATE_BEFORE: Final = regex.compile(
    r"(?<!\p{L})(?:each|every|elke?|iedere?) "
    r"(?P<period>uur|dag|week|maand|jaar|hour|day|month|year)(?!\p{L})",
    regex.IGNORECASE,
)
# "Up to" in Dutch; between two figures it parts a range instead.
_UP_TO: Final = regex.compile(r"(?<!\p{L})tot (?:wel )?$", regex.IGNORECASE)
_RANGE: Final = regex.compile(r"(?:van|from|tussen|between|\d)[^.!?,]{0,20}$", regex.IGNORECASE)
# "From 9 to 6 per cent", "32 tot 36 uur": the first has the unit of the second.
_RANGE_AHEAD: Final = regex.compile(
    r" ?(?:-|to|tot|naar|en|and|or|à) ?\d+(?:[.,]\d+)*(?: (?:duizend|miljoen|thousand|million))?"
)
_INSTEAD: Final = regex.compile(
    r"(?<!\p{L})(?:in plaats van|instead of|rather than) $", regex.IGNORECASE
)
_MOST: Final = 400


def figures_in(text: str, *, language: str, taken: Taken = ()) -> list[Figure]:
    """The figures of an even text in order, save where another claim stands already."""
    found: list[Figure] = []
    used = list(taken)
    for figure in quantities_in(text, language):
        if any(figure.start < end and start < figure.end for start, end in used):
            continue
        whole = _with_surroundings(text, figure, language)
        used.append((whole.start, whole.end))
        found.append(whole)
        if len(found) >= _MOST:
            break
    return sorted(found, key=lambda figure: figure.start)


def _with_surroundings(text: str, figure: Figure, language: str) -> Figure:
    """The figure with its unit, its bound, its direction and the words behind it."""
    start, end = figure.start, figure.end
    unit, sort, number = figure.unit, figure.sort, figure.number
    money = BEFORE.search(text, max(0, start - 5), start)
    if money:
        start = money.start()
        unit = next(name for name in MONEY if money[name] is not None)
    elif not unit and (after := AFTER.match(text, end)):
        unit, end = unit_of(after), after.end()
    elif not unit and (ahead := _RANGE_AHEAD.match(text, end)):
        after = AFTER.match(text, ahead.end())
        unit = unit_of(after) if after else ""
    if unit == "%" and sort == "plain":
        sort, unit, number = "share", "", number / 100
    elif unit == "×" and sort == "plain":
        sort, unit = "times", ""
    bound = BOUND.search(text, max(0, start - 24), start)
    is_over = bound is not None and bound[0].casefold().startswith("over ")
    if is_over and _is_about_when(unit, text[end : end + 12], language):
        bound = None
    sign = bound_of(bound) if bound else ""
    if not sign and (up_to := _UP_TO.search(text, max(0, start - 9), start)):
        before = text[max(0, up_to.start() - 24) : up_to.start()]
        sign = "" if _RANGE.search(before) else "≤"
    if plus := PLUS.match(text, end):
        sign, end = sign or "≥", plus.end() if text[end] == "+" else end
    return replace(
        figure,
        start=start,
        end=end,
        number=number,
        sort=sort,
        unit=unit,
        bound=sign,
        way=_way(text, start, end, bound.start() if bound else start),
        negated=is_denied_close(text, start, end)
        or _INSTEAD.search(text, max(0, start - 16), start) is not None,
        hoped=is_hoped(text, start, end),
        nouns=_nouns(text, end),
        rate=_rate(text, start, end),
    )


def _is_about_when(unit: str, rest: str, language: str) -> bool:
    """Whether "over" says when and not how much: "over drie weken", "over two winters"."""
    return language == "nl" or unit in _SPANS or _SEASONS.match(rest) is not None


def _rate(text: str, start: int, end: int) -> str:
    """The period that a figure comes back in, "per jaar" or "every day … 31"; "" for none."""
    first, _ = clause_around(text, start, end)
    found = _RATE.match(text, end) or _RATE_BEFORE.search(text, first, start)
    unit = AFTER.match(f" {found['period']}") if found else None
    return unit_of(unit) if unit else ""


def _nouns(text: str, end: int) -> tuple[str, ...]:
    """The words that a figure may count: what follows it in its own phrase."""
    rest = _PHRASE.match(text, end)
    return tuple(without_marks(word) for word in _WORDS.findall(rest[0] if rest else ""))[:3]


def _way(text: str, start: int, end: int, bound_start: int) -> int:
    """Whether something goes up or down by a figure, from the words of its clause."""
    first, last = clause_around(text, start, end)
    ways = {
        way
        for way, pattern in ((1, UP), (-1, DOWN))
        for match in pattern.finditer(text, first, last)
        if not bound_start <= match.start() < start
    }
    return ways.pop() if len(ways) == 1 else 0

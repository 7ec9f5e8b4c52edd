"""Reads everything that a text claims, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import regex

from zetje.content.rules.facts.claims import Claim
from zetje.content.rules.facts.clauses import clauses, denials, having, is_wish, poles, sentences
from zetje.content.rules.facts.dates import Day, dates_in
from zetje.content.rules.facts.figures import Figure, figures_in
from zetje.content.rules.facts.flat import Flat, evened
from zetje.content.rules.facts.links import Address, links_in
from zetje.content.rules.facts.names import Name, names_in, parts_of
from zetje.content.rules.facts.sayings import Saying, sayings_in, without_calls
from zetje.content.rules.facts.stems import stems_of

# Says only which way a figure beside it goes.
_WAYS: Final = regex.compile(
    r"(?:lagere?|hogere?|goedkoper|duurder|lower|higher|cheaper)(?!\p{L})", regex.IGNORECASE
)


@dataclass(frozen=True)
class Clause:
    """A clause for telling whether another says the opposite.

    `stems` are those of its words, `core` without the words of a pair of opposites, `poles` the
    sides it takes of those pairs, `lacking` the stems of what it denies, `having` of
    what it comes with.
    """

    start: int
    end: int
    stems: frozenset[str]
    core: frozenset[str]
    poles: frozenset[tuple[int, int]]
    negated: bool
    lacking: frozenset[str]
    having: frozenset[str]
    is_question: bool
    is_wish: bool


@dataclass(frozen=True)
class Reading:
    """A text in even writing with everything it claims."""

    flat: Flat
    language: str
    links: tuple[Address, ...]
    days: tuple[Day, ...]
    figures: tuple[Figure, ...]
    names: tuple[Name, ...]
    sayings: tuple[Saying, ...]
    words: tuple[str, ...]
    small_words: frozenset[str]
    clauses: tuple[Clause, ...]
    sentences: tuple[tuple[int, int], ...]

    def claim_of(self, found: Address | Day | Figure | Name | Saying) -> Claim:
        """What was found, as a claim about the text as it was written."""
        start, end = self.flat.span(found.start, found.end)
        words = self.flat.text[found.start : found.end]
        if isinstance(found, Saying):
            value = f"{'not-' if found.negated else ''}{found.value}"
            return Claim(found.kind, words, start, end, value)
        if isinstance(found, Figure):
            return Claim("figure", words, start, end, found.value)
        if isinstance(found, Day):
            return Claim("date", words, start, end, found.value)
        if isinstance(found, Name):
            return Claim("name", words, start, end, found.value)
        return Claim("link", words, start, end, found.value)

    def claims(self) -> tuple[Claim, ...]:
        """Every claim of the text, in order."""
        said = [saying for saying in self.sayings if not saying.is_quiet]
        found = [*self.links, *self.days, *self.figures, *self.names, *said]
        return tuple(sorted(map(self.claim_of, found), key=lambda claim: (claim.start, claim.end)))


@lru_cache(maxsize=256)
def reading_of(text: str, language: str) -> Reading:
    """Everything that a text in a language claims."""
    flat = evened(text)
    links = links_in(flat.text)
    taken = [(link.start, link.end) for link in links]
    days = [
        day
        for day in dates_in(flat.text, language=language)
        if not any(day.start < end and start < day.end for start, end in taken)
    ]
    taken += [(day.start, day.end) for day in days]
    figures = figures_in(flat.text, language=language, taken=taken)
    taken += [(figure.start, figure.end) for figure in figures]
    plain = flat.text
    for link in links:
        plain = plain[: link.start] + " " * (link.end - link.start) + plain[link.end :]
    return Reading(
        flat=flat,
        language=language,
        links=tuple(links),
        days=tuple(days),
        figures=tuple(figures),
        names=tuple(names_in(flat.text, language=language, taken=taken)),
        sayings=tuple(
            saying
            for saying in sayings_in(plain, language=language)
            if not _is_of_a_figure(plain, saying, figures)
        ),
        words=parts_of(flat.text),
        small_words=frozenset(
            parts_of(" ".join(regex.findall(r"(?<![\p{L}\p{N}])\p{Ll}[\p{L}'-]*", plain)))
        ),
        clauses=tuple(_clauses(plain, language)),
        sentences=tuple(sentences(flat.text)),
    )


def _is_of_a_figure(text: str, saying: Saying, figures: Sequence[Figure]) -> bool:
    """Whether "more" or "longer than" only says which way a figure beside it goes."""
    if saying.kind != "comparison":
        return False
    before = any(0 <= saying.start - figure.end <= 1 for figure in figures)
    after = any(0 <= figure.start - saying.end <= 1 for figure in figures)
    return (before and (saying.is_amount or _WAYS.match(text, saying.start) is not None)) or after


def _clauses(text: str, language: str) -> Iterator[Clause]:
    free = without_calls(text)
    asked = [span for span in sentences(text) if text[span[0] : span[1]].rstrip().endswith("?")]
    for start, end in clauses(text):
        negated, behind = denials(text, start, end)
        sides, rest = poles(free, start, end)
        yield Clause(
            start,
            end,
            stems_of(text[start:end], language=language),
            stems_of(rest, language=language),
            sides,
            negated,
            stems_of(" ".join(behind), language=language),
            stems_of(" ".join(having(text, start, end)), language=language),
            any(first <= start < last for first, last in asked),
            is_wish(text, start, end),
        )

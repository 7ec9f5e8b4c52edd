"""Reads everything that a text claims, once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from zetje.content.rules.facts.claims import Claim
from zetje.content.rules.facts.dates import Day, dates_in
from zetje.content.rules.facts.figures import Figure, figures_in
from zetje.content.rules.facts.flat import Flat, flattened
from zetje.content.rules.facts.links import Address, links_in
from zetje.content.rules.facts.names import Name, names_in, parts_of
from zetje.content.rules.facts.sayings import Saying, sayings_in


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
        found = [*self.links, *self.days, *self.figures, *self.names, *self.sayings]
        return tuple(sorted(map(self.claim_of, found), key=lambda claim: (claim.start, claim.end)))


@lru_cache(maxsize=256)
def reading_of(text: str, language: str) -> Reading:
    """Everything that a text in a language claims."""
    flat = flattened(text)
    links = links_in(flat.text)
    taken = [(link.start, link.end) for link in links]
    days = [
        day
        for day in dates_in(flat.text, language=language)
        if not any(day.start < end and start < day.end for start, end in taken)
    ]
    taken += [(day.start, day.end) for day in days]
    figures = figures_in(flat.text, language=language, taken=taken)
    names = names_in(flat.text, language=language, taken=[*taken])
    unlinked = "".join(flat.text)
    for link in links:
        unlinked = unlinked[: link.start] + " " * (link.end - link.start) + unlinked[link.end :]
    return Reading(
        flat=flat,
        language=language,
        links=tuple(links),
        days=tuple(days),
        figures=tuple(figures),
        names=tuple(names),
        sayings=tuple(sayings_in(unlinked, language=language)),
        words=parts_of(flat.text),
    )

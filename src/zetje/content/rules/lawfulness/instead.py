"""Finds words that could stand where a claim cannot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex
from rapidfuzz import fuzz

from zetje.content.rules.facts import Claim
from zetje.content.rules.facts.degrees import base_of
from zetje.content.rules.facts.figures import Figure
from zetje.content.rules.facts.reading import Reading

_ALIKE: Final = 80
_WITH: Final = {"dankzij": "met", "thanks to": "with"}
# "De beste naaf van Europa": what is praised, between its article and how far it reaches.
_PRAISED: Final = regex.compile(r"(?<!\p{L})(?P<article>de|het|the) $", regex.IGNORECASE)
_REACH: Final = regex.compile(
    r" (?P<noun>\p{Ll}[\p{L}-]+(?: gear)?)"
    r"(?P<reach> (?:ter wereld|(?:van|in|uit|of) (?:(?:de|het|the|heel|all of) )?"
    r"(?:wereld|markt|world|market|\p{Lu}\p{L}+)|ooit|ever|"
    r"(?:die|that) (?:er|there) (?:is|bestaat)))?"
    r"(?![\p{L}-])"
)
# What ends as a plural does, save some that are none; before a plural no article would fit.
_PLURAL: Final = regex.compile(
    r"(?<!^(?:fiet|prij|rei|hui|bu|le|plaat|baa|addres|proces|busines))(?:(?<!wag|jong|keuk|ov)en|s)$"
)


def instead_of(
    claim: Claim, *, text: str, language: str, known: Sequence[Reading]
) -> tuple[int, int, str]:
    """The stretch to replace and the words for it; no words where there are no good ones.

    Args:
        claim: what cannot stand.
        text: where it was said.
        language: of the text.
        known: the sources, read.
    """
    words = ""
    start, end = claim.start, claim.end
    if claim.kind == "superlative":
        return _praise(claim, text, language)
    if claim.kind == "cause":
        words = _like(_WITH.get(claim.words.casefold(), ""), claim.words)
    elif claim.kind == "figure":
        words = _figure(claim, known)
    elif claim.kind == "name":
        words = _name(claim, known)
    elif claim.kind == "link":
        addresses = {link.value: source for source in known for link in source.links}
        words = _only({_words(source, value) for value, source in addresses.items()})
    elif claim.kind == "date":
        words = _only({_day(source, claim) for source in known} - {""})
    return start, end, words


def _praise(claim: Claim, text: str, language: str) -> tuple[int, int, str]:
    """ "A very good hub" for "the best hub in Europe"."""
    nothing = (claim.start, claim.end, "")
    base = base_of(claim.words, language=language)
    article = _PRAISED.search(text, 0, claim.start)
    reach = _REACH.match(text, claim.end)
    if not (base and article and reach) or _PLURAL.search(reach["noun"]):
        return nothing
    is_neuter = article["article"].casefold() == "het"
    if is_neuter and base.plain == base.inflected and language == "nl":
        return nothing
    if language == "nl":
        ending = base.plain if is_neuter else base.inflected
        words = f"een heel {ending} {reach['noun']}"
    else:
        words = f"a very {base.plain} {reach['noun']}"
    return article.start(), reach.end(), _like(words, article["article"])


def _figure(claim: Claim, known: Sequence[Reading]) -> str:
    """The only figure of the sources with the same unit."""
    unit = regex.search(r":[\d/]+(.*)$", claim.value)
    sort = claim.value.partition(":")[0].lstrip("<>~≥≤")
    if unit is None:
        return ""
    alike: dict[str, str] = {}
    for source in known:
        for figure in source.figures:
            if (figure.sort, figure.unit) == (sort, unit[1]) and (figure.unit or sort == "share"):
                alike.setdefault(_key(figure), source.flat.text[figure.start : figure.end])
    return next(iter(alike.values())) if len(alike) == 1 else ""


def _key(figure: Figure) -> str:
    return f"{figure.sort}:{figure.number}{figure.unit}"


def _name(claim: Claim, known: Sequence[Reading]) -> str:
    """The name of the sources that this one was meant to be."""
    names = {source.flat.text[name.start : name.end] for source in known for name in source.names}
    scored = sorted(((fuzz.ratio(name, claim.words), name) for name in names), reverse=True)
    return scored[0][1] if scored and scored[0][0] >= _ALIKE else ""


def _day(source: Reading, claim: Claim) -> str:
    """The only whole date of a source, for a whole date."""
    if claim.value.count("-") < 2 or claim.value.startswith("weekday"):
        return ""
    days = [day for day in source.days if day.day and day.month]
    return source.flat.text[days[0].start : days[0].end] if len(days) == 1 else ""


def _words(source: Reading, value: str) -> str:
    link = next(link for link in source.links if link.value == value)
    return source.flat.text[link.start : link.end]


def _only(found: set[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""


def _like(words: str, first: str) -> str:
    """The words with a capital where the first ones had it."""
    return words[:1].upper() + words[1:] if first[:1].isupper() else words

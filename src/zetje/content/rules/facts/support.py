"""Says which claims of a text stand in none of its sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from zetje.content.rules.facts import dates, names
from zetje.content.rules.facts.causes import is_same_cause
from zetje.content.rules.facts.claims import Claim
from zetje.content.rules.facts.counted import are_alike, is_moved
from zetje.content.rules.facts.figures import Figure
from zetje.content.rules.facts.measures import measured
from zetje.content.rules.facts.opposites import turned_round
from zetje.content.rules.facts.persons import misplaced
from zetje.content.rules.facts.reading import Reading, reading_of
from zetje.content.rules.facts.sayings import Saying
from zetje.content.rules.facts.stems import stem

_DUTCH: Final = regex.compile(
    r"(?<!\p{L})(?:de|het|een|en|van|is|niet|wij|we|je|ik|op|voor|met|dat|die|zijn|te|ook|onze|naar|bij|heeft|wordt|er|aan|door|uit|om|over|hij|ze|één|nieuwe|alle|meer|dan)(?!\p{L})",
    regex.IGNORECASE,
)
_ENGLISH: Final = regex.compile(
    r"(?<!\p{L})(?:the|a|an|and|of|is|not|we|you|i|on|for|with|that|are|to|also|our|at|has|have|it|this|by|was|one|made|from|they|their|who|more|than|all|will|new|after)(?!\p{L})",
    regex.IGNORECASE,
)


def claims_in(text: str, *, language: str) -> tuple[Claim, ...]:
    """Everything that a text claims, in order."""
    return reading_of(text, language).claims()


def unsupported(
    text: str, *, sources: Sequence[str], language: str, known_names: Sequence[str] = ()
) -> tuple[Claim, ...]:
    """The claims of a text that stand in none of its sources; empty where all of them do.

    Args:
        text: what would be shown or posted.
        sources: what is known to be so: title, summary, wordings and page of the story, and the
            person's own words; each in Dutch or English.
        language: of the text.
        known_names: names that may stand in any text: the organisation, the author, the team.
    """
    reading = reading_of(text, language)
    known = sources_read(sources, language=language)
    strange = misplaced(reading, known, known_names)
    found = [
        *(link for link in reading.links if not _link_stands(link.value, known)),
        *(
            day
            for day in reading.days
            if day in strange
            or not dates.stands_in(day, [other for source in known for other in source.days])
        ),
        *(figure for figure in reading.figures if not _figure_stands(reading, figure, known)),
        *_names(reading, known, known_names, strange),
        *(
            saying
            for saying in reading.sayings
            if not saying.is_quiet and not _saying_stands(reading, saying, known)
        ),
    ]
    claims = [*map(reading.claim_of, found), *turned_round(reading, known)]
    return tuple(sorted(claims, key=lambda claim: (claim.start, claim.end)))


def sources_read(sources: Sequence[str], *, language: str) -> list[Reading]:
    """Each source with everything it claims, in its own language."""
    return [reading_of(source, _language_of(source, language)) for source in sources if source]


def _language_of(text: str, otherwise: str) -> str:
    """Dutch or English, by the small words; a text of neither is read as the other one is."""
    dutch, english = len(_DUTCH.findall(text[:4_000])), len(_ENGLISH.findall(text[:4_000]))
    if dutch == english:
        return otherwise
    return "nl" if dutch > english else "en"


def _link_stands(value: str, known: Sequence[Reading]) -> bool:
    return any(link.value == value for source in known for link in source.links)


def _names(
    reading: Reading,
    known: Sequence[Reading],
    allowed: Sequence[str],
    strange: Sequence[names.Name | dates.Day],
) -> list[names.Name]:
    words = [source.words for source in known]
    given = [parts for name in allowed if (parts := names.parts_of(name))]
    small = frozenset(word for source in known for word in source.small_words)
    return [
        name
        for name in reading.names
        if name in strange
        or not (
            names.stands_in(name, words, given, small)
            or names.is_heading(name, small)
            or names.are_two(name, [one for source in known for one in source.names], words)
        )
    ]


def _figure_stands(reading: Reading, figure: Figure, known: Sequence[Reading]) -> bool:
    if _counts_another(reading, figure, known) or is_moved(reading, figure, known):
        return False
    # "One" and "a" are the same, so it says nothing that the source would have to hold.
    return figure.value == "plain:1" or any(
        _same_figure(reading, figure, other) for source in known for other in source.figures
    )


def _same_figure(reading: Reading, figure: Figure, other: Figure) -> bool:
    if not _same_measure(reading, figure, other):
        return False
    if figure.bound != other.bound and not _is_weaker(figure.bound, other.bound):
        return False
    if figure.rate and figure.rate != other.rate:
        return False
    if figure.way and other.way and figure.way != other.way:
        return False
    return figure.negated == other.negated and (figure.hoped or not other.hoped)


def _same_measure(reading: Reading, figure: Figure, other: Figure) -> bool:
    """Whether both come to one number of one unit; a figure at the end may leave its unit out."""
    if (figure.number, figure.sort) == (other.number, other.sort):
        return figure.unit == other.unit or (not figure.unit and _ends(reading, figure))
    if not figure.unit and not other.unit and figure.sort == "plain":
        return False
    return measured(figure) == measured(other)


def _counts_another(reading: Reading, figure: Figure, known: Sequence[Reading]) -> bool:
    """Whether the sources have what is counted behind another figure, and never behind this one."""
    if not figure.nouns or figure.unit or figure.sort in ("share", "times"):
        return False
    counted = stem(figure.nouns[0], language=reading.language)
    same: set[str] = set()
    others: set[str] = set()
    alike = (source for source in known if source.language == reading.language)
    for other in (one for source in alike for one in source.figures if not one.unit):
        nouns = [stem(noun, language=reading.language) for noun in other.nouns]
        if (other.number, other.sort) == (figure.number, figure.sort):
            same.update(nouns)
        else:
            others.update(nouns[:1])
    return counted in others and not any(are_alike(counted, noun) for noun in same)


def _ends(reading: Reading, figure: Figure) -> bool:
    """Whether nothing follows that the figure could count."""
    return not regex.match(r" ?\p{L}", reading.flat.text[figure.end : figure.end + 2])


def _is_weaker(said: str, known: str) -> bool:
    """Whether a bound claims no more than what is known."""
    return (said, known) in {
        ("", ">"),
        ("", "≥"),
        ("", "~"),
        ("~", ""),
        ("≥", ""),
        ("≤", ""),
        ("≥", ">"),
        ("~", ">"),
        ("~", "<"),
        ("~", "≥"),
        ("~", "≤"),
        ("≤", "<"),
    }


def _saying_stands(reading: Reading, saying: Saying, known: Sequence[Reading]) -> bool:
    return any(
        _same_saying(saying, other, is_same_language=source.language == reading.language)
        for source in known
        for other in source.sayings
    )


def _same_saying(saying: Saying, other: Saying, *, is_same_language: bool) -> bool:
    if saying.kind != other.kind or saying.negated != other.negated:
        return False
    if other.hoped and not saying.hoped:
        return False
    if saying.kind == "cause":
        return (not is_same_language and not other.is_quiet) or is_same_cause(saying, other)
    if saying.is_amount and other.is_amount and not is_same_language:
        return saying.value.startswith("less-") == other.value.startswith("less-")
    if saying.is_amount and saying.value == other.value:
        return True
    if saying.value.startswith("open-") and not is_same_language:
        return other.value.startswith("open-")
    if saying.value != other.value:
        return False
    return not is_same_language or _is_of_the_same(saying, other)


def _is_of_the_same(saying: Saying, other: Saying) -> bool:
    """Whether the two speak of one thing: praise of what follows it, the rest of their clause."""
    theirs = other.about | other.after
    if saying.kind == "superlative":
        return not saying.after or not other.after or bool(saying.after & theirs)
    mine = saying.about | saying.after
    if saying.value in ("all", "none"):
        return not mine or any(are_alike(one, other) for one in mine for other in theirs)
    return not mine or bool(mine & theirs)

"""Finds where a text says that something is best, better, because of something, or certain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

import regex

from zetje.content.rules.facts.clauses import clause_around, is_denied, is_hoped, sentences
from zetje.content.rules.facts.degrees import bases, forms
from zetje.content.rules.facts.lexicon import between_words, split_words, words_of
from zetje.content.rules.facts.numerals import without_marks
from zetje.content.rules.facts.stems import stems_of
from zetje.content.rules.facts.units import DOWN, UP

SayingKind = Literal["superlative", "comparison", "cause", "promise"]


@dataclass(frozen=True)
class Saying:
    """Something a text says of its subject.

    `value` is the same in both languages, `negated` whether it is denied, `hoped`
    whether it is only wished, `about` the stems of its clause, `before` and `after` of
    what goes before and follows, for telling one cause from another; `is_quiet` whether only a
    source says it; `is_amount` whether it says that there is more or less of something.
    """

    kind: SayingKind
    start: int
    end: int
    value: str
    negated: bool
    hoped: bool
    about: frozenset[str]
    after: frozenset[str]
    is_amount: bool = False
    before: frozenset[str] = frozenset()
    is_quiet: bool = False


_LISTS: Final = words_of("sayings")
_SAID: Final[tuple[tuple[SayingKind, str, str, regex.Pattern[str]], ...]] = tuple(
    (entry["kind"], entry["value"], entry.get("language", ""), between_words(entry["ways"]))
    for entry in _LISTS["said"]
    if not entry.get("quiet")
)
# Words that look like a claim and are none.
_NO_CLAIM: Final = between_words(_LISTS["no_claim"])
_NOT_MOST: Final = split_words(_LISTS["not_most"])
# What says a cause in a source, and whether it may be a claim of a text as well.
_QUIET: Final[tuple[tuple[str, str, bool, regex.Pattern[str]], ...]] = tuple(
    (
        entry["value"],
        entry.get("language", ""),
        not entry.get("silent"),
        between_words(entry["ways"]),
    )
    for entry in _LISTS["said"]
    if entry.get("quiet")
)
_OF_PEOPLE: Final = between_words(_LISTS["of_people"])
_NO_NOUN: Final = split_words(_LISTS["no_noun"])


def _shape(pattern: str) -> regex.Pattern[str]:
    return between_words([pattern])


_MORE: Final = _shape(r"(?P<which>meer|minder|more|less|fewer)(?: (?P<word>\p{L}[\p{L}-]+))?")
_MOST: Final = _shape(r"(?P<which>meest|minst|most|least|allermeest) (?P<word>\p{L}[\p{L}-]{3,})")
_OPEN_MOST: Final = _shape(
    r"(?:de|het|onze|hun|mijn|'s werelds|europa's|the|our|world's|europe's|its|aller) ?(?:aller)?"
    r"(?P<word>\p{Ll}{4,}(?:ste|est))"
)
# "Best" is an everyday word in both languages: what stands around it makes it a claim.
_BEST: Final = {
    "nl": between_words(
        [
            r"(?:de|het|onze|ons|mijn|hun|haar|als|allemaal|werelds) (?P<word>(?:aller)?beste?n?)",
            r"(?P<word>beste)(?= )",
        ]
    ),
    "en": between_words(
        [
            r"(?:the|our|my|their|its|is|are|very|world's|country's) (?P<word>best)",
            r"(?P<word>best)(?= (?:in|of|ever|way|choice|place|option|team|\p{L}+ (?:in|of|ever)))",
        ]
    ),
}
_LOOSE_MORE: Final = between_words(
    [r"(?P<word>harder|fijner|ouder|later|eerder|verder|liever|minder) dan(?! \p{N})"]
)
_QUESTION: Final = regex.compile(
    r"(?<!\p{L})(?:you|your|je|jij|jouw|jullie|u|uw)(?!\p{L})", regex.IGNORECASE
)
_REST: Final = regex.compile(r"[^.!?;,\n]{0,140}")
_SO_FAR: Final = regex.compile(r"[^.!?\n]*+$")
_PRONOUNS: Final = frozenset({"iedereen", "niemand", "everyone", "everybody", "nobody", "no one"})
_MOST_FOUND: Final = 300


def sayings_in(text: str, *, language: str) -> list[Saying]:
    """What an even text says of its subject, in order."""
    free = without_calls(text)
    kept: list[Saying] = []
    questions = _questions_to_reader(text)
    asked = questions + _of_people(text)
    for kind, value, start, end in _candidates(free, language):
        if any(start < other.end and other.start < end for other in kept):
            continue
        free_of = asked if value in ("all", "none") else questions
        if kind != "cause" and any(first <= start < last for first, last in free_of):
            continue
        kept.append(_saying(text, kind, value, start, end, language))
        if len(kept) >= _MOST_FOUND:
            break
    kept.extend(_quiet_causes(text, language, kept))
    return sorted(kept, key=lambda saying: saying.start)


def _of_people(text: str) -> list[tuple[int, int]]:
    """Sentences that thank, greet, ask or tell of their author, and so say "all" of nobody."""
    return [
        (start, end)
        for start, end in sentences(text)
        if text[start:end].rstrip("\"') ").endswith("?") or _OF_PEOPLE.search(text, start, end)
    ]


def _quiet_causes(text: str, language: str, kept: list[Saying]) -> Iterator[Saying]:
    """What only a source says as a cause, and what a text does beside something that changed."""
    found = 0
    for value, only, can_claim, pattern in _QUIET:
        if only not in ("", language):
            continue
        for match in pattern.finditer(text):
            found += 1
            if found > _MOST_FOUND:
                return
            start, end = match.span()
            if any(start < other.end and other.start < end for other in kept):
                continue
            first, last = clause_around(text, start, end)
            is_claim = can_claim and _changed(text, first, last)
            saying = _saying(text, "cause", value, start, end, language)
            yield replace(saying, is_quiet=not is_claim)


def _changed(text: str, start: int, end: int) -> bool:
    return any(pattern.search(text, start, end) for pattern in (UP, DOWN))


def without_calls(text: str) -> str:
    """The text without what looks like a claim and is none: "read more", "at best"."""
    return _NO_CLAIM.sub(lambda match: "·" * len(match[0]), text)


def _candidates(text: str, language: str) -> Iterator[tuple[SayingKind, str, int, int]]:
    yield from _compared(text, language)
    for kind, value, only, pattern in _SAID:
        if only not in ("", language):
            continue
        for match in pattern.finditer(text):
            meant = f"open-{match[0].casefold()}" if value == "open" else value
            yield kind, meant, match.start(), match.end()
    yield from _degrees(text, language)
    for match in _OPEN_MOST.finditer(text):
        word = match["word"].casefold()
        if (word not in _NOT_MOST and not word.endswith(("igste", "tigste"))) or word in forms():
            yield "superlative", _meaning(without_marks(word)), match.start("word"), match.end()


def _compared(text: str, language: str) -> Iterator[tuple[SayingKind, str, int, int]]:
    """ "Most reliable", "minder zuinig", "more revenue"."""
    for match in _MOST.finditer(text):
        word = match["word"].casefold()
        # "Wat me het meest bijblijft", "most likely": no praise of anything.
        if word.endswith("ly") or (language == "nl" and word not in bases() and word[-1] != "e"):
            continue
        which = "" if match["which"].casefold() in ("most", "meest", "allermeest") else "least-"
        yield "superlative", which + _meaning(word), match.start(), match.end()
    for match in _MORE.finditer(text):
        word = (match["word"] or "").casefold()
        which = "" if match["which"].casefold() in ("meer", "more") else "less-"
        if word in ("dan", "than"):
            ever = regex.match(r" (?:ooit|ever)", text[match.end() :], regex.IGNORECASE)
            if ever:
                yield "comparison", "than", match.start(), match.end() + len(ever[0])
        elif (
            word and word not in _NO_NOUN and (word in bases() or which or _is_change(text, match))
        ):
            yield "comparison", which + _meaning(word), match.start(), match.end()


def _is_change(text: str, match: regex.Match[str]) -> bool:
    """Whether "more" is said of a thing that grew and not of what else there is to see."""
    before = text[max(0, match.start() - 14) : match.start()].casefold()
    return not regex.search(
        r"(?:no|nog|nooit|never|one|nog een|geen|any|some|and|en|veel|many|much|even|iets|niet) $",
        before,
    )


def _degrees(text: str, language: str) -> Iterator[tuple[SayingKind, str, int, int]]:
    known = forms()
    for match in regex.finditer(r"(?<![\p{L}\p{N}·])(?:aller)?\p{L}{3,}(?![\p{L}·])", text):
        word = match[0].casefold()
        if word not in known and word.startswith("aller"):
            word = word[5:]
        if word in known:
            meaning, degree = known[word]
            kind: SayingKind = "superlative" if degree == "most" else "comparison"
            yield kind, meaning, match.start(), match.end()
    for match in _BEST.get(language, _BEST["en"]).finditer(text):
        yield "superlative", "good", match.start("word"), match.end()
    for match in _LOOSE_MORE.finditer(text):
        yield "comparison", _meaning(match["word"].casefold()), match.start(), match.end()


def _meaning(word: str) -> str:
    if word in forms():
        return forms()[word][0]
    if word in bases():
        return bases()[word]
    for ending in ("ste", "est", "e"):
        if word.endswith(ending) and (shorter := word[: -len(ending)]) in bases():
            return bases()[shorter]
    return word


def _saying(text: str, kind: SayingKind, value: str, start: int, end: int, language: str) -> Saying:
    first, last = clause_around(text, start, end)
    tail = _REST.match(text, end)
    opening = _SO_FAR.search(text, max(0, start - 140), start) if kind == "cause" else None
    if value in ("all", "none") and text[start:end].casefold() not in _PRONOUNS:
        # Said of all of something: what it is about is what there is all of.
        about = after = stems_of(text[start:end], language=language)
    else:
        about = stems_of(text[first:start] + " " + text[end:last], language=language)
        after = stems_of(tail[0] if tail else "", language=language)
    return Saying(
        kind=kind,
        start=start,
        end=end,
        value=value,
        negated=is_denied(text, start, end),
        hoped=is_hoped(text, start, end),
        about=about,
        after=after,
        before=stems_of(opening[0] if opening else "", language=language),
        is_amount=_MORE.match(text, start) is not None,
    )


def _questions_to_reader(text: str) -> list[tuple[int, int]]:
    """Questions put to the reader, which claim nothing: "What is the best ride you ever had?"."""
    return [
        (start, end)
        for start, end in sentences(text)
        if text[start:end].rstrip("\"') ").endswith("?") and _QUESTION.search(text, start, end)
    ]

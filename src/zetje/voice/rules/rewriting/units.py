"""A wording as units that may be kept or left out, each with what it needs beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from zetje.voice.rules.rewriting import reading
from zetje.voice.rules.rewriting.material import GivenWording, StoryFacts
from zetje.voice.rules.rewriting.sentences import EMOJI, Sentence, cut

_SAME_WORDS: Final = 0.72
# So much of a word makes it the same in the singular and the plural, near enough.
_STEM: Final = 5
# What a vacancy is about: who is looked for.
_CALLS: Final = regex.compile(
    r"\b(?:zoek(?:en|t)?|gezocht|vacature|kom (?:jij|je)|word (?:jij|je)|wordt|looking for|needs?|"
    r"hiring|join|seek(?:s|ing)?|vacancy|opening)\b",
    regex.IGNORECASE,
)


@dataclass(frozen=True)
class Unit:
    """A sentence with its place among the others.

    Attributes:
        sentence: the words.
        needs_last: whether it makes no sense without the unit before it.
        holds_next: whether the unit before must not stay without it, seen from that one.
        is_bound: whether it may never be left out.
        weight: how much it is worth keeping.
        is_title: whether it is the story's title.
    """

    sentence: Sentence
    needs_last: bool = False
    holds_next: bool = False
    is_bound: bool = False
    weight: float = 0.0
    is_title: bool = False


@dataclass(frozen=True)
class Base:
    """What one rewriting starts from.

    Attributes:
        units: in the order in which they were written.
        tags: that closed the text.
        language: of the words.
        is_editors: whether an editor wrote them as a post.
        tone: "plain" or "warm".
    """

    units: tuple[Unit, ...]
    tags: tuple[str, ...]
    language: str
    is_editors: bool
    tone: str = "plain"

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(unit.sentence.text for unit in self.units)


def base_of(wording: GivenWording, facts: StoryFacts) -> Base:
    """An editor's wording in units."""
    found = cut(wording.text)
    units = _units(found.sentences, language=wording.language, facts=facts)
    return Base(units, found.tags, wording.language, is_editors=True, tone=wording.tone)


def base_of_story(facts: StoryFacts) -> Base:
    """The title and the summary in units, without what a feed broke off or said twice."""
    found = cut(facts.summary)
    title = clean_title(facts)
    kept = [one for one in found.sentences if not reading.reads_on(one.text)]
    whole = [one for one in kept if not reading.is_cut_short(one.text)]
    kept = whole or ([] if title else kept)
    repeats = bool(kept) and _says_the_same(kept[0].text, title)
    kept = [one for one in kept if not _says_the_same(one.text, title)]
    lead = [Sentence(title, -1, "heading")] if title else []
    units = _units([*lead, *kept], language=facts.language, facts=facts)
    if lead and units:
        units = (replace(units[0], is_title=True, needs_last=False), *units[1:])
    if len(units) > 1 and lead:
        calls = any(_CALLS.search(unit.sentence.text) for unit in units[1:])
        needed = (
            units[1].needs_last
            or (repeats and reading.is_question(title))
            or kept[0].text.endswith(":")
            or (facts.kind == "vacancy" and not calls)
            or _adds_facts(title, kept, facts.language)
        )
        units = (replace(units[0], is_bound=needed), *units[1:])
    return Base(units, found.tags, facts.language, is_editors=False)


def clean_title(facts: StoryFacts) -> str:
    """The title without the site's name behind it, and not shouted where that is certain."""
    title = " ".join(facts.title.split())
    if not regex.search(r"\p{L}", title):
        return ""
    if facts.organisation:
        name = regex.escape(facts.organisation)
        title = regex.sub(rf"\s*[|–—-]\s*{name}\s*$", "", title, flags=regex.IGNORECASE)
    title = regex.sub(r"\s+\|\s+[^|]{1,40}$", "", title)
    title = regex.sub(
        r"^(?:persbericht|press release|blog|nieuws|news)\s*:\s*(?=\p{Lu})",
        "",
        title,
        flags=regex.IGNORECASE,
    )
    return _lowered(title, facts) if _is_shouted(title) else title


def _is_shouted(title: str) -> bool:
    letters = [sign for sign in title if sign.isalpha()]
    return len(letters) > 8 and sum(sign.isupper() for sign in letters) / len(letters) > 0.8


def _lowered(title: str, facts: StoryFacts) -> str:
    """A shouted title in common letters, if each of its words is known to be written so."""
    known = {word.casefold(): word for word in regex.findall(r"[\p{L}\p{N}'’-]+", facts.summary)}
    plain = reading.words_of(facts.language).plain | reading.words_of(facts.language).months
    if not facts.summary:
        return title

    def lower(match: regex.Match[str]) -> str:
        word = match[0].casefold()
        found = known.get(word)
        if found is not None and not found.isupper():
            return found if not _starts_a_sentence(found, facts.summary) else word
        if word in plain or found is not None or not match[0].isalpha():
            return found or (word if word in plain else match[0])
        raise LookupError(word)

    try:
        said = regex.sub(r"[\p{L}\p{N}'’-]+", lower, title)
    except LookupError:
        return title
    return said[:1].upper() + said[1:]


def _starts_a_sentence(word: str, text: str) -> bool:
    """Whether it stands there with a capital only because it begins a sentence."""
    within = regex.search(rf"(?<=[\p{{Ll}},;] ){regex.escape(word)}(?!\w)", text)
    return word[:1].isupper() and within is None


def _units(sentences: Sequence[Sentence], *, language: str, facts: StoryFacts) -> tuple[Unit, ...]:
    # A story of somebody, how something is done, and what is grave, are told in their order.
    text = f"{facts.title} {facts.summary}"
    is_told = facts.kind in ("success_story", "expert_example") or reading.is_grave(
        text, facts.language
    )
    made: list[Unit] = []
    for at, one in enumerate(sentences):
        is_item = one.kind == "item"
        before = sentences[at - 1] if at else None
        made.append(
            Unit(
                sentence=one,
                needs_last=at > 0
                and (is_item or (at > 1 and is_told) or _follows(one, before, language)),
                holds_next=_holds_next(sentences, at, language),
                is_bound=reading.discloses(one.text, facts.organisation)
                or (facts.kind == "vacancy" and at > 0 and _CALLS.search(one.text) is not None)
                or (facts.kind == "event" and reading.tells_when(one.text, language)),
                weight=_weight(one, at, language, is_first=before is None)
                + (6.0 if facts.kind in ("vacancy", "event") and _CALLS.search(one.text) else 0.0),
            )
        )
    return tuple(made)


def _follows(one: Sentence, before: Sentence | None, language: str) -> bool:
    """Whether it needs the one before it: it leans on that, or answers what that asks."""
    asked = before is not None and reading.is_question(before.text) and before.kind != "heading"
    answers = before is not None and asked and reading.holds_next(before)
    return answers or reading.leans(one, language)


def _holds_next(sentences: Sequence[Sentence], at: int, language: str) -> bool:
    if at + 1 >= len(sentences):
        return False
    one, after = sentences[at], sentences[at + 1]
    answered = reading.is_question(one.text) and reading.leans(after, language)
    if reading.holds_next(one) or after.kind == "item" or answered:
        return True
    return reading.corrects(after, language)


def _weight(one: Sentence, at: int, language: str, *, is_first: bool) -> float:
    names = regex.findall(r"(?<=[\p{Ll},;] )\p{Lu}[\p{L}\p{N}]+", one.text)
    return (
        2.0 * min(3, reading.figures(one.text, language))
        + min(3, len(names))
        + (2.0 if reading.tells_when(one.text, language) else 0.0)
        + (4.0 if is_first else 1.5 / (at + 1))
        - (0.5 if reading.quotes(one.text) else 0.0)
    )


def _says_the_same(sentence: str, title: str) -> bool:
    mine, whole = set(reading.plain_words(sentence)), set(reading.plain_words(title))
    if not mine or not whole:
        return False
    return mine <= whole or len(mine & whole) / len(mine | whole) >= _SAME_WORDS


def _adds_facts(title: str, kept: Sequence[Sentence], language: str) -> bool:
    """Whether a name or a figure stands in the title alone."""
    rest = set(reading.plain_words(" ".join(one.text for one in kept)))
    bare = EMOJI.sub(" ", title)
    names = [one.casefold() for one in regex.findall(r"(?<=\S\s)\p{Lu}[\p{L}\p{N}'’-]*", bare)]
    if _is_shouted(title):
        names = []
    numbers = regex.findall(r"\d+", bare)
    spelled = [
        one for one in reading.plain_words(bare) if one in reading.words_of(language).numbers
    ]
    return any(one not in rest for one in [*names, *numbers, *spelled])


def says_topic(units: Sequence[Unit], places: Sequence[int], *, thoroughly: bool = False) -> bool:
    """Whether some sentences say a word of what the title is about, so that it can stay away.

    Args:
        units: the title first.
        places: of the sentences.
        thoroughly: whether half of its words are asked for: what it is, to what one may come.
    """
    if not units[0].is_title:
        return True
    told = " ".join(units[at].sentence.text for at in places).casefold()
    words = [word for word in reading.plain_words(units[0].sentence.text) if len(word) > 3]
    said = sum(word[:_STEM] in told for word in words)
    return not words or said >= (len(words) / 2 if thoroughly else 1)

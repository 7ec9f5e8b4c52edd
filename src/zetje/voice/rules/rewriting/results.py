"""Several distinct ways to say a story, in the order in which somebody would like them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import fuzz

from zetje.voice.rules.profiles import Profile
from zetje.voice.rules.rewriting import reading
from zetje.voice.rules.rewriting.abroad import build_abroad
from zetje.voice.rules.rewriting.building import Built, build
from zetje.voice.rules.rewriting.material import GivenWording, StoryFacts
from zetje.voice.rules.rewriting.opening import Task
from zetje.voice.rules.rewriting.plans import in_order
from zetje.voice.rules.rewriting.units import Base, base_of, base_of_story
from zetje.voice.rules.signs import graphemes
from zetje.voice.rules.suggesting import MOST, Span

_ROOM: Final = 3_000
_TURNS: Final = 4
_NEARLY: Final = 93.0
_TOO_ALIKE: Final = 80.0
_BEGINNING: Final = 4
_HALF: Final = 0.62
_SHORTER: Final = 0.85
_HALFWAY: Final = 2


@dataclass(frozen=True)
class Rewritten:
    """One way to say a story.

    Attributes:
        kind: what kind of way it is, a key of `wording.LABELS`.
        text: the words, without link and disclosure.
        changes: the stretches that are not the story's own wording.
        reasons: what was changed, keys of `wording.REASONS`.
    """

    kind: str
    text: str
    changes: tuple[Span, ...] = ()
    reasons: tuple[str, ...] = ()


def rewrite(
    variants: Sequence[GivenWording],
    facts: StoryFacts,
    profile: Profile,
    *,
    language: str,
    network: str = "",
    room: int = _ROOM,
    skip: int = 0,
    avoid: Sequence[str] = (),
    liking: Mapping[str, float] | None = None,
    salt: str = "",
) -> tuple[Rewritten, ...]:
    """At most three distinct ways to say a story, the same for the same input.

    Args:
        variants: the editor's wordings, in any language.
        facts: what the story is.
        profile: how the person writes.
        language: of the post. Where the story has no words in it, theirs are quoted: nothing is
            translated.
        network: where it goes; "" for any.
        room: how long it may be, in graphemes, without link and disclosure.
        skip: how many of the best to pass over: 3 for "three others". After the last ones the first
            come again.
        avoid: texts that none of them may be nearly the same as.
        liking: by kind, how much the person liked it before, -1 to 1; none of them is 0.
        salt: makes the lines around a story differ between people.
    """
    written = [one for one in variants if not one.is_drafted and one.text.strip()]
    own = [one for one in written if one.language == language]
    bases = [base_of(one, facts) for one in _fitting(own, profile, network)]
    # A bare title says less than whatever an editor wrote.
    if facts.language == language and (facts.summary.strip() or not bases):
        bases.append(base_of_story(facts))
    is_abroad = not any(base.units for base in bases)
    if is_abroad:
        bases = [base_of_story(facts)]
    task = _task(bases, facts, profile, language=language, room=room, salt=salt)
    found = _distinct(
        _candidates(_by_length(bases, profile), task, liking, is_abroad=is_abroad),
        avoid=avoid,
        most=None if skip else MOST,
    )
    if not found and profile.formality:
        # Nothing could be said to "u" or "je" for certain: as it was written, then.
        return rewrite(
            variants,
            facts,
            replace(profile, formality={}),
            language=language,
            network=network,
            room=room,
            skip=skip,
            avoid=avoid,
            liking=liking,
            salt=salt,
        )
    start = skip % len(found) if found and skip >= len(found) else skip
    return tuple(_told(one) for one in found[start - start % MOST :][:MOST])


def _task(
    bases: Sequence[Base],
    facts: StoryFacts,
    profile: Profile,
    *,
    language: str,
    room: int,
    salt: str,
) -> Task:
    tags = dict.fromkeys(tag for base in bases for tag in base.tags)
    text = " ".join([facts.title, facts.summary])
    return Task(
        facts=facts,
        profile=profile,
        language=language,
        room=room,
        salt=f"{salt}|{facts.title}",
        other_tags=tuple(tags),
        is_grave=reading.is_grave(text, facts.language)
        or any(reading.is_grave(base.text, base.language) for base in bases),
    )


def _fitting(own: Sequence[GivenWording], profile: Profile, network: str) -> list[GivenWording]:
    tone = "warm" if profile.warmth > 0.5 else "plain"
    fits = [one for one in own if one.network in ("", network)] or list(own)
    return sorted(fits, key=lambda one: (one.network != network, one.tone != tone))


def _by_length(bases: Sequence[Base], profile: Profile) -> list[Base]:
    """The wordings that are nearly long enough for somebody first, else in their order."""
    whole = [base for base in bases if base.units]
    wanted = profile.length
    if not wanted:
        return whole
    quarters = {id(base): min(3, 4 * graphemes(base.text) // wanted) for base in whole}
    most = max(quarters.values(), default=0)
    # One line is no post of somebody who writes ten, where there is more to be said.
    enough = [base for base in whole if quarters[id(base)] > 0 or most < _HALFWAY]
    return sorted(enough, key=lambda base: -quarters[id(base)])


def _candidates(
    bases: Sequence[Base], task: Task, liking: Mapping[str, float] | None, *, is_abroad: bool
) -> Iterator[Built]:
    plans = in_order(task.profile, is_grave=task.is_grave, liking=liking)
    for turn in range(_TURNS):
        for number, plan in enumerate(plans):
            for step in range(len(bases)):
                base = bases[(turn + number + step) % len(bases)]
                made = (build_abroad if is_abroad else build)(plan, base, task, turn=turn)
                if made is not None:
                    yield made
                    break


def _distinct(
    candidates: Iterator[Built], *, avoid: Sequence[str], most: int | None
) -> list[Built]:
    """Those that differ enough; where a story is too short for three of them, the next best."""
    kept: list[Built] = []
    spare: list[Built] = []
    for one in candidates:
        if most is not None and len(kept) >= most:
            break
        if any(fuzz.ratio(one.laid.text, other) >= _TOO_ALIKE for other in avoid):
            continue
        if any(_is_alike(one, other) for other in kept):
            spare.append(one)
        else:
            kept.append(one)
    for one in spare:
        if len(kept) >= MOST:
            break
        if all(_words(one) != _words(other) for other in kept):
            kept.append(one)
    return kept


def _words(one: Built) -> list[str]:
    return reading.plain_words(one.laid.text)


def _is_alike(one: Built, other: Built) -> bool:
    alike = fuzz.ratio(one.laid.text, other.laid.text)
    if _words(one)[:_BEGINNING] == _words(other)[:_BEGINNING]:
        return alike >= _TOO_ALIKE
    return alike >= _NEARLY


def _told(one: Built) -> Rewritten:
    length, whole = graphemes(one.laid.text), graphemes(one.whole)
    reasons = [*one.reasons]
    if whole and length <= _HALF * whole:
        reasons.append("half_as_long")
    elif whole and length <= _SHORTER * whole:
        reasons.append("shorter")
    return Rewritten(one.kind, one.laid.text, one.laid.changes, tuple(dict.fromkeys(reasons)))

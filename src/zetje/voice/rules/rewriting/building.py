"""Carries a plan out on one wording: chooses, moves, rephrases, dresses, lays out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zetje.voice.rules.profiles import Profile
from zetje.voice.rules.rewriting import dressing, frames, reading
from zetje.voice.rules.rewriting.layout import Laid, laid_out
from zetje.voice.rules.rewriting.material import StoryFacts
from zetje.voice.rules.rewriting.phrasing import Piece, as_i, in_short_ones, said_to
from zetje.voice.rules.rewriting.plans import Plan
from zetje.voice.rules.rewriting.selecting import closure, is_nearer, length_of, selected
from zetje.voice.rules.rewriting.sentences import EMOJI
from zetje.voice.rules.rewriting.units import Base, Unit
from zetje.voice.rules.signs import graphemes
from zetje.voice.rules.turns import lines_of

_SHORT_SENTENCES = 11
_WARM = 0.62
_ENOUGH = 0.6
_MUCH = 1.35
_QUESTION_WORDS = 4
_EARLY = 2
_BARE = 3


@dataclass(frozen=True)
class Task:
    """What is the same for every plan.

    Attributes:
        facts: what the story is.
        profile: how the person writes.
        language: of the post.
        room: how long it may be, in graphemes.
        salt: makes the choice among lines of ours differ between people and stories.
        other_tags: tags of the story's other wordings.
        is_grave: whether cheer would be out of place.
    """

    facts: StoryFacts
    profile: Profile
    language: str
    room: int
    salt: str
    other_tags: tuple[str, ...] = ()
    is_grave: bool = False

    @property
    def formality(self) -> str:
        """How the reader is addressed."""
        return self.profile.formality_in(self.language)

    @property
    def kind(self) -> str:
        """Which lines of ours fit: of the story's kind, or of what is over, or grave."""
        return "grave" if self.is_grave else self.facts.kind


@dataclass(frozen=True)
class Built:
    """A finished text with the reasons for what was done."""

    kind: str
    laid: Laid
    reasons: tuple[str, ...]
    whole: str


def build(plan: Plan, base: Base, task: Task, *, turn: int) -> Built | None:
    """A text by a plan, or None where the plan has nothing to work on or it does not fit.

    Args:
        plan: the way to tell it.
        base: the wording to tell it from.
        task: everything else.
        turn: which line of ours to take: the first, the second …
    """
    target = task.profile.length
    for _ in range(4):
        made = _attempt(plan, base, task, turn=turn, target=target)
        if made is None or graphemes(made.laid.text) <= task.room:
            return made
        over = graphemes(made.laid.text) - task.room
        target = max(1, min(target or graphemes(made.laid.text), task.room) - over)
    return None


def _attempt(plan: Plan, base: Base, task: Task, *, turn: int, target: int) -> Built | None:
    said = [
        said_to(_piece(unit), language=base.language, formality=task.formality)
        for unit in base.units
    ]
    unsure = {at for at, piece in enumerate(said) if piece is None}
    front = _front(plan, base, unsure, task)
    before, reason = _before(plan, base, task, turn=turn, front=front)
    says_title = before is not None and before.origin == task.facts.title
    moves = front is not None and front > 0 and plan.front == "figure"
    if base.units and base.units[0].is_title and (says_title or moves):
        if moves and base.units[0].is_bound:
            return None
        unsure = unsure | {0}
    if plan.front and front is None and before is None:
        return None
    after = _line(task, "after", turn) if plan.after else None
    tags = _tags(base, task)
    around = [one for one in (before, after, *tags) if one is not None]
    spent = sum(graphemes(one.text) + 2 for one in around)
    places = _places(
        plan,
        base,
        unsure,
        front=front,
        target=max(1, target - spent) if target else 0,
        most=max(1, task.room - spent),
    )
    if not places:
        return None
    pieces = [piece for at in places if (piece := said[at]) is not None]
    body, reasons = _rephrased(plan, pieces, task)
    if body is None:
        return None
    whole = [*([before] if before else []), *body, *([after] if after else [])]
    dressed = _dressed(whole, task)
    laid = laid_out([*dressed, *tags], line_breaks=task.profile.line_breaks)
    told = [reason, "asks_last" if after else "", *reasons]
    if front and plan.front == "figure" and places[0] != 0:
        told.append("figure_first")
    return Built(plan.kind, laid, tuple(one for one in told if one), base.text)


def _places(
    plan: Plan, base: Base, unsure: set[int], *, front: int | None, target: int, most: int
) -> tuple[int, ...]:
    """What stays; the title comes back where the text would be too short without it."""
    passed_over = _passed_over(plan, base, front, unsure)
    best: tuple[int, ...] = ()
    stays_out = passed_over & {0} if front or _is_bare_title(base) else set[int]()
    for passed in (passed_over, stays_out):
        found = selected(
            base.units,
            target=target,
            most=most,
            without=unsure | passed,
            at_front=front,
            late_first=plan.late_first,
        )
        length = length_of(base.units, found)
        if found and (not best or is_nearer(length, length_of(base.units, best), target or most)):
            best = found
        if best and (
            not target or _ENOUGH * target <= length_of(base.units, best) <= _MUCH * target
        ):
            break
    return best


def _is_bare_title(base: Base) -> bool:
    """Whether the title is a word or three that say nothing beside the rest: "We're hiring"."""
    first = base.units[0]
    return first.is_title and len(reading.plain_words(first.sentence.text)) <= _BARE


def _piece(unit: Unit) -> Piece:
    kind = "title" if unit.is_title else unit.sentence.kind
    return Piece(unit.sentence.text, unit.sentence.text, kind, unit.sentence.paragraph)


def _front(plan: Plan, base: Base, unsure: set[int], task: Task) -> int | None:
    """The place of the sentence that is to come first, if the plan asks for one."""
    if not plan.front:
        return None
    is_headed = bool(base.units) and base.units[0].is_title and base.units[0].is_bound
    for at, unit in enumerate(base.units):
        text = unit.sentence.text
        if at and is_headed:
            return None
        if unit.needs_last or unit.sentence.kind == "item" or reading.quotes(text):
            continue
        if closure(base.units, {at}) & unsure:
            continue
        if plan.front == "question" and at <= _EARLY and _is_opener(text):
            return at
        counts = at > 0 and not unit.is_title and reading.figures(text, base.language) > 0
        if plan.front == "figure" and counts and not reading.is_question(text):
            return at
    return None


def _is_opener(text: str) -> bool:
    """Whether a question can begin a post: a whole one, not about where more is to be had."""
    is_whole = len(reading.plain_words(text)) >= _QUESTION_WORDS
    return is_whole and reading.is_question(text) and not reading.is_leading(text)


def _before(
    plan: Plan, base: Base, task: Task, *, turn: int, front: int | None
) -> tuple[Piece | None, str]:
    """The line that goes before, and why."""
    if plan.before == "ask":
        if front is not None and turn == 0:
            return None, "question_first"
        titled = frames.question_from(task.facts.title, language=base.language)
        if titled and turn == 0:
            said = said_to(
                Piece(titled, "", "frame"), language=base.language, formality=task.formality
            )
            if said is not None:
                return replace(said, origin=task.facts.title), "question_first"
        return _line(task, "ask", turn), "question_first"
    if plan.before == "self":
        if turn == 0 and _speaks_as_i(base, task):
            return None, ""
        return _line(task, "self", turn, extra=bool(plan.after)), "own_opening"
    return None, ""


def _speaks_as_i(base: Base, task: Task) -> bool:
    """Whether its first sentence says "I" by itself, once that is put for "we"."""
    if not base.units:
        return False
    first = as_i(_piece(base.units[0]), language=base.language)
    words = reading.plain_words(first.text)
    return (
        bool(words)
        and not reading.quotes(first.text)
        and words[0] in ("ik", "i", "i'm", "mijn", "my")
    )


def _line(task: Task, group: str, turn: int, *, extra: bool = False) -> Piece | None:
    """A line of ours; `extra` takes the one after it, so that two plans do not begin alike."""
    kind = task.kind
    if kind in ("event", "news") and reading.looks_back(_all(task), task.facts.language):
        kind = "past"
    found = frames.lines(task.language, group, kind, task.formality)
    found = frames.in_own_order(found, task.salt)
    if group == "self" and not task.is_grave and task.profile.warmth >= _WARM:
        warm = frames.lines(task.language, "warm", kind, task.formality)
        found = [*frames.in_own_order(warm, task.salt), *found]
    if not task.is_grave:
        own = lines_of(
            task.profile.favourite_turns,
            group=group,
            language=task.language,
            kind=kind,
            formality=task.formality,
        )
        found = [*own, *found]
    if not found:
        return None
    line = found[(turn + int(extra)) % len(found)]
    return Piece(line, "", "closing" if group == "after" else "frame")


def _all(task: Task) -> str:
    return f"{task.facts.title} {task.facts.summary}"


def _passed_over(plan: Plan, base: Base, front: int | None, unsure: set[int]) -> set[int]:
    """The title, and a question at the beginning, where the plan does better without."""
    found: set[int] = set()
    units = base.units
    rest = [at for at in range(1, len(units)) if at not in unsure and not units[at].needs_last]
    if not units or not rest:
        return found
    may_go = units[0].is_title and not units[0].is_bound and front != 0
    if may_go and not plan.leads_with_title:
        found.add(0)
    asks = [at for at, unit in enumerate(units[:2]) if reading.is_question(unit.sentence.text)]
    if not plan.front and not plan.leads_with_title:
        for at in asks:
            alone = at + 1 >= len(units) or not units[at + 1].needs_last
            if alone and not units[at].holds_next and not units[at].is_bound:
                found.add(at)
    return found if len(found) < len(units) else set()


def _rephrased(
    plan: Plan, pieces: Sequence[Piece], task: Task
) -> tuple[list[Piece] | None, list[str]]:
    reasons: list[str] = []
    made = list(pieces)
    if any(piece.text != piece.origin for piece in made):
        reasons.append(f"to_{task.formality}")
    if plan.before == "self" or task.profile.opening == "first_person":
        changed = [as_i(piece, language=task.language) for piece in made]
        if changed != made:
            made = changed
            reasons.insert(0, "i_for_we")
    if 0 < task.profile.sentence_length < _SHORT_SENTENCES:
        split = [one for piece in made for one in in_short_ones(piece, language=task.language)]
        if len(split) > len(made):
            made = split
            reasons.append("short_sentences")
    return made, reasons


def _tags(base: Base, task: Task) -> list[Piece]:
    profile = task.profile
    topic = task.facts.topic if task.language == "nl" == task.facts.language else ""
    wanted = round(profile.hashtags) if profile.knows("hashtags") else len(base.tags)
    found = dressing.tags_for(
        own=base.tags,
        others=task.other_tags,
        topic=topic if profile.knows("hashtags") else "",
        organisation=task.facts.organisation if profile.knows("hashtags") else "",
        wanted=wanted,
    )
    return [Piece(" ".join(found), " ".join(base.tags), "tags")] if found else []


def _dressed(pieces: Sequence[Piece], task: Task) -> list[Piece]:
    profile = task.profile
    if not profile.knows("emoji") and not task.is_grave:
        return list(pieces)
    wanted = 0 if task.is_grave else round(profile.emoji)
    there = sum(len(EMOJI.findall(piece.text)) for piece in pieces)
    made = list(pieces)
    if there > wanted:
        bare = [dressing.without_emoji(piece) for piece in made]
        made = [new if new is not None else old for new, old in zip(bare, made, strict=True)]
    return dressing.with_emoji(
        made, wanted=wanted, favourites=profile.favourite_emoji, kind=task.facts.kind
    )

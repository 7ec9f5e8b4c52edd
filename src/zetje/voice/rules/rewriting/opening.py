"""How a text begins: what is moved to the front, and which line of ours goes before it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zetje.voice.rules.profiles import Profile
from zetje.voice.rules.rewriting import frames, reading
from zetje.voice.rules.rewriting.material import StoryFacts
from zetje.voice.rules.rewriting.phrasing import Piece, as_i, said_to
from zetje.voice.rules.rewriting.plans import Plan
from zetje.voice.rules.rewriting.selecting import closure
from zetje.voice.rules.rewriting.units import Base, Unit, says_topic
from zetje.voice.rules.turns import lines_of

_WARM = 0.62
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


def front_of(plan: Plan, base: Base, unsure: set[int]) -> int | None:
    """The place of the sentence that is to come first, if the plan asks for one."""
    if not plan.front or not base.units:
        return None
    rest = range(1, len(base.units))
    is_headed = base.units[0].is_title and (
        base.units[0].is_bound or not (is_bare_title(base) or says_topic(base.units, rest))
    )
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
        after_call = any(_is_call(base.units[earlier]) for earlier in range(at))
        is_near = at <= int(base.units[0].is_title) + 1
        if (
            plan.front == "figure"
            and counts
            and is_near
            and not after_call
            and reading.stands_alone(text)
        ):
            return at
    return None


def _is_call(unit: Unit) -> bool:
    """Whether it is a call of a word or three, which has to come first: "Honderd jaar!"."""
    return not unit.is_title and len(reading.plain_words(unit.sentence.text)) <= _BARE


def _is_opener(text: str) -> bool:
    """Whether a question can begin a post: a whole one, not about where more is to be had."""
    is_whole = len(reading.plain_words(text)) >= _QUESTION_WORDS
    return is_whole and reading.is_question(text) and not reading.is_leading(text)


def before(
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
        return line(task, "ask", turn), "question_first"
    if plan.before == "self":
        if turn == 0 and _speaks_as_i(base, task):
            return None, ""
        return line(task, "self", turn, extra=bool(plan.after)), "own_opening"
    return None, ""


def _speaks_as_i(base: Base, task: Task) -> bool:
    """Whether its first sentence says "I" by itself, once that is put for "we"."""
    if not base.units:
        return False
    first = as_i(piece_of(base.units[0]), language=base.language)
    words = reading.plain_words(first.text)
    return (
        bool(words)
        and not reading.quotes(first.text)
        and words[0] in ("ik", "i", "i'm", "mijn", "my")
    )


def line(task: Task, group: str, turn: int, *, extra: bool = False) -> Piece | None:
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


def is_bare_title(base: Base) -> bool:
    """Whether the title is a word or three that say nothing beside the rest: "We're hiring"."""
    first = base.units[0]
    return first.is_title and len(reading.plain_words(first.sentence.text)) <= _BARE


def piece_of(unit: Unit) -> Piece:
    """A unit as a piece of the text that is being made."""
    kind = "title" if unit.is_title else unit.sentence.kind
    return Piece(unit.sentence.text, unit.sentence.text, kind, unit.sentence.paragraph)

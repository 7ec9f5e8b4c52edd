"""Carries a plan out on one wording: chooses, moves, rephrases, dresses, lays out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zetje.voice.rules.rewriting import dressing, reading
from zetje.voice.rules.rewriting.layout import Laid, laid_out
from zetje.voice.rules.rewriting.opening import (
    Task,
    before,
    front_of,
    is_bare_title,
    line,
    piece_of,
)
from zetje.voice.rules.rewriting.phrasing import Piece, as_i, in_short_ones, said_to
from zetje.voice.rules.rewriting.plans import Plan
from zetje.voice.rules.rewriting.selecting import is_nearer, length_of, selected
from zetje.voice.rules.rewriting.sentences import EMOJI
from zetje.voice.rules.rewriting.units import Base, says_topic
from zetje.voice.rules.signs import graphemes

_SHORT_SENTENCES = 11
_ENOUGH = 0.6
_SAYS_ENOUGH = 2.5
_MUCH = 1.35


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
        said_to(piece_of(unit), language=base.language, formality=task.formality)
        for unit in base.units
    ]
    unsure = {at for at, piece in enumerate(said) if piece is None}
    if unsure & _carrying(base):
        # Without what carries it the rest would hang in the air: all of it stays as it was written.
        said = [piece_of(unit) for unit in base.units]
        unsure = set[int]()
        task = replace(task, profile=replace(task.profile, formality={}))
    front = front_of(plan, base, unsure)
    first, reason = before(plan, base, task, turn=turn, front=front)
    says_title = first is not None and first.origin == task.facts.title
    moves = front is not None and front > 0 and plan.front == "figure"
    if base.units and base.units[0].is_title and (says_title or moves):
        if moves and base.units[0].is_bound:
            return None
        unsure = unsure | {0}
    if plan.front and front is None and first is None:
        return None
    after = line(task, "after", turn) if plan.after else None
    tags = _tags(base, task)
    around = [one for one in (first, after, *tags) if one is not None]
    spent = sum(graphemes(one.text) + 2 for one in around)
    places = _places(
        plan,
        base,
        unsure,
        kind=task.facts.kind,
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
    whole = [*([first] if first else []), *body, *([after] if after else [])]
    dressed = _dressed(whole, task)
    laid = laid_out([*dressed, *tags], line_breaks=task.profile.line_breaks)
    told = [reason, "asks_last" if after else "", *reasons]
    if front and plan.front == "figure" and places[0] != 0:
        told.append("figure_first")
    return Built(plan.kind, laid, tuple(one for one in told if one), base.text)


def _places(
    plan: Plan,
    base: Base,
    unsure: set[int],
    *,
    kind: str,
    front: int | None,
    target: int,
    most: int,
) -> tuple[int, ...]:
    """What stays; the title comes back where the text would be too short without it."""
    passed_over = _passed_over(plan, base, front, unsure)
    best: tuple[int, ...] = ()
    stays_out = passed_over & {0} if front or is_bare_title(base) else set[int]()
    for passed in (passed_over, stays_out):
        found = selected(
            base.units,
            target=target,
            most=most,
            without=unsure | passed,
            at_front=front,
            late_first=plan.late_first,
            in_order=kind not in ("event", "vacancy"),
        )
        length = length_of(base.units, found)
        is_lost = not is_bare_title(base) and not says_topic(
            base.units, found, thoroughly=kind in ("event", "vacancy")
        )
        if found and 0 in passed and is_lost:
            continue
        if found and (not best or is_nearer(length, length_of(base.units, best), target or most)):
            best = found
        if best and (
            not target or _ENOUGH * target <= length_of(base.units, best) <= _MUCH * target
        ):
            break
    return best


def _carrying(base: Base) -> set[int]:
    """The places that a text cannot do without: its first sentence, and a title it needs."""
    first = [at for at, unit in enumerate(base.units) if not unit.is_title][:1]
    return {at for at, unit in enumerate(base.units) if unit.is_title and unit.is_bound} | set(
        first
    )


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
            after = units[at + 1] if at + 1 < len(units) else None
            # What follows must say something by itself: a figure, a name, who is looked for.
            alone = after is None or (not after.needs_last and after.weight >= _SAYS_ENOUGH)
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

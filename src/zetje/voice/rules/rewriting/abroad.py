"""A story without words in the language of the post is quoted: nothing is translated."""

from __future__ import annotations

from zetje.voice.rules.rewriting import frames
from zetje.voice.rules.rewriting.building import Built
from zetje.voice.rules.rewriting.layout import laid_out
from zetje.voice.rules.rewriting.opening import Task
from zetje.voice.rules.rewriting.phrasing import Piece
from zetje.voice.rules.rewriting.plans import Plan
from zetje.voice.rules.rewriting.selecting import selected
from zetje.voice.rules.rewriting.units import Base
from zetje.voice.rules.signs import graphemes

_WORTH_QUOTING = 50


def build_abroad(plan: Plan, base: Base, task: Task, *, turn: int) -> Built | None:
    """A text that quotes a story of the other language, with a line in the language of the post."""
    group = {"first_person": "self", "question": task.formality, "statement": "statement"}
    chosen = group.get(plan.kind, "")
    chosen = "grave" if task.is_grave and chosen else chosen
    found = frames.abroad(task.language, chosen) if chosen else ()
    if task.language == "en" and chosen in ("je", "u"):
        found = frames.abroad("en", "none")
    if not found or not base.units:
        return None
    ordered = frames.in_own_order(found, task.salt)
    shift = list(group).index(plan.kind) if task.is_grave else 0
    line = ordered[(turn + shift) % len(ordered)]
    lead = base.units[0].sentence.text
    first, last = line.split("{text}")
    pieces = [Piece(f"{first}{_quoted(lead)}{last}", lead, "frame")]
    spent = graphemes(pieces[0].text) + 4
    wish = (task.profile.length or 400) - spent
    if len(base.units) > 1 and wish >= _WORTH_QUOTING:
        places = selected(base.units, target=wish, most=task.room - spent, without={0})
        told = " ".join(base.units[at].sentence.text for at in places)
        if told and not any(base.units[at].sentence.kind == "item" for at in places):
            pieces.append(Piece(_quoted(told), told, "closing"))
    laid = laid_out(pieces, line_breaks=task.profile.line_breaks)
    if graphemes(laid.text) > task.room:
        laid = laid_out(pieces[:1], line_breaks="")
    if graphemes(laid.text) > task.room:
        return None
    return Built(plan.kind, laid, ("abroad",), base.text)


def _quoted(text: str) -> str:
    return text if any(sign in text for sign in '“”"„') else f"“{text}”"

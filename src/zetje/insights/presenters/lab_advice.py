"""The one sentence on top of the lab: what to leave on, and when the next answer is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.behaviour.verdicts import Missing, Verdict
from zetje.prompting.operations import MessageKind

Found = Mapping[str, Any]


def advice(whole: Found | None, results: Mapping[str, Found], kinds: Sequence[MessageKind]) -> str:
    """What to leave on or switch off, and when something more can be told.

    Args:
        whole: what any prompt does; None while nothing was studied.
        results: what each kind of message does, by its key.
        kinds: all of them, with whether they are on.
    """
    is_harmful = whole is not None and whole["verdict"] == Verdict.HARMS
    parts = (
        [_next(whole, results, kinds)]
        if is_harmful
        else [
            _switches(results, kinds),
            _next(whole, results, kinds),
        ]
    )
    return " ".join(part for part in parts if part)


def _switches(results: Mapping[str, Found], kinds: Sequence[MessageKind]) -> str:
    off = [
        _("“%(message)s”") % {"message": kind.label}
        for kind in kinds
        if kind.is_on and kind.key in results and results[kind.key]["verdict"] == Verdict.HARMS
    ]
    if off:
        return _("Switch off %(messages)s and leave the rest on.") % {"messages": ", ".join(off)}
    if all(kind.is_on for kind in kinds):
        return _("Leave every message on: nothing needs to go off.")
    return _("Leave on what is on: nothing else needs to go off.")


def _next(whole: Found | None, results: Mapping[str, Found], kinds: Sequence[MessageKind]) -> str:
    """When the next answer is due, of any prompt or of a message that is on."""
    names = [(_("any prompt"), whole)] + [
        (_("“%(message)s”") % {"message": kind.label}, results.get(kind.key))
        for kind in kinds
        if kind.is_on
    ]
    unanswered = [
        (name, row) for name, row in names if row and row["verdict"] == Verdict.NOT_ENOUGH_DATA
    ]
    due = [
        (max(1, row["weeks_more"]), name)
        for name, row in unanswered
        if row["weeks_more"] is not None and Missing.PEOPLE not in row["missing"]
    ]
    if due:
        weeks, name = min(due)
        return ngettext(
            "The next answer is due in about a week, of %(name)s.",
            "The next answer is due in about %(weeks)s weeks, of %(name)s.",
            weeks,
        ) % {"weeks": weeks, "name": name}
    if unanswered:
        return _("With as many people as now, the next answer takes more than a year.")
    return ""

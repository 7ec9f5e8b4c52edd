"""Puts one line of an import's report into sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zetje.people.rules.role_words import role_name
from zetje.people.rules.sentences import heading, sentence
from zetje.people.rules.staff_file import fault_of
from zetje.people.rules.working_days import written_days


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of a report: where it stands in the file, who it is about, and what is said of it."""

    row: int | None
    name: str
    sentences: Sequence[str]


def line_of(line: Mapping[str, Any]) -> Line:
    """A line as it was kept, in the reader's language."""
    sentences = [sentence(fault_of(fault)) for fault in line.get("faults", [])]
    sentences += [
        _("%(field)s: %(old)s → %(new)s")
        % {
            "field": heading(name),
            "old": shown_value(name, old),
            "new": shown_value(name, new),
        }
        for name, old, new in line.get("differences", [])
    ]
    if line.get("kind") == "kept":
        sentences.append(_("An administrator does not leave by a file. Take the role away first."))
    sentences += [
        f"{heading(note['field'])}: {sentence(fault_of(note))}" for note in line.get("notes", [])
    ]
    return Line(row=line.get("row"), name=line["name"], sentences=sentences)


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "j F Y")


def shown_value(name: str, value: Any) -> str:
    """A value of the report as people read it."""
    language = get_language() or "en"
    if not value:
        return _("nothing")
    if name == "working_days":
        return written_days(cast("list[int]", value), language=language)
    if name == "roles":
        roles = cast("list[list[str]]", value)
        return ", ".join(f"{role_name(role)} {team}".strip() for role, team in roles)
    if name == "leave":
        return " – ".join(_day(day) for day in cast("list[str]", value))
    return _day(str(value)) if name == "started_on" else str(value)

"""Puts acts of the audit into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from zetje.lib.csv_lines import csv_text
from zetje.people.models import AuditEntry
from zetje.people.rules.audit_words import action_name
from zetje.people.rules.role_words import ROLE_NAMES, role_name


@dataclass(frozen=True, kw_only=True)
class AuditLine:
    """One act: who, what, to whom, when."""

    at: datetime
    actor: str
    action: str
    subject: str
    details: str


def audit_lines(entries: Sequence[AuditEntry], names: Mapping[int, str]) -> list[AuditLine]:
    """Acts in words, with the names of who is still here."""
    return [
        AuditLine(
            at=entry.at,
            actor=_name(entry.actor_id, names) if entry.actor_id else _("Zetje itself"),
            action=action_name(entry.action),
            subject=_subject(entry.subject, names),
            details=_details(entry.details),
        )
        for entry in entries
    ]


def audit_csv(lines: Sequence[AuditLine], *, zone: str, language: str) -> str:
    """The acts as a file, times as they were in the organisation's zone."""
    header = [_("When"), _("Who"), _("What"), _("About"), _("Details")]
    rows = (
        [
            line.at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds"),
            line.actor,
            line.action,
            line.subject,
            line.details,
        ]
        for line in lines
    )
    return csv_text(header, rows, language=language)


def _name(member_id: int, names: Mapping[int, str]) -> str:
    return names.get(member_id) or _("Somebody who was erased")


def _subject(subject: str, names: Mapping[int, str]) -> str:
    kind, _colon, number = subject.partition(":")
    if kind == "member" and number.isdigit():
        return _name(int(number), names)
    return {"import": _("Staff file"), "team": _("Team")}.get(kind, subject)


def _details(details: Mapping[str, Any]) -> str:
    return ", ".join(
        role_name(value) if name == "role" and value in ROLE_NAMES else f"{name}: {_plain(value)}"
        for name, value in details.items()
    )


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(str(item) for item in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] -- JSON
    return str(value)

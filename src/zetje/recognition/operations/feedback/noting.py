"""Writes what happens around an expert's word into the event record."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from zetje.lib.record.operations import record
from zetje.recognition.models import FeedbackRequest

if TYPE_CHECKING:
    from zetje.people.models import Member


def note(
    kind: str,
    *,
    member: Member,
    ask: FeedbackRequest,
    now: datetime,
    source: Literal["person", "seen", "system"] = "person",
    opening: str = "",
) -> None:
    """Append one event about the person who asked; without anybody's words."""
    record(
        organisation_id=member.organisation_id,
        kind=kind,
        person_key=member.person_key,
        at=now,
        source=source,
        subject=f"ask:{ask.pk}",
        details={"share": ask.share_id} | ({"opening": opening} if opening else {}),
    )

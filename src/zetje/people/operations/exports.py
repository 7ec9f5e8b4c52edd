"""Writes the directory out for an administrator, and says in the audit that it did."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from zetje.people.models import Member, Organisation
from zetje.people.operations.audit import record_audit
from zetje.people.queries.directory import known_people
from zetje.people.rules.export import directory_csv


@transaction.atomic
def export_directory(
    *, organisation: Organisation, by: Member | None, language: str, now: datetime
) -> str:
    """The directory as CSV, in the form an import takes back. Who joined is not in it."""
    text = directory_csv(known_people(organisation), language=language)
    record_audit(
        actor_member_id=by.pk if by else None,
        action="directory.exported",
        details={"rows": text.count("\r\n") - 1},
        now=now,
    )
    return text

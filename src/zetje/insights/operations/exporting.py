"""Writes in the audit that figures left the building: what, by whom, in which form."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from zetje.people import operations as people

if TYPE_CHECKING:
    from zetje.people.models import Member


def note_export(*, by: Member, what: str, form: str, weeks: int, now: datetime) -> None:
    """Note that somebody takes figures along; the tenant's block must be open.

    Args:
        by: who.
        what: "figures" or "studies".
        form: "csv", "xlsx" or "parquet".
        weeks: of how many weeks.
        now: the moment.
    """
    people.record_audit(
        actor_member_id=by.pk,
        action="insight.exported",
        details={"what": what, "form": form, "weeks": weeks},
        now=now,
    )

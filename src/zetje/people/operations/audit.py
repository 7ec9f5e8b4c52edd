"""Writes the audit: what administrators did, append-only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from zetje.lib.tenancy import current_tenant
from zetje.people.models import AuditEntry


def record_audit(
    *,
    actor_member_id: int | None,
    action: str,
    subject: str = "",
    details: dict[str, Any] | None = None,
    now: datetime,
) -> AuditEntry:
    """Append one act to the audit of the open tenant.

    Args:
        actor_member_id: who acted; None for the command line and for Zetje itself.
        action: what was done, "noun.past_participle", such as "role.granted".
        subject: what it was done to, "member:12".
        details: small JSON values without texts of people.
        now: when.
    """
    entry = AuditEntry(
        organisation_id=current_tenant(),
        actor_id=actor_member_id,
        action=action,
        subject=subject,
        details=details or {},
        at=now,
    )
    entry.save(force_insert=True)
    return entry

"""The operations of people, one module a subject."""

from zetje.people.operations.audit import record_audit
from zetje.people.operations.roles import (
    RoleRefusedError,
    check_not_last_administrator,
    end_sessions,
    grant_role,
    revoke_role,
)

__all__ = [
    "RoleRefusedError",
    "check_not_last_administrator",
    "end_sessions",
    "grant_role",
    "record_audit",
    "revoke_role",
]

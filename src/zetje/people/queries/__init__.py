"""The queries of people, one module a subject."""

from zetje.people.queries.members import member_of_user
from zetje.people.queries.roles import (
    has_role,
    members_with_role,
    role_grants,
    roles_of,
    teams_led_by,
)

__all__ = [
    "has_role",
    "member_of_user",
    "members_with_role",
    "role_grants",
    "roles_of",
    "teams_led_by",
]

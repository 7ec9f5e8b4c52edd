"""Who may write and offer stories."""

from typing import Final

EDITING_ROLES: Final = frozenset({"editor", "administrator"})


def roles_may_edit_stories(roles: frozenset[str]) -> bool:
    """Whether somebody with these roles may draft, publish, correct and withdraw stories."""
    return bool(roles & EDITING_ROLES)

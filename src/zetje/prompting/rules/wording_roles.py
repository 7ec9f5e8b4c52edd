"""Who may word prompts."""

from typing import Final

WORDING_ROLES: Final = frozenset({"editor", "administrator"})

"""Refuses who may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from zetje.content.queries.stories import may_edit_stories

if TYPE_CHECKING:
    from zetje.people.models import Member


def check_may_edit_stories(member: Member) -> None:
    """Raises PermissionDenied, with a sentence, for who is neither editor nor administrator."""
    if not may_edit_stories(member):
        raise PermissionDenied(_("Stories are written by editors. Ask one to add yours."))

"""Who may still have a prompt at the moment of sending, whatever was decided before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from zetje.people.queries.at_work import members_not_on_leave
from zetje.prompting.models import PromptSettings


def members_open_to_prompts(now: datetime) -> QuerySet[Any]:
    """The members who are at work, let chance decide about them, and whose organisation prompts."""
    switched_off = PromptSettings.objects.filter(
        organisation=OuterRef("organisation"), replaced_at__isnull=True, is_enabled=False
    )
    rows = members_not_on_leave(now).exclude(preferences__experiments=False)
    return rows.exclude(Exists(switched_off))

"""Keeps what somebody wants out of sharing for themselves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from zetje.prompting.models import Goal
from zetje.prompting.rules.goals import GOALS

if TYPE_CHECKING:
    from zetje.people.models import Member


@transaction.atomic
def choose_goals(*, member: Member, kinds: Collection[str], now: datetime) -> tuple[str, ...]:
    """Keep the goals that somebody works on. One that stays goes on counting from its beginning.

    Args:
        member: whose.
        kinds: those of `rules.goals.GOALS` they want; what is no goal is left out.
        now: from when the new ones count.

    Returns:
        the goals that hold now.
    """
    wanted = tuple(kind for kind in GOALS if kind in kinds)
    own = Goal.objects.filter(organisation_id=member.organisation_id, member=member)
    own.exclude(kind__in=wanted).delete()
    kept = set(own.values_list("kind", flat=True))
    Goal.objects.bulk_create(
        [
            Goal(organisation_id=member.organisation_id, member=member, kind=kind, chosen_at=now)
            for kind in wanted
            if kind not in kept
        ],
        ignore_conflicts=True,
    )
    return wanted

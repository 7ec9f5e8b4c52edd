"""Makes sharing easier for a team: facilitators in place of other kinds of prompt, for a while."""

from __future__ import annotations

from datetime import datetime, timedelta

from zetje.lib.tenancy import tenant
from zetje.prompting.models import Easing


def ease_team(*, organisation_id: int, team_id: int, lasts: timedelta, now: datetime) -> bool:
    """Let facilitators come first for a team from the next decision on; False when they do.

    Args:
        organisation_id: whose team.
        team_id: which.
        lasts: for how long.
        now: the moment.
    """
    with tenant(organisation_id):
        running = Easing.objects.filter(organisation_id=organisation_id, team_id=team_id)
        if running.filter(begins_at__lte=now, ends_at__gt=now).exists():
            return False
        Easing.objects.create(
            organisation_id=organisation_id, team_id=team_id, begins_at=now, ends_at=now + lasts
        )
        return True


def stop_easing(*, organisation_id: int, team_id: int, now: datetime) -> bool:
    """Let all kinds come again for a team; whether that changed anything."""
    with tenant(organisation_id):
        rows = Easing.objects.filter(organisation_id=organisation_id, team_id=team_id)
        return bool(rows.filter(begins_at__lte=now, ends_at__gt=now).update(ends_at=now))

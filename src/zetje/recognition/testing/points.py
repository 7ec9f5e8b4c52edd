"""Makes points of weeks, for tests of every capability."""

from __future__ import annotations

from typing import Any

from zetje.lib.tenancy import tenant
from zetje.recognition.models import PointWeek


def make_point_week(member: Any, points: int, *, week: int) -> None:
    """What a member's lines of a week came to, and no lines."""
    with tenant(member.organisation_id):
        PointWeek.objects.create(
            organisation_id=member.organisation_id, member=member, week=week, points=points
        )

"""Freezes and studies the demo's weeks, as if the clock had done so each Tuesday."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from zetje.behaviour.weeks import week_of
from zetje.insights import operations as insights

if TYPE_CHECKING:
    from zetje.people.models import Organisation


def freeze_weeks(*, organisation: Organisation, weeks: int, now: datetime) -> None:
    """Freeze the last weeks that are over, the oldest first.

    Args:
        organisation: the invented one.
        weeks: how many.
        now: the moment that the demo leads up to.
    """
    this_week = week_of(now, zone=ZoneInfo(organisation.time_zone))
    for week in range(this_week - weeks, this_week):
        insights.freeze_period(organisation_id=organisation.pk, week=week, now=now)
        insights.study_week(organisation_id=organisation.pk, week=week, now=now)

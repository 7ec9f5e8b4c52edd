"""Settles the points of weeks that are over everywhere, once and for all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import transaction

from zetje.behaviour.weeks import iso_of, week_number
from zetje.lib.record.operations import record
from zetje.lib.tenancy import tenant
from zetje.recognition.models import PointPost
from zetje.recognition.operations.points.scoring import score, take_turn
from zetje.recognition.queries.point_facts import SETTLED, Cohort, last_settled
from zetje.recognition.queries.settings import game_switches

# The clock that is furthest behind: what is over there is over everywhere.
_LAST: Final = timedelta(hours=12)
_AT_ONCE: Final = 2000


@transaction.atomic
def settle_points(*, organisation_id: int, now: datetime) -> int:
    """Fill up what is missing for readers in the weeks that are over, for who has too few to tell.

    It only ever adds. Done twice it changes nothing.

    Returns:
        how many lines were written.
    """
    with tenant(organisation_id):
        if not game_switches(organisation_id).points:
            return 0
        take_turn(organisation_id)
        over = week_number((now.astimezone(UTC) - _LAST).date()) - 1
        before = last_settled(organisation_id)
        if over <= before:
            return 0
        year, week = iso_of(over)
        record(
            organisation_id=organisation_id,
            kind=SETTLED,
            at=now,
            source="system",
            subject=f"week:{year}-W{week:02}",
            details={"week": over},
        )
        rows = PointPost.objects.filter(
            organisation_id=organisation_id,
            week__gt=before,
            week__lte=over,
            member__isnull=False,
        )
        cohorts: list[Cohort] = sorted(set(rows.values_list("person", "week")))
        return sum(
            score(organisation_id=organisation_id, cohorts=cohorts[start : start + _AT_ONCE])
            for start in range(0, len(cohorts), _AT_ONCE)
        )

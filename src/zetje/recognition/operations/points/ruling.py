"""Changes what earns what, from the next week on and never for one that has begun."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from zetje.behaviour.weeks import week_number
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.recognition.models import PointRules
from zetje.recognition.operations.points.scoring import take_turn
from zetje.recognition.queries.points import rule_versions
from zetje.recognition.rules.points import Rules, rules_from

if TYPE_CHECKING:
    from zetje.people.models import Member

# The clock that is furthest ahead: where it is not Monday yet, it is Monday nowhere.
_FURTHEST = timedelta(hours=14)


def next_week(now: datetime) -> int:
    """The running number of the first week that has begun for nobody on earth."""
    return week_number((now.astimezone(UTC) + _FURTHEST).date()) + 1


@transaction.atomic
def set_point_rules(*, by: Member, values: Mapping[str, int], now: datetime) -> tuple[int, Rules]:
    """Let other rules hold from the next week on. Posts of weeks that have begun keep theirs.

    Rules that were set and did not hold yet are replaced; the same rules again change nothing.

    Args:
        by: who sets them; the caller has asked whether they may.
        values: by name, as `rules.points.Rules` has them; what is left out is as we ship it.
        now: when.

    Returns:
        from which week on, by its running number, and the rules.

    Raises:
        ValueError: for a name that is none, or a figure that may not be.
    """
    rules_from(values)
    with tenant(by.organisation_id):
        take_turn(by.organisation_id)
        versions = rule_versions(by.organisation_id)
        if versions and rules_from(values, version=versions[0][1].version) == versions[0][1]:
            return versions[0]
        rows = PointRules.objects.filter(organisation_id=by.organisation_id)
        version = (rows.aggregate(newest=Max("version"))["newest"] or 0) + 1
        week = next_week(now)
        PointRules.objects.create(
            organisation_id=by.organisation_id,
            version=version,
            from_week=week,
            values=dict(values),
            set_by=by,
            set_at=now,
        )
        people.record_audit(
            actor_member_id=by.pk,
            action="point_rules.set",
            subject=f"version:{version}",
            details=dict(values),
            now=now,
        )
    return week, rules_from(values, version=version)

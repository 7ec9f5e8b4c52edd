"""Sets what an organisation wants to reach together."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from zetje.people.operations import record_audit
from zetje.recognition.models import CollectiveGoal

if TYPE_CHECKING:
    from zetje.people.models import Member, Organisation


@transaction.atomic
def set_goal(
    *,
    organisation: Organisation,
    by: Member,
    target: int,
    starts_on: date,
    ends_on: date,
    thanks: str,
    now: datetime,
) -> CollectiveGoal:
    """Set a goal for all together; it takes the place of the one that stands.

    Args:
        organisation: whose.
        by: who sets it.
        target: how many shares.
        starts_on: the first day that counts.
        ends_on: the last one.
        thanks: what there is to celebrate when it is reached; may be empty.
        now: when.
    """
    _end(organisation, now)
    goal = CollectiveGoal.objects.create(
        organisation=organisation,
        target=target,
        starts_on=starts_on,
        ends_on=ends_on,
        thanks=thanks.strip(),
        set_by=by,
        set_at=now,
    )
    details = {"target": target, "from": str(starts_on), "until": str(ends_on)}
    record_audit(actor_member_id=by.pk, action="recognition.goal_set", details=details, now=now)
    return goal


@transaction.atomic
def drop_goal(*, organisation: Organisation, by: Member, now: datetime) -> bool:
    """Take the goal that stands away; False when there is none."""
    if not _end(organisation, now):
        return False
    record_audit(actor_member_id=by.pk, action="recognition.goal_dropped", details={}, now=now)
    return True


def _end(organisation: Organisation, now: datetime) -> int:
    rows = CollectiveGoal.objects.filter(organisation=organisation, replaced_at__isnull=True)
    return rows.update(replaced_at=now)

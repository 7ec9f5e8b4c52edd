"""Keeps an old copy of the database from sending again what the real one has sent.

A restored database does not know what went out after its backup was made. So each sender compares
the name of the database with the one it noted before, and looks how long nobody has sent; when in
doubt, everything but answers waits until an administrator says so.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.apps import apps
from django.db import transaction

from zetje.delivery import queries
from zetje.delivery.models import Hold, Message, Receipt, SendingPlace
from zetje.delivery.rules import kinds, states
from zetje.lib.tenancy import tenant
from zetje.people import operations as people

RESTORED: Final = "restored"
AWAY: Final = "away"
LONG_AWAY: Final = timedelta(hours=6)


def check_for_restore(*, now: datetime, watches_clock: bool = False) -> None:
    """Hold the organisations when this is another database than before, or time has jumped.

    Args:
        now: the moment of the check.
        watches_clock: also hold what fell due while nobody was sending for hours: a machine that
            was put back to a snapshot, or slept, or whose clock was moved. For senders that run on.
    """
    cluster = queries.cluster_name()
    with transaction.atomic():
        place = SendingPlace.objects.select_for_update().filter(pk=1).first()
        if place is None:
            SendingPlace.objects.get_or_create(pk=1, defaults={"cluster": cluster, "beat_at": now})
            return
        for organisation in apps.get_model("people", "Organisation")._default_manager.all():
            if place.cluster != cluster:
                _hold(organisation=organisation, reason=RESTORED, now=now)
            elif watches_clock and _fell_due_unseen(organisation, place.beat_at, now):
                _hold(organisation=organisation, reason=AWAY, now=now)
        SendingPlace.objects.filter(pk=1).update(cluster=cluster, beat_at=now)


def _fell_due_unseen(organisation: Any, beat_at: datetime, now: datetime) -> bool:
    if now - beat_at < LONG_AWAY or organisation.is_demo:
        return False
    with tenant(organisation.pk):
        return (
            Message.objects.filter(
                organisation=organisation,
                state=states.PLANNED,
                not_before__gt=beat_at,
                not_before__lte=now,
            )
            .exclude(useful_until__lte=now)
            .exclude(family=kinds.ANSWER)
            .exists()
        )


def _hold(*, organisation: Any, reason: str, now: datetime) -> None:
    with tenant(organisation.pk):
        Hold.objects.get_or_create(
            organisation=organisation,
            released_at=None,
            defaults={"held_at": now, "reason": reason},
        )


def release_hold(
    *, organisation_id: int, by_member_id: int | None, drops_due: bool, now: datetime
) -> None:
    """Let an organisation's sending go on after a person has looked.

    Args:
        organisation_id: whose.
        by_member_id: the administrator; None for the command line.
        drops_due: true to drop what is due already, since it may have gone out before.
        now: the moment of the decision.
    """
    with tenant(organisation_id):
        held = Hold.objects.filter(organisation_id=organisation_id, released_at__isnull=True)
        if not held.update(released_at=now, released_by_id=by_member_id):
            return
        dropped = _drop_due(organisation_id, by_member_id, now) if drops_due else 0
        people.record_audit(
            actor_member_id=by_member_id,
            action="hold.released",
            details={"dropped": dropped},
            now=now,
        )


def _drop_due(organisation_id: int, by_member_id: int | None, now: datetime) -> int:
    due = Message.objects.select_for_update().filter(
        organisation_id=organisation_id, state=states.PLANNED, not_before__lte=now
    )
    numbers = list(due.exclude(family=kinds.ANSWER).values_list("id", flat=True))
    Message.objects.filter(organisation_id=organisation_id, id__in=numbers).update(
        state=states.DROPPED, reason=RESTORED, changed_at=now
    )
    Receipt.objects.bulk_create(
        Receipt(
            organisation_id=organisation_id,
            message_id=number,
            state=states.DROPPED,
            at=now,
            by_id=by_member_id,
            reason=RESTORED,
        )
        for number in numbers
    )
    return len(numbers)


def note_trouble(*, trouble: str, now: datetime) -> None:
    """Remember what the relay said when it failed; empty once it works again."""
    SendingPlace.objects.filter(pk=1).update(trouble=trouble, trouble_at=now if trouble else None)

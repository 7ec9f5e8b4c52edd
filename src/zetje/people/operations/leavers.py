"""Ends what somebody could do here when they leave the organisation, and takes them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q

from zetje.lib.events import publish_on_commit
from zetje.lib.record.operations import event, record_all
from zetje.people.events import MemberDeactivated, MemberLeft
from zetje.people.models import (
    Member,
    Membership,
    Organisation,
    Pause,
    RoleGrant,
    SignInLink,
    User,
)
from zetje.people.operations.audit import record_audit
from zetje.people.operations.devices import forget_browsers
from zetje.people.operations.roles import check_not_last_administrator


@transaction.atomic
def deactivate_member(*, member: Member, by: Member | None, now: datetime) -> None:
    """End somebody's account, sessions, devices, roles and membership at once.

    Raises RoleRefusedError when nobody would be left to administer the organisation.
    """
    organisation = Organisation.objects.select_for_update().get(pk=member.organisation_id)
    if member.left_on is None:
        deactivate_members(organisation=organisation, member_ids=[member.pk], by=by, now=now)
        record_audit(
            actor_member_id=by.pk if by else None,
            action="member.deactivated",
            subject=f"member:{member.pk}",
            now=now,
        )


@transaction.atomic
def reactivate_member(*, member: Member, by: Member | None, now: datetime) -> None:
    """Take one leaver back; whether they join the programme again is theirs to say."""
    organisation = Organisation.objects.select_for_update().get(pk=member.organisation_id)
    if member.left_on is not None:
        reactivate_members(organisation=organisation, member_ids=[member.pk])
        record_audit(
            actor_member_id=by.pk if by else None,
            action="member.reactivated",
            subject=f"member:{member.pk}",
            now=now,
        )


def deactivate_members(
    *, organisation: Organisation, member_ids: Sequence[int], by: Member | None, now: datetime
) -> None:
    """The same for many at once; the caller writes the audit and holds the organisation's lock.

    Raises RoleRefusedError when nobody would be left to administer the organisation.
    """
    ids = list(member_ids)
    check_not_last_administrator(member_ids=ids, organisation_id=organisation.pk)
    _end_programme(organisation, ids, now=now)
    RoleGrant.objects.filter(member__in=ids, revoked_at__isnull=True).update(
        revoked_at=now, revoked_by=by
    )
    forget_browsers(member_ids=ids)
    SignInLink.objects.filter(user__member__in=ids).delete()
    User.objects.filter(member__in=ids).update(
        is_active=False, session_epoch=F("session_epoch") + 1
    )
    leavers = Member.objects.filter(pk__in=ids, left_on__isnull=True)
    keys = list(leavers.values_list("person_key", flat=True))
    leavers.update(left_on=local_day(organisation, now=now))
    record_all(
        event(
            organisation_id=organisation.pk,
            kind="member.deactivated",
            person_key=key,
            at=now,
            source="system",
        )
        for key in keys
    )
    for member_id in ids:
        publish_on_commit(MemberDeactivated(organisation_id=organisation.pk, member_id=member_id))


def reactivate_members(*, organisation: Organisation, member_ids: Sequence[int]) -> None:
    """Take people back with their history. Joining the programme is theirs to do again."""
    ids = list(member_ids)
    Member.objects.filter(organisation=organisation, pk__in=ids).update(left_on=None)
    User.objects.filter(member__in=ids).update(is_active=True)


def local_day(organisation: Organisation, *, now: datetime) -> date:
    """The day it is where the organisation is."""
    return now.astimezone(ZoneInfo(organisation.time_zone)).date()


def _end_programme(organisation: Organisation, ids: list[int], *, now: datetime) -> None:
    joined = Membership.objects.filter(member__in=ids, left_at__isnull=True)
    joined_ids = list(joined.values_list("member_id", flat=True))
    joined.update(left_at=now)
    pauses = Pause.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), member__in=ids)
    pauses.filter(starts_at__gt=now).delete()
    pauses.update(ends_at=now)
    for member_id in joined_ids:
        publish_on_commit(MemberLeft(organisation_id=organisation.pk, member_id=member_id))

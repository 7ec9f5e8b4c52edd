"""Joining, pausing and leaving: each one press, each written down with its moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q

from zetje.lib.events import publish_on_commit
from zetje.lib.jobs import defer
from zetje.lib.record.operations import event, record, record_all
from zetje.people.events import (
    MemberInvited,
    MemberJoined,
    MemberLeft,
    MemberPaused,
    MemberResumed,
)
from zetje.people.models import HouseRules, Member, Membership, Organisation, Pause, Preferences
from zetje.people.operations.audit import record_audit
from zetje.people.queries.invitations import INVITED, members_never_asked
from zetje.people.queries.membership import current_house_rules, is_joined


class HouseRulesChangedError(Exception):
    """The house rules changed while somebody was reading them."""


class NotJoinedError(Exception):
    """Only somebody who joined can do this."""


class PauseRefusedError(Exception):
    """The pause would end before it begins."""


@transaction.atomic
def invite_members(*, members: Sequence[Member], now: datetime) -> int:
    """Ask members who have not joined whether they would like to; says how many were asked."""
    joined = Membership.objects.filter(member__in=members, left_at__isnull=True)
    taking_part = set(joined.values_list("member_id", flat=True))
    asked = [each for each in members if each.left_on is None and each.pk not in taking_part]
    record_all(
        event(
            organisation_id=member.organisation_id,
            kind=INVITED,
            person_key=member.person_key,
            at=now,
            source="system",
        )
        for member in asked
    )
    for member in asked:
        publish_on_commit(
            MemberInvited(organisation_id=member.organisation_id, member_id=member.pk)
        )
    return len(asked)


@transaction.atomic
def request_invitations(*, organisation: Organisation, by: Member, now: datetime) -> None:
    """Have everyone asked who was never asked; who that is, and how many, nobody is told."""
    record_audit(actor_member_id=by.pk, action="members.invited", now=now)
    defer(
        "people.invite_everyone",
        organisation_id=organisation.pk,
        queueing_lock=f"people.invite_everyone:{organisation.pk}",
    )


def invite_everyone(*, organisation: Organisation, now: datetime) -> int:
    """Ask whoever works here, never joined and was never asked; once is enough for anybody."""
    return invite_members(members=list(members_never_asked(organisation)), now=now)


@transaction.atomic
def join_programme(*, member: Member, accepted_version: int, now: datetime) -> Membership:
    """Let a member take part, who read these house rules; a second time changes nothing.

    Raises:
        HouseRulesChangedError: when a newer version than the one that was read holds.
    """
    _check_current(member, accepted_version)
    membership, is_new = Membership.objects.get_or_create(
        organisation_id=member.organisation_id,
        member=member,
        left_at=None,
        defaults={"house_rules_version": accepted_version, "joined_at": now},
    )
    Preferences.objects.get_or_create(
        organisation_id=member.organisation_id,
        member=member,
        defaults={"languages": [member.language]},
    )
    if is_new:
        _record("member.joined", member, now=now, house_rules=accepted_version)
        publish_on_commit(MemberJoined(organisation_id=member.organisation_id, member_id=member.pk))
    return membership


@transaction.atomic
def accept_house_rules(*, member: Member, accepted_version: int, now: datetime) -> None:
    """Note that a member who takes part read the newest house rules.

    Raises:
        HouseRulesChangedError: when a newer version than the one that was read holds.
        NotJoinedError: when the member does not take part.
    """
    _check_current(member, accepted_version)
    joined = Membership.objects.filter(member=member, left_at__isnull=True)
    if not joined.update(house_rules_version=accepted_version):
        raise NotJoinedError
    _record("house_rules.accepted", member, now=now, house_rules=accepted_version)


@transaction.atomic
def leave_programme(*, member: Member, now: datetime) -> bool:
    """Let a member go at once; what waited for them is not sent. False when they were not in."""
    if not Membership.objects.filter(member=member, left_at__isnull=True).update(left_at=now):
        return False
    _end_pauses(member, now=now)
    _record("member.left", member, now=now)
    publish_on_commit(MemberLeft(organisation_id=member.organisation_id, member_id=member.pk))
    return True


@transaction.atomic
def pause_programme(
    *, member: Member, starts_at: datetime, ends_at: datetime | None, now: datetime
) -> Pause:
    """Keep quiet for a member from one moment to another, or until they say otherwise.

    Raises:
        NotJoinedError: when the member does not take part.
        PauseRefusedError: when the end is not after the start, or already past.
    """
    if not is_joined(member.pk):
        raise NotJoinedError
    if ends_at is not None and (ends_at <= starts_at or ends_at <= now):
        raise PauseRefusedError
    _end_pauses(member, now=now)
    pause = Pause.objects.create(
        organisation_id=member.organisation_id, member=member, starts_at=starts_at, ends_at=ends_at
    )
    _record(
        "member.paused",
        member,
        now=now,
        starts_at=starts_at.isoformat(),
        ends_at=ends_at.isoformat() if ends_at else None,
    )
    publish_on_commit(MemberPaused(organisation_id=member.organisation_id, member_id=member.pk))
    return pause


@transaction.atomic
def resume_programme(*, member: Member, now: datetime) -> bool:
    """End a member's pause now, and forget one that was still to come."""
    if not _end_pauses(member, now=now):
        return False
    _record("member.resumed", member, now=now)
    publish_on_commit(MemberResumed(organisation_id=member.organisation_id, member_id=member.pk))
    return True


@transaction.atomic
def publish_house_rules(
    *, organisation: Organisation, text_nl: str, text_en: str, by: Member | None, now: datetime
) -> HouseRules:
    """Let new house rules hold; everyone who joined is asked to read them."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    newest = HouseRules.objects.filter(organisation=organisation).aggregate(last=Max("version"))
    floor = current_house_rules(organisation).version
    return HouseRules.objects.create(
        organisation=organisation,
        version=max(newest["last"] or 0, floor) + 1,
        text_nl=text_nl,
        text_en=text_en,
        published_at=now,
        published_by=by,
    )


def _check_current(member: Member, accepted_version: int) -> None:
    if accepted_version != current_house_rules(member.organisation).version:
        raise HouseRulesChangedError


def _end_pauses(member: Member, *, now: datetime) -> int:
    open_ones = Pause.objects.filter(member=member).filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=now)
    )
    to_come = open_ones.filter(starts_at__gt=now).delete()[0]
    return to_come + open_ones.filter(starts_at__lte=now).update(ends_at=now)


def _record(kind: str, member: Member, *, now: datetime, **details: str | int | None) -> None:
    record(
        organisation_id=member.organisation_id,
        kind=kind,
        person_key=member.person_key,
        at=now,
        source="person",
        details=dict(details),
    )

"""Gives badges for what people did, takes them back with it, and shows one where they want it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from zetje.content.queries.tips import tips_of_story
from zetje.lib.record.operations import record
from zetje.lib.tenancy import tenant
from zetje.lib.tokens import random_token
from zetje.recognition.models import FeedbackReport, MemberBadge
from zetje.recognition.queries.deeds import deeds_of
from zetje.recognition.rules.badges import earned

if TYPE_CHECKING:
    from zetje.people.models import Member


def award_badges(*, organisation_id: int, member_id: int, now: datetime) -> int:
    """Bring the badges of one member in step with what they did.

    Returns:
        how many came or went.
    """
    return rebuild_badges(organisation_id=organisation_id, member_ids=[member_id], now=now)


def rebuild_badges(
    *, organisation_id: int, now: datetime, member_ids: Collection[int] | None = None
) -> int:
    """Bring the badges of some members, or of everyone, in step with what they did.

    A badge whose reason was taken back is no longer held, nor shown where it was; one that is held
    keeps its address.

    Args:
        organisation_id: whose members.
        now: the moment, for what is no longer held.
        member_ids: which; left out, everyone.

    Returns:
        how many badges came or went.
    """
    with tenant(organisation_id):
        wanted = {
            (member, kind): at
            for member, deeds in deeds_of(
                organisation_id=organisation_id, member_ids=member_ids, now=now
            ).items()
            for kind, at in earned(deeds).items()
        }
        rows = MemberBadge.objects.filter(organisation_id=organisation_id).select_for_update()
        held = rows if member_ids is None else rows.filter(member__in=member_ids)
        kept = {(row.member_id, row.kind): row for row in held}
        return _give(organisation_id, wanted, kept) + _take(wanted, kept, now)


def award_tippers(*, organisation_id: int, story_id: int, now: datetime) -> int:
    """Bring the badges of whoever gave the tip of a story in step: what helped them may be undone.

    Returns:
        how many badges came or went.
    """
    with tenant(organisation_id):
        givers = {tip.member_id for tip in tips_of_story(organisation_id, story_id)}
    if not givers:
        return 0
    return rebuild_badges(organisation_id=organisation_id, member_ids=givers, now=now)


def award_reported(*, organisation_id: int, report_id: int, now: datetime) -> int:
    """Bring the badges of both in step when an expert's word was reported: it counts no more.

    Returns:
        how many badges came or went.
    """
    with tenant(organisation_id):
        rows = FeedbackReport.objects.filter(organisation_id=organisation_id, pk=report_id)
        found = rows.values_list("feedback__expert", "feedback__request__member").first() or ()
    who = [member for member in found if member is not None]
    return rebuild_badges(organisation_id=organisation_id, member_ids=who, now=now) if who else 0


@transaction.atomic
def show_badge(*, member: Member, kind: str, now: datetime) -> str | None:
    """Give a badge of the member's a public address. Asked again, it is the same address.

    Returns:
        the address; None where they do not hold it.
    """
    badge = _held(member, kind)
    if badge is None:
        return None
    if not badge.address:
        badge.address, badge.shown_at = random_token(), now
        badge.save(update_fields=["address", "shown_at"])
        _note("badge.shown", member, kind, now)
    return badge.address


@transaction.atomic
def hide_badge(*, member: Member, kind: str, now: datetime) -> bool:
    """Take the public address of a badge away, for good; false where it had none."""
    badge = _held(member, kind)
    if badge is None or not badge.address:
        return False
    badge.address, badge.shown_at = "", None
    badge.save(update_fields=["address", "shown_at"])
    _note("badge.hidden", member, kind, now)
    return True


def _give(
    organisation_id: int,
    wanted: Mapping[tuple[int, str], datetime],
    kept: Mapping[tuple[int, str], MemberBadge],
) -> int:
    fresh = [key for key in wanted if key not in kept]
    made = MemberBadge.objects.bulk_create(
        [
            MemberBadge(
                organisation_id=organisation_id,
                member_id=key[0],
                kind=key[1],
                earned_at=wanted[key],
            )
            for key in fresh
        ],
        # Two who count the same member at once both find it missing.
        ignore_conflicts=True,
    )
    came = len(made)
    for key, row in kept.items():
        if key in wanted and (row.revoked_at is not None or row.earned_at != wanted[key]):
            came += row.revoked_at is not None
            row.revoked_at, row.earned_at = None, wanted[key]
            row.save(update_fields=["revoked_at", "earned_at"])
    return came


def _take(
    wanted: Mapping[tuple[int, str], datetime],
    kept: Mapping[tuple[int, str], MemberBadge],
    now: datetime,
) -> int:
    gone = [row for key, row in kept.items() if key not in wanted and row.revoked_at is None]
    for row in gone:
        row.revoked_at, row.address, row.shown_at = now, "", None
        row.save(update_fields=["revoked_at", "address", "shown_at"])
    return len(gone)


def _held(member: Member, kind: str) -> MemberBadge | None:
    rows = MemberBadge.objects.filter(
        organisation_id=member.organisation_id, member=member, kind=kind, revoked_at__isnull=True
    )
    return rows.select_for_update().first()


def _note(kind: str, member: Member, badge: str, now: datetime) -> None:
    record(
        organisation_id=member.organisation_id,
        kind=kind,
        at=now,
        source="person",
        person_key=member.person_key,
        subject=f"badge:{badge}",
    )

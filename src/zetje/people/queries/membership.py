"""Who joined, who paused, and which house rules they accepted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from zetje.people.models import HouseRules, Member, Membership, Organisation, Pause
from zetje.people.rules.house_rules import DEFAULT_RULES, Rules
from zetje.people.rules.joining import Standing


def current_house_rules(organisation: Organisation) -> Rules:
    """The newest house rules of an organisation, or ours while it has none of its own."""
    newest = HouseRules.objects.filter(organisation=organisation).order_by("-version").first()
    if newest is None:
        return DEFAULT_RULES
    return Rules(version=newest.version, text_nl=newest.text_nl, text_en=newest.text_en)


def standing_of(*, member: Member, now: datetime) -> Standing:
    """Whether a member joined and paused; for that member and for who helps them, audited."""
    membership = Membership.objects.filter(member=member, left_at__isnull=True).first()
    if membership is None:
        return Standing()
    pause = (
        Pause.objects.filter(member=member)
        .filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))
        .order_by("starts_at")
        .first()
    )
    return Standing(
        joined_at=membership.joined_at,
        accepted_version=membership.house_rules_version,
        paused_from=pause.starts_at if pause else None,
        paused_until=pause.ends_at if pause else None,
    )


def is_joined(member_id: int) -> bool:
    """Whether a member takes part now."""
    return Membership.objects.filter(member=member_id, left_at__isnull=True).exists()


def is_paused(*, member_id: int, now: datetime) -> bool:
    """Whether a member asked for quiet at this moment."""
    return _pauses_at(now).filter(member=member_id).exists()


def joined_members(organisation: Organisation) -> QuerySet[Member]:
    """The members who take part, while they work here."""
    return Member.objects.filter(
        organisation=organisation,
        left_on__isnull=True,
        memberships__left_at__isnull=True,
        memberships__joined_at__isnull=False,
    )


def paused_member_ids(*, organisation: Organisation, now: datetime) -> Collection[int]:
    """The members who asked for quiet at this moment."""
    pauses = _pauses_at(now).filter(organisation=organisation)
    return frozenset(pauses.values_list("member_id", flat=True))


def _pauses_at(now: datetime) -> QuerySet[Pause]:
    until = Q(ends_at__isnull=True) | Q(ends_at__gt=now)
    return Pause.objects.filter(until, starts_at__lte=now)

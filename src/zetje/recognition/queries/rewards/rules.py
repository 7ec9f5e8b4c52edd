"""Looks up rules and their rounds, and whether a post can earn something."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet

from zetje.lib.tenancy import tenant
from zetje.recognition.models import Award, RewardRound, RewardRule
from zetje.recognition.rules.rewards import OF_POSTS, Kind
from zetje.sharing import queries as sharing
from zetje.sharing.queries.rewarding import Span

if TYPE_CHECKING:
    from zetje.people.models import Member


def reward_rules(organisation_id: int) -> QuerySet[RewardRule]:
    """Every rule of an organisation, the latest first."""
    rows = RewardRule.objects.filter(organisation_id=organisation_id)
    return rows.select_related("proposed_by", "approved_by", "batch", "organisation").order_by(
        "-pk"
    )


def reward_rule(organisation_id: int, token: str) -> RewardRule | None:
    """One rule by its token."""
    return reward_rules(organisation_id).filter(token=token).first()


def running_rules(organisation_id: int) -> QuerySet[RewardRule]:
    """The rules that were approved and not stopped."""
    return reward_rules(organisation_id).filter(approved_at__isnull=False, stopped_at__isnull=True)


def thanks_pots(organisation_id: int) -> list[RewardRule]:
    """What managers may thank from, where something is left in it."""
    pots = running_rules(organisation_id).filter(kind=Kind.THANKS)
    return [pot for pot in pots if pot.left_cents >= pot.value_cents]


def reward_round(organisation_id: int, token: str) -> RewardRound | None:
    """One round by its token."""
    rows = RewardRound.objects.filter(organisation_id=organisation_id, token=token)
    return rows.select_related("rule", "rule__organisation").first()


def rounds_of(rule: RewardRule, *, limit: int = 12) -> list[RewardRound]:
    """The latest rounds of a rule with their awards, the newest first."""
    awards = Award.objects.filter(withdrawn_at__isnull=True).select_related(
        "member", "member__preferences", "story"
    )
    rows = rule.rounds.filter(organisation_id=rule.organisation_id).order_by("-starts_on")
    found = Prefetch("awards", queryset=awards.order_by("place"), to_attr="chosen")
    return list(rows.prefetch_related(found)[:limit])


def rounds_to_approve(organisation_id: int) -> QuerySet[RewardRound]:
    """Rounds that were drawn and wait for a second person."""
    rows = RewardRound.objects.filter(
        organisation_id=organisation_id,
        drawn_at__isnull=False,
        approved_at__isnull=True,
        declined_at__isnull=True,
    )
    return rows.filter(awards__withdrawn_at__isnull=True, awards__isnull=False).distinct()


def rewarded_spans(organisation_id: int) -> Sequence[Span]:
    """From when until when a post of an organisation could and can earn something of worth.

    Whether rewards are shown makes no difference: while a rule runs, posts may win by it. The
    tenant's block must be open.
    """
    rows = RewardRule.objects.filter(
        Q(kind__in=list(OF_POSTS)), organisation_id=organisation_id, approved_at__isnull=False
    )
    return [_span(rule) for rule in rows.select_related("organisation")]


def is_rewarded(*, organisation_id: int, network: str, at: datetime, is_idea: bool = True) -> bool:
    """Whether a post that is begun at a moment on a network can earn something of worth.

    Args:
        organisation_id: whose.
        network: where it is to stand.
        at: the moment.
        is_idea: whether it is a post of one's own, with no story behind it: where the story that
            is passed on most wins, who passes it on wins nothing.
    """
    try:
        if not sharing.network(network).scored:
            return False
    except sharing.UnknownNetworkError:
        return False
    with tenant(organisation_id):
        spans = rewarded_spans(organisation_id)
    return any(span.holds(at, is_idea=is_idea) for span in spans)


def _span(rule: RewardRule) -> Span:
    zone = ZoneInfo(rule.organisation.time_zone)
    ends = [rule.stopped_at] if rule.stopped_at else []
    if rule.ends_on is not None:
        ends.append(datetime.combine(rule.ends_on + timedelta(days=1), time.min, zone))
    return Span(
        datetime.combine(rule.starts_on, time.min, zone),
        min(ends, default=None),
        only_ideas=rule.kind == Kind.PASSED_ON,
    )


def may_be_named(member: Member | None) -> bool:
    """Whether colleagues may read somebody's name beside what they won."""
    preferences = getattr(member, "preferences", None)
    return (
        member is not None
        and member.left_on is None
        and bool(preferences and preferences.shoutouts)
    )

"""Organisations with rules, colleagues who share, and vouchers, for the tests of rewards."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps

from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_member
from zetje.recognition.models import Award, RewardRound, RewardRule, VoucherBatch
from zetje.recognition.operations import rewards

# A Wednesday in August; the rule's first month is September.
PROPOSED = datetime(2026, 8, 19, 9, tzinfo=UTC)
SEPTEMBER = datetime(2026, 9, 16, 9, tzinfo=UTC)
SETTLED = datetime(2026, 10, 4, 9, tzinfo=UTC)
LATER = datetime(2026, 10, 5, 9, tzinfo=UTC)


def wanted(**given: Any) -> rewards.WantedRule:
    return rewards.WantedRule(
        **{
            "kind": "draw",
            "period": "month",
            "prize_nl": "Lunch voor twee",
            "prize_en": "Lunch for two",
            "value_cents": 2500,
            "budget_cents": 10_000,
        }
        | given
    )


def make_rule(cast: Cast, *, now: datetime = PROPOSED, **given: Any) -> RewardRule:
    """A rule that Pim proposed and Ad approved."""
    with tenant(cast.organisation.pk):
        rule = rewards.propose_rule(
            by=cast.pim, wanted=wanted(**given), read_evidence=True, now=now
        )
        return rewards.approve_rule(by=cast.ad, rule=rule, now=now)


def share(member: Any, story: Any = None, *, at: datetime, network: str = "linkedin") -> Any:
    """A confirmed share; without a story an idea of their own."""
    with tenant(member.organisation_id):
        return apps.get_model("sharing", "Share")._default_manager.create(
            organisation_id=member.organisation_id,
            member=member,
            story=story,
            network=network,
            text="Ik werk hier.",
            own_words=True,
            started_at=at,
            confirmed_at=at,
        )


def make_sharers(cast: Cast, count: int, *, at: datetime = SEPTEMBER) -> list[Any]:
    """Colleagues who each posted once."""
    sharers = [make_member(cast.organisation) for _ in range(count)]
    for one in sharers:
        share(one, at=at)
    return sharers


def make_vouchers(
    cast: Cast, codes: list[str], *, name: str = "De Wissel", expires_on: date | None = None
) -> VoucherBatch:
    with tenant(cast.organisation.pk):
        return rewards.import_vouchers(
            by=cast.ad,
            name=name,
            value_cents=2500,
            expires_on=expires_on,
            raw="\n".join(codes).encode(),
            now=PROPOSED,
        )


def drawn_round(cast: Cast, *, now: datetime = SETTLED) -> RewardRound:
    """September, drawn."""
    rewards.settle_rounds(organisation_id=cast.organisation.pk, now=now)
    with tenant(cast.organisation.pk):
        return RewardRound.objects.select_related("rule").get(drawn_at__isnull=False)


def awards(cast: Cast) -> list[Award]:
    with tenant(cast.organisation.pk):
        rows = Award.objects.order_by("pk")
        return list(rows.select_related("member", "rule", "rule__organisation", "round"))

"""Proposing a rule, a second person's yes to it, and stopping it. A rule is never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zetje.content import queries as content
from zetje.people.operations import record_audit
from zetje.recognition.models import RewardRule
from zetje.recognition.operations.rewards.common import RewardRefusedError, locked
from zetje.recognition.operations.rewards.rounds import open_rounds_of
from zetje.recognition.rules.rewards import (
    MOST_WINNERS,
    Kind,
    next_period,
    pays_per_share,
    period_of,
)

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.models import VoucherBatch

# Posts of the first hour must say already that something may be won with them.
AHEAD: Final = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class WantedRule:
    """What somebody filled in of a rule; worth and budget in cents."""

    kind: str
    period: str
    prize_nl: str
    prize_en: str
    note_nl: str = ""
    note_en: str = ""
    value_cents: int
    budget_cents: int
    winners: int = 1
    rest_rounds: int = 2
    threshold: int = 0
    per_share: bool = False
    batch: VoucherBatch | None = None
    ends_on: date | None = None

    @property
    def pays_per_share(self) -> bool:
        """Whether each further share is worth something by itself."""
        return pays_per_share(self.kind, per_share=self.per_share)


def drafted_rule(*, by: Member, wanted: WantedRule, now: datetime) -> RewardRule:
    """A rule as it would be kept, to look at: it begins with the next whole period.

    Raises:
        RewardRefusedError: it cannot be kept so.
    """
    today = content.today_of(by.organisation, at=now)
    given: dict[str, Any] = asdict(replace(wanted, batch=None)) | {"batch": wanted.batch}
    if wanted.batch is not None:
        given["value_cents"] = wanted.batch.value_cents
    if wanted.kind == Kind.THANKS:
        given |= {"period": "", "winners": 1}
        starts_on = today
    else:
        starts_on = next_period(period_of(today, wanted.period), wanted.period).starts_on
    _check(given, starts_on)
    return RewardRule(
        organisation=by.organisation,
        proposed_by=by,
        proposed_at=now,
        starts_on=starts_on,
        **given,
    )


@transaction.atomic
def propose_rule(
    *, by: Member, wanted: WantedRule, read_evidence: bool, now: datetime
) -> RewardRule:
    """Keep a rule until somebody else approves it.

    Args:
        by: who proposes it.
        wanted: what they filled in.
        read_evidence: whether they read what is known about paying for each share, and went on.
        now: the moment.

    Raises:
        RewardRefusedError: it cannot be kept so, or pays for each share and that was not read.
    """
    rule = drafted_rule(by=by, wanted=wanted, now=now)
    if wanted.pays_per_share:
        if not read_evidence:
            raise RewardRefusedError(
                _("This rule pays for each share. Read what is known about that first.")
            )
        rule.warned_at = now
    rule.save(force_insert=True)
    record_audit(
        actor_member_id=by.pk,
        action="reward.proposed",
        subject=f"reward_rule:{rule.pk}",
        details={"kind": rule.kind, "budget_cents": rule.budget_cents},
        now=now,
    )
    return rule


@transaction.atomic
def approve_rule(*, by: Member, rule: RewardRule, now: datetime) -> RewardRule:
    """Let a rule begin with its first whole period. Pressed twice, by one or by two, it is one yes.

    Raises:
        RewardRefusedError: they proposed it themselves, or it was stopped.
    """
    held = locked(rule.pk)
    if held.approved_at is not None:
        return held
    if held.stopped_at is not None:
        raise RewardRefusedError(_("This rule was stopped. Propose it anew."))
    if held.proposed_by_id == by.pk:
        raise RewardRefusedError(_("You proposed it, so somebody else says yes."))
    today = content.today_of(held.organisation, at=now + AHEAD)
    if held.kind != Kind.THANKS and held.starts_on <= today:
        held.starts_on = next_period(period_of(today, held.period), held.period).starts_on
    if held.ends_on is not None and held.ends_on < held.starts_on:
        raise RewardRefusedError(_("It would end before it begins. Propose it anew."))
    held.approved_by, held.approved_at = by, now
    held.save(update_fields=["approved_by", "approved_at", "starts_on"])
    _audit("reward.approved", held, by=by, now=now)
    open_rounds_of(held, now=now)
    return held


@transaction.atomic
def stop_rule(*, by: Member, rule: RewardRule, now: datetime) -> RewardRule:
    """End a rule at once; what was awarded stays awarded, and the round that runs is not drawn."""
    held = locked(rule.pk)
    if held.stopped_at is None:
        held.stopped_by, held.stopped_at = by, now
        held.save(update_fields=["stopped_by", "stopped_at"])
        _audit("reward.stopped", held, by=by, now=now)
    return held


def _audit(action: str, rule: RewardRule, *, by: Member, now: datetime) -> None:
    record_audit(actor_member_id=by.pk, action=action, subject=f"reward_rule:{rule.pk}", now=now)


def _check(given: Mapping[str, Any], starts_on: date) -> None:
    if given["value_cents"] < 1:
        raise RewardRefusedError(_("Say what it is worth: payroll needs that."))
    if given["budget_cents"] < given["value_cents"]:
        raise RewardRefusedError(_("The budget does not hold one of these."))
    if not 1 <= given["winners"] <= MOST_WINNERS:
        raise RewardRefusedError(_("Between one person and fifty in one round."))
    if given["ends_on"] is not None and given["ends_on"] < starts_on:
        raise RewardRefusedError(_("It would end before it begins."))
    if given["kind"] in (Kind.GOAL, Kind.EACH) and not given["threshold"]:
        raise RewardRefusedError(_("Say from how many on."))

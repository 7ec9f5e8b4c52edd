"""A person's yes or no to an award, what nobody claimed, and a code that did not work."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zetje.content import queries as content
from zetje.lib.tenancy import tenant
from zetje.people.operations import record_audit
from zetje.recognition.models import Award, VoucherBatch, VoucherIssue
from zetje.recognition.operations.rewards.common import (
    RewardRefusedError,
    enter,
    locked,
    spend,
)
from zetje.recognition.queries.rewards.awards import OPEN, free_vouchers, untold_awards

if TYPE_CHECKING:
    from collections.abc import Callable

    from zetje.people.models import Member

MOST_CODES = 5


@transaction.atomic
def claim_award(*, member: Member, award: Award, now: datetime) -> Award:
    """Take it: the code becomes theirs for good, and payroll reads their name. Twice is once.

    Raises:
        RewardRefusedError: it is too late, or there is no code left.
    """
    held = _held(award, member)
    if held.claimed_at is not None:
        return held
    _check_open(held, now=now)
    if held.rule.batch_id is not None:
        _issue(held, number=1, now=now)
    held.claimed_at = now
    held.save(update_fields=["claimed_at"])
    enter(held, "claimed", cents=held.value_cents, now=now, named=True)
    return held


@transaction.atomic
def decline_award(*, member: Member, award: Award, now: datetime) -> Award:
    """Rather not: it goes back into the budget, and nobody hears whose it was.

    Raises:
        RewardRefusedError: it was claimed or ran out already.
    """
    held = _held(award, member)
    if held.declined_at is None:
        _check_open(held, now=now)
        held.declined_at = now
        held.save(update_fields=["declined_at"])
        _give_back(held, "declined", now=now)
    return held


def expire_awards(*, organisation_id: int, now: datetime) -> int:
    """End what nobody claimed in time; its worth goes back into the budget."""
    with tenant(organisation_id):
        late = Award.objects.filter(OPEN, organisation_id=organisation_id, claim_until__lte=now)
        waiting = list(late.order_by("rule_id", "pk").values_list("pk", "rule_id"))
    ended = 0
    for number, rule in waiting:
        with tenant(organisation_id):
            locked(rule)
            held = Award.objects.filter(OPEN, pk=number, claim_until__lte=now).first()
            if held is not None:
                held.expired_at = now
                held.save(update_fields=["expired_at"])
                _give_back(held, "expired", now=now)
                ended += 1
    return ended


@transaction.atomic
def reissue_voucher(*, by: Member, award: Award, now: datetime) -> Award:
    """Give another code for one that did not work; the first one is never used again.

    Raises:
        RewardRefusedError: nothing was claimed, it is their own, or there is no code left.
    """
    locked(award.rule_id)
    held = Award.objects.select_related("rule", "rule__organisation").get(pk=award.pk)
    issued = VoucherIssue.objects.filter(organisation_id=held.organisation_id, award=held).count()
    if held.claimed_at is None or not issued:
        raise RewardRefusedError(_("There is no code of it yet."))
    if held.member_id == by.pk:
        raise RewardRefusedError(_("This one is yours, so somebody else helps with it."))
    if issued >= MOST_CODES:
        raise RewardRefusedError(_("Five codes did not work. Ask the shop what is wrong."))
    _issue(held, number=issued + 1, now=now)
    enter(held, "reissued", cents=0, now=now, number=issued + 1, named=True)
    record_audit(
        actor_member_id=by.pk, action="reward.reissued", subject=f"award:{held.pk}", now=now
    )
    return held


def tell_awards(*, organisation_id: int, tell: Callable[[list[Award]], None], now: datetime) -> int:
    """Have every award told that nobody was told of, once, whoever asks and how often.

    Args:
        organisation_id: whose.
        tell: puts the notices into the outbox; in one transaction with the note that it did.
        now: the moment.
    """
    with tenant(organisation_id):
        waiting = untold_awards(organisation_id).select_for_update(skip_locked=True)
        awards = list(waiting.filter(claim_until__gt=now)[:500])
        if awards:
            tell(awards)
            Award.objects.filter(pk__in=[award.pk for award in awards]).update(told_at=now)
    return len(awards)


def _held(award: Award, member: Member) -> Award:
    """The award as it stands; nobody else claims, ends or approves by its rule meanwhile."""
    locked(award.rule_id)
    rows = Award.objects.filter(organisation_id=member.organisation_id, member=member, pk=award.pk)
    return rows.select_related("rule", "rule__organisation").get()


def _check_open(award: Award, *, now: datetime) -> None:
    if not award.is_open:
        raise RewardRefusedError(_("This one is over."))
    if award.claim_until is not None and award.claim_until <= now:
        raise RewardRefusedError(_("The time for this one is over."))


def _give_back(award: Award, kind: str, *, now: datetime) -> None:
    spend(locked(award.rule_id), -award.value_cents)
    enter(award, kind, cents=-award.value_cents, now=now)


def _issue(award: Award, *, number: int, now: datetime) -> None:
    """Hand out the next free code. A code that was handed out once is free for nobody else."""
    batch = VoucherBatch.objects.select_for_update().get(pk=award.rule.batch_id)
    voucher = free_vouchers(batch, on=content.today_of(award.rule.organisation, at=now)).first()
    if voucher is None:
        raise RewardRefusedError(
            _("There is no code left just now. We keep it for you: come back in a few days.")
        )
    VoucherIssue.objects.create(
        organisation_id=award.organisation_id,
        voucher=voucher,
        award=award,
        number=number,
        issued_at=now,
    )

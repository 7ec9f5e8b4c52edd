"""Looks up awards, for their person alone; what is open; and the ledger, for payroll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from zetje.lib.secrets import unseal
from zetje.recognition.models import Award, RewardEntry, Voucher, VoucherBatch, VoucherIssue

if TYPE_CHECKING:
    from zetje.people.models import Member

OPEN = Q(
    approved_at__isnull=False,
    claimed_at__isnull=True,
    declined_at__isnull=True,
    expired_at__isnull=True,
)


@dataclass(frozen=True)
class Stock:
    """A batch of vouchers, and how many of its codes are free, promised and handed out.

    `until` is the last day of the free ones that run out first; None where none does.
    """

    batch: VoucherBatch
    until: date | None
    free: int
    promised: int
    issued: int


def awards_of(member: Member) -> list[Award]:
    """What somebody was awarded, the newest first. For that person alone."""
    rows = Award.objects.filter(
        organisation_id=member.organisation_id, member=member, approved_at__isnull=False
    )
    return list(rows.select_related("rule", "round", "story").order_by("-chosen_at", "-pk"))


def award_of(member: Member, token: str) -> Award | None:
    """One award of a person, by its token; None for anybody else's."""
    rows = Award.objects.filter(
        organisation_id=member.organisation_id, member=member, approved_at__isnull=False
    )
    found = rows.select_related("rule", "rule__batch", "rule__organisation", "round", "story")
    return found.filter(token=token).first()


def award_by_token(organisation_id: int, token: str) -> Award | None:
    """One claimed award, for who helps with a code that does not work."""
    rows = Award.objects.filter(organisation_id=organisation_id, token=token)
    return rows.filter(claimed_at__isnull=False).select_related("rule", "member").first()


def untold_awards(organisation_id: int) -> QuerySet[Award]:
    """Awards that nobody was told of yet."""
    return Award.objects.filter(
        OPEN, organisation_id=organisation_id, told_at__isnull=True, member__isnull=False
    ).order_by("pk")


def awards_to_tell(*, organisation_id: int, award_ids: Sequence[int]) -> dict[int, Award]:
    """Of these the ones whose person can still say yes or no, by number."""
    rows = Award.objects.filter(OPEN, organisation_id=organisation_id, pk__in=award_ids)
    return {award.pk: award for award in rows.select_related("rule", "round", "given_by", "story")}


def code_of(award: Award) -> str:
    """The code that somebody claimed, for the page of that person alone; empty where there is none.

    Never to be written into a log, a mail or a message.
    """
    issues = VoucherIssue.objects.filter(organisation_id=award.organisation_id, award=award)
    issue = issues.select_related("voucher").order_by("-number").first()
    return unseal(bytes(issue.voucher.sealed_code)) if issue else ""


def good_until(award: Award) -> date | None:
    """The last day of the code that somebody claimed; None where it does not run out."""
    issues = VoucherIssue.objects.filter(organisation_id=award.organisation_id, award=award)
    issue = issues.select_related("voucher").order_by("-number").first()
    return issue.voucher.expires_on if issue else None


def free_vouchers(batch: VoucherBatch, *, on: date) -> QuerySet[Voucher]:
    """The codes of a batch that went to nobody ever and are good on a day, the oldest first."""
    used = VoucherIssue.objects.filter(
        organisation_id=batch.organisation_id, voucher=OuterRef("pk")
    )
    rows = Voucher.objects.filter(~Exists(used), organisation_id=batch.organisation_id, batch=batch)
    good = Q(expires_on__isnull=True) | Q(expires_on__gte=on)
    return rows.filter(good).order_by(F("expires_on").asc(nulls_last=True), "pk")


def promised(batch: VoucherBatch) -> int:
    """How many codes of a batch are promised to who has not claimed yet."""
    open_awards = Award.objects.filter(OPEN, organisation_id=batch.organisation_id)
    return open_awards.filter(rule__batch=batch, member__isnull=False).count()


def voucher_batches(organisation_id: int) -> QuerySet[VoucherBatch]:
    """The batches of an organisation, the newest first."""
    return VoucherBatch.objects.filter(organisation_id=organisation_id).order_by("-pk")


def stocks(organisation_id: int, *, on: date) -> list[Stock]:
    """What is left of each batch on a day."""
    found: list[Stock] = []
    for batch in voucher_batches(organisation_id):
        free = list(free_vouchers(batch, on=on).values_list("expires_on", flat=True))
        issued = VoucherIssue.objects.filter(organisation_id=organisation_id, voucher__batch=batch)
        until = free[0] if free else None
        found.append(Stock(batch, until, len(free), promised(batch), issued.count()))
    return found


def ledger(
    organisation_id: int, *, since: date | None = None, until: date | None = None
) -> QuerySet[RewardEntry]:
    """What people had of rewards, by the day on which they claimed it; what payroll needs."""
    rows = RewardEntry.objects.filter(organisation_id=organisation_id, kind="claimed")
    if since is not None:
        rows = rows.filter(on__gte=since)
    if until is not None:
        rows = rows.filter(on__lte=until)
    return rows.select_related("member", "rule", "award").order_by("on", "pk")

"""What every operation of rewards needs: its refusal, its lock, and its line in the ledger."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from zetje.content import queries as content
from zetje.recognition.models import RewardEntry, RewardRule

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from zetje.recognition.models import Award


class RewardRefusedError(Exception):
    """A reward cannot be given so; the message is a sentence for a person."""

    def __init__(self, message: StrOrPromise) -> None:
        super().__init__(message)


def locked(rule_id: int) -> RewardRule:
    """A rule as it stands, which nobody else spends from until the transaction ends.

    Whatever changes a round or an award takes this lock first, so that all wait in one row.
    """
    rows = RewardRule.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=rule_id)


def spend(rule: RewardRule, cents: int) -> None:
    """Take from the budget of a locked rule, or give back; the database refuses to go over it."""
    rule.spent_cents += cents
    rule.save(update_fields=["spent_cents"])


def enter(
    award: Award, kind: str, *, cents: int, now: datetime, number: int = 1, named: bool = False
) -> None:
    """Write a line of the ledger.

    Args:
        award: what it is about.
        kind: "granted", "claimed", "declined", "expired" or "reissued".
        cents: the worth; below zero where it goes back into the budget.
        now: when.
        number: tells lines of one kind apart.
        named: whether the person stands in it: from the moment that they claimed.
    """
    RewardEntry.objects.create(
        organisation_id=award.organisation_id,
        award=award,
        rule_id=award.rule_id,
        member_id=award.member_id if named else None,
        kind=kind,
        number=number,
        cents=cents,
        on=content.today_of(award.rule.organisation, at=now),
        at=now,
    )

"""Writes the ledger out for payroll, and says in the audit that it did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from zetje.lib.csv_lines import csv_text
from zetje.people.operations import record_audit
from zetje.recognition.queries.rewards.awards import ledger

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.models import RewardEntry

_HUNDRED = 100


@transaction.atomic
def export_ledger(
    *, by: Member, since: date | None, until: date | None, language: str, now: datetime
) -> str:
    """What people had of rewards in a span of days, as CSV for payroll.

    Args:
        by: the administrator who takes it out.
        since: the first day, or None for all.
        until: the last day, or None for all.
        language: of headings and of how amounts are written.
        now: the moment.
    """
    lines = list(ledger(by.organisation_id, since=since, until=until))
    header = [
        _("Date"),
        _("Employee number"),
        _("Name"),
        _("What"),
        _("Worth in euros"),
        _("Scheme"),
        _("Reference"),
    ]
    record_audit(
        actor_member_id=by.pk,
        action="reward.ledger_exported",
        details={"rows": len(lines)},
        now=now,
    )
    return csv_text(header, _rows(lines, language), language=language)


def _rows(lines: Sequence[RewardEntry], language: str) -> Iterator[Sequence[str]]:
    comma = "," if language.startswith("nl") else "."
    for line in lines:
        member = line.member
        yield (
            line.on.isoformat(),
            member.external_id if member else "",
            member.full_name if member else "",
            line.rule.prize("nl" if language.startswith("nl") else "en"),
            f"{line.cents // _HUNDRED}{comma}{line.cents % _HUNDRED:02}",
            # The employer names it as part of the final levy; the law leaves that choice to them.
            _("Work-costs scheme, free space"),
            f"{line.pk}",
        )

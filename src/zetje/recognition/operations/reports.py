"""Notes that an administrator dealt with a complaint, whatever it is about."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from zetje.people import operations as people
from zetje.recognition.models import FeedbackReport, ShoutoutReport

if TYPE_CHECKING:
    from zetje.people.models import Member


def mark_report_handled(*, by: Member, token: str, now: datetime) -> bool:
    """Note that an administrator dealt with a complaint about an expert's word."""
    return _handle(FeedbackReport, by=by, token=token, action="feedback.report_handled", now=now)


def mark_shoutout_report_handled(*, by: Member, token: str, now: datetime) -> bool:
    """Note that an administrator dealt with a complaint about a shout-out."""
    return _handle(ShoutoutReport, by=by, token=token, action="shoutout.report_handled", now=now)


@transaction.atomic
def _handle(
    kind: type[FeedbackReport | ShoutoutReport],
    *,
    by: Member,
    token: str,
    action: str,
    now: datetime,
) -> bool:
    rows = kind.objects.filter(organisation_id=by.organisation_id, token=token)
    report = rows.select_for_update().first()
    if report is None:
        return False
    if report.handled_at is None:
        report.handled_by, report.handled_at = by, now
        report.save(update_fields=["handled_by", "handled_at"])
        people.record_audit(actor_member_id=by.pk, action=action, subject=token, now=now)
    return True

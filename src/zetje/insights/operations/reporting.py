"""Sends the report of a month to who asked for it: once per person and month, by mail.

The mail says the headline and where the report is. The report itself is not attached: it stays
behind the door, where a role that was taken away closes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import override

from zetje.delivery import operations as outbox
from zetje.delivery.registry import Drop, Mail, OutboxRow, Rendered
from zetje.insights.models import ReportWish
from zetje.insights.queries.figures import Cell, figure
from zetje.insights.queries.reports import READERS, report_readers, wants_report, weeks_until
from zetje.insights.rules.figures import Figure
from zetje.insights.rules.months import Month, due_month, month_of_number
from zetje.lib.mails import mail_words
from zetje.lib.office import at_work_from
from zetje.lib.tenancy import tenant
from zetje.people import queries as people

if TYPE_CHECKING:
    from zetje.people.models import Member

KIND: Final = "insight_report"
# After that the next one is near.
_USEFUL: Final = timedelta(days=21)


@transaction.atomic
def ask_for_report(*, member: Member, wants: bool, now: datetime) -> None:
    """Send somebody the report of each month by mail from now on, or no more.

    Asking counts again after they unsubscribed in a mail.
    """
    if wants:
        ReportWish.objects.get_or_create(
            organisation_id=member.organisation_id,
            member=member,
            ended_at=None,
            defaults={"asked_at": now},
        )
        outbox.subscribe_again(
            organisation_id=member.organisation_id, member_id=member.pk, kind=KIND, now=now
        )
        return
    ReportWish.objects.filter(member=member, ended_at__isnull=True).update(ended_at=now)


def send_reports(*, organisation_id: int, now: datetime) -> int:
    """Put the report that is due in the outbox, for who wants it; how many were put in.

    Doing it again puts in nobody twice.

    Args:
        organisation_id: whose.
        now: the moment.
    """
    with tenant(organisation_id):
        zone = ZoneInfo(people.organisations().get(pk=organisation_id).time_zone)
        month = due_month(now.astimezone(zone).date())
        if month is None or not weeks_until(organisation_id, month):
            return 0
        members = people.members_by_ids(report_readers(organisation_id))
        rows = [
            outbox.Queued(
                member_id=member.pk,
                kind=KIND,
                subject_id=month.number,
                dedupe_key=f"{KIND}:{month}:{member.pk}",
                not_before=at_work_from(
                    now, time_zone=member.time_zone, working_days=member.working_days
                ),
                useful_until=now + _USEFUL,
            )
            for member in members.values()
        ]
        return outbox.queue_messages(rows, organisation_id=organisation_id, now=now)


def render_reports(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """The mails of a batch, in their readers' languages; none for who may not read it any more."""
    members = people.members_by_ids([row.member_id for row in rows if row.member_id is not None])
    return {row.id: _mail(row, members.get(row.member_id or 0)) for row in rows}


def _mail(row: OutboxRow, member: Member | None) -> Rendered:
    if member is None or not people.roles_of(member.pk) & READERS:
        return Drop("the person may not read the report any more")
    if not wants_report(member.pk):
        return Drop("the person wants no report any more")
    month = month_of_number(row.subject_id or 0)
    weeks = weeks_until(row.organisation_id, month) if month else ()
    if month is None or not weeks:
        return Drop("the month has no report")
    shared = figure(organisation_id=row.organisation_id, name=Figure.SHARED_MONTH, period=weeks[0])
    with override(member.language):
        context = {
            "member": member,
            "company": member.organisation,
            "month": MONTHS[month.month],
            "headline": _headline(shared, month),
            "address": f"{settings.SITE_ADDRESS}/insight/report/{month}/",
            "unsubscribe_url": row.unsubscribe_url,
        }
        words = mail_words("insights/mail/report", context, language=member.language)
    return Mail(
        to_address=row.address or member.email,
        to_name=member.full_name,
        language=member.language,
        subject=words.subject,
        text=words.text,
        html=words.html,
    )


def _headline(shared: Sequence[Cell], month: Month) -> str:
    """How many shared in the last four weeks of the month, where that can be told."""
    told = next((cell for cell in shared if cell.value is not None), None)
    if told is None:
        return _("How the programme stood at the end of %(month)s.") % {
            "month": MONTHS[month.month]
        }
    return _("%(value)s of %(of)s colleagues shared in the last four weeks of %(month)s.") % {
        "value": told.value,
        "of": told.of,
        "month": MONTHS[month.month],
    }

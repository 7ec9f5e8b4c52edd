"""Tells a member that a colleague would like to thank them, so that they can say yes or no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from zetje.delivery import operations as outbox
from zetje.delivery.registry import Button, Card, OutboxRow, Rendered
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.prompting.operations.noticing import (
    MAIL,
    USEFUL,
    notice_card,
    notice_mail,
    queue_notice,
    rendered_each,
    subjects_of,
)
from zetje.recognition import operations as recognition
from zetje.recognition.queries.own_shoutouts import (
    shoutout_reports,
    shoutouts_waiting,
)

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.models import Shoutout

SHOUTOUT: Final = "shoutout"
REPORTED: Final = "shoutout_reported"


def tell_of_shoutout(
    *, organisation_id: int, member_id: int, shoutout_id: int, now: datetime
) -> int:
    """Tell a member of a shout-out; only who agreed to be named at all is told, one or none."""
    with tenant(organisation_id):
        waiting = shoutouts_waiting(organisation_id=organisation_id, shoutout_ids=[shoutout_id])
    if shoutout_id not in waiting:
        return 0
    return queue_notice(
        organisation_id=organisation_id,
        kind=SHOUTOUT,
        member_ids=[member_id],
        subject_id=shoutout_id,
        now=now,
    )


def tell_of_shoutout_report(*, organisation_id: int, report_id: int, now: datetime) -> int:
    """Mail every administrator that a shout-out was reported; gives how many."""
    with tenant(organisation_id):
        rows = [
            outbox.Queued(
                member_id=administrator.pk,
                kind=REPORTED,
                subject_id=report_id,
                dedupe_key=f"{REPORTED}:{report_id}:{administrator.pk}",
                not_before=now,
                useful_until=now + USEFUL,
            )
            for administrator in people.members_with_role(organisation_id, "administrator")
        ]
        return outbox.queue_messages(rows, organisation_id=organisation_id, now=now)


def render_shoutouts(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """The notices of a batch; what was answered or taken back meanwhile is dropped."""
    if not rows:
        return {}
    waiting = shoutouts_waiting(
        organisation_id=rows[0].organisation_id, shoutout_ids=subjects_of(rows)
    )

    def notice(row: OutboxRow, member: Member) -> Rendered | None:
        found = waiting.get(row.subject_id or 0)
        if found is None or found.member_id != member.pk:
            return None
        return _notice(row, member, found)

    return rendered_each(rows, notice, gone="nothing waits for this answer")


def render_shoutout_reports(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """The mails to administrators. Nobody is named in them, and no words are."""
    if not rows:
        return {}
    address = f"{settings.SITE_ADDRESS}{reverse('feedback_reports')}"
    reports = shoutout_reports(organisation_id=rows[0].organisation_id)
    there = {report.pk for report in reports}

    def notice(row: OutboxRow, member: Member) -> Rendered | None:
        if row.subject_id not in there or not people.has_role(member.pk, "administrator"):
            return None
        return notice_mail("recognition/mail/shoutout_report", row, member, address=address)

    return rendered_each(rows, notice, gone="its administrator is gone")


def agree(*, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    """Say yes to a shout-out in a chat, in place; a second tap gives the same card."""
    return _answered("yes", organisation_id, member_id, value, now)


def decline(*, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    """Say no to a shout-out in a chat, in place."""
    return _answered("no", organisation_id, member_id, value, now)


def _answered(answer: str, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    with tenant(organisation_id):
        member = people.members_by_ids([member_id])[member_id]
        with override(member.language):
            said = recognition.answer_shoutout(
                member=member, token=value, answer=answer, said="", now=now
            )
            title = _("Thank you.") if said else _("This is no longer here.")
            return Card(language=member.language, title=title, text=said or "")


def _notice(row: OutboxRow, member: Member, found: Shoutout) -> Rendered:
    address = f"{settings.SITE_ADDRESS}{reverse('me_shoutouts')}"
    name = found.giver.given_name if found.giver else ""
    other = found.text_en if member.language == "nl" else found.text_nl
    text = getattr(found, f"text_{member.language}") or other
    if row.channel == MAIL:
        return notice_mail(
            "recognition/mail/shoutout", row, member, address=address, giver=name, text=text
        )
    title = _("%(name)s would like to thank you") % {"name": name}
    return notice_card(
        member,
        title=title if name else _("A colleague would like to thank you"),
        text=f"“{text}”",
        label=_("Read it there"),
        address=address,
        buttons=(
            Button(label=_("Yes, show it"), action="shoutout_yes", value=found.token),
            Button(label=_("Rather not"), action="shoutout_no", value=found.token),
        ),
    )

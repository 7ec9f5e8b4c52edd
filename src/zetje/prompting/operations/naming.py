"""Tells a colleague that a story is about them, so that they can read it and say yes or no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from zetje.content.queries.colleagues import naming_by_ids
from zetje.delivery import operations as outbox
from zetje.delivery import queries as delivery
from zetje.delivery.registry import Button, Card, Drop, Mail, OutboxRow, Rendered
from zetje.lib.mails import mail_words
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.prompting.rules.office import at_work_from

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member

NAMED: Final = "named"
# A notice may have to wait for the next week, and for the end of a leave.
USEFUL: Final = timedelta(days=21)
_MAIL: Final = "mail"


def tell_who_is_named(
    *, organisation_id: int, member_id: int, colleague_id: int, now: datetime
) -> int:
    """Tell a member that a story names them; says to how many it goes, one or none."""
    with tenant(organisation_id):
        member = people.members_by_ids([member_id]).get(member_id)
        ways = delivery.channels_of(
            organisation_id=organisation_id, member_ids=[member_id], kind=NAMED
        )
        if member is None or not ways.get(member_id):
            return 0
        row = outbox.Queued(
            member_id=member_id,
            kind=NAMED,
            subject_id=colleague_id,
            dedupe_key=f"{NAMED}:{colleague_id}",
            channel=ways[member_id][0],
            not_before=at_work_from(
                now, time_zone=member.time_zone, working_days=member.working_days
            ),
            useful_until=now + USEFUL,
        )
        return outbox.queue_messages([row], organisation_id=organisation_id, now=now)


def render_named(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """The notices of a batch; what was answered or put aside meanwhile is dropped."""
    if not rows:
        return {}
    waiting = naming_by_ids(
        rows[0].organisation_id, [row.subject_id for row in rows if row.subject_id is not None]
    )
    members = people.members_by_ids([row.member_id for row in rows if row.member_id is not None])
    rendered: dict[int, Rendered] = {}
    for row in rows:
        member, named = members.get(row.member_id or 0), waiting.get(row.subject_id or 0)
        if member is None or named is None or named.member_id != member.pk:
            rendered[row.id] = Drop("nothing waits for this answer")
            continue
        with override(member.language):
            rendered[row.id] = _notice(row, member, named.story)
    return rendered


def _notice(row: OutboxRow, member: Member, story: Story) -> Mail | Card:
    address = f"{settings.SITE_ADDRESS}{reverse('content:about_me')}"
    if row.channel != _MAIL:
        return Card(
            language=member.language,
            title=_("A story is about you"),
            text=_("“%(title)s” would name you. Without your yes it is not told.")
            % {"title": story.title},
            buttons=(Button(label=_("Read it, and say yes or no"), url=address),),
            footer=_("You get at most one notice a week."),
            url=address,
        )
    made = mail_words(
        "content/mail/named",
        {
            "member": member,
            "company": member.organisation,
            "unsubscribe_url": row.unsubscribe_url,
            "address": address,
            "story": story,
        },
        language=member.language,
    )
    return Mail(
        to_address=row.address or member.email,
        to_name=member.full_name,
        language=member.language,
        subject=made.subject,
        text=made.text,
        html=made.html,
    )

"""Thanks whoever gave a tip once its story is live, and asks whose a mailed tip is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from zetje.content import queries as content
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

LIVE: Final = "tip_live"
MAILED: Final = "tip_mailed"
# A notice may have to wait for the next week, and for the end of a leave.
USEFUL: Final = timedelta(days=21)
# As long as a mail waits for its member's word.
ASKED_FOR: Final = timedelta(days=14)
_MAIL: Final = "mail"


def thank_tippers(*, organisation_id: int, story_id: int, now: datetime) -> int:
    """Tell whoever gave the tip of a story that it is live; gives to how many it goes."""
    with tenant(organisation_id):
        givers = {tip.member_id for tip in content.tips_of_story(organisation_id, story_id)}
        ways = delivery.channels_of(
            organisation_id=organisation_id, member_ids=sorted(givers), kind=LIVE
        )
        rows = [
            outbox.Queued(
                member_id=member.pk,
                kind=LIVE,
                subject_id=story_id,
                dedupe_key=f"{LIVE}:{story_id}:{member.pk}",
                channel=ways[member.pk][0],
                not_before=at_work_from(
                    now, time_zone=member.time_zone, working_days=member.working_days
                ),
                useful_until=now + USEFUL,
            )
            for member in people.members_by_ids(givers).values()
            if ways.get(member.pk)
        ]
        return outbox.queue_messages(rows, organisation_id=organisation_id, now=now)


def ask_whose_mail(*, organisation_id: int, member_id: int, tip_id: int, now: datetime) -> int:
    """Ask a member whether a mail that came under their name is theirs."""
    with tenant(organisation_id):
        row = outbox.Queued(
            member_id=member_id,
            kind=MAILED,
            subject_id=tip_id,
            dedupe_key=f"{MAILED}:{tip_id}",
            not_before=now,
            useful_until=now + ASKED_FOR,
        )
        return outbox.queue_messages([row], organisation_id=organisation_id, now=now)


def render_thanks(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """The notices of a batch; one whose story was taken back meanwhile is dropped."""
    if not rows:
        return {}
    organisation_id = rows[0].organisation_id
    stories = content.stories_by_ids(
        organisation_id, [row.subject_id for row in rows if row.subject_id is not None]
    )
    members = _members(rows)
    rendered: dict[int, Rendered] = {}
    for row in rows:
        member, story = members.get(row.member_id or 0), stories.get(row.subject_id or 0)
        if member is None or story is None or story.withdrawn_at is not None:
            rendered[row.id] = Drop("its story is gone")
            continue
        with override(member.language):
            rendered[row.id] = _thanks(row, member, story)
    return rendered


def render_asks(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """The mails of a batch that ask whose a mail is. What the mail said does not stand in them:
    whoever forged it would be sending it through us."""
    members = _members(rows)
    address = f"{settings.SITE_ADDRESS}/tips/"
    return {
        row.id: _mail("content/mail/tip_mailed", row, member, address=address)
        if (member := members.get(row.member_id or 0))
        else Drop("its member is gone")
        for row in rows
    }


def _members(rows: Sequence[OutboxRow]) -> dict[int, Member]:
    return people.members_by_ids([row.member_id for row in rows if row.member_id is not None])


def _thanks(row: OutboxRow, member: Member, story: Story) -> Mail | Card:
    address = content.public_address(story, organisation=member.organisation)
    if row.channel == _MAIL:
        return _mail("content/mail/tip_live", row, member, address=address, story=story)
    return Card(
        language=member.language,
        title=_("Your tip is a story now"),
        text=_("“%(title)s” is live. Thank you for seeing it.") % {"title": story.title},
        buttons=(Button(label=_("Read it"), url=address),),
        footer=_("You get at most one notice a week."),
        url=address,
    )


def _mail(template: str, row: OutboxRow, member: Member, **more: Any) -> Mail:
    context = {
        "member": member,
        "company": member.organisation,
        "unsubscribe_url": row.unsubscribe_url,
    }
    made = mail_words(template, context | more, language=member.language)
    return Mail(
        to_address=row.address or member.email,
        to_name=member.full_name,
        language=member.language,
        subject=made.subject,
        text=made.text,
        html=made.html,
    )

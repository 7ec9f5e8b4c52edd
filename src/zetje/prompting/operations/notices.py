"""Messages beside the digest: a shared story changed or went, a story put aside is back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from zetje.content import queries as content
from zetje.delivery import operations as delivery
from zetje.delivery import queries as outbox
from zetje.delivery.registry import Button, Card, Drop, Mail, OutboxRow
from zetje.lib.mails import mail_words
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.prompting.queries.digests import week_addresses
from zetje.prompting.rules.office import at_work_from
from zetje.sharing import operations as sharing_operations
from zetje.sharing import queries as sharing

Rendered = Mapping[int, Mail | Card | Drop]
Change = Literal["corrected", "withdrawn"]
_MAIL: Final = "mail"
CORRECTION_USEFUL = timedelta(days=7)
REMINDER_USEFUL = timedelta(hours=8)


def tell_sharers(
    *, organisation_id: int, story_id: int, member_ids: Sequence[int], change: Change, now: datetime
) -> int:
    """Tell the people who shared a story that it was corrected or withdrawn.

    Returns:
        how many messages were put in the outbox; a second telling on the same day adds none.
    """
    kind = f"story_{change}"
    with tenant(organisation_id):
        told = people.members_by_ids(member_ids)
        ways = _ways(organisation_id, list(told), kind)
        rows = [
            delivery.Queued(
                member_id=member.pk,
                kind=kind,
                channel=ways[member.pk][0],
                subject_id=story_id,
                dedupe_key=f"{kind}:{story_id}:{member.pk}:{now:%Y-%m-%d}",
                not_before=at_work_from(
                    now, time_zone=member.time_zone, working_days=member.working_days
                ),
                useful_until=now + CORRECTION_USEFUL,
            )
            for member in told.values()
            if ways[member.pk]
        ]
        return delivery.queue_messages(rows, organisation_id=organisation_id, now=now)


def remind_of_stories(*, organisation_id: int, now: datetime) -> int:
    """Bring back the stories that people put aside until now, each once.

    Somebody with several gets one message, about the one that waited longest; all are on their
    page.

    Returns:
        how many stories came back.
    """
    with tenant(organisation_id):
        due = sharing.due_reminders(organisation_id=organisation_id, now=now)
        first = {one.member_id: one for one in reversed(due)}
        ways = _ways(organisation_id, list(first), "reminder")
        rows = [
            delivery.Queued(
                member_id=reminder.member_id,
                kind="reminder",
                channel=ways[reminder.member_id][0],
                subject_id=reminder.story_id,
                dedupe_key=f"reminder:{reminder.choice_id}",
                not_before=now,
                useful_until=now + REMINDER_USEFUL,
            )
            for reminder in first.values()
            if ways[reminder.member_id]
        ]
        delivery.queue_messages(rows, organisation_id=organisation_id, now=now)
        return sharing_operations.mark_reminded(
            organisation_id=organisation_id, choice_ids=[one.choice_id for one in due], now=now
        )


def _ways(organisation_id: int, member_ids: list[int], kind: str) -> Mapping[int, list[str]]:
    """The channels by which each is reached, the one they like best first; none: they want none."""
    return outbox.channels_of(organisation_id=organisation_id, member_ids=member_ids, kind=kind)


def render_notices(rows: Sequence[OutboxRow], now: datetime) -> Rendered:
    """The messages of a batch, each in its reader's language and the form of its channel."""
    if not rows:
        return {}
    organisation_id = rows[0].organisation_id
    story_ids = {row.subject_id for row in rows if row.subject_id is not None}
    stories = content.stories_by_ids(organisation_id, story_ids)
    members = people.members_by_ids([row.member_id for row in rows if row.member_id is not None])
    addresses = week_addresses(organisation_id=organisation_id, member_ids=list(members), now=now)
    return {
        row.id: _rendered(
            row,
            members.get(row.member_id or 0),
            stories.get(row.subject_id or 0),
            address=addresses.get(row.member_id or 0, ""),
            now=now,
        )
        for row in rows
    }


def _rendered(
    row: OutboxRow, member: Any, story: Any, *, address: str, now: datetime
) -> Mail | Card | Drop:
    if member is None or story is None:
        return Drop("its member or its story is gone")
    if row.kind == "reminder":
        if not content.is_live_on(story, on=content.today_of(member.organisation, at=now)):
            return Drop("its story is no longer offered")
        address = f"{address}?choice=look&story={story.token}"
    context = {
        "member": member,
        "story": story,
        "company": member.organisation,
        "colours": people.mail_colours(member.organisation),
        "address": address,
        "kind": row.kind,
        "unsubscribe_url": row.unsubscribe_url,
    }
    words = mail_words("prompting/mail/notice", context, language=member.language)
    if row.channel != _MAIL:
        return _card(member, story, kind=row.kind, address=address, title=words.subject)
    return Mail(
        to_address=member.email,
        to_name=member.full_name,
        language=member.language,
        subject=words.subject,
        text=words.text,
        html=words.html,
    )


def _card(member: Any, story: Any, *, kind: str, address: str, title: str) -> Card:
    context = {"kind": kind, "story": story}
    with override(member.language):
        text = " ".join(render_to_string("prompting/mail/notice_card.txt", context).split())
        label = _("Open this week")
    return Card(
        language=member.language,
        title=title,
        text=text,
        buttons=(Button(label=label, url=address),),
        url=address,
    )

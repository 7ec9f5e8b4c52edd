"""Messages beside the digest: a shared story changed or went, a story put aside is back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from zetje.content import queries as content
from zetje.delivery import operations as delivery
from zetje.delivery import queries as outbox
from zetje.delivery.registry import Button, Card, Drop, Mail, OutboxRow
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.prompting.operations.noticing import (
    MAIL,
    members_of,
    notice_mail,
    queue_notice,
    subjects_of,
)
from zetje.prompting.queries.digests import week_addresses
from zetje.sharing import operations as sharing_operations
from zetje.sharing import queries as sharing

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member

Rendered = Mapping[int, Mail | Card | Drop]
Change = Literal["corrected", "withdrawn"]
CORRECTION_USEFUL = timedelta(days=7)
REMINDER_USEFUL = timedelta(hours=8)


def tell_sharers(
    *, organisation_id: int, story_id: int, member_ids: Sequence[int], change: Change, now: datetime
) -> int:
    """Tell the people who shared a story that it was corrected or withdrawn.

    Returns:
        how many messages were put in the outbox; a second telling on the same day adds none.
    """
    return queue_notice(
        organisation_id=organisation_id,
        kind=f"story_{change}",
        member_ids=member_ids,
        subject_id=story_id,
        dedupe=f"{now:%Y-%m-%d}",
        useful=CORRECTION_USEFUL,
        now=now,
    )


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
        ways = outbox.channels_of(
            organisation_id=organisation_id, member_ids=list(first), kind="reminder"
        )
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


def render_notices(rows: Sequence[OutboxRow], now: datetime) -> Rendered:
    """The messages of a batch, each in its reader's language and the form of its channel."""
    if not rows:
        return {}
    organisation_id = rows[0].organisation_id
    stories = content.stories_by_ids(organisation_id, subjects_of(rows))
    members = members_of(rows)
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
    row: OutboxRow, member: Member | None, story: Story | None, *, address: str, now: datetime
) -> Mail | Card | Drop:
    if member is None or story is None:
        return Drop("its member or its story is gone")
    if row.kind == "reminder":
        if not content.is_live_on(story, on=content.today_of(member.organisation, at=now)):
            return Drop("its story is no longer offered")
        address = f"{address}?choice=look&story={story.token}"
    context = {"story": story, "kind": row.kind, "address": address}
    if row.channel == MAIL:
        colours = people.mail_colours(member.organisation)
        return notice_mail("prompting/mail/notice", row, member, colours=colours, **context)
    return _card(member, context)


def _card(member: Member, context: Mapping[str, Any]) -> Card:
    with override(member.language):
        title, text = (
            " ".join(render_to_string(f"prompting/mail/notice_{part}.txt", context).split())
            for part in ("subject", "card")
        )
        label = _("Open this week")
    return Card(
        language=member.language,
        title=title,
        text=text,
        buttons=(Button(label=label, url=context["address"]),),
        url=context["address"],
    )

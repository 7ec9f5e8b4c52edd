"""What all notices have in common: who gets one where and when, and how it looks there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from zetje.delivery import operations as outbox
from zetje.delivery import queries as delivery
from zetje.delivery.registry import Button, Card, Drop, Mail, OutboxRow, Rendered
from zetje.lib.mails import mail_words
from zetje.lib.office import at_work_from
from zetje.lib.tenancy import tenant
from zetje.people import queries as people

if TYPE_CHECKING:
    from zetje.people.models import Member

MAIL: Final = "mail"
# A notice may have to wait for the next week, and for the end of a leave.
USEFUL: Final = timedelta(days=21)


def queue_notice(
    *,
    organisation_id: int,
    kind: str,
    member_ids: Sequence[int],
    subject_id: int,
    now: datetime,
    dedupe: str = "",
    useful: timedelta = USEFUL,
) -> int:
    """Put a notice in the outbox, for each by the channel they like best, in their office hours.

    Args:
        organisation_id: whose members.
        kind: as its renderer is registered.
        member_ids: for whom; who takes no such notices gets none.
        subject_id: what it is about, for the renderer.
        now: the moment.
        dedupe: tells two notices of one member about one subject apart.
        useful: how long from now it may still go out.

    Returns:
        how many were put in; those that were there already are not counted.
    """
    with tenant(organisation_id):
        ways = delivery.channels_of(
            organisation_id=organisation_id, member_ids=sorted(set(member_ids)), kind=kind
        )
        rows = [
            outbox.Queued(
                member_id=member.pk,
                kind=kind,
                subject_id=subject_id,
                dedupe_key=":".join(filter(None, (kind, str(subject_id), str(member.pk), dedupe))),
                channel=ways[member.pk][0],
                not_before=at_work_from(
                    now, time_zone=member.time_zone, working_days=member.working_days
                ),
                useful_until=now + useful,
            )
            for member in people.members_by_ids(set(member_ids)).values()
            if ways.get(member.pk)
        ]
        return outbox.queue_messages(rows, organisation_id=organisation_id, now=now)


def rendered_each(
    rows: Sequence[OutboxRow], render: Callable[[OutboxRow, Member], Rendered | None], *, gone: str
) -> Mapping[int, Rendered]:
    """Each row in its member's language; dropped when `render` gives None or the member is gone.

    Args:
        rows: of one organisation, kind and channel.
        render: the words of one row.
        gone: why a row is dropped, for the administrator.
    """
    members = members_of(rows)
    rendered: dict[int, Rendered] = {}
    for row in rows:
        member = members.get(row.member_id or 0)
        if member is None:
            rendered[row.id] = Drop(gone)
            continue
        with override(member.language):
            rendered[row.id] = render(row, member) or Drop(gone)
    return rendered


def members_of(rows: Sequence[OutboxRow]) -> dict[int, Member]:
    """For whom the rows are, by their keys."""
    return people.members_by_ids([row.member_id for row in rows if row.member_id is not None])


def subjects_of(rows: Sequence[OutboxRow]) -> list[int]:
    """What the rows are about."""
    return [row.subject_id for row in rows if row.subject_id is not None]


def notice_card(
    member: Member,
    *,
    title: str,
    text: str,
    label: str,
    address: str,
    buttons: Sequence[Button] = (),
) -> Card:
    """A notice as a card of a chat; a button opens its page, others may stand before it."""
    return Card(
        language=member.language,
        title=title,
        text=text,
        buttons=(*buttons, Button(label=label, url=address)),
        footer=_("You get at most one notice a week."),
        url=address,
    )


def notice_mail(template: str, row: OutboxRow, member: Member, **more: Any) -> Mail:
    """A notice as a mail: `<template>_subject.txt`, `_text.txt` and `_mail.html`.

    Args:
        template: their common path.
        row: what is sent.
        member: to whom; in the templates with `company`, `unsubscribe_url` and what `more` holds.
        more: what else stands in them.
    """
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

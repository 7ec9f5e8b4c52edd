"""Tells a person of an expert's word where they are, and administrators of complaints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from zetje.delivery import operations as outbox
from zetje.delivery import queries as delivery
from zetje.delivery.registry import Button, Card, Drop, Mail, OutboxRow, Rendered, Section
from zetje.lib.office import at_work_from
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.prompting.operations.noticing import MAIL, USEFUL, members_of, notice_mail
from zetje.prompting.queries.digests import week_addresses
from zetje.recognition import operations as recognition
from zetje.recognition import queries as words

if TYPE_CHECKING:
    from zetje.people.models import Member

FEEDBACK: Final = "feedback"
REPORTED: Final = "feedback_reported"
# Who writes one word often writes another: they go together.
GATHERS: Final = timedelta(hours=1)


def tell_of_feedback(
    *, organisation_id: int, member_id: int, feedback_id: int, now: datetime
) -> bool:
    """Put the notice of an expert's word in the outbox, for the channel that its person likes best.

    Words that come close together go in one notice: the first of them tells of all.
    """
    with tenant(organisation_id):
        member = people.members_by_ids([member_id]).get(member_id)
        if member is None:
            return False
        ways = delivery.channels_of(
            organisation_id=organisation_id, member_ids=[member_id], kind=FEEDBACK
        )[member_id]
        if not ways:
            return False
        queued = outbox.queue_message(
            organisation_id=organisation_id,
            member_id=member_id,
            kind=FEEDBACK,
            subject_id=feedback_id,
            dedupe_key=f"{FEEDBACK}:{feedback_id}",
            channel=ways[0],
            not_before=at_work_from(
                now + GATHERS, time_zone=member.time_zone, working_days=member.working_days
            ),
            useful_until=now + USEFUL,
            now=now,
        )
        return queued is not None


def tell_of_report(*, organisation_id: int, report_id: int, now: datetime) -> int:
    """Mail every administrator that a word was reported; gives how many."""
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


def render_feedback(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """The notices of a batch: all that a person was not told of yet, in one of theirs.

    What they read on their page meanwhile is left out; a notice with nothing left is dropped.
    """
    if not rows:
        return {}
    organisation_id = rows[0].organisation_id
    members = members_of(rows)
    addresses = week_addresses(organisation_id=organisation_id, member_ids=list(members), now=now)
    rendered: dict[int, Rendered] = {}
    for row in sorted(rows, key=lambda one: one.id):
        member = members.get(row.member_id or 0)
        told = _told_by(row)
        if member is None or not told:
            rendered[row.id] = Drop("its words were told, read or taken away")
            continue
        with override(member.language):
            rendered[row.id] = _notice(row, member, told, addresses[member.pk])
    return rendered


def render_reports(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """The mails to administrators. Nobody is named in them, and no word is."""
    members = members_of(rows)
    rendered: dict[int, Rendered] = {}
    for row in rows:
        member = members.get(row.member_id or 0)
        if member is None or not people.has_role(member.pk, "administrator"):
            rendered[row.id] = Drop("its administrator is gone")
            continue
        address = f"{settings.SITE_ADDRESS}/feedback/reports/"
        rendered[row.id] = notice_mail("recognition/mail/report", row, member, address=address)
    return rendered


def thank(*, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    """Thank for a word in a chat, in place; a second tap gives the same card."""
    with tenant(organisation_id):
        member = people.members_by_ids([member_id])[member_id]
        with override(member.language):
            said = recognition.answer_word(
                member=member, token=value, answer="thank", said="", now=now
            )
            title = _("Thank you.") if said else _("This is no longer here.")
            return Card(language=member.language, title=title, text=said or "")


def _told_by(row: OutboxRow) -> Sequence[words.Word]:
    """What this notice tells of; from now on no other one does."""
    found = words.untold_words(
        organisation_id=row.organisation_id, member_id=row.member_id or 0, message_id=row.id
    )
    recognition.mark_words_told(
        organisation_id=row.organisation_id, word_ids=list(found), message_id=row.id
    )
    return list(found.values())


def _notice(
    row: OutboxRow, member: Member, told: Sequence[words.Word], address: str
) -> Mail | Card:
    if row.channel == MAIL:
        return notice_mail("recognition/mail/feedback", row, member, address=address, words=told)
    names = list(dict.fromkeys(word.given_name for word in told if word.given_name))
    title = (
        _("A word from %(name)s") % {"name": names[0]}
        if len(names) == 1
        else _("Experts wrote you a word")
    )
    return Card(
        language=member.language,
        title=title,
        text=_("You asked for it. Only you see it."),
        sections=tuple(_section(word) for word in told),
        buttons=(Button(label=_("Open this week"), url=address),),
        footer=_("You get at most one notice a week."),
        url=address,
    )


def _section(word: words.Word) -> Section:
    thanks = _("Thanks, %(name)s") % {"name": word.given_name} if word.given_name else _("Thanks")
    return Section(
        title=word.title or word.network,
        text=word.text,
        buttons=(Button(label=thanks, action="thank", value=word.token),),
    )

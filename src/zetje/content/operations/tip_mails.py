"""Takes in a mail that somebody sent as a tip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from django.db import transaction

from zetje.content.events import TipMailed
from zetje.content.operations.tips import give_tip, keep_unconfirmed_tip
from zetje.content.rules.mail_trust import is_vouched_for
from zetje.content.rules.tip_mails import MailUnreadable, TipMail, read_tip_mail
from zetje.content.rules.tips import TipRefused, TipWords, tip_words
from zetje.lib.events import publish_on_commit
from zetje.people import queries as people

if TYPE_CHECKING:
    from zetje.people.models import Member, Organisation

Became = Literal["tip", "waits", "dropped"]


@dataclass(frozen=True)
class ReceivedMail:
    """What became of a mail: a tip, one that waits for its member's word, or nothing; and why.

    The reason is for the log of the installation. The sender is told nothing: whoever writes in
    another's name must not learn who works here.
    """

    became: Became
    reason: str = ""


@transaction.atomic
def receive_tip_mail(
    *,
    organisation: Organisation,
    raw: bytes,
    now: datetime,
    envelope_sender: str | None = None,
    vouching_server: str = "",
) -> ReceivedMail:
    """Make a tip of a mail.

    Args:
        organisation: whose address it came to; its tenant's block must be open.
        raw: the mail as it came.
        now: the moment.
        envelope_sender: whom failures would be told to; empty for a report of one, None unknown.
        vouching_server: the mail server whose word on senders is believed; empty: none's. It must
            be empty for a mail that another than that server handed over.
    """
    try:
        mail = read_tip_mail(raw, envelope_sender=envelope_sender)
    except MailUnreadable:
        return ReceivedMail("dropped", "unreadable")
    if mail.is_automatic:
        return ReceivedMail("dropped", "sent by a machine")
    member = people.member_with_address(organisation_id=organisation.pk, address=mail.sender)
    if member is None:
        return ReceivedMail("dropped", "not from a member")
    try:
        words = _words(mail)
        if is_vouched_for(sender=mail.sender, verdicts=mail.verdicts, server=vouching_server):
            given = give_tip(
                by=member, words=words, origin="mail", now=now, origin_key=mail.message_id
            )
            return ReceivedMail("tip", "was there already" if given.is_known else "")
        return _ask(member, words, mail, now=now)
    except TipRefused as refusal:
        return ReceivedMail("dropped", refusal.code)


def _ask(member: Member, words: TipWords, mail: TipMail, *, now: datetime) -> ReceivedMail:
    tip, is_to_ask = keep_unconfirmed_tip(
        member=member, words=words, now=now, origin_key=mail.message_id
    )
    if tip is None:
        return ReceivedMail("dropped", "one too many, or there already")
    if is_to_ask:
        publish_on_commit(
            TipMailed(organisation_id=member.organisation_id, tip_id=tip.pk, member_id=member.pk)
        )
    return ReceivedMail("waits", "nobody vouches for its sender")


def _words(mail: TipMail) -> TipWords:
    address = next((one for one in mail.addresses if one), "")
    return tip_words(text=mail.text, title=mail.subject, address=address)

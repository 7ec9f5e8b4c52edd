"""The mails of an edition: made once for each language of a batch, and read anew for each batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.html import escape

from zetje.delivery.registry import Drop, Mail, OutboxRow, Rendered
from zetje.lib.mails import MailWords, mail_words
from zetje.people import queries as people
from zetje.recognition.operations.newsletter.gathering import read_edition
from zetje.recognition.operations.newsletter.sending import TEST
from zetje.recognition.queries.newsletter import edition_by_id
from zetje.recognition.queries.settings import game_switches

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.models import Edition

# What stands in the words where each person's own address comes; random, so that nothing that
# people write can look like it.
_HOLE: Final = f"https://{token_hex(12)}.invalid/"


@dataclass(frozen=True)
class _Batch:
    """The editions of a batch, and their words in the languages that were asked for so far."""

    organisation_id: int
    editions: dict[int, Edition | None]
    words: dict[tuple[int, str], MailWords]

    def edition(self, edition_id: int) -> Edition | None:
        if edition_id not in self.editions:
            self.editions[edition_id] = edition_by_id(self.organisation_id, edition_id)
        return self.editions[edition_id]

    def words_of(self, edition: Edition, language: str) -> MailWords:
        key = (edition.pk, language)
        if key not in self.words:
            self.words[key] = newsletter_words(edition, language=language, unsubscribe_url=_HOLE)
        return self.words[key]


def render_newsletters(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """The mails of a batch, as delivery asks for them; who left meanwhile gets none."""
    if not rows:
        return {}
    batch = _Batch(rows[0].organisation_id, {}, {})
    is_on = game_switches(batch.organisation_id).newsletter
    members = people.members_by_ids([row.member_id for row in rows if row.member_id is not None])
    return {
        row.id: _mail(row, members.get(row.member_id or 0), batch)
        if is_on
        else Drop("the newsletter is off")
        for row in rows
    }


def newsletter_words(edition: Edition, *, language: str, unsubscribe_url: str) -> MailWords:
    """The mail of an edition in a language: its subject, its plain text and its page."""
    organisation = edition.organisation
    read = read_edition(edition, language=language)
    context = {
        "read": read,
        "colours": people.mail_colours(organisation),
        "web_url": f"{settings.SITE_ADDRESS}/newsletter/{edition.token}/read/",
        "settings_url": f"{settings.SITE_ADDRESS}/me/privacy/",
        "unsubscribe_url": unsubscribe_url,
    }
    return mail_words("recognition/mail/newsletter", context, language=language)


def _mail(row: OutboxRow, member: Member | None, batch: _Batch) -> Rendered:
    if member is None:
        return Drop("the person left")
    edition = batch.edition(row.subject_id or 0)
    is_test = row.kind == TEST
    if edition is None or (edition.sent_at is None and not is_test):
        return Drop("the edition is gone")
    words = batch.words_of(edition, member.language)
    return Mail(
        to_address=row.address or member.email,
        to_name=member.full_name,
        language=member.language,
        subject=f"Test: {words.subject}" if is_test else words.subject,
        text=words.text.replace(_HOLE, row.unsubscribe_url),
        html=words.html.replace(_HOLE, escape(row.unsubscribe_url)),
    )

"""Notes what a member did on the way to a habit: each fact once, in the event record.

A GET notes nothing. That a digest was opened is told by the page itself, with a POST from the
member's own browser, or by any choice on it, also in a chat; a story counts as read, and an example
as seen, when its button was pressed.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from zetje.lib.events import publish_on_commit
from zetje.lib.record.operations import Source, record
from zetje.lib.record.queries import has_event
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.prompting.events import FactNoted
from zetje.prompting.models import Digest, WhyAnswer
from zetje.prompting.rules.standing import WHYS
from zetje.prompting.rules.standing_facts import (
    DIGEST_OPENED,
    EXAMPLE_SEEN,
    STORY_READ,
    WHY_ANSWERED,
)

if TYPE_CHECKING:
    from zetje.people.models import Member

LONGEST_WHY: Final = 500


class WhyRefusedError(Exception):
    """Raised when an answer cannot be kept; says why in a sentence for the member."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def note_opened(*, member: Member, digest_id: int, now: datetime) -> None:
    """The member looked at a digest in a browser that is theirs, or chose on it in a chat."""
    _note(DIGEST_OPENED, member=member, subject=f"digest:{digest_id}", now=now)


def note_choice(*, organisation_id: int, member_id: int, story_id: int, now: datetime) -> None:
    """Whoever chose for a story had the digest before them that it last stood in."""
    with tenant(organisation_id):
        given = Digest.objects.filter(
            organisation_id=organisation_id, member_id=member_id, stories__story_id=story_id
        )
        digest_id = given.order_by("-send_at").values_list("pk", flat=True).first()
        member = people.members_by_ids([member_id]).get(member_id)
        if digest_id is not None and member is not None:
            note_opened(member=member, digest_id=digest_id, now=now)


def note_read(*, member: Member, story_id: int, now: datetime) -> None:
    """The member opened a story to read it."""
    _note(STORY_READ, member=member, subject=f"story:{story_id}", now=now)


def note_example(*, member: Member, story_id: int, now: datetime) -> None:
    """The member opened an expert's example."""
    _note(EXAMPLE_SEEN, member=member, subject=f"story:{story_id}", now=now)


@transaction.atomic
def answer_why(*, member: Member, answer: str, own_words: str, now: datetime) -> None:
    """Keep why the member would share, for themselves alone; a later answer replaces it.

    Args:
        member: who answers.
        answer: one of `WHYS`, or "".
        own_words: what they add, or say instead.
        now: when.

    Raises:
        WhyRefusedError: when nothing was said, or more than fits.
    """
    words = own_words.replace("\0", "").strip()
    if answer not in ("", *WHYS) or not (answer or words):
        raise WhyRefusedError(_("Choose one of the four, or say it in your own words."))
    if len(words) > LONGEST_WHY:
        raise WhyRefusedError(_("That is more than fits. Keep the heart of it."))
    WhyAnswer.objects.update_or_create(
        organisation_id=member.organisation_id,
        member=member,
        defaults={"answer": answer, "own_words": words, "answered_at": now},
    )
    _note(WHY_ANSWERED, member=member, subject="", now=now, source="person")


@transaction.atomic
def _note(
    kind: str, *, member: Member, subject: str, now: datetime, source: Source = "seen"
) -> None:
    """Record a fact, unless it is in the record already: it counts once."""
    known = has_event(
        organisation_id=member.organisation_id,
        person_key=member.person_key,
        kind=kind,
        subject=subject,
    )
    if known:
        return
    record(
        organisation_id=member.organisation_id,
        kind=kind,
        at=now,
        source=source,
        person_key=member.person_key,
        subject=subject,
    )
    publish_on_commit(
        FactNoted(organisation_id=member.organisation_id, member_id=member.pk, kind=kind)
    )

"""A person asks for an expert's word on a post of theirs, and may think better of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.recognition.models import Feedback, FeedbackRequest
from zetje.recognition.operations.feedback.noting import note
from zetje.recognition.queries.feedback import has_expert
from zetje.recognition.rules.feedback import WISH_REST
from zetje.sharing import queries as sharing

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.sharing.models import Share


class FeedbackRefusedError(Exception):
    """Raised when a word cannot be asked for or given; says why in a sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def ask_feedback(
    *, member: Member, share: Share, now: datetime, by_wish: bool = False
) -> FeedbackRequest:
    """Ask the experts for a word on one post. Asking twice is asking once.

    Args:
        member: who asks.
        share: a confirmed share of theirs, in their own words.
        now: when.
        by_wish: whether their standing wish asks, not they themselves.

    Raises:
        FeedbackRefusedError: it is not such a share, or there is nobody to answer.
    """
    if share.member_id != member.pk or not (share.is_confirmed and share.own_words):
        raise FeedbackRefusedError(_("A word comes on what you posted in your own words."))
    if not has_expert(member):
        raise FeedbackRefusedError(_("There is no expert here yet who could look at it."))
    ask, is_new = FeedbackRequest.objects.get_or_create(
        organisation_id=member.organisation_id,
        share=share,
        taken_back_at=None,
        defaults={"member": member, "asked_at": now, "by_wish": by_wish},
    )
    if is_new:
        source = "system" if by_wish else "person"
        note("feedback.asked", member=member, ask=ask, now=now, source=source)
    elif ask.by_wish and not by_wish:
        # What they ask themselves stays when the wish goes.
        ask.by_wish = False
        ask.save(update_fields=["by_wish"])
    return ask


def ask_by_wish(
    *, organisation_id: int, member_id: int, share_id: int, now: datetime
) -> FeedbackRequest | None:
    """Ask for a word on a post just confirmed, where its person wished for that once and for all.

    A wish asks about one post at a time, and about one in four weeks.
    """
    with tenant(organisation_id):
        member = people.members_by_ids([member_id]).get(member_id)
        if member is None or not people.preferences_of(member).feedback or not has_expert(member):
            return None
        share = sharing.own_post(member=member, share_id=share_id)
        if share is None or _was_asked_lately(member, now):
            return None
        return ask_feedback(member=member, share=share, now=now, by_wish=True)


@transaction.atomic
def take_back_ask(*, member: Member, share: Share, now: datetime) -> None:
    """Ask no longer about a post. Once the word was given, nothing happens."""
    ask = _open_ask(member, share)
    if ask is None or Feedback.objects.filter(request=ask).exists():
        return
    _end(ask, member=member, now=now)


def settle_ask(*, member: Member, share: Share, wanted: bool, now: datetime) -> str:
    """Ask about a post or no longer, as its person wants it; gives what to tell them."""
    if not wanted:
        take_back_ask(member=member, share=share, now=now)
        return _("Taken back. No expert sees this post.")
    try:
        ask_feedback(member=member, share=share, now=now)
    except FeedbackRefusedError as refusal:
        return refusal.sentence
    return _("Asked. An expert reads it when there is time, and you hear of it here.")


def end_asks(*, organisation_id: int, member_id: int, now: datetime) -> int:
    """Take back all that a member asked, because they left; gives how many waited."""
    with tenant(organisation_id):
        open_asks = FeedbackRequest.objects.filter(
            organisation_id=organisation_id, member=member_id, taken_back_at__isnull=True
        )
        asks = list(open_asks.unanswered().select_related("member").select_for_update(of=("self",)))
        for ask in asks:
            _end(ask, member=ask.member, now=now)
        return len(asks)


def _open_ask(member: Member, share: Share) -> FeedbackRequest | None:
    """The living ask on a share, held until the transaction ends."""
    rows = FeedbackRequest.objects.filter(
        organisation_id=member.organisation_id,
        member=member,
        share=share,
        taken_back_at__isnull=True,
    )
    return rows.select_for_update().first()


def _end(ask: FeedbackRequest, *, member: Member, now: datetime) -> None:
    ask.taken_back_at = max(now, ask.asked_at)
    ask.save(update_fields=["taken_back_at"])
    note("feedback.taken_back", member=member, ask=ask, now=now)


def _was_asked_lately(member: Member, now: datetime) -> bool:
    asks = FeedbackRequest.objects.living().filter(
        organisation_id=member.organisation_id, member=member
    )
    lately = asks.filter(asked_at__gt=now - WISH_REST)
    return lately.exists() or asks.unanswered().exists()

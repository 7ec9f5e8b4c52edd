"""An expert writes a word on a post that somebody asked about. The first word is the word."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from zetje.lib.events import publish_on_commit
from zetje.recognition.events import FeedbackGiven
from zetje.recognition.models import Feedback, FeedbackRequest
from zetje.recognition.operations.feedback.asking import FeedbackRefusedError
from zetje.recognition.operations.feedback.noting import note
from zetje.recognition.queries.feedback import asks_open_to
from zetje.recognition.rules.feedback import LONGEST, is_bare, opening_of, tidy_word

if TYPE_CHECKING:
    from zetje.people.models import Member


class AnsweredAlreadyError(FeedbackRefusedError):
    """Raised when another expert was first, or the person no longer asks."""


@transaction.atomic
def give_feedback(
    *, expert: Member, ask: FeedbackRequest, text: str, opening: str, now: datetime
) -> Feedback:
    """Write a word. Pressed twice it is one word.

    Args:
        expert: who writes it; the caller has asked whether they are one.
        ask: what it answers.
        text: the whole word, its opening included.
        opening: "compliment", "tip", "question"; anything else counts as none.
        now: when.

    Raises:
        AnsweredAlreadyError: somebody was first, or the ask is over.
        FeedbackRefusedError: there is nothing in it yet, or too much.
    """
    words = tidy_word(text)
    # Whoever writes on the same ask waits here, and finds this word.
    held = FeedbackRequest.objects.filter(organisation_id=expert.organisation_id, pk=ask.pk)
    held.select_for_update().first()
    own = Feedback.objects.filter(request=ask, expert=expert).first()
    if own is not None:
        return own
    open_ask = asks_open_to(expert).filter(pk=ask.pk).select_related("member").first()
    if open_ask is None:
        raise AnsweredAlreadyError(_sentence_of(ask))
    _check_words(words, ask=open_ask)
    given = Feedback.objects.create(
        organisation_id=expert.organisation_id,
        request=open_ask,
        expert=expert,
        opening=opening_of(opening) or "",
        text=words,
        given_at=now,
    )
    note(
        "feedback.given",
        member=open_ask.member,
        ask=open_ask,
        now=now,
        source="seen",
        opening=given.opening,
    )
    publish_on_commit(FeedbackGiven(expert.organisation_id, open_ask.member_id, given.pk))
    return given


def _sentence_of(ask: FeedbackRequest) -> str:
    if Feedback.objects.filter(request=ask).exists():
        return _("Another expert was just before you, so this post has its word.")
    return _("This is no longer asked. Nothing was sent.")


def _check_words(words: str, *, ask: FeedbackRequest) -> None:
    name, language = ask.member.given_name, ask.member.language
    if not words:
        raise FeedbackRefusedError(_("There is nothing in it yet. One line is enough."))
    if is_bare(words, name=name, language=language):
        raise FeedbackRefusedError(
            _("That is the beginning. Finish the sentence in your own words.")
        )
    if len(words) > LONGEST:
        raise FeedbackRefusedError(
            _("That is {over} characters more than {name} would read at once.").format(
                over=len(words) - LONGEST, name=name
            )
        )

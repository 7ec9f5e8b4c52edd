"""A person reads an expert's word, thanks for it, or says that it was not right."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from zetje.lib.events import publish_on_commit
from zetje.recognition.events import FeedbackReported, FeedbackSeen, FeedbackThanked
from zetje.recognition.models import Feedback, FeedbackReport
from zetje.recognition.operations.feedback.noting import note
from zetje.recognition.rules.feedback import LONGEST, tidy_word

if TYPE_CHECKING:
    from zetje.people.models import Member


@transaction.atomic
def mark_feedback_seen(*, member: Member, token: str, now: datetime) -> bool:
    """Note that the person read a word; false where they have none by that token."""
    given = _held(member, token)
    if given is None:
        return False
    _see(given, member=member, now=now)
    return True


@transaction.atomic
def thank_for_feedback(*, member: Member, token: str, now: datetime) -> bool:
    """Let the expert know that it helped. Twice is once; who thanks has read it."""
    given = _held(member, token)
    if given is None:
        return False
    _see(given, member=member, now=now)
    if given.thanked_at is None:
        given.thanked_at = now
        given.save(update_fields=["thanked_at"])
        note("feedback.thanked", member=member, ask=given.request, now=now)
        if given.expert_id is not None:
            publish_on_commit(FeedbackThanked(member.organisation_id, given.expert_id))
    return True


@transaction.atomic
def report_feedback(*, member: Member, token: str, said: str, now: datetime) -> bool:
    """Tell the administrator that a word was not right, with what the person says themselves.

    Neither the word nor the post goes along. The word is off the person's pages, and this expert
    is shown no more of their posts.

    Args:
        member: whose word it is.
        token: which.
        said: what the person wants to say about it; may be empty.
        now: when.
    """
    given = _held(member, token)
    if given is None:
        return False
    _see(given, member=member, now=now)
    report, is_new = FeedbackReport.objects.get_or_create(
        organisation_id=member.organisation_id,
        feedback=given,
        defaults={"note": tidy_word(said)[:LONGEST], "reported_at": now},
    )
    if is_new:
        note("feedback.reported", member=member, ask=given.request, now=now)
        publish_on_commit(FeedbackReported(member.organisation_id, report.pk))
    return True


def answer_word(*, member: Member, token: str, answer: str, said: str, now: datetime) -> str | None:
    """Do what a person pressed on a word of theirs.

    Args:
        member: whose word it is.
        token: which.
        answer: "thank" or "report"; anything else reads it.
        said: what they say to a report.
        now: when.

    Returns:
        what to tell them, may be empty; None where they have no such word.
    """
    if answer == "thank":
        done = thank_for_feedback(member=member, token=token, now=now)
        return _("Your thanks stand on the expert's page.") if done else None
    if answer == "report":
        done = report_feedback(member=member, token=token, said=said, now=now)
        return _("The administrator knows. The word itself was not passed on.") if done else None
    return "" if mark_feedback_seen(member=member, token=token, now=now) else None


def mark_words_told(*, organisation_id: int, word_ids: Collection[int], message_id: int) -> None:
    """Note which message tells its person of these words, so that no other one does."""
    rows = Feedback.objects.filter(organisation_id=organisation_id, pk__in=word_ids)
    rows.filter(told_by__isnull=True).update(told_by=message_id)


def _held(member: Member, token: str) -> Feedback | None:
    """One word of the member's, held until the transaction ends."""
    rows = Feedback.objects.filter(
        organisation_id=member.organisation_id, request__member=member, token=token
    )
    return rows.select_related("request").select_for_update(of=("self",)).first()


def _see(given: Feedback, *, member: Member, now: datetime) -> None:
    if given.seen_at is not None:
        return
    given.seen_at = now
    given.save(update_fields=["seen_at"])
    note("feedback.seen", member=member, ask=given.request, now=now)
    publish_on_commit(FeedbackSeen(organisation_id=member.organisation_id, member_id=member.pk))

"""A person says what it was, and an administrator decides: audited, and never about themselves."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from zetje.lib.events import publish_on_commit
from zetje.people.operations import record_audit
from zetje.recognition.events import CaseAnswered, CaseDecided
from zetje.recognition.models import PointCase
from zetje.recognition.operations.points import forfeit_points, release_points
from zetje.recognition.rules.feedback import tidy_word
from zetje.recognition.rules.gaming.words import LONGEST_ANSWER

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from zetje.people.models import Member


class CaseRefusedError(Exception):
    """Raised when an answer or a decision cannot stand; its text is for whoever tried."""

    def __init__(self, sentence: StrOrPromise) -> None:
        super().__init__(str(sentence))
        self.sentence = str(sentence)


@transaction.atomic
def answer_case(*, member: Member, case: PointCase, text: str, now: datetime) -> PointCase:
    """Say what it was. It can be said otherwise until somebody decided.

    Raises:
        CaseRefusedError: it is not theirs, was decided, or says nothing or too much.
    """
    held = PointCase.objects.select_for_update().get(
        organisation_id=member.organisation_id, pk=case.pk
    )
    words = tidy_word(text)
    if held.member_id != member.pk:
        raise CaseRefusedError(_("This question is not yours."))
    if not held.is_open:
        raise CaseRefusedError(_("This was decided meanwhile. You find how on this page."))
    if not words:
        raise CaseRefusedError(_("There is nothing in it yet. One line is enough."))
    if len(words) > LONGEST_ANSWER:
        raise CaseRefusedError(
            _("That is %(over)d characters more than fit.") % {"over": len(words) - LONGEST_ANSWER}
        )
    is_first = held.answered_at is None
    held.answer, held.answered_at = words, now
    held.save(update_fields=["answer", "answered_at"])
    if is_first:
        publish_on_commit(CaseAnswered(held.organisation_id, held.pk))
    return held


@transaction.atomic
def decide_case(*, by: Member, case: PointCase, lets_go: bool, now: datetime) -> PointCase:
    """Let the points go, or keep them out. The first decision stands; audited.

    Args:
        by: the administrator; the caller has asked whether they are one.
        case: the question.
        lets_go: whether the points count after all.
        now: when.

    Raises:
        CaseRefusedError: it is about their own points, or somebody decided before.
    """
    held = PointCase.objects.select_for_update().get(organisation_id=by.organisation_id, pk=case.pk)
    if held.member_id == by.pk:
        raise CaseRefusedError(_("These are your own points. Let another administrator look."))
    if not held.is_open:
        raise CaseRefusedError(_("Somebody decided this just before you."))
    held.outcome = "released" if lets_go else "kept"
    held.decided_by, held.decided_at = by, now
    held.save(update_fields=["outcome", "decided_by", "decided_at"])
    settle = release_points if lets_go else forfeit_points
    settle(organisation_id=by.organisation_id, case=held.pk, now=now)
    record_audit(
        actor_member_id=by.pk,
        action="points.released" if lets_go else "points.kept_out",
        subject=f"member:{held.member_id}",
        details={"rule": held.rule, "week": held.week},
        now=now,
    )
    publish_on_commit(CaseDecided(by.organisation_id, held.member_id, held.pk))
    return held

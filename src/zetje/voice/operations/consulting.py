"""Asks an organisation's language model for somebody: within its budget, its pace and a time.

An answer that was worth keeping is kept for some days, so that the same question costs nothing. A
model that fails three times in a row is left alone for a while, so that nobody waits for it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.db.models import F

from zetje.lib.tenancy import tenant
from zetje.people.operations import limits
from zetje.voice.models import ModelAnswer, ModelSetup, ModelUse
from zetje.voice.queries.language_models import place_of, setup_of, used_in
from zetje.voice.transport import Ask, ask

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.voice.rules.model_places import Place

KEPT_FOR: Final = timedelta(days=7)
RESTS_FOR: Final = timedelta(minutes=2)
_FAULTS_TO_REST: Final = 3
_ASKS_OF_MEMBER: Final = limits.Limit("language model, member", 30)
# The other side's own trouble; that it refused a text or lost the form says nothing of the next.
_TROUBLES: Final = frozenset(
    {"timeout", "unreachable", "forbidden", "denied", "unknown", "not_taken"}
)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a model answered, or why it did not.

    Attributes:
        text: JSON if it kept to the form; may be the beginning of it.
        fault: a key of `FAULTS`.
        digest: names the question, for `keep_answer`; "" when it was kept already.
    """

    text: str = ""
    fault: str = ""
    digest: str = ""


def consult(
    *, member: Member, question: Ask, now: datetime, seconds: float | None = None
) -> Answer:
    """Ask the model of a member's organisation.

    Args:
        member: for whom; the tenant's block must be open.
        question: what.
        now: the moment.
        seconds: for all of it; the installation's when left out.
    """
    setup = setup_of(member.organisation_id)
    place = place_of(setup)
    if setup is None or place is None:
        return Answer(fault="off")
    digest = _digest(place, question)
    if kept := _kept(member, digest, now):
        return Answer(text=kept)
    if setup.rests_until is not None and now < setup.rests_until:
        return Answer(fault="unreachable")
    used = used_in(member.organisation_id, month=_month(now)).tokens
    if used + question.max_tokens > setup.tokens_per_month:
        return Answer(fault="budget")
    if limits.is_spent(_ASKS_OF_MEMBER, key=str(member.pk), now=now):
        return Answer(fault="pace")
    reply = ask(place, question, seconds=seconds or settings.MODEL_SECONDS)
    # Only now is anything written: what is written before an answer would be held while it comes.
    limits.take(_ASKS_OF_MEMBER, key=str(member.pk), now=now)
    _note(setup, reply.fault, reply.tokens, now)
    return Answer(text=reply.text, fault=reply.fault, digest=digest)


@transaction.atomic
def keep_answer(*, member: Member, answer: Answer, now: datetime) -> None:
    """Keep an answer of which something could be used."""
    if not answer.digest or answer.fault:
        return
    ModelAnswer.objects.update_or_create(
        organisation_id=member.organisation_id,
        member=member,
        digest=answer.digest,
        defaults={"answer": answer.text, "answered_at": now},
    )


def forget_answers(*, organisation_id: int, now: datetime) -> None:
    """Forget what the model answered longer ago than a week."""
    with tenant(organisation_id):
        ModelAnswer.objects.filter(
            organisation_id=organisation_id, answered_at__lt=now - KEPT_FOR
        ).delete()


def _kept(member: Member, digest: str, now: datetime) -> str:
    found = ModelAnswer.objects.filter(
        organisation_id=member.organisation_id,
        member=member,
        digest=digest,
        answered_at__gte=now - KEPT_FOR,
    ).first()
    return found.answer if found else ""


@transaction.atomic
def _note(setup: ModelSetup, fault: str, tokens: int, now: datetime) -> None:
    # Each ask adds what it took by itself: two at once must not overwrite each other.
    month, _made = ModelUse.objects.get_or_create(
        organisation_id=setup.organisation_id, month=_month(now)
    )
    ModelUse.objects.filter(pk=month.pk).update(asks=F("asks") + 1, tokens=F("tokens") + tokens)
    in_a_row = setup.faults_in_a_row + 1 if fault in _TROUBLES else 0
    rests = now + RESTS_FOR if in_a_row >= _FAULTS_TO_REST else None
    if (in_a_row, rests) != (setup.faults_in_a_row, setup.rests_until):
        ModelSetup.objects.filter(pk=setup.pk).update(faults_in_a_row=in_a_row, rests_until=rests)


def _month(now: datetime) -> date:
    return now.date().replace(day=1)


def _digest(place: Place, question: Ask) -> str:
    asked = [
        place.address,
        place.model,
        question.instructions,
        question.material,
        dict(question.schema),
    ]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()

"""The person named says yes or no to a shout-out, takes a yes back, or reports it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from zetje.lib.events import publish_on_commit
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people import queries as members
from zetje.recognition.events import ShoutoutPublished, ShoutoutReported
from zetje.recognition.models import Shoutout, ShoutoutReport
from zetje.recognition.operations.shoutouts.giving import (
    ShoutoutRefusedError,
    take_shoutout_back,
)
from zetje.recognition.operations.shoutouts.noting import note
from zetje.recognition.rules.feedback import tidy_word
from zetje.recognition.rules.shoutouts import LONGEST, UNANSWERED_KEPT

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.recognition.models.shoutouts import ShoutoutQuerySet


@transaction.atomic
def agree_to_shoutout(*, member: Member, token: str, now: datetime) -> bool:
    """Say yes: from now on colleagues see it. A second time changes nothing.

    Saying yes to one is agreeing to be named: the switch of that name goes on with it, as the
    button says.

    Returns:
        whether there is such a shout-out for this member.

    Raises:
        ShoutoutRefusedError: they do not take part, so that nothing may stand anywhere.
    """
    found = _held(member, token)
    if found is None or found.taken_back_at is not None:
        return False
    if not members.is_joined(member.pk):
        raise ShoutoutRefusedError(_("While you do not take part, your name stands nowhere."))
    if not members.preferences_of(member).shoutouts:
        people.set_switch(member=member, name="shoutouts", on=True, now=now)
    if found.agreed_at is None:
        found.agreed_at, found.declined_at = now, None
        found.save(update_fields=["agreed_at", "declined_at"])
        note("shoutout.agreed", by=member, shoutout=found, now=now)
        publish_on_commit(ShoutoutPublished(member.organisation_id, member.pk, found.pk))
    return True


@transaction.atomic
def decline_shoutout(*, member: Member, token: str, now: datetime) -> bool:
    """Say no, or take a yes back: colleagues do not see it from this moment. No reason is asked."""
    found = _held(member, token)
    if found is None:
        return False
    if found.declined_at is None:
        found.agreed_at, found.declined_at = None, now
        found.save(update_fields=["agreed_at", "declined_at"])
        note("shoutout.declined", by=member, shoutout=found, now=now)
    return True


@transaction.atomic
def report_shoutout(*, member: Member, token: str, said: str, now: datetime) -> bool:
    """Tell the administrator that a shout-out was not right. Its words do not go along.

    It is off every page, and nothing that its giver writes reaches this person again.

    Args:
        member: whom it names.
        token: which.
        said: what the person wants to say about it; may be empty.
        now: when.
    """
    found = _held(member, token)
    if found is None:
        return False
    report, is_new = ShoutoutReport.objects.get_or_create(
        organisation_id=member.organisation_id,
        shoutout=found,
        defaults={"note": tidy_word(said)[:LONGEST], "reported_at": now},
    )
    if is_new:
        note("shoutout.reported", by=member, shoutout=found, now=now)
        publish_on_commit(ShoutoutReported(member.organisation_id, report.pk))
    return True


def answer_shoutout(
    *, member: Member, token: str, answer: str, said: str, now: datetime
) -> str | None:
    """Do what somebody pressed on a shout-out that names them, or that they gave.

    Args:
        member: who pressed.
        token: which.
        answer: "yes", "no", "report", or "take_back" by the giver.
        said: what they say to a report.
        now: when.

    Returns:
        what to tell them, may be empty; None where they have no such shout-out.
    """
    if answer == "yes":
        try:
            done = agree_to_shoutout(member=member, token=token, now=now)
        except ShoutoutRefusedError as refusal:
            return refusal.sentence
        sentence = _("Colleagues can read it now. You can take that back at any time.")
    elif answer == "no":
        done = decline_shoutout(member=member, token=token, now=now)
        sentence = _("Nobody else sees it, and nobody hears that you said no.")
    elif answer == "report":
        done = report_shoutout(member=member, token=token, said=said, now=now)
        sentence = _("The administrator knows. It is off every page.")
    elif answer == "take_back":
        done = take_shoutout_back(giver=member, token=token, now=now)
        sentence = _("Taken back. It stands nowhere.")
    else:
        done = _naming(member).filter(token=token).exists()
        sentence = ""
    return sentence if done else None


def end_shoutouts(*, organisation_id: int, member_id: int, now: datetime) -> int:
    """Take back every yes of a member who no longer agrees to be named, or left; says how many.

    They are hidden from the moment of the switch itself (`ShoutoutQuerySet.public`); this keeps
    them hidden when the switch goes on again, until each is agreed to anew.
    """
    with tenant(organisation_id):
        member = members.members_by_ids([member_id]).get(member_id)
        agrees = member is not None and members.preferences_of(member).shoutouts
        if agrees and members.is_joined(member_id):
            return 0
        rows = Shoutout.objects.filter(organisation_id=organisation_id, member=member_id)
        return rows.filter(agreed_at__isnull=False).update(agreed_at=None, declined_at=now)


def forget_old_shoutouts(*, organisation_id: int, now: datetime) -> int:
    """Let go of what stands nowhere, half a year after it was given; says how many rows."""
    nowhere = Q(agreed_at__isnull=True) | Q(taken_back_at__isnull=False)
    old = Shoutout.objects.filter(nowhere, organisation_id=organisation_id)
    return old.filter(given_at__lt=now - UNANSWERED_KEPT).delete()[0]


def _held(member: Member, token: str) -> Shoutout | None:
    """One shout-out that names the member, held until the transaction ends."""
    return _naming(member).filter(token=token).select_for_update(of=("self",)).first()


def _naming(member: Member) -> ShoutoutQuerySet:
    return Shoutout.objects.filter(organisation_id=member.organisation_id, member=member)

"""The signed address in an invitation, and whom it invites."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from zetje.lib import tokens
from zetje.lib.record.models import Event
from zetje.lib.tenancy import tenant
from zetje.people.models import Member, Membership, Organisation

PURPOSE = "invitation"
INVITED = "member.invited"
LIFE = timedelta(days=30)


def invitation_token(*, member: Member, now: datetime) -> str:
    """The text that the address of an invitation ends in; it opens for thirty days."""
    payload = {"o": member.organisation.token, "m": member.token}
    return tokens.sign(PURPOSE, payload, expires_at=now + LIFE)


def invited_member(*, token: str, now: datetime) -> Member:
    """Whom an invitation is for, while they work here.

    Raises:
        InvalidToken: when it is altered, expired, or of somebody who is not here any more.
    """
    payload = tokens.read(PURPOSE, token, now=now)
    organisation = Organisation.objects.filter(token=str(payload.get("o", ""))).first()
    if organisation is None:
        raise tokens.InvalidToken
    with tenant(organisation.pk):
        members = Member.objects.select_related("organisation", "user")
        member = members.filter(token=str(payload.get("m", "")), left_on__isnull=True).first()
    if member is None or member.user is None:
        raise tokens.InvalidToken
    return member


def members_never_asked(organisation: Organisation) -> QuerySet[Member]:
    """Who works here with an account, never joined, and never got an invitation."""
    asked = Event.objects.filter(
        organisation=organisation, person_key=OuterRef("person_key"), kind=INVITED
    )
    ever_joined = Membership.objects.filter(member=OuterRef("pk"))
    here = Member.objects.filter(
        organisation=organisation, left_on__isnull=True, user__is_active=True
    )
    return here.filter(~Exists(asked), ~Exists(ever_joined)).order_by("pk")

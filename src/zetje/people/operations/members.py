"""Adds one member by hand, and moves members between teams."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import (  # pyright: ignore[reportMissingTypeStubs] -- it has none
    EmailAddress,
)
from django.conf import settings
from django.db import transaction

from zetje.people.models import Member, Organisation, Team, Tombstone, User
from zetje.people.operations.audit import record_audit
from zetje.people.rules.addresses import read_address
from zetje.people.rules.names import sort_key
from zetje.people.rules.tombstones import digests_of


class MemberRefusedError(Exception):
    """The member cannot be added; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def add_member(
    *,
    organisation: Organisation,
    email: str,
    given_name: str,
    family_name: str,
    by: Member | None,
    now: datetime,
    team: Team | None = None,
) -> Member:
    """Add one person with an account that signs in by mail.

    Raises:
        NotAnAddressError: when mail cannot go there.
        MemberRefusedError: when the address is in use, or its person was erased here.
    """
    address = read_address(email)
    digests = digests_of(email=address, external_id="", keys=settings.SEAL_KEYS)
    if Tombstone.objects.filter(organisation=organisation, digest__in=list(digests)).exists():
        raise MemberRefusedError("email_erased")
    if User.objects.filter(email=address).exists():
        raise MemberRefusedError("email_taken")
    user = User.objects.create_user(email=address, organisation=organisation)
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    member = Member.objects.create(
        organisation=organisation,
        user=user,
        team=team,
        email=address,
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        sort_key=sort_key(given_name, family_name, country=organisation.country),
        language=organisation.default_language,
        time_zone=organisation.time_zone,
        country=organisation.country,
        region=organisation.region,
    )
    record_audit(
        actor_member_id=by.pk if by else None,
        action="member.added",
        subject=f"member:{member.pk}",
        now=now,
    )
    return member

"""The cast of the permission ladder: eight people whom every test knows.

Anna shares, Bram leads her team, Chaima works for another organisation, Femke edits, Marijke is the
expert, Pim runs the programme, Ad administers, Wil reads for the works council.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from allauth.account.models import (  # pyright: ignore[reportMissingTypeStubs] -- it has none
    EmailAddress,
)
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from zetje.lib.tenancy import tenant
from zetje.people.models import (
    HouseRules,
    Member,
    Membership,
    Organisation,
    Preferences,
    RoleGrant,
    Team,
    User,
)
from zetje.people.rules.names import sort_key

LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)
_numbers = count(1)


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Two organisations and the people a page is tried with."""

    organisation: Organisation
    other_organisation: Organisation
    team: Team
    other_team: Team
    house_rules: HouseRules
    anna: Member
    bram: Member
    chaima: Member
    femke: Member
    marijke: Member
    pim: Member
    ad: Member
    wil: Member

    def ladder(self) -> dict[str, Member]:
        """Everyone by name, for tests that try a page with each of them."""
        names = ("anna", "bram", "chaima", "femke", "marijke", "pim", "ad", "wil")
        return {name: getattr(self, name) for name in names}


def make_cast() -> Cast:
    """The cast, all of them joined, in two organisations."""
    here = make_organisation(name="Noordnaaf", slug="noordnaaf")
    there = make_organisation(name="Zuidas Fietsen", slug="zuidas-fietsen")
    rules = make_house_rules(here)
    make_house_rules(there)
    team, other_team = make_team(here, name="Service"), make_team(here, name="Werkplaats")
    return Cast(
        organisation=here,
        other_organisation=there,
        team=team,
        other_team=other_team,
        house_rules=rules,
        anna=make_member(here, given_name="Anna", family_name="de Vries", team=team),
        bram=make_member(
            here, given_name="Bram", family_name="Visser", team=team, roles=["team_lead"]
        ),
        chaima=make_member(there, given_name="Chaima", family_name="El Idrissi"),
        femke=make_member(here, given_name="Femke", family_name="Bos", roles=["editor"]),
        marijke=make_member(
            here, given_name="Marijke", family_name="van den Berg", roles=["expert"]
        ),
        pim=make_member(here, given_name="Pim", family_name="Smit", roles=["programme_manager"]),
        ad=make_member(here, given_name="Ad", family_name="Mulder", roles=["administrator"]),
        wil=make_member(here, given_name="Wil", family_name="Dekker", roles=["works_council"]),
    )


def make_organisation(*, name: str = "", slug: str = "", **fields: Any) -> Organisation:
    """An organisation in Amsterdam; a number makes its name its own."""
    number = next(_numbers)
    return Organisation.objects.create(
        name=name or f"Organisatie {number}", slug=slug or f"organisatie-{number}", **fields
    )


def make_team(organisation: Organisation, *, name: str = "") -> Team:
    """A team of an organisation."""
    with tenant(organisation.pk):
        return Team.objects.create(organisation=organisation, name=name or f"Team {next(_numbers)}")


def make_house_rules(
    organisation: Organisation, *, version: int = 1, published_at: datetime = LONG_AGO
) -> HouseRules:
    """A version of the house rules."""
    with tenant(organisation.pk):
        return HouseRules.objects.create(
            organisation=organisation,
            version=version,
            text_nl="Deel wat je zelf ook zou willen lezen.",
            text_en="Share what you would like to read yourself.",
            published_at=published_at,
        )


def make_member(
    organisation: Organisation,
    *,
    given_name: str = "",
    family_name: str = "Jansen",
    email: str = "",
    team: Team | None = None,
    roles: list[str] | None = None,
    joined: bool = True,
    joined_at: datetime = LONG_AGO,
    preferences: dict[str, Any] | None = None,
    **fields: Any,
) -> Member:
    """A member with an account, joined unless said otherwise; a team lead leads their own team."""
    number = next(_numbers)
    given_name = given_name or f"Lid{number}"
    local = sort_key("", given_name).replace(" ", ".")
    email = email or f"{local}@{organisation.slug}.example"
    with tenant(organisation.pk):
        user = User.objects.create_user(email=email, organisation=organisation)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        member = Member.objects.create(
            organisation=organisation,
            user=user,
            team=team,
            email=user.email,
            given_name=given_name,
            family_name=family_name,
            sort_key=sort_key(given_name, family_name),
            **{"started_on": date(2024, 3, 1)} | fields,
        )
        Preferences.objects.create(organisation=organisation, member=member, **preferences or {})
        for role in roles or []:
            RoleGrant.objects.create(
                organisation=organisation,
                member=member,
                role=role,
                team=team if role == "team_lead" else None,
                granted_at=LONG_AGO,
            )
        if joined:
            Membership.objects.create(
                organisation=organisation, member=member, house_rules_version=1, joined_at=joined_at
            )
    return member


def signed_in(client: Client, member: Member) -> Client:
    """The client as this member's own browser, as after the one-time link."""
    if member.user is None:
        raise ValueError("this member has no account")
    backend = "django.contrib.auth.backends.ModelBackend"
    if settings.SESSION_COOKIE_NAME in client.cookies:
        client.force_login(member.user, backend=backend)
        return client
    # What signing in leaves behind, without the dozen queries on the way there.
    session = SessionStore()
    session[SESSION_KEY] = str(member.user.pk)
    session[BACKEND_SESSION_KEY] = backend
    session[HASH_SESSION_KEY] = member.user.get_session_auth_hash()
    session.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client

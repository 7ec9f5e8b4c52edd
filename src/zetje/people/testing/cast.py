"""The cast of the permission ladder: eight people whom every test knows.

Anna shares, Bram leads her team, Chaima works for another organisation, Femke edits, Marijke is the
expert, Pim runs the programme, Ad administers, Wil reads for the works council.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
    people = {
        "anna": _Person(given_name="Anna", family_name="de Vries", team=team),
        "bram": _Person(given_name="Bram", family_name="Visser", team=team, roles=["team_lead"]),
        "femke": _Person(given_name="Femke", family_name="Bos", roles=["editor"]),
        "marijke": _Person(given_name="Marijke", family_name="van den Berg", roles=["expert"]),
        "pim": _Person(given_name="Pim", family_name="Smit", roles=["programme_manager"]),
        "ad": _Person(given_name="Ad", family_name="Mulder", roles=["administrator"]),
        "wil": _Person(given_name="Wil", family_name="Dekker", roles=["works_council"]),
    }
    members = dict(zip(people, _make_members(here, *people.values()), strict=True))
    return Cast(
        organisation=here,
        other_organisation=there,
        team=team,
        other_team=other_team,
        house_rules=rules,
        chaima=make_member(there, given_name="Chaima", family_name="El Idrissi"),
        **members,
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
    given_name = given_name or f"Lid{next(_numbers)}"
    person = _Person(
        given_name=given_name,
        family_name=family_name,
        email=email,
        team=team,
        roles=roles or (),
        joined_at=joined_at if joined else None,
        preferences=preferences or {},
        fields=fields,
    )
    return _make_members(organisation, person)[0]


@dataclass(frozen=True, kw_only=True)
class _Person:
    given_name: str
    family_name: str
    email: str = ""
    team: Team | None = None
    roles: Sequence[str] = ()
    joined_at: datetime | None = LONG_AGO
    preferences: Mapping[str, Any] = field(default_factory=dict[str, Any])
    fields: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def user(self, organisation: Organisation) -> User:
        local = sort_key("", self.given_name).replace(" ", ".")
        email = self.email or f"{local}@{organisation.slug}.example"
        user = User(email=email.strip().lower(), organisation=organisation)
        user.set_unusable_password()
        return user

    def member(self, user: User) -> Member:
        return Member(
            organisation=user.organisation,
            user=user,
            team=self.team,
            email=user.email,
            given_name=self.given_name,
            family_name=self.family_name,
            sort_key=sort_key(self.given_name, self.family_name),
            **{"started_on": date(2024, 3, 1)} | dict(self.fields),
        )

    def grants(self, member: Member) -> list[RoleGrant]:
        return [
            RoleGrant(
                organisation=member.organisation,
                member=member,
                role=role,
                team=self.team if role == "team_lead" else None,
                granted_at=LONG_AGO,
            )
            for role in self.roles
        ]


def _make_members(organisation: Organisation, *people: _Person) -> list[Member]:
    """Everyone with an account and preferences; a table at a time, because every test does this."""
    own = {"organisation": organisation}
    with tenant(organisation.pk):
        users = User.objects.bulk_create([person.user(organisation) for person in people])
        EmailAddress.objects.bulk_create(
            [EmailAddress(user=u, email=u.email, verified=True, primary=True) for u in users]
        )
        members = Member.objects.bulk_create(
            [person.member(user) for person, user in zip(people, users, strict=True)]
        )
        each = list(zip(people, members, strict=True))
        Preferences.objects.bulk_create(
            [Preferences(member=m, **own, **p.preferences) for p, m in each]
        )
        RoleGrant.objects.bulk_create([grant for p, m in each for grant in p.grants(m)])
        Membership.objects.bulk_create(
            [
                Membership(member=m, house_rules_version=1, joined_at=p.joined_at, **own)
                for p, m in each
                if p.joined_at
            ]
        )
    return members


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

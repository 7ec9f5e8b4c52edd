"""Founds the invented organisation: its people from a staff file, its roles, its house rules."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from numpy.random import Generator

from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people import queries as directory
from zetje.web.demo.entrances import DOMAIN
from zetje.web.demo.material import staff_file

if TYPE_CHECKING:
    from zetje.people.models import Member, Organisation

_SETTINGS = {
    "name": "Noordnaaf",
    "default_language": "nl",
    "time_zone": "Europe/Amsterdam",
    "country": "NL",
    "digest_weekday": 1,
    "digest_hour": 9,
    "mail_from": f"zetje@{DOMAIN}",
    "postal_address": "Rieteweg 9, Zwolle",
    "allowed_hosts": [DOMAIN],
    "utm_source": "{network}",
    "utm_medium": "social",
    "utm_campaign": "zetje",
}
_ROLES = (
    ("femke.visser", "editor"),
    ("marijke.vandenberg", "expert"),
    # The second pair of eyes of the hub.
    ("marijke.vandenberg", "editor"),
    ("pim.smit", "programme_manager"),
    ("wil.hoekstra", "works_council"),
)
_TEAM_LEAD = "bram.deboer"
_RULES = {
    "text_nl": "Plaats wat je meent, in woorden die je zelf zou gebruiken.\n"
    "Zeg dat je bij Noordnaaf werkt: dat is eerlijk, en de wet vraagt erom.\n"
    "Geen cijfers, klanten of naven die nog niemand mag zien.\n"
    "Wees vriendelijk. Antwoord als iemand je iets vraagt, en laat ruzie liggen.\n"
    "Je hoeft nooit iets te delen. Overslaan is een goed antwoord.",
    "text_en": "Post what you stand behind, in words you would say yourself.\n"
    "Say that you work at Noordnaaf: it is honest, and the law asks it.\n"
    "No figures, customers or hubs that nobody may see yet.\n"
    "Be kind. Answer when somebody asks you something, and leave a quarrel alone.\n"
    "You never have to share anything. Skipping is a good answer.",
}


class DemoFailedError(RuntimeError):
    """The demo could not be made; says why."""


def found_noordnaaf(*, count: int, now: datetime, rng: Generator) -> Organisation:
    """Make the organisation with its people, roles and house rules; nobody takes part yet.

    Args:
        count: how many people work there.
        now: when it happened.
        rng: the chance behind the people.

    Raises:
        DemoFailedError: the staff file was not taken.
    """
    organisation, administrator = people.found_organisation(
        slug="noordnaaf",
        settings=_SETTINGS,
        email=f"ad.mulder@{DOMAIN}",
        given_name="Ad",
        family_name="Mulder",
        now=now,
        is_demo=True,
    )
    _import_staff(organisation, administrator, staff_file(people=count, rng=rng), now=now)
    with tenant(organisation.pk):
        for name, role in _ROLES:
            people.grant_role(member=member_named(name), role=role, by=administrator, now=now)
        lead = member_named(_TEAM_LEAD)
        people.grant_role(member=lead, role="team_lead", team=lead.team, by=administrator, now=now)
        people.publish_house_rules(organisation=organisation, by=administrator, now=now, **_RULES)
    return organisation


def _import_staff(
    organisation: Organisation, administrator: Member, content: bytes, *, now: datetime
) -> None:
    with tenant(organisation.pk):
        run = people.preview_import(
            organisation=organisation,
            content=content,
            file_name="personeel-noordnaaf.csv",
            by=administrator,
            complete=True,
            now=now,
        )
        people.begin_import(run=run, leave_out_bad_rows=False, confirm_leavers=False, now=now)
    done = people.run_import(
        organisation_id=organisation.pk, run_id=run.pk, by_member_id=administrator.pk, now=now
    )
    if done.failure:
        raise DemoFailedError(f"The staff file of the demo was not taken: {done.failure}.")


def member_named(local: str) -> Member:
    """Somebody by how their address begins. Needs the tenant's block."""
    user = directory.account_for(f"{local}@{DOMAIN}")
    member = directory.member_of_user(user.pk) if user else None
    if member is None:
        raise DemoFailedError(f"Nobody of the demo has the address {local}@{DOMAIN}.")
    return member


def members_of(organisation: Organisation) -> list[Member]:
    """Everybody who works there, in the order of the staff file. Needs the tenant's block."""
    teams: list[Any] = list(directory.teams_of(organisation.pk))
    found: list[Member] = [
        member
        for team in teams
        for member in team.members.select_related("organisation", "team").order_by("pk")
    ]
    return sorted(found, key=lambda member: (member.external_id, member.pk))


def expert_of(organisation: Organisation) -> Member:
    """Marijke, who looks at posts when people ask. Needs the tenant's block."""
    return member_named("marijke.vandenberg")


def editor_of(organisation: Organisation) -> Member:
    """Femke, who writes the stories. Needs the tenant's block."""
    return member_named("femke.visser")

"""An invented organisation of people who all take part, founded by the product's own operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from zetje.content import operations as content
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people import queries as directory
from zetje.prompting.operations.prompt_settings import Wanted, set_prompting_settings
from zetje.prompting.queries.deciding import settings_of

if TYPE_CHECKING:
    from zetje.people.models import Member, Organisation

DOMAIN = "simulated.example"
NETWORK = "bluesky"
STORIES_A_WEEK = 3
HELD_OUT = 0.1
_SETTINGS = {
    "name": "Simulatie",
    "default_language": "en",
    "time_zone": "Europe/Amsterdam",
    "country": "NL",
    "digest_weekday": 1,
    "digest_hour": 9,
    "mail_from": f"zetje@{DOMAIN}",
    "postal_address": "Nowhere 1",
    "allowed_hosts": [DOMAIN],
}


@dataclass(frozen=True, kw_only=True)
class Company:
    """The organisation, who writes its stories, and the people in the order of the world."""

    organisation: Organisation
    editor: Member
    people: Sequence[Member]


def found_company(*, count: int, slug: str, now: datetime) -> Company:
    """Found an organisation of people who joined on the first day.

    Args:
        count: how many people take part, besides the one who administers.
        slug: its short name, one for each season in a database.
        now: when it happens.
    """
    organisation, administrator = people.found_organisation(
        slug=slug,
        settings=_SETTINGS | {"name": f"Simulation {slug}"},
        email=f"administrator@{slug}.example",
        given_name="Ada",
        family_name="Ministrator",
        now=now,
    )
    with tenant(organisation.pk):
        people.grant_role(member=administrator, role="editor", by=administrator, now=now)
        version = directory.current_house_rules(organisation).version
        members = [
            people.add_member(
                organisation=organisation,
                email=f"person{number}@{slug}.example",
                given_name="Person",
                family_name=str(number),
                by=administrator,
                now=now,
            )
            for number in range(count)
        ]
        for member in members:
            people.join_programme(member=member, accepted_version=version, now=now)
            people.save_habits(member=member, habits=_HABITS, now=now)
        _hold_some_out(organisation, administrator, now=now)
    return Company(organisation=organisation, editor=administrator, people=members)


def _hold_some_out(organisation: Organisation, by: Member, *, now: datetime) -> None:
    """Keep one in ten without prompts, which so small an organisation would not do by itself."""
    usual = settings_of(organisation_id=organisation.pk, now=now)
    wanted = Wanted(
        is_enabled=True,
        hold_out_share=HELD_OUT,
        learning_until=None,
        learning_chance=usual.learning_chance,
    )
    set_prompting_settings(organisation_id=organisation.pk, by=by, wanted=wanted, now=now)


_HABITS = people.Habits(
    digest_weekday=None,
    slot_hour=None,
    anchor="",
    networks=[NETWORK],
    mastodon_instance="",
    languages=["en"],
    topics=[],
)


def publish_stories(company: Company, *, monday: date, now: datetime) -> None:
    """Put the stories of a week live, for that week alone."""
    with tenant(company.organisation.pk):
        for number in range(STORIES_A_WEEK):
            name = f"{monday.isoformat()}-{number}"
            story = content.add_story(
                by=company.editor,
                words=content.StoryWords(
                    title=f"Story {name}",
                    summary=f"What happened in the week of {name}.",
                    url=f"https://{DOMAIN}/{name}",
                    kind="news",
                    language="en",
                    topic="",
                ),
                audience=content.Audience(
                    starts_on=monday, ends_on=monday + timedelta(days=6), team_ids=[]
                ),
                now=now,
            )
            content.publish_story(story=story, by=company.editor, now=now)

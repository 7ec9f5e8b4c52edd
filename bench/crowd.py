"""A made-up organisation of any size, with real stories and digests, for the measurements.

People come in by one statement each table: what is measured begins after them.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Generator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

SOURCE = Path(__file__).resolve().parents[1] / "src"
TEAM_SIZE = 20
STORIES = 60
TOPICS = ("techniek", "mensen", "duurzaam", "klanten", "werken bij")
TEXT = (
    "Zestigduizend kilometer. Dat is anderhalf keer de wereld rond, op één versnellingsnaaf. "
    "We lieten hem veertien maanden draaien en haalden hem toen uit elkaar. "
    "Wat we vonden had niemand verwacht, zelfs de mensen van de testbank niet."
)


@contextlib.contextmanager
def database() -> Generator[str]:
    """A database for one measurement alone, on the server of the environment or embedded."""
    given = os.environ.get("DATABASE_URL")
    if given:
        name = f"zetje_bench_{os.getpid()}"
        with psycopg.connect(given, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}"')
            try:
                yield psycopg.conninfo.make_conninfo(given, dbname=name)
            finally:
                server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        return
    from zetje.web.run.postgres import embedded

    with tempfile.TemporaryDirectory(prefix="zetje-bench-") as folder:
        Path(folder).chmod(0o755)
        server = embedded(Path(folder))
        server.start()
        try:
            yield server.url
        finally:
            server.stop()


def migrated(url: str) -> dict[str, str]:
    """The environment of a process that works in this database, its tables made."""
    environment = os.environ | {"PYTHONPATH": str(SOURCE), "DATABASE_URL": url}
    owner = environment | {"ZETJE_DATABASE_OWNER": "1"}
    command = [sys.executable, "-m", "zetje.web.cli", "migrate"]
    subprocess.run(command, env=owner, check=True, stdout=subprocess.DEVNULL)
    return environment


def set_up() -> None:
    """Start Django in this process."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zetje.web.settings")
    django.setup()


def make_organisation(*, people: int, now: datetime) -> Any:
    """An organisation whose people all joined, in teams of twenty, with sixty live stories."""
    from zetje.lib.tenancy import tenant
    from zetje.people.models import Organisation

    organisation = Organisation.objects.create(
        name="Noordnaaf", slug=f"noordnaaf-{people}", postal_address="Rieteweg 9, Zwolle"
    )
    with tenant(organisation.pk):
        _make_people(organisation.pk, people, now)
        _make_stories(organisation, now)
    analyse()
    return organisation


def make_digests(organisation: Any, *, now: datetime) -> int:
    """A digest of this week for everyone, with its message due now; how many there are."""
    import numpy as np

    from zetje.behaviour.weeks import week_number
    from zetje.lib.tenancy import tenant
    from zetje.prompting.operations.choosing import choose_for
    from zetje.prompting.operations.crowd import everyone
    from zetje.prompting.operations.writing import write_plan
    from zetje.prompting.rules.moments import Moments

    week = week_number(now.date())
    with tenant(organisation.pk):
        crowd = everyone(organisation, now=now)
        same = np.ones(crowd.member.size, dtype=np.int64)
        until = now + timedelta(hours=8)
        moments = Moments(
            same * int(now.timestamp()), same * int(until.timestamp()), same * now.toordinal()
        )
        selection = choose_for(
            crowd,
            everyone=crowd,
            days=moments.day,
            organisation=organisation,
            week=week,
            now=now,
        )
        count = write_plan(
            organisation_id=organisation.pk,
            week=week,
            members=crowd.member,
            moments=moments,
            selection=selection,
            now=now,
        )
    analyse()
    return count


def analyse() -> None:
    """Let the database know what it holds, as it would by itself after a while."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (role,) = cursor.fetchone()
        cursor.execute("RESET ROLE")
        cursor.execute("ANALYZE")
        cursor.execute(f'SET ROLE "{role}"')


def _make_people(organisation_id: int, people: int, now: datetime) -> None:
    from django.db import connection

    tables = [
        """INSERT INTO people_team (organisation_id, name, token)
           SELECT %(o)s, 'Team ' || n, gen_random_uuid() FROM generate_series(1, %(teams)s) n""",
        """INSERT INTO people_member (organisation_id, team_id, token, person_key, external_id,
               email, given_name, family_name, sort_key, job_title, language, time_zone, country,
               region, working_days, own_fields)
           SELECT %(o)s, (SELECT min(id) FROM people_team) + n %% %(teams)s, gen_random_uuid(),
               gen_random_uuid(), n, 'm' || n || '@example.org', 'Lid ' || n, 'Jansen', n, '',
               CASE n %% 3 WHEN 0 THEN 'en' ELSE 'nl' END, 'Europe/Amsterdam', 'NL', '',
               '{0,1,2,3,4}', '{}'
           FROM generate_series(1, %(people)s) n""",
        """INSERT INTO people_membership
               (organisation_id, member_id, house_rules_version, joined_at)
           SELECT %(o)s, id, 1, %(joined)s FROM people_member""",
        """INSERT INTO people_preferences (organisation_id, member_id, anchor, networks,
               mastodon_instance, languages, topics, learns, experiments, alias, chain_shown,
               shoutouts, feedback)
           SELECT %(o)s, id, '', '{linkedin,bluesky}', '',
               CASE id %% 4 WHEN 0 THEN '{nl,en}'::text[] ELSE '{}' END,
               (%(topics)s::text[])[id %% 3 : id %% 5], true, true, '', true, false, false
           FROM people_member""",
    ]
    values = {
        "o": organisation_id,
        "people": people,
        "teams": max(people // TEAM_SIZE, 1),
        "joined": now - timedelta(weeks=12),
        "topics": list(TOPICS),
    }
    with connection.cursor() as cursor:
        for statement in tables:
            cursor.execute(statement, values)


def _make_stories(organisation: Any, now: datetime) -> None:
    from zetje.content.models import Story, Variant

    stories = Story.objects.bulk_create(
        Story(
            organisation=organisation,
            title=f"Verhaal {number} over iets dat de moeite waard is",
            url=f"https://noordnaaf.example/{number}",
            kind=("news", "vacancy", "event", "success_story")[number % 4],
            topic=TOPICS[number % len(TOPICS)],
            language=("nl", "nl", "en")[number % 3],
            starts_on=(now - timedelta(days=30)).date(),
            created_at=now - timedelta(days=30),
            published_at=now - timedelta(hours=9 * number + 1),
        )
        for number in range(STORIES)
    )
    Variant.objects.bulk_create(
        Variant(
            organisation=organisation,
            story=story,
            network=network,
            language=story.language,
            text=TEXT,
        )
        for story in stories
        for network in ("", "linkedin")
    )

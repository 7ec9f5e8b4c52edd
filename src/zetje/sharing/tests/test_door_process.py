"""The real link door as a process: with its database, and when it is killed."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast
from zetje.sharing.door.reading import SpoolReader
from zetje.sharing.models import Link
from zetje.sharing.operations.clicks import load_clicks
from zetje.sharing.operations.links import withdraw_links
from zetje.sharing.tests.clicking import NOON, TARGET, figures, link_for
from zetje.sharing.tests.doors import RunningDoor, read_until_killed

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def door(tmp_path: Path, database_url: str) -> Iterator[RunningDoor]:
    running = RunningDoor(data=tmp_path, database_url=database_url)
    yield running
    running.kill()


def eventually(door: RunningDoor, path: str, status: int) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if door.get(path).status_code == status:
            return True
        time.sleep(0.05)
    return False


def test_links_new_changed_and_withdrawn_are_known_at_once(cast: Cast, door: RunningDoor) -> None:
    old = link_for(cast.anna)
    door.start()

    reply = door.get(f"/l/{old.code}")
    assert (reply.status_code, reply.headers["location"]) == (302, TARGET)
    assert reply.headers["cache-control"] == "no-store"
    assert "set-cookie" not in reply.headers

    new = link_for(cast.chaima)
    assert door.get(f"/l/{new.code}").status_code == 302
    assert door.get("/l/neverthere12").status_code == 404

    with tenant(cast.organisation.pk):
        withdraw_links(organisation_id=cast.organisation.pk, story_id=old.story_id, now=NOON)
    assert eventually(door, f"/l/{old.code}", 410)
    with tenant(cast.other_organisation.pk):
        Link.objects.filter(pk=new.pk).update(target="https://elders.example/")
    until = time.monotonic() + 10
    while door.get(f"/l/{new.code}").headers["location"] != "https://elders.example/":
        assert time.monotonic() < until
    with tenant(cast.other_organisation.pk):
        Link.objects.filter(pk=new.pk).delete()
    assert eventually(door, f"/l/{new.code}", 404)


def test_heads_have_no_body_and_options_lead_nowhere(cast: Cast, door: RunningDoor) -> None:
    link = link_for(cast.anna)
    door.start()

    head = door.get(f"/l/{link.code}", method="HEAD")
    options = door.get(f"/l/{link.code}", method="OPTIONS")
    missing = door.get("/l/neverthere12", method="HEAD")

    assert (head.status_code, head.headers["location"], head.content) == (302, TARGET, b"")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
    assert (missing.status_code, missing.content) == (404, b"")
    assert door.get(f"/l/{link.code}", method="POST").status_code == 405


def test_the_door_goes_on_while_its_database_is_away(
    cast: Cast, door: RunningDoor, database_url: str
) -> None:
    link = link_for(cast.anna)
    door.start()

    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'zetje links' AND datname = current_database()"
        )
    assert door.get(f"/l/{link.code}").status_code == 302

    with tenant(cast.organisation.pk):
        withdraw_links(organisation_id=cast.organisation.pk, story_id=link.story_id, now=NOON)
    assert eventually(door, f"/l/{link.code}", 410)


def test_what_a_person_a_scanner_a_preview_and_a_second_look_leave_is_one_click(
    cast: Cast, door: RunningDoor
) -> None:
    link = link_for(cast.anna)
    door.start()

    for agent in (None, "Barracuda Sentinel (EE)", "Slackbot-LinkExpanding 1.0", "curl/8", ""):
        headers = {} if agent is None else {"User-Agent": agent}
        assert door.get(f"/l/{link.code}", **headers).status_code == 302
    assert door.get(f"/l/{link.code}").status_code == 302
    load_clicks(door.stored())

    assert figures(link) == (2, 1, 0, 4)


@pytest.mark.parametrize("seed", [1, 2])
def test_every_redirect_that_was_answered_before_a_kill_is_a_stored_click(
    cast: Cast, door: RunningDoor, seed: int
) -> None:
    chance = random.Random(seed)
    links = [link_for(cast.anna, network=f"n{number}") for number in range(24)]
    door.start()

    codes = [link.code for link in links]
    answered = read_until_killed(door, codes, after_seconds=chance.uniform(0.2, 0.8))
    stored = Counter(click.record.link_id for click in door.stored())

    assert answered.total() > 500
    for link in links:
        # At most the one request that was under way is stored without its answer.
        assert answered[link.code] <= stored[link.pk] <= answered[link.code] + 1


def test_a_killed_door_starts_again_and_its_clicks_are_loaded_once(
    cast: Cast, door: RunningDoor, tmp_path: Path
) -> None:
    link = link_for(cast.anna)
    reader = SpoolReader(tmp_path / "spool")
    answered = 0
    for _ in range(3):
        door.start()
        answered += read_until_killed(door, [link.code], after_seconds=0.2).total()
        reader.read(load_clicks)
        # A loader that was killed too has forgotten how far it was.
        reader = SpoolReader(tmp_path / "spool")

    human, counted, _, _ = figures(link)
    assert answered <= human <= answered + 3
    assert counted == 1


def test_asked_to_end_the_door_leaves_nothing_but_its_clicks(
    cast: Cast, door: RunningDoor, tmp_path: Path
) -> None:
    link = link_for(cast.anna)
    door.start()
    door.get(f"/l/{link.code}")

    door.stop()

    assert len(list((tmp_path / "spool").glob("*.clicks"))) == 1
    assert len(door.stored()) == 1
    assert not list((tmp_path / "spool").glob("*.clicks"))

"""Short links on the host of the pages go through the same spool."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast
from zetje.sharing.door.hashing import Salts, day_of
from zetje.sharing.door.reading import SpoolReader
from zetje.sharing.door.segments import StoredClick
from zetje.sharing.operations.links import withdraw_links
from zetje.sharing.rules.clicks import LABELS
from zetje.sharing.tests.clicking import NOON, TARGET, link_for
from zetje.sharing.tests.doors import CHROME

pytestmark = [pytest.mark.django_db, pytest.mark.urls("zetje.sharing.urls")]


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_FOLDER = tmp_path
    return tmp_path


def stored(folder: Path) -> list[StoredClick]:
    found: list[StoredClick] = []
    SpoolReader(folder / "spool").read(found.extend)
    return found


def test_a_link_redirects_once_its_click_is_written(
    cast: Cast, client: Client, tmp_path: Path
) -> None:
    link = link_for(cast.chaima)

    reply = client.get(f"/l/{link.code}", headers={"user-agent": CHROME})

    assert (reply.status_code, reply["Location"]) == (302, TARGET)
    assert reply["Cache-Control"] == "no-store"
    assert reply["Referrer-Policy"] == "no-referrer"
    assert not reply.cookies
    [click] = stored(tmp_path)
    assert click.record[:2] == (cast.other_organisation.pk, link.pk)
    assert LABELS[click.record.label] == "human"


def test_pages_and_door_make_the_same_hash_of_a_visitor(
    cast: Cast, client: Client, tmp_path: Path
) -> None:
    link = link_for(cast.anna)

    client.get(f"/l/{link.code}", headers={"user-agent": CHROME}, REMOTE_ADDR="192.0.2.7")

    [click] = stored(tmp_path)
    salts = Salts(tmp_path / "spool")
    moment = click.record.at_microseconds / 1_000_000
    assert click.record.visitor == salts.hash(
        address="192.0.2.7", user_agent=CHROME, day=day_of(moment)
    )


def test_a_forged_forwarded_address_changes_nothing(
    cast: Cast, client: Client, tmp_path: Path
) -> None:
    link = link_for(cast.anna)
    for forwarded in ("198.51.100.1", "198.51.100.2"):
        client.get(f"/l/{link.code}", headers={"x-forwarded-for": forwarded})

    assert len({click.record.visitor for click in stored(tmp_path)}) == 1


def test_other_answers_are_those_of_the_door(cast: Cast, client: Client, tmp_path: Path) -> None:
    link = link_for(cast.anna)
    path = f"/l/{link.code}"
    with tenant(cast.organisation.pk):
        gone = link_for(cast.bram)
        withdraw_links(organisation_id=cast.organisation.pk, story_id=gone.story_id, now=NOON)

    statuses = {
        "unknown": client.get("/l/neverthere12").status_code,
        "short": client.get("/l/a").status_code,
        "withdrawn": client.get(f"/l/{gone.code}").status_code,
        "withdrawn, options": client.options(f"/l/{gone.code}").status_code,
        "options": client.options(path).status_code,
        "head": client.head(path).status_code,
        "post": client.post(path).status_code,
    }

    assert statuses == {
        "unknown": 404,
        "short": 404,
        "withdrawn": 410,
        "withdrawn, options": 204,
        "options": 204,
        "head": 302,
        "post": 405,
    }
    assert client.get("/l/neverthere12").content == client.get("/l/a").content
    labels = [click.record.reason for click in stored(tmp_path)]
    assert sorted(labels) == [b"head", b"options"]


def test_without_room_for_the_click_the_reader_is_shown_the_way(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = link_for(cast.anna)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("zetje.sharing.door.spool.Segment.make", full)

    reply = client.get(f"/l/{link.code}", headers={"accept-language": "nl"})

    assert reply.status_code == 503
    assert "Ga verder" in reply.content.decode()


def test_opening_a_link_changes_nothing_in_the_database(cast: Cast, client: Client) -> None:
    link = link_for(cast.anna)

    with CaptureQueriesContext(connection) as queries:
        for method in (client.get, client.head, client.options):
            for _ in range(3):
                method(f"/l/{link.code}")

    statements = [query["sql"] for query in queries.captured_queries]
    assert [sql for sql in statements if "sharing_link" in sql]
    assert not [sql for sql in statements if sql.startswith(("INSERT", "UPDATE", "DELETE"))]

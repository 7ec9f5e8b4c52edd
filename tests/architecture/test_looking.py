"""A page that is read changes nothing: mail programs and scanners open every address there is."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from tests.architecture.ladder import LADDER
from tests.architecture.world import World, ask
from zetje.people.testing import signed_in

pytestmark = pytest.mark.django_db

LOOKS = ("GET", "HEAD", "OPTIONS")
SCANNER = {"user-agent": "Mozilla/5.0 (compatible; Proofpoint URL Defense)"}
SIGNED_IN = ("anna", "ad", "chaima")
ROUTES_HERE = [name for name, line in LADDER.items() if line.who != "demo"]


def written() -> dict[str, int]:
    """How many rows this transaction wrote so far, table by table; taken back or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
        )
        return dict(cursor.fetchall())


def look(browser: Client, name: str, world: World, *, times: int) -> None:
    for method in LOOKS * times:
        ask(browser, name, world, method=method)


@pytest.mark.parametrize("name", ROUTES_HERE)
def test_a_stranger_who_looks_three_times_writes_no_row(name: str, world: World) -> None:
    before = written()

    look(Client(), name, world, times=3)

    assert written() == before


@pytest.mark.parametrize("name", ROUTES_HERE)
def test_a_member_who_looks_writes_no_row(name: str, world: World) -> None:
    browsers = [signed_in(Client(), getattr(world.cast, who)) for who in SIGNED_IN]
    before = written()

    for browser in browsers:
        look(browser, name, world, times=1)

    # A sentence that is said once, why a page is not there, stands in the reader's own session.
    after = written()
    assert after | {"django_session": 0} == before | {"django_session": 0}


@pytest.mark.parametrize("name", [name for name, line in LADDER.items() if line.who == "token"])
def test_a_scanner_that_opens_a_mailed_address_comes_in_nowhere(name: str, world: World) -> None:
    scanner = Client(headers=SCANNER)

    look(scanner, name, world, times=3)

    kept = {settings.SESSION_COOKIE_NAME, settings.DEVICE_COOKIE} & set(scanner.cookies)
    assert not kept
    assert ask(scanner, "me", world).status_code == 302


def test_writing_is_noticed(world: World) -> None:
    before = written()

    ask(signed_in(Client(), world.cast.anna), "me_pause", world)

    assert written() != before

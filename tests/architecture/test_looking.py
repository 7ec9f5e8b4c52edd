"""A page that is read changes nothing: mail programs and scanners open every address there is."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from tests.architecture.ladder import LADDER
from tests.architecture.world import World, ask, insider, insider_of, written

pytestmark = pytest.mark.django_db

LOOKS = ("GET", "HEAD", "OPTIONS")
SCANNER = {"user-agent": "Mozilla/5.0 (compatible; Proofpoint URL Defense)"}
SIGNED_IN = {"anna", "ad", "chaima"}
ROUTES_HERE = [name for name, line in LADDER.items() if line.who != "demo"]


def look(browser: Client, name: str, world: World) -> None:
    for method in LOOKS:
        ask(browser, name, world, method=method)


@pytest.mark.parametrize("name", ROUTES_HERE)
def test_a_stranger_who_looks_in_three_ways_writes_no_row(name: str, world: World) -> None:
    """However often: after a look without a row the next one comes to the same."""
    before = written()

    look(world.browser("stranger"), name, world)

    assert written() == before


@pytest.mark.parametrize("name", ROUTES_HERE)
def test_a_member_who_looks_writes_no_row(name: str, world: World) -> None:
    before = written()

    look(insider(name, world), name, world)
    for who in SIGNED_IN - {insider_of(name)}:
        ask(world.browser(who), name, world, method="GET")

    # A sentence that is said once, why a page is not there, stands in the reader's own session.
    after = written()
    assert after | {"django_session": 0} == before | {"django_session": 0}


@pytest.mark.parametrize("name", [name for name, line in LADDER.items() if line.who == "token"])
def test_a_scanner_that_opens_a_mailed_address_comes_in_nowhere(name: str, world: World) -> None:
    scanner = Client(headers=SCANNER)

    look(scanner, name, world)

    kept = {settings.SESSION_COOKIE_NAME, settings.DEVICE_COOKIE} & set(scanner.cookies)
    assert not kept
    assert ask(scanner, "me", world).status_code == 302


def test_writing_is_noticed(world: World) -> None:
    before = written()

    ask(world.browser("anna"), "me_pause", world)

    assert written() != before

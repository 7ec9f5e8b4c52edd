"""Every page can be used by everybody: axe finds nothing, phone and desk, light and dark.

The pages are found by enumeration: each route of the ladder that answers GET is looked at, in the
states that `places.py` names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, Page, Route
from pytest_django.live_server_helper import LiveServer

from tests.architecture.ladder import LADDER
from tests.journeys.conftest import DESK, PHONE, axe_finds, load_axe, shoot
from tests.journeys.places import LETTERS, NO_PAGES, Place, places_of
from tests.journeys.world import NOW, World
from zetje.people.models import Member
from zetje.people.testing import signed_in

PAGES = [name for name, line in LADDER.items() if "GET" in line.methods and name not in NO_PAGES]
# For the database alone: what the server sees was written before each test.
pytestmark = pytest.mark.django_db
Places = Mapping[str, Sequence[Place]]
LOOKS = ((PHONE, "light"), (PHONE, "dark"), (DESK, "dark"), (DESK, "light"))
# Between two schemes of one width nothing changes but colours.
ONLY_COLOURS = ((PHONE, "dark"), (DESK, "light"))
COLOURS = ("color-contrast", "link-in-text-block")
SHOT = ((PHONE, "light"), (DESK, "dark"))
# Colours change at once with the scheme, so that axe meets none that is on its way.
HOLD_STILL = """
const still = new CSSStyleSheet()
still.replaceSync(`*, ::before, ::after { transition: none !important;
    animation: none !important }`)
document.adoptedStyleSheets.push(still)
"""
# What a letter shows is a mail program's page, with no landmark or heading of ours.
NOT_FOR_LETTERS = ("region", "landmark-one-main", "page-has-heading-one")


@pytest.fixture(scope="module")
def tuesday(django_db_setup: None, django_db_blocker: Any) -> Iterator[LiveServer]:
    """A server on a Tuesday in September, for all of these tests; the tables are empty after it."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=True):
        server = LiveServer("127.0.0.1")
        with override_settings(SITE_ADDRESS=server.url, LINKS_ADDRESS=server.url):
            yield server
            server.stop()
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False)


@pytest.fixture(scope="module")
def places(tuesday: LiveServer) -> Places:
    """Every place there is, in one world for all of these tests."""
    return places_of(World())


@pytest.fixture(scope="module")
def sessions(places: Places) -> dict[Member, str]:
    """A session for everyone who looks at a page."""
    who = {place.who for found in places.values() for place in found if place.who is not None}
    return {
        member: signed_in(Client(), member).cookies[settings.SESSION_COOKIE_NAME].value
        for member in who
    }


@pytest.fixture(autouse=True)
def addresses() -> None:
    """The server of these tests knows its own address."""


def test_every_route_that_answers_a_page_is_looked_at(places: Places) -> None:
    without = set(PAGES) - places.keys()
    assert not without, (
        f"No address for the browser: {', '.join(sorted(without))}. Say in places.py who looks "
        "there and where, or name the route in NO_PAGES when it answers no page."
    )
    assert places.keys() <= set(PAGES), "places.py names a route that is not there any more."


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used_by_everybody(
    tuesday: LiveServer,
    browser: Browser,
    places: Places,
    sessions: Mapping[Member, str],
    name: str,
) -> None:
    is_demo = LADDER[name].who == "demo"
    for number, place in enumerate(places.get(name, []), start=1):
        with (
            override_settings(DEMO=is_demo),
            browser.new_context(viewport=PHONE, locale="nl-NL") as context,
        ):
            enter(context, sessions[place.who] if place.who else "", tuesday.url)
            context.set_default_timeout(10_000)
            page = context.new_page()
            if name in LETTERS:
                page.route("**", unsealed)
            arrive(page, place, tuesday.url)
            look(page, f"{name}-{number}", is_letter=name in LETTERS)


def enter(context: BrowserContext, session: str, address: str) -> None:
    if session:
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": session, "url": address}])


def arrive(page: Page, place: Place, site: str) -> None:
    answer = page.goto(site + place.path)
    assert answer is not None
    assert answer.status == place.status, f"{place.path} answers {answer.status}"
    if place.act is not None:
        place.act(page)
    wanted = place.lands or urlsplit(place.path).path
    assert urlsplit(page.url).path == wanted, f"{place.path} leads to {page.url}"


def unsealed(route: Route) -> None:
    """Let axe run in a letter, whose own policy lets nothing run."""
    answer = route.fetch()
    route.fulfill(response=answer, headers={"content-type": answer.headers["content-type"]})


def look(page: Page, name: str, *, is_letter: bool) -> None:
    load_axe(page)
    page.evaluate(HOLD_STILL)
    told = {}
    for size, scheme in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        faults = axe_finds(
            page,
            without=NOT_FOR_LETTERS if is_letter else (),
            only=COLOURS if (size, scheme) in ONLY_COLOURS else (),
        )
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            faults.append([f"{wide} pixels too wide"])
        if faults:
            told[f"{name} at {size['width']}, {scheme}"] = faults
        if (size, scheme) in SHOT:
            shoot(page, f"{name}-{size['width']}-{scheme}")
    assert not told, told

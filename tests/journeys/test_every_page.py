"""Every page can be used by everybody: axe finds nothing, phone and desk, light and dark."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.conftest import DESK, PHONE, check_accessibility, shoot
from zetje.content.testing import make_story
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.prompting.testing import digest_path, make_digest

pytestmark = pytest.mark.django_db(transaction=True)

TEXT_NL = (
    "Zestigduizend kilometer. Dat is anderhalf keer de wereld rond, op één versnellingsnaaf.\n\n"
    "We lieten de N9 veertien maanden draaien en haalden hem toen uit elkaar."
)


def make_week(cast: Cast) -> list[Any]:
    titles = (
        "De naaf die langer meegaat dan de fiets",
        "Piepende ketting? In oktober is het gratis",
        "Gezocht: iemand die dingen stukmaakt",
    )
    return [
        make_story(cast.organisation, title=title, variants=[{"text": TEXT_NL, "tone": "plain"}])
        for title in titles
    ]


def pages_of(cast: Cast) -> dict[str, tuple[Any, str]]:
    """Each page by name, with who looks at it and its address."""
    now = timezone.now()
    stories = make_week(cast)
    digest = make_digest(cast.anna, stories, now=now)
    return {
        "week": (cast.anna, "/week/"),
        "adapt": (cast.anna, f"/week/{stories[0].token}/adapt/"),
        "week-stranger": (None, digest_path(digest, now=now)),
        "link-over": (None, "/w/nothing/"),
        "sign-in": (None, "/sign-in/"),
        "about-data": (None, "/about/data/"),
        "not-found": (None, "/nothing/here/"),
        "me": (cast.anna, "/me/"),
        "privacy": (cast.anna, "/me/privacy/"),
        "devices": (cast.anna, "/me/devices/"),
        "erase": (cast.anna, "/me/erase/"),
        "set-up": (cast.anna, "/join/set-up/"),
        "hub": (cast.femke, "/hub/"),
        "people": (cast.ad, "/people/"),
        "people-import": (cast.ad, "/people/import/"),
        "people-invite": (cast.pim, "/people/invite/"),
        "feeds": (cast.femke, "/hub/feeds/"),
        "add-story": (cast.femke, "/hub/stories/new/"),
        "composer": (cast.femke, f"/hub/stories/{stories[0].token}/"),
        "public-story": (None, f"/s/{cast.organisation.slug}/{stories[0].token}/"),
        "roles": (cast.ad, "/people/roles/"),
        "teams": (cast.ad, "/people/teams/"),
        "organisation": (cast.ad, "/people/organisation/"),
        "audit": (cast.ad, "/audit/"),
        "sending": (cast.ad, "/sending/"),
    }


NAMES = (
    "week",
    "adapt",
    "week-stranger",
    "link-over",
    "sign-in",
    "about-data",
    "people-invite",
    "not-found",
    "me",
    "privacy",
    "devices",
    "erase",
    "set-up",
    "hub",
    "feeds",
    "add-story",
    "composer",
    "public-story",
    "people",
    "people-import",
    "roles",
    "teams",
    "organisation",
    "audit",
    "sending",
)


def enter(context: BrowserContext, member: Any, address: str) -> None:
    if member is None:
        return
    session = signed_in(Client(), member).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])


@pytest.mark.parametrize("name", NAMES)
def test_a_page_can_be_used_by_everybody(live_server: Any, browser: Browser, name: str) -> None:
    member, path = pages_of(make_cast())[name]
    for size, scheme in ((PHONE, "light"), (PHONE, "dark"), (DESK, "light"), (DESK, "dark")):
        with browser.new_context(viewport=size, color_scheme=scheme, locale="nl-NL") as context:
            enter(context, member, live_server.url)
            page = context.new_page()
            page.goto(live_server.url + path)
            shoot(page, f"{name}-{size['width']}-{scheme}")
            check_accessibility(page)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{wide} pixels too wide"

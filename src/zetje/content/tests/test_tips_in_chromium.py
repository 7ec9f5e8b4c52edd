"""A tip from a colleague's telephone to an editor's draft, in a real browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from zetje.content.testing import make_feed, make_feed_item, make_tip
from zetje.people.testing import Cast, make_cast, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_tip_travels_from_a_telephone_to_a_draft(live_server: Any, browser: Browser) -> None:
    cast = make_cast()
    make_feed_item(make_feed(cast.organisation), title="Een nieuwe oven in de gieterij")
    make_tip(cast.anna, title="Onder Anna's naam gemaild", confirmed_at=None)

    with_phone = opened(browser, live_server, cast, "anna", width=360)
    with_phone.goto(f"{live_server.url}/tips/")
    assert faults_of(with_phone) == []
    with_phone.get_by_role(
        "button", name="Nee, “Onder Anna's naam gemaild” is niet van mij"
    ).click()
    with_phone.get_by_label("Waar gaat het over?").fill("Piet werkt hier veertig jaar. Vraag hem!")
    with_phone.get_by_role("button", name="Geef de tip").click()
    expect(with_phone.get_by_text("De redactie heeft hem nu")).to_be_visible()
    expect(with_phone.get_by_text("Onder Anna's naam gemaild")).to_have_count(0)

    # Without scripts everything goes the same way.
    without_script = opened(browser, live_server, cast, "bram", scripts=False)
    without_script.goto(f"{live_server.url}/tips/")
    without_script.get_by_role("button", name=re.compile("Ik zou “Piet werkt")).click()
    expect(without_script.get_by_text("Eén collega zou het delen.")).to_be_visible()

    at_desk = opened(browser, live_server, cast, "femke", width=1280, scheme="dark")
    for address in ("/hub/feeds/", "/hub/"):
        at_desk.goto(f"{live_server.url}{address}")
        assert faults_of(at_desk) == []
    expect(at_desk.get_by_text("Eén collega zou het delen.")).to_be_visible()
    at_desk.get_by_role("button", name=re.compile("Bekijk “Een nieuwe oven.* later")).click()
    expect(at_desk.get_by_text("Eén apart gelegd")).to_be_visible()
    at_desk.get_by_role("button", name=re.compile("Maak een verhaal van “Piet")).click()
    expect(at_desk.get_by_role("heading", level=1)).to_have_text("Piet werkt hier veertig jaar.")


def opened(
    browser: Browser,
    live_server: Any,
    cast: Cast,
    who: str,
    *,
    width: int = 800,
    scheme: Any = "light",
    scripts: bool = True,
) -> Page:
    """Somebody's own browser, signed in."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        locale="nl-NL",
        java_script_enabled=scripts,
    )
    cookies = signed_in(Client(), cast.ladder()[who]).cookies
    context.add_cookies(
        [
            {"name": name, "value": cookie.value, "url": live_server.url}
            for name, cookie in cookies.items()
        ]
    )
    return context.new_page()


def faults_of(page: Page) -> list[str]:
    """What axe finds, and whether the page is wider than its window."""
    found = [str(fault["id"]) for fault in Axe().run(page).response["violations"]]
    is_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [*found, "too wide"] if is_wide else found

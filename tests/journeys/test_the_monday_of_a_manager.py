"""Pim opens Insight on Monday: the map says how the programme stands and what holds it back."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.conftest import DESK, PHONE, axe_finds, load_axe, shoot
from zetje.behaviour.weeks import week_number
from zetje.insights.tests.frozen import NOW, freeze_programme
from zetje.people.models import Member
from zetje.people.testing import make_cast, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(context: BrowserContext, member: Member, language: str, address: str) -> None:
    """Put the cookies of somebody who signed in, and chose a language, into a browser."""
    session = signed_in(Client(), member).cookies[settings.SESSION_COOKIE_NAME].value
    cookies = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: language}
    context.add_cookies(
        [{"name": name, "value": value, "url": address} for name, value in cookies.items()]
    )


@pytest.fixture(params=[(DESK, "light", "en"), (PHONE, "dark", "nl")], ids=["desk", "phone"])
def page(request: Any, browser: Browser, live_server: Any) -> Generator[Page]:
    """Pim's browser, signed in; without scripts, which the page does not need."""
    viewport, scheme, language = request.param
    cast = make_cast()
    freeze_programme(cast.organisation, week=week_number(NOW.date()) - 1)
    with browser.new_context(viewport=viewport, color_scheme=scheme) as context:
        sign_in(context, cast.pim, language, live_server.url)
        page = context.new_page()
        page.goto(f"{live_server.url}/insight/")
        yield page


def test_the_map_is_read_on_a_desk_and_on_a_phone(page: Page) -> None:
    heading = page.locator("h1").inner_text()
    assert "163" in heading

    named = page.locator(".fogg .f-name").first.is_visible()
    # Names where there is room, numbers with a legend where there is not.
    assert page.locator(".fogg .f-no").first.is_visible() != named
    assert page.locator(".legend").is_visible() != named
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(page, f"insight-{'desk' if named else 'phone'}")

    summary = page.locator("#map summary")
    summary.focus()
    page.keyboard.press("Enter")
    row = page.locator("#map tbody tr", has_text="Workshop")
    assert "36" in row.inner_text()
    load_axe(page)
    # What was folded comes with its transitions: colours are looked at once they are over.
    page.evaluate("Promise.all(document.getAnimations().map(one => one.finished)).then(() => 0)")
    assert not axe_finds(page)


def test_who_explores_goes_through_a_chart_by_keyboard(browser: Browser, live_server: Any) -> None:
    cast = make_cast()
    freeze_programme(cast.organisation, week=week_number(NOW.date()) - 1)
    with browser.new_context(viewport=DESK) as context:
        sign_in(context, cast.wil, "en", live_server.url)
        page = context.new_page()
        page.goto(f"{live_server.url}/insight/explore/?figure=joined&by=team")
        chart = page.locator("explore-lines .uplot")
        chart.wait_for()
        shoot(page, "explore-desk")

        chart.focus()
        page.keyboard.press("ArrowLeft")
        told = page.locator("explore-lines [role=status]")
        assert "Workshop: 36 of 72" in told.inner_text()
        name = page.get_by_role("switch", name="Workshop")
        name.focus()
        page.keyboard.press("Enter")
        assert name.get_attribute("aria-checked") == "false"
        chart.focus()
        page.keyboard.press("ArrowRight")
        assert "Workshop" not in told.inner_text()
        assert "Warehouse: 29 of 58" in told.inner_text()
        load_axe(page)
        assert axe_finds(page) == []

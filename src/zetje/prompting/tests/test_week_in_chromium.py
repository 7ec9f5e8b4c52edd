"""A mail scanner with a real browser opens the link, runs everything, waits, and does nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Request

from zetje.content.testing import make_story
from zetje.people.testing import make_cast
from zetje.prompting.testing import digest_path, make_digest
from zetje.sharing.testing import Kept, kept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("choice", ["copy", "adapt", "skip"])
def test_a_scanner_that_runs_all_scripts_and_waits_a_minute_shares_nothing(
    browser: Any, live_server: Any, choice: str
) -> None:
    cast = make_cast()
    story = make_story(cast.organisation)
    now = timezone.now()
    path = digest_path(make_digest(cast.anna, [story], now=now), now=now)
    scanner = browser.new_context(permissions=[])
    page = scanner.new_page()
    page.clock.install()
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))

    page.goto(f"{live_server.url}{path}?story=1&choice={choice}", wait_until="networkidle")
    page.clock.fast_forward(60_000)
    page.wait_for_load_state("networkidle")

    assert page.get_by_text(story.title).count()
    assert {request.method for request in sent} == {"GET"}
    assert kept(cast.organisation.pk) == Kept(choices=[], shares=0, confirmed=0, codes=[])
    names = {cookie["name"] for cookie in scanner.cookies()}
    assert not names & {settings.SESSION_COOKIE_NAME, settings.DEVICE_COOKIE}

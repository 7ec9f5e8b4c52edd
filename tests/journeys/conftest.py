"""A real browser, a real mail relay, and the product between them."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from zetje.delivery.testing.relay import Relay, RelayServer

# The browser's driver runs an event loop in this thread, in which Django would refuse to work.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
SCREENS = Path(__file__).resolve().parents[2] / "test-results" / "screens"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Generator[Browser]:
    """One Chromium for the whole run."""
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield started
        started.close()
        # The driver's loop keeps connections of its own; the database could not be dropped.
        connections.close_all()


@pytest.fixture(autouse=True)
def addresses(live_server: Any, settings: Any) -> None:
    """Let mails and links lead to the server of the test."""
    settings.SITE_ADDRESS = settings.LINKS_ADDRESS = live_server.url


@pytest.fixture
def relay(settings: Any) -> Iterator[Relay]:
    """A mail relay that keeps what it takes."""
    kept = Relay()
    server = RelayServer(kept)
    server.start()
    # The test runner puts a mailbox in memory in its place.
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.real_port
    yield kept
    server.stop()


@pytest.fixture
def phone(browser: Browser) -> Generator[Page]:
    """A Dutch phone."""
    with browser.new_context(viewport=PHONE, locale="nl-NL", has_touch=True) as context:
        yield _page(context)


@pytest.fixture
def bare_phone(browser: Browser) -> Generator[Page]:
    """A Dutch phone that runs no scripts."""
    with browser.new_context(viewport=PHONE, locale="nl-NL", java_script_enabled=False) as context:
        yield _page(context)


def _page(context: BrowserContext) -> Page:
    context.set_default_timeout(10_000)
    return context.new_page()


def check_accessibility(page: Page) -> None:
    """No violation of WCAG A to AA, nor of axe's best practices."""
    for box in page.locator("details").all():
        box.evaluate("box => box.open = true")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    told = [
        (one["id"], one["help"], [node["target"] for node in one["nodes"]][:3])
        for one in found.response["violations"]
    ]
    assert not told, told


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the whole page, for people to look at."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}.png", full_page=True)

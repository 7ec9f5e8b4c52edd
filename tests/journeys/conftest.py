"""A real browser, a real mail relay, and the product between them."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from zetje.delivery.testing.relay import Relay, RelayServer

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
AXE = Axe().axe_script
SCREENS = Path(__file__).resolve().parents[2] / "test-results" / "screens"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


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
    load_axe(page)
    told = axe_finds(page)
    assert not told, told


def load_axe(page: Page) -> None:
    """Bring axe into a page, and open what it would find folded."""
    page.evaluate(AXE)
    page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true })")


def axe_finds(
    page: Page, *, without: Sequence[str] = (), only: Sequence[str] = ()
) -> list[list[Any]]:
    """What axe holds against a page as it is shown now: rule, its words, and where."""
    return page.evaluate(
        """async ([without, only]) => {
            const rules = Object.fromEntries(without.map(rule => [rule, {enabled: false}]))
            const asked = only.length ? {runOnly: only} : {rules}
            const found = await axe.run({resultTypes: ["violations"], ...asked})
            return found.violations.map(
                one => [one.id, one.help, one.nodes.slice(0, 3).map(node => node.target)])
        }""",
        [list(without), list(only)],
    )


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the whole page, for people to look at."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}.png", full_page=True)

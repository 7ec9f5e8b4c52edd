"""Notifications in a real browser: leave, subscription, the worker, and what stands on the screen.

A browser's own push service stands on the internet. In its place the subscription leads to one on
this machine, which decrypts what we send as the browser would; what it found there is handed to the
browser's worker as a push.
"""

from __future__ import annotations

import json
import random
from collections.abc import Generator, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.journeys.conftest import DESK
from zetje.delivery import operations as delivery
from zetje.delivery import registry
from zetje.delivery.channels.webpush.identity import public_key
from zetje.delivery.testing.push_server import PushService, running_push_service
from zetje.people.testing import Cast, make_cast, signed_in

pytestmark = pytest.mark.django_db(transaction=True)

# What a browser with a push service gives; its keys are those of the stand-in.
SUBSCRIBES = """given => {
    const subscription = {toJSON: () => given, unsubscribe: async () => true};
    PushManager.prototype.subscribe = async function (asked) {
        window.asked = asked;
        return subscription;
    };
}"""
# Asked anew at every frame: the worker shows a push some time after it was handed over.
SHOWN = """async () => {
    const worker = await navigator.serviceWorker.ready;
    for (let frames = 0; frames < 200; frames++) {
        const [shown] = await worker.getNotifications();
        if (shown) {
            const {title, body, tag, lang, icon, data} = shown;
            return {title, body, tag, lang, icon, data};
        }
        await new Promise(requestAnimationFrame);
    }
}"""

TRIES = 5


def render(rows: Any, now: datetime) -> dict[int, registry.Card]:
    card = registry.Card(
        language="nl",
        title="Eén verhaal voor jou",
        text="Het kost een halve minuut.",
        footer="Negen weken op rij",
        url="/week/",
    )
    return {row.id: card for row in rows}


@pytest.fixture
def service(settings: Any) -> Iterator[PushService]:
    with running_push_service(timezone.now) as service:
        settings.FETCH_ALLOWED_HOSTS = service.allowed
        yield service


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def desk(
    browser: Browser, cast: Cast, client: Any, live_server: Any, settings: Any
) -> Generator[Page]:
    """Anna's own computer, signed in."""
    session = signed_in(client, cast.anna).cookies[settings.SESSION_COOKIE_NAME].value
    with browser.new_context(viewport=DESK, locale="nl-NL", base_url=live_server.url) as context:
        context.set_default_timeout(10_000)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        yield context.new_page()


def queue(cast: Cast) -> None:
    now = timezone.now()
    delivery.queue_message(
        organisation_id=cast.organisation.pk,
        member_id=cast.anna.pk,
        kind="sign_in",
        subject_id=1,
        dedupe_key="push:1",
        not_before=now,
        useful_until=None,
        channel="webpush",
        now=now,
    )


def send(cast: Cast) -> None:
    queue(cast)
    before = registry.renderers()
    registry.register_renderer("sign_in", f"{__name__}.render")
    try:
        delivery.send_due(now=timezone.now(), rng=random.Random(1))
    finally:
        registry.restore(before)


def worker_of(desk: Page, chrome: CDPSession) -> str:
    """The number under which the browser knows our worker, which it tells by itself."""
    found: list[str] = []
    chrome.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: found.extend(each["registrationId"] for each in told["registrations"]),
    )
    chrome.send("ServiceWorker.enable")
    # A push to one that is still activating is lost without a word.
    desk.wait_for_function(
        "() => navigator.serviceWorker.ready.then(worker => worker.active?.state === 'activated')"
    )
    assert found
    return found[-1]


def test_a_browser_gives_leave_and_shows_what_was_pushed_to_it(
    desk: Page, service: PushService, cast: Cast
) -> None:
    desk.context.grant_permissions(["notifications"])
    desk.goto("/me/channels/")
    subscription = json.loads(service.subscribe(application_key=public_key()))
    desk.evaluate(SUBSCRIBES, subscription)
    with desk.expect_navigation():
        desk.get_by_role("button", name="Gebruik deze browser").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Meldingen van je browser")

    send(cast)

    (words,) = service.shown
    chrome = desk.context.new_cdp_session(desk)
    push = {
        "origin": desk.url.removesuffix("/me/channels/"),
        "registrationId": worker_of(desk, chrome),
        "data": json.dumps(words),
    }
    # Handed over like this a push is now and then lost without a word; the same one replaces it.
    shown = None
    for _ in range(TRIES):
        chrome.send("ServiceWorker.deliverPushMessage", push)
        shown = desk.evaluate(SHOWN)
        if shown:
            break
    assert shown
    assert (shown["title"], shown["body"]) == (
        "Eén verhaal voor jou",
        "Het kost een halve minuut.",
    )
    assert shown["lang"] == "nl"
    assert shown["tag"] == words["tag"]
    assert shown["data"] == {"url": desk.url.replace("/me/channels/", "/week/")}
    assert (
        desk.evaluate("address => fetch(address).then(answer => answer.status)", shown["icon"])
        == 200
    )


def test_the_page_can_be_installed(desk: Page) -> None:
    desk.goto("/me/channels/")
    chrome = desk.context.new_cdp_session(desk)

    told = chrome.send("Page.getAppManifest")
    assert told["errors"] == []
    assert json.loads(told["data"])["lang"] == "nl"
    faults = chrome.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # The browsers of tests keep nothing, so nothing can be installed in them.
    assert [each["errorId"] for each in faults] == ["in-incognito"]


def test_without_leave_or_without_scripts_the_page_explains_itself(
    desk: Page, browser: Browser
) -> None:
    desk.goto("/me/channels/")
    desk.get_by_role("button", name="Gebruik deze browser").click()
    expect(desk.get_by_role("status")).to_contain_text("gaf geen toestemming")
    expect(desk.get_by_role("button", name="Gebruik deze browser")).to_be_enabled()

    state = desk.context.storage_state()
    with browser.new_context(java_script_enabled=False, storage_state=state) as context:
        bare = context.new_page()
        bare.goto(desk.url)
        expect(bare.get_by_text("Deze browser kan het hier niet")).to_be_visible()
        expect(bare.get_by_role("button", name="Gebruik deze browser")).to_be_hidden()

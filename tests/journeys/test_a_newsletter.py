"""From a draft to an inbox and back out of it, and onto the wall of a team meeting."""

from __future__ import annotations

import random
from collections.abc import Generator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK
from zetje.delivery import operations as delivery
from zetje.delivery.testing.relay import Relay
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.models import Member
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.recognition.operations import newsletter
from zetje.recognition.testing import make_shoutout
from zetje.recognition.tests.newsletters import LAST_WEEK, NOW

pytestmark = pytest.mark.django_db(transaction=True)
THANKS = "Anna hielp de hele week."


class Newsletter:
    """One edition, its editor's desk, a phone that runs no scripts, and a wall."""

    def __init__(self, site: str, desk: Page, phone: Page, relay: Relay) -> None:
        self.site, self.desk, self.phone, self.relay = site, desk, phone, relay
        self.cast: Cast = make_cast()
        make_shoutout(self.cast.anna, giver=self.cast.wil, now=LAST_WEEK, text=THANKS)
        with tenant(self.cast.organisation.pk):
            people.set_switch(member=self.cast.anna, name="newsletter", on=True, now=NOW)
            made = newsletter.make_edition(by=self.cast.femke, now=NOW)
        assert made is not None
        self.edition = made
        self._sign_in(desk, self.cast.femke)
        self._sign_in(phone, self.cast.anna)

    def _sign_in(self, page: Page, member: Member) -> None:
        name = settings.SESSION_COOKIE_NAME
        value = signed_in(Client(), member).cookies[name].value
        page.context.add_cookies([{"name": name, "value": value, "url": self.site}])

    def is_sent(self) -> None:
        self.desk.goto(f"{self.site}/newsletter/{self.edition.token}/")
        self.desk.get_by_label("Ik heb hem in beide talen bekeken").check()
        self.desk.get_by_role("button", name="Verstuur hem aan wie geabonneerd is").click()
        expect(self.desk.get_by_text("onder ieders eigen werktijd")).to_be_visible()

    def way_out_of_the_mail(self) -> str:
        sender = delivery.Sender(
            clock=lambda: NOW + timedelta(hours=1), rng=random.Random(1), stopping=lambda: False
        )
        sender.send_due()
        sender.close()
        (mail,) = self.relay.taken
        assert THANKS in mail.get_body(("plain",)).get_content()
        return str(mail["List-Unsubscribe"]).strip("<>")


@pytest.fixture
def edition(
    bare_phone: Page, browser: Browser, live_server: Any, relay: Relay
) -> Generator[Newsletter]:
    """An edition that waits for its editor."""
    with (
        time_machine.travel(NOW, tick=True),
        browser.new_context(viewport=DESK, locale="nl-NL") as desk,
    ):
        desk.set_default_timeout(10_000)
        yield Newsletter(live_server.url, desk.new_page(), bare_phone, relay)


def test_an_edition_is_sent_left_in_one_press_and_shown_on_the_wall(edition: Newsletter) -> None:
    edition.is_sent()

    phone, desk = edition.phone, edition.desk
    phone.goto(edition.way_out_of_the_mail())
    phone.get_by_role("button", name="Stop deze mail").click()
    phone.goto(f"{edition.site}/me/privacy/")
    expect(phone.locator("[name=newsletter]")).not_to_be_checked()

    # Without a script the links turn the slides, with one the keys do.
    slides = f"{edition.site}/sheet/{edition.edition.token}/slides/nl/"
    edition._sign_in(phone, edition.cast.femke)
    phone.goto(slides)
    phone.get_by_role("link", name="Volgende").first.click()
    expect(phone.get_by_text(THANKS)).to_be_in_viewport()
    desk.goto(slides)
    expect(desk.get_by_text(THANKS)).not_to_be_in_viewport()
    desk.keyboard.press("ArrowRight")
    expect(desk.get_by_text(THANKS)).to_be_in_viewport()
    desk.keyboard.press("ArrowLeft")
    expect(desk.get_by_role("heading", level=1)).to_be_in_viewport()

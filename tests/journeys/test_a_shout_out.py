"""From a colleague's thanks to the wall, by the yes of who is named, and off it again."""

from __future__ import annotations

import random
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK, check_accessibility, shoot
from zetje.delivery import operations as delivery
from zetje.delivery.testing.relay import Relay
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.models import Member
from zetje.people.testing import Cast, make_cast, signed_in

pytestmark = pytest.mark.django_db(transaction=True)

# Ten o'clock on a Tuesday in Amsterdam.
TUESDAY = datetime(2026, 9, 15, 8, tzinfo=UTC)
WORDS = "Bleef na de open dag tot de laatste stoel stond. En nam koffie mee."


class Thanks:
    """One shout-out, from the thought to the wall."""

    def __init__(self, site: str, bram: Page, anna: Page, relay: Relay) -> None:
        self.site, self.bram, self.anna, self.relay = site, bram, anna, relay
        self.cast: Cast = make_cast()
        with tenant(self.cast.organisation.pk):
            people.set_switch(member=self.cast.anna, name="shoutouts", on=True, now=TUESDAY)
        for page, member in ((bram, self.cast.bram), (anna, self.cast.anna)):
            self._sign_in(page, member)

    def _sign_in(self, page: Page, member: Member) -> None:
        name = settings.SESSION_COOKIE_NAME
        value = signed_in(Client(), member).cookies[name].value
        page.context.add_cookies([{"name": name, "value": value, "url": self.site}])

    def he_finds_her(self) -> None:
        self.bram.goto(f"{self.site}/shout-outs/")
        self.bram.get_by_role("link", name="Geef een pluim").click()
        self.bram.get_by_role("searchbox", name="Naam van een collega").fill("ann")
        self.bram.get_by_role("button", name="Zoek").click()
        self.bram.get_by_role("link", name="Bedank Anna de Vries").click()

    def says_too_much(self) -> None:
        self.bram.get_by_label("In het Nederlands").fill(f"Eindelijk! {WORDS}")
        self.bram.get_by_role("button", name="Stuur het naar Anna").click()
        expect(self.bram.get_by_role("alert")).to_contain_text("Bedank voor wat er gedaan is.")
        check_accessibility(self.bram)

    def says_it_well(self) -> None:
        self.bram.get_by_label("In het Nederlands").fill(WORDS)
        self.bram.get_by_role("button", name="Stuur het naar Anna").click()
        expect(self.bram.get_by_text("Anna ziet het eerst.")).to_be_visible()
        expect(self.bram.get_by_text(WORDS)).to_have_count(0)

    def link_in_the_mail(self, now: datetime) -> str:
        sender = delivery.Sender(clock=lambda: now, rng=random.Random(1), stopping=lambda: False)
        sender.send_due()
        sender.close()
        (mail,) = (one for one in self.relay.taken if "anna@" in str(one["To"]))
        text = mail.get_body(("plain",)).get_content()
        assert WORDS in text
        return next(line for line in text.splitlines() if line.startswith(f"{self.site}/me/"))


@pytest.fixture
def thanks(bare_phone: Page, browser: Browser, live_server: Any, relay: Relay) -> Generator[Thanks]:
    """Anna's phone runs no scripts, Bram's desk does."""
    with (
        time_machine.travel(TUESDAY, tick=True),
        browser.new_context(viewport=DESK, locale="nl-NL") as desk,
    ):
        desk.set_default_timeout(10_000)
        yield Thanks(live_server.url, desk.new_page(), bare_phone, relay)


def test_thanks_come_on_the_wall_by_her_yes_and_leave_it_by_her_no(thanks: Thanks) -> None:
    thanks.he_finds_her()
    thanks.says_too_much()
    thanks.says_it_well()

    thanks.anna.goto(thanks.link_in_the_mail(TUESDAY + timedelta(hours=2)))
    expect(thanks.anna.get_by_text(WORDS)).to_be_visible()
    shoot(thanks.anna, "a-shout-out-that-waits")
    thanks.anna.get_by_role("button", name="Ja, laat het zien").click()

    thanks.bram.reload()
    expect(thanks.bram.get_by_text(WORDS)).to_be_visible()
    check_accessibility(thanks.bram)
    shoot(thanks.bram, "a-shout-out-on-the-wall")

    thanks.anna.get_by_role("button", name="Neem mijn ja terug").click()
    thanks.bram.reload()
    expect(thanks.bram.get_by_text(WORDS)).to_have_count(0)

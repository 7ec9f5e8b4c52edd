"""From "what do you think of it?" on a phone to an expert's word, and thanks that come back."""

from __future__ import annotations

import random
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK, check_accessibility, shoot
from zetje.content.testing import make_story
from zetje.delivery import operations as delivery
from zetje.delivery.testing.relay import Relay
from zetje.people.models import Member
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.prompting.testing import make_digest

pytestmark = pytest.mark.django_db(transaction=True)

# Ten o'clock on a Tuesday in Amsterdam.
TUESDAY = datetime(2026, 9, 15, 8, tzinfo=UTC)
POST = "Vrijdag ruikt de gieterij naar heet ijzer en koffie. Ik werk er al zes jaar naast."
REST = "eindig met een vraag die je zelf beantwoord wilt zien."
TIP = f"Iets om in je volgende bericht te proberen: {REST}"


class Word:
    """One word, from the ask to the thanks."""

    def __init__(self, site: str, anna: Page, marijke: Page, relay: Relay) -> None:
        self.site, self.anna, self.marijke, self.relay = site, anna, marijke, relay
        self.cast: Cast = make_cast()
        make_digest(self.cast.anna, [make_story(self.cast.organisation)], now=TUESDAY)
        for page, member in ((anna, self.cast.anna), (marijke, self.cast.marijke)):
            self._sign_in(page, member)

    def _sign_in(self, page: Page, member: Member) -> None:
        name = settings.SESSION_COOKIE_NAME
        value = signed_in(Client(), member).cookies[name].value
        page.context.add_cookies([{"name": name, "value": value, "url": self.site}])

    def she_posts_in_her_own_words(self) -> None:
        self.anna.goto(f"{self.site}/week/")
        self.anna.get_by_role("link", name="Pas aan en deel").click()
        self.anna.get_by_role("textbox", name="Jouw woorden").fill(POST)
        self.anna.get_by_role("button", name="Kopieer en post mijn woorden").click()
        self.anna.get_by_role("button", name="Ik heb het geplaatst").click()

    def asks_for_a_word(self) -> None:
        self.anna.get_by_role("button", name="Vraag een expert om een reactie").click()
        expect(self.anna.get_by_text("Je vroeg een expert om een reactie")).to_be_visible()

    def the_expert_begins_with_a_tip(self) -> None:
        self.marijke.goto(f"{self.site}/experts/")
        expect(self.marijke.get_by_role("heading", name="Anna de Vries")).to_be_visible()
        expect(self.marijke.get_by_text("heet ijzer en koffie")).to_be_visible()
        box = self.marijke.get_by_role("textbox")
        box.fill(REST)
        self.marijke.get_by_role("button", name="Tip").click()
        # The box alone was filled: the page is where it was, and she can go on typing.
        expect(box).to_have_value(TIP)
        assert urlsplit(self.marijke.url).path == "/experts/"
        check_accessibility(self.marijke)

    def sends(self) -> None:
        self.marijke.get_by_role("button", name="Stuur naar Anna").click()
        expect(self.marijke.get_by_text("Verstuurd naar Anna.")).to_be_visible()

    def link_in_the_mail(self, now: datetime) -> str:
        sender = delivery.Sender(clock=lambda: now, rng=random.Random(1), stopping=lambda: False)
        sender.send_due()
        sender.close()
        (mail,) = (one for one in self.relay.taken if "anna@" in str(one["To"]))
        text = mail.get_body(("plain",)).get_content()
        assert TIP in text
        return next(line for line in text.splitlines() if line.startswith(f"{self.site}/w/"))


@pytest.fixture
def word(bare_phone: Page, browser: Browser, live_server: Any, relay: Relay) -> Generator[Word]:
    """Anna's phone runs no scripts, Marijke's desk does."""
    with (
        time_machine.travel(TUESDAY, tick=True),
        browser.new_context(viewport=DESK, locale="nl-NL") as desk,
    ):
        desk.set_default_timeout(10_000)
        yield Word(live_server.url, bare_phone, desk.new_page(), relay)


def test_a_word_is_asked_given_told_read_and_thanked_for(word: Word) -> None:
    word.she_posts_in_her_own_words()
    word.asks_for_a_word()
    word.the_expert_begins_with_a_tip()
    word.sends()

    word.anna.goto(word.link_in_the_mail(TUESDAY + timedelta(hours=2)))
    expect(word.anna.get_by_text(TIP)).to_have_count(0)
    word.anna.get_by_role("button", name="Lees het").click()
    expect(word.anna.get_by_text(TIP)).to_be_visible()
    shoot(word.anna, "a-word-on-this-week")
    word.anna.get_by_role("button", name="Dank je, Marijke").click()
    expect(word.anna.get_by_text("Je zei bedankt.")).to_be_visible()

    word.marijke.reload()
    expect(word.marijke.get_by_text("Zegt bedankt")).to_be_visible()
    expect(word.marijke.get_by_role("heading", name="Niemand wacht nu")).to_be_visible()
    shoot(word.marijke, "a-word-given")

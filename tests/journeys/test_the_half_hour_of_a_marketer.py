"""The half hour of a marketer: from a feed to three stories, in two languages, for three networks.

Each press and each thing typed is counted, as a person would count them.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from email.utils import format_datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import DESK
from zetje.content.queries import stories_live, variant_for
from zetje.lib.fetching.tests.site import Site, running_site
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.sharing.queries import network
from zetje.voice import operations as voice
from zetje.voice.testing.model_server import KEY, MODEL, ModelServer

pytestmark = pytest.mark.django_db(transaction=True)

MOST = 25
# A link, and the word about the employer.
ROOM_BESIDE = 60
NEWS = tomllib.loads((Path(__file__).parent / "half_hour.toml").read_text())


class Hand:
    """A person at the page, who counts what they do."""

    def __init__(self, page: Page) -> None:
        self.page, self.acts = page, 0

    def press(self, where: Locator) -> None:
        self.acts += 1
        where.click()

    def type(self, where: Locator, text: str) -> None:
        self.acts += 1
        where.fill(text)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    """The website of an organisation."""
    with running_site() as site:
        settings.FETCH_ALLOWED_HOSTS = site.allowed
        yield site


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def hand(
    browser: Browser, cast: Cast, client: Any, live_server: Any, settings: Any
) -> Iterator[Hand]:
    """Femke's, at her desk, signed in."""
    session = signed_in(client, cast.femke).cookies[settings.SESSION_COOKIE_NAME].value
    with browser.new_context(viewport=DESK, locale="nl-NL", base_url=live_server.url) as context:
        context.set_default_timeout(10_000)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        page = context.new_page()
        page.goto("/hub/")
        yield Hand(page)


def publish_site(site: Site, *, languages: tuple[str, ...]) -> str:
    """A feed in Dutch, whose pages are there in some languages; gives its address."""
    items = []
    for days, (slug, told) in enumerate(NEWS.items()):
        for language in languages:
            site.answers(f"/{language}/{slug}", page_of(slug, language, languages).encode())
        at = format_datetime(timezone.now() - timedelta(days=days, hours=1))
        address = site.address(f"/nl/{slug}")
        items.append(
            f"<item><title>{told['nl']['title']}</title><link>{address}</link><guid>{address}</guid>"
            f"<pubDate>{at}</pubDate><description>{told['nl']['text']}</description></item>"
        )
    feed = f"""<rss version="2.0"><channel><title>Noordnaaf Nieuws</title>
        <language>nl</language>{"".join(items)}</channel></rss>"""
    return site.answers("/feed", feed.encode(), kind="application/rss+xml")


def page_of(slug: str, language: str, languages: tuple[str, ...]) -> str:
    title, text = NEWS[slug][language]["title"], NEWS[slug][language]["text"]
    links = "".join(
        f'<link rel="alternate" hreflang="{other}" href="/{other}/{slug}">' for other in languages
    )
    return f"""<html lang="{language}"><meta property="og:title" content="{title}">
        <meta property="og:description" content="{text}">{links}<h1>{title}</h1><p>{text}</p>"""


def three_stories(hand: Hand, feed: str, *, drafts: str) -> None:
    """From an empty hub to three stories that are live."""
    hand.press(hand.page.locator("#inbox a[href='/hub/feeds/']"))
    hand.type(hand.page.get_by_label("Adres"), feed)
    hand.press(hand.button("Lees hem voortaan"))
    hand.press(hand.page.get_by_role("link", name="Terug naar de redactie"))
    for told in NEWS.values():
        take = f"Maak een verhaal van “{told['nl']['title']}”"
        hand.press(hand.page.get_by_role("button", name=take))
        hand.press(hand.button(drafts))
        # A look at what Bluesky will get in English, before it goes out.
        hand.press(hand.page.get_by_label("Bluesky, English, gewoon"))
        hand.press(hand.button("Open deze tekst"))
        hand.press(hand.button("Zet het live"))
        expect(hand.page.locator(".state.live")).to_be_visible()
        hand.press(hand.page.get_by_role("link", name="Terug naar de redactie"))


def check_offered(cast: Cast) -> None:
    """Each story, in two languages, fits each of three networks as it is."""
    titles = {told["nl"]["title"]: told for told in NEWS.values()}
    with tenant(cast.organisation.pk):
        live = list(stories_live(cast.organisation, at=timezone.now()))
        assert {story.title for story in live} == set(titles)
        for story, language, key in product(live, ("nl", "en"), ("linkedin", "x", "bluesky")):
            words = variant_for(story, network=key, language=language).text
            assert words.startswith(titles[story.title][language]["title"])
            assert len(words) > 75
            assert len(words) + ROOM_BESIDE <= network(key).limit.most


def test_a_bilingual_feed_becomes_three_stories_that_are_live(
    hand: Hand, cast: Cast, site: Site
) -> None:
    feed = publish_site(site, languages=("nl", "en"))

    three_stories(hand, feed, drafts="Maak concepten van wat ontbreekt, uit titel en samenvatting")

    assert hand.acts < MOST
    check_offered(cast)


def test_a_feed_in_one_language_does_with_a_language_model(
    hand: Hand, cast: Cast, site: Site, settings: Any
) -> None:
    feed = publish_site(site, languages=("nl",))
    with ModelServer() as server:
        settings.MODEL_HOSTS = frozenset({server.host})
        server.model.writer = translated
        with tenant(cast.organisation.pk):
            words = voice.ModelWords(
                address=server.address,
                model=MODEL,
                key=KEY,
                tokens_per_month=1_000_000,
                marks_every_post=False,
            )
            voice.set_up_model(by=cast.ad, words=words, now=timezone.now())

        three_stories(hand, feed, drafts="Laat het taalmodel maken wat ontbreekt")

        assert not server.model.not_taken
    assert hand.acts < MOST
    check_offered(cast)


def translated(material: Mapping[str, Any]) -> str:
    """What a good model would answer: each wish in its language, within its room."""
    (told,) = [each for each in NEWS.values() if each["nl"]["title"] in material["texts"]]
    wishes = product(("any", "x", "bluesky"), ("nl", "en"), ("plain", "warm"))
    drafts = [
        {"key": f"{place}_{language}_{tone}", "text": draft_of(told[language], place=place)}
        for place, language, tone in wishes
        if place == "any" or tone == "plain"
    ]
    return json.dumps({"drafts": drafts})


def draft_of(words: Mapping[str, str], *, place: str) -> str:
    """The title, and as many sentences as there is room for."""
    sentences = words["text"].split(". ")
    kept = ". ".join(sentences if place == "any" else sentences[:1]).rstrip(".")
    return f"{words['title']}\n\n{kept}."

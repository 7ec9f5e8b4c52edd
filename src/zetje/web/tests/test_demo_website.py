"""The invented website is read for real: its feeds, its pages, its pictures."""

from __future__ import annotations

import socket
from collections.abc import Generator
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.test import Client, override_settings

from zetje.content import operations as content
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast
from zetje.web.demo.material import staff_file, stories
from zetje.web.demo.news import channels, page_of
from zetje.web.demo.website import serving

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.fixture
def site() -> Generator[str]:
    """The website, on a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{probe.getsockname()[1]}"
    address = f"http://{host}"
    with (
        override_settings(DEMO=True, SITE_ADDRESS=address, FETCH_ALLOWED_HOSTS=frozenset({host})),
        serving(address),
    ):
        yield address


@pytest.fixture
def cast(db: None) -> Generator[Cast]:
    cast = make_cast()
    with tenant(cast.organisation.pk):
        yield cast


@pytest.mark.parametrize("key", ["newsroom.xml", "blog.atom", "vacancies.json"])
def test_a_feed_is_read_as_any_other(site: str, cast: Cast, key: str) -> None:
    feed = content.add_feed(by=cast.femke, address=f"{site}/demo/feeds/{key}", now=NOW)

    items = list(feed.items.all())
    assert feed.name == channels()[key].title
    assert len(items) == channels()[key].shown
    assert all(item.title and item.summary and item.picture_address for item in items)
    assert {item.language for item in items} == {channels()[key].language}


def test_a_page_that_names_its_feeds_will_do(site: str, cast: Cast) -> None:
    feed = content.add_feed(by=cast.femke, address=f"{site}/demo/news/", now=NOW)

    assert feed.address == f"{site}/demo/feeds/newsroom.xml"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_story_is_made_of_each_page(site: str, cast: Cast, language: str) -> None:
    source = stories()[-1]
    page = page_of(source.slug, language=language, now=NOW)
    assert page is not None

    story = content.add_story_from_address(by=cast.femke, address=site + page.path, now=NOW)

    assert (story.title, story.language) == (source.title[language], language)
    assert story.summary.startswith(source.text[language][:60])
    assert story.kind == source.kind == "vacancy"
    assert story.picture is not None
    assert (story.picture.width, story.picture.height) == (960, 502)
    assert story.picture_alt


def test_the_newsroom_gives_a_story_in_both_languages(site: str, cast: Cast) -> None:
    channel = channels()["newsroom.xml"]
    now = datetime.now(UTC)
    with tenant(cast.organisation.pk):
        for page in channel.pages(now)[:4]:
            story = content.add_story_from_address(
                by=cast.femke, address=f"{site}{page.path}", now=now
            )
            assert (story.title, story.language) == (page.title, "nl")
            words = story.variants.get(network="", language="en", tone="plain").text
            assert page.title not in words
            assert "{" not in words


def test_somebody_who_answers_there_already_is_left_alone(site: str) -> None:
    with serving(site):
        pass


def test_new_items_come_as_days_pass_and_old_ones_stay_what_they_are() -> None:
    for channel in channels().values():
        today, later = channel.pages(NOW), channel.pages(NOW + timedelta(days=9))

        assert later[0].published_at is not None
        assert later[0].published_at > NOW
        assert {page.path for page in today} != {page.path for page in later}
        found = [page_of(page.slug, language="nl", now=NOW + timedelta(days=400)) for page in today]
        assert found == list(today)


def test_an_item_of_tomorrow_is_not_there_yet() -> None:
    page = channels()["newsroom.xml"].pages(NOW + timedelta(days=5))[0]

    assert page_of(page.slug, language="nl", now=NOW) is None


@pytest.mark.parametrize(
    "slug", ["none", "none-3", "none-9999999", "the-hub-that-outlives-the-bike-1"]
)
def test_nothing_stands_at_other_addresses(db: None, client: Client, slug: str) -> None:
    with override_settings(DEMO=True):
        assert client.get(f"/demo/news/{slug}/").status_code == 404
        assert client.get(f"/demo/news/{slug}.png").status_code == 404
        assert client.get(f"/demo/feeds/{slug}").status_code == 404


def test_an_english_address_of_a_page_in_dutch_alone_leads_to_it(db: None, client: Client) -> None:
    page = channels()["vacancies.json"].pages(datetime.now(UTC))[0]

    with override_settings(DEMO=True):
        response = client.get(f"/demo/news/en/{page.slug}/")

    assert (response.status_code, response.headers["Location"]) == (302, page.path)


def test_every_story_is_told_in_both_languages_once() -> None:
    told = stories()

    assert len({story.slug for story in told}) == len(told) >= 80
    for story in told:
        assert set(story.title) == set(story.text) == {"nl", "en"}
        assert all(story.title.values())
        assert all(len(text) > 80 for text in story.text.values())


def test_a_staff_file_has_as_many_people_as_asked_and_nobody_twice() -> None:
    rows = staff_file(people=180, rng=np.random.default_rng(1)).decode("utf-8-sig").splitlines()[1:]

    assert len(rows) == 180
    assert len({row.split(";")[3] for row in rows}) == 180
    assert len({row.split(";")[4] for row in rows}) == 8

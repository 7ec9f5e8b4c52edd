"""Feeds are added, read again and again, and their faults stay visible."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from zetje.content import operations, queries, tasks
from zetje.content.models import Feed, FeedItem, Story
from zetje.content.operations import FeedUnreadable
from zetje.content.testing import make_feed, make_feed_item, make_story
from zetje.lib import jobs
from zetje.lib.fetching import FetchFailed
from zetje.lib.fetching.tests.site import Site
from zetje.people.testing import Cast

FEEDS = Path(__file__).parent / "feeds"
XML = "application/rss+xml"


def rss(*titles: str) -> bytes:
    items = "".join(
        f"<item><title>{title}</title><guid>{title}</guid>"
        f"<link>https://noordnaaf.example/{title}</link></item>"
        for title in titles
    )
    text = f"<rss version='2.0'><channel><title>Nieuws</title>{items}</channel></rss>"
    return text.encode()


def read(feed: Feed, now: datetime) -> int:
    return operations.read_feed(organisation_id=feed.organisation_id, feed_id=feed.pk, now=now)


def test_add_feed_reads_it_at_once(inside: Cast, site: Site, now: datetime) -> None:
    body = (FEEDS / "newsroom-rss-2.0.xml").read_bytes()

    feed = operations.add_feed(by=inside.femke, address=site.answers("/f", body, kind=XML), now=now)

    assert (feed.name, feed.read_at, feed.fault) == ("Noordnaaf Newsroom", now, "")
    assert [item.title for item in queries.inbox_of(inside.organisation.pk)] == [
        "Noordnaaf opens a second foundry hall in Zwolle",
        "N9 hub wins the Delft durability prize",
    ]


def test_add_feed_finds_the_feed_of_a_page(inside: Cast, site: Site, now: datetime) -> None:
    site.answers("/nieuws/feed/", rss("een"), kind=XML)
    page = site.answers("/", (FEEDS / "a-page-instead.html").read_bytes())

    feed = operations.add_feed(by=inside.femke, address=page, now=now)

    assert feed.address == site.address("/nieuws/feed/")


def test_add_feed_refuses_what_is_no_feed_and_what_is_there(
    inside: Cast, site: Site, now: datetime
) -> None:
    with pytest.raises(FeedUnreadable):
        operations.add_feed(by=inside.femke, address=site.answers("/p", b"<html><p>Hoi"), now=now)
    with pytest.raises(FetchFailed):
        operations.add_feed(by=inside.femke, address=site.address("/missing"), now=now)
    address = site.answers("/f", rss("een"), kind=XML)
    operations.add_feed(by=inside.femke, address=address, now=now)
    with pytest.raises(operations.FeedKnown):
        operations.add_feed(by=inside.femke, address=address, now=now)
    assert Feed.objects.count() == 1


def test_read_feed_keeps_each_entry_once(inside: Cast, site: Site, now: datetime) -> None:
    feed = make_feed(inside.organisation, address=site.answers("/f", rss("een"), kind=XML))
    read(feed, now)
    site.answers("/f", rss("drie", "twee", "een", "drie"), kind=XML)

    assert read(feed, now) == 2
    assert read(feed, now) == 0
    assert [item.title for item in queries.inbox_of(inside.organisation.pk)] == [
        "drie",
        "twee",
        "een",
    ]


def test_read_feed_knows_an_address_from_another_feed_and_from_a_story(
    inside: Cast, site: Site, now: datetime
) -> None:
    make_story(inside.organisation, url="https://noordnaaf.example/een")
    other = make_feed(inside.organisation)
    make_feed_item(other, address="https://noordnaaf.example/twee")
    feed = make_feed(inside.organisation, address=site.answers("/f", rss("een", "twee"), kind=XML))

    read(feed, now)

    waiting = queries.inbox_of(inside.organisation.pk)
    assert [item.feed for item in waiting] == [other]
    assert FeedItem.objects.get(title="een").story is not None


def test_read_feed_offers_only_the_newest_of_a_long_new_feed(
    inside: Cast, site: Site, now: datetime
) -> None:
    body = rss(*(f"bericht{number}" for number in range(60)))
    feed = make_feed(inside.organisation, address=site.answers("/f", body, kind=XML))

    assert read(feed, now) == 60
    assert queries.inbox_of(inside.organisation.pk).count() == 10
    assert read(feed, now) == 0


def test_read_feed_asks_only_for_what_changed(inside: Cast, site: Site, now: datetime) -> None:
    address = site.answers("/f", rss("een"), kind=XML, ETag='"7"')
    feed = make_feed(inside.organisation, address=address)
    read(feed, now)
    site.answers("/f", status=304)

    assert read(feed, now) == 0
    assert site.headers[-1]["If-None-Match"] == '"7"'
    feed.refresh_from_db()
    assert (feed.fault, feed.etag) == ("", '"7"')


def test_read_feed_keeps_a_fault_visible_and_waits_longer_each_time(
    inside: Cast, site: Site, now: datetime
) -> None:
    feed = make_feed(inside.organisation, address=site.answers("/f", status=500))
    waits = []
    for _ in range(7):
        read(feed, now)
        feed.refresh_from_db()
        assert feed.retry_at is not None
        waits.append((feed.retry_at - now) // timedelta(hours=1))

    assert (feed.fault, feed.faults_in_a_row) == ("site_fault", 7)
    assert waits == [1, 2, 4, 8, 16, 24, 24]
    here = inside.organisation.pk
    assert queries.due_feed_ids(here, at=now) == []
    assert queries.due_feed_ids(here, at=now + timedelta(hours=24)) == [feed.pk]

    site.answers("/f", rss("een"), kind=XML)
    read(feed, now)
    feed.refresh_from_db()
    assert (feed.fault, feed.faults_in_a_row, feed.retry_at) == ("", 0, None)


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        ((FEEDS / "entity-bomb.xml").read_bytes(), XML, "entities"),
        (b"<html><p>moved", "text/html", "page"),
        (b"x" * 2_000_001, XML, "too_big"),
        (b"%PDF", "application/pdf", "wrong_kind"),
    ],
)
def test_read_feed_survives_hostile_feeds(
    inside: Cast, site: Site, now: datetime, body: bytes, kind: str, code: str
) -> None:
    feed = make_feed(inside.organisation, address=site.answers("/f", body, kind=kind))

    read(feed, now)

    feed.refresh_from_db()
    assert feed.fault == code


def test_read_feed_leaves_stopped_feeds_alone(inside: Cast, site: Site, now: datetime) -> None:
    feed = make_feed(inside.organisation, address=site.answers("/f", rss("een"), kind=XML))
    operations.stop_feed(feed=feed, by=inside.femke, now=now)

    assert read(feed, now) == 0
    assert site.seen == []
    assert operations.read_feed(organisation_id=inside.organisation.pk, feed_id=0, now=now) == 0


def test_the_hourly_task_has_each_due_feed_of_each_organisation_read(
    cast: Cast,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine, theirs = make_feed(cast.organisation), make_feed(cast.other_organisation)
    make_feed(cast.organisation, retry_at=now + timedelta(days=365))
    make_feed(cast.organisation, stopped_at=now)
    deferred: list[tuple[str, int, int]] = []

    def note(name: str, *, organisation_id: int, feed_id: int, **locks: str) -> None:
        deferred.append((name, organisation_id, feed_id))

    monkeypatch.setattr("zetje.content.operations.feeds.defer", note)
    tasks.read_feeds(0)

    assert {"content.read_feeds", "content.read_feed"} <= set(jobs.app.tasks)
    assert deferred == [
        ("content.read_feed", cast.organisation.pk, mine.pk),
        ("content.read_feed", cast.other_organisation.pk, theirs.pk),
    ]


def test_a_job_never_reads_a_feed_for_another_organisation(
    cast: Cast, site: Site, now: datetime
) -> None:
    feed = make_feed(cast.organisation, address=site.answers("/f", rss("een"), kind=XML))

    tasks.read_feed(organisation_id=cast.other_organisation.pk, feed_id=feed.pk)

    assert site.seen == []


def test_take_feed_item_makes_one_draft_of_it(inside: Cast, site: Site, now: datetime) -> None:
    address = site.answers("/a", b'<html lang=nl><meta property="og:title" content="De hele kop">')
    item = make_feed_item(make_feed(inside.organisation), address=address)

    story = operations.take_feed_item(item=item, by=inside.femke, now=now)

    assert (story.title, story.url, story.is_draft) == ("De hele kop", address, True)
    assert operations.take_feed_item(item=item, by=inside.ad, now=now) == story
    assert Story.objects.count() == 1
    assert not queries.inbox_of(inside.organisation.pk).exists()


def test_take_feed_item_makes_do_with_the_feed_when_the_page_is_gone(
    inside: Cast, site: Site, now: datetime
) -> None:
    feed = make_feed(inside.organisation)
    gone = make_feed_item(feed, address=site.address("/gone"), title="Kop", summary="Woorden.")
    bare = make_feed_item(feed, address="", title="Zonder adres", summary="Alleen woorden.")

    story = operations.take_feed_item(item=gone, by=inside.femke, now=now)
    other = operations.take_feed_item(item=bare, by=inside.femke, now=now)

    assert (story.title, story.summary, story.url) == ("Kop", "Woorden.", gone.address)
    assert (other.title, other.url) == ("Zonder adres", "")


def test_take_feed_item_leads_to_a_story_that_was_made_meanwhile(
    inside: Cast, site: Site, now: datetime
) -> None:
    address = site.answers("/a", b"<title>Kop</title>")
    story = make_story(inside.organisation, url=address)
    item = make_feed_item(make_feed(inside.organisation), address=address)

    assert operations.take_feed_item(item=item, by=inside.femke, now=now) == story


def test_pass_feed_item_takes_it_out_of_the_inbox(inside: Cast, now: datetime) -> None:
    item = make_feed_item(make_feed(inside.organisation))

    item = operations.pass_feed_item(item=item, by=inside.femke, now=now)

    assert (item.passed_at, item.decided_by) == (now, inside.femke)
    with pytest.raises(operations.StoryRefused):
        operations.take_feed_item(item=item, by=inside.femke, now=now)


def test_pass_feed_item_leaves_what_was_taken(inside: Cast, now: datetime) -> None:
    item = make_feed_item(make_feed(inside.organisation), address="")
    operations.take_feed_item(item=item, by=inside.femke, now=now)

    assert operations.pass_feed_item(item=item, by=inside.ad, now=now).passed_at is None


def test_no_more_of_a_feed_waits_than_it_may(inside: Cast, site: Site, now: datetime) -> None:
    body = rss("gieterij", "kantine")
    feed = make_feed(inside.organisation, address=site.answers("/f", body, kind=XML))
    read(feed, now)
    operations.put_off(item=feed.items.get(title="kantine"), by=inside.femke, now=now)
    operations.set_feed(feed=feed, by=inside.femke, most_waiting=2, only_language="", now=now)
    site.answers("/f", rss("lasser", "prijs", "gieterij", "kantine"), kind=XML)

    read(feed, now)

    waiting = [item.title for item in queries.inbox_of(inside.organisation.pk)]
    # What an editor put off takes no place.
    assert waiting == ["lasser", "prijs", "kantine"]


def test_a_feed_brings_only_its_language(inside: Cast, site: Site, now: datetime) -> None:
    dutch = "Noordnaaf opent volgende week een tweede gieterij in Zwolle en daar zijn we blij mee"
    english = "Our bicycle hub has won the durability prize of the year, and we are proud of it"
    feed = make_feed(inside.organisation, address=site.answers("/f", rss(dutch, english), kind=XML))
    operations.set_feed(feed=feed, by=inside.femke, most_waiting=5, only_language="en", now=now)

    read(feed, now)

    assert [item.title for item in queries.inbox_of(inside.organisation.pk)] == [english]


def test_the_same_news_of_two_feeds_stands_once(inside: Cast, site: Site, now: datetime) -> None:
    here = inside.organisation.pk
    first = make_feed(inside.organisation, name="Nieuws")
    make_feed_item(first, title="N9 naaf wint de prijs van Delft", found_at=now)
    old = now - timedelta(days=15)
    make_feed_item(first, title="Open dag in de gieterij van Zwolle", found_at=old)
    body = rss("N9 naaf wint prijs van Delft!", "Open dag in de gieterij van Zwolle")
    vakblad = make_feed(
        inside.organisation, name="Vakblad", address=site.answers("/f", body, kind=XML)
    )

    read(vakblad, now)

    waiting = queries.inbox_of(here)
    assert [(one.title, one.also_in) for one in waiting] == [
        ("Open dag in de gieterij van Zwolle", []),
        ("Open dag in de gieterij van Zwolle", []),
        ("N9 naaf wint de prijs van Delft", ["Vakblad"]),
    ]
    operations.stop_feed(feed=first, by=inside.femke, now=now)
    assert {one.feed for one in queries.inbox_of(here)} == {vakblad}
    assert queries.inbox_of(here).count() == 2

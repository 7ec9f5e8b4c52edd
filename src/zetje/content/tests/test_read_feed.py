"""A corpus of feeds as sites write them, good and broken, and what is read from each."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from zetje.content.rules.feed_entries import FeedContents, FeedEntry, FeedUnreadable, moment
from zetje.content.rules.feeds import read_feed_body

FEEDS = Path(__file__).parent / "feeds"
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
ADDRESS = "https://base.example/dir/feed"


def read(name: str) -> FeedContents:
    return read_feed_body((FEEDS / name).read_bytes(), address=ADDRESS, now=NOW)


def entry(name: str, number: int = 0) -> FeedEntry:
    return read(name).entries[number]


@pytest.mark.parametrize(
    ("name", "title", "count"),
    [
        ("newsroom-rss-2.0.xml", "Noordnaaf Newsroom", 2),
        ("nieuws-rss-2.0-nl.xml", "Noordnaaf nieuws", 2),
        ("trade-weekly-rss-0.91.xml", "Bicycle Trade Weekly", 2),
        ("archive-rss-1.0.rdf", "Museum of Moving Parts", 1),
        ("lab-atom.xml", "Noordnaaf Lab notes", 2),
        ("atom-without-namespace.xml", "Old atom", 1),
        ("videos-atom-media.xml", "Noordnaaf on video", 1),
        ("podcast-rss.xml", "Tussen de spaken", 1),
        ("photos-media-rss.xml", "Press photos", 2),
        ("agenda-json-feed-1.0.json", "Noordnaaf agenda", 2),
        ("careers-json-feed-1.1.json", "Working at Noordnaaf", 2),
        ("declares-utf8-is-windows-1252.xml", "Cafénieuws", 1),
        ("utf-16.xml", "Wïdë nëws", 1),
        ("bom-and-blank-lines.xml", "Plugin feed", 1),
        ("no-guid-no-date-relative-links.xml", "Home made", 4),
        ("double-escaped-titles.xml", "Tom & Jerry’s feed", 3),
        ("impossible-dates.xml", "Dates", 4),
        ("hostile-markup.xml", "Nice feed", 4),
    ],
)
def test_read_feed_body_reads_every_shape(name: str, title: str, count: int) -> None:
    contents = read(name)

    assert (contents.name, len(contents.entries)) == (title, count)
    assert all(item.guid and item.title for item in contents.entries)
    assert len({item.guid for item in contents.entries}) == count


def test_read_feed_body_takes_all_that_a_full_entry_says() -> None:
    assert entry("newsroom-rss-2.0.xml") == FeedEntry(
        guid="noordnaaf-news-1204",
        address="https://noordnaaf.example/en/news/second-foundry-hall/",
        title="Noordnaaf opens a second foundry hall in Zwolle",
        summary="The new hall melts with electricity only. Forty colleagues moved in last week.",
        picture_address="https://base.example/media/foundry.jpg",
        picture_alt="Two founders pour the first aluminium",
        language="en",
        published_at=datetime(2026, 11, 16, 8, 30, tzinfo=UTC),
    )


def test_read_feed_body_follows_the_base_of_an_atom_feed_and_its_languages() -> None:
    first, second = read("lab-atom.xml").entries

    assert first.address == "https://lab.noordnaaf.example/notes/60000-km/"
    assert first.picture_address == "https://lab.noordnaaf.example/notes/60000-km/hub.jpg"
    assert (first.language, second.language) == ("en", "nl")
    assert second.summary.startswith("We maten twaalf weken")


def test_read_feed_body_takes_the_page_and_picture_of_media_never_the_sound() -> None:
    podcast, video = entry("podcast-rss.xml"), entry("videos-atom-media.xml")

    assert podcast.address == "https://podcast.noordnaaf.example/12"
    assert podcast.picture_address == "https://podcast.noordnaaf.example/12.jpg"
    assert video.picture_address == "https://img.video.example/3apprentices/hq.jpg"
    assert entry("photos-media-rss.xml").picture_address.endswith("881.jpg")
    assert entry("photos-media-rss.xml", 1).picture_address.endswith("882.png")


def test_read_feed_body_reads_dutch_dates() -> None:
    first, second = read("nieuws-rss-2.0-nl.xml").entries

    assert first.published_at == datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
    assert second.published_at == datetime(2026, 10, 16, 10, 15, tzinfo=UTC)


def test_read_feed_body_forgets_dates_that_cannot_be() -> None:
    assert [item.published_at for item in read("impossible-dates.xml").entries] == [None] * 4


def test_read_feed_body_reads_json_feeds_with_numbers_gaps_and_strangers() -> None:
    first, second = read("agenda-json-feed-1.0.json").entries

    assert first.guid == "31"
    assert first.picture_address == "https://base.example/img/kampen.jpg"
    assert second.address == "https://example.org/fair"
    assert second.title.startswith("Meet us at the bicycle fair")
    assert [item.language for item in read("careers-json-feed-1.1.json").entries] == ["en", "nl"]


def test_read_feed_body_mends_letters_links_and_escapes() -> None:
    assert entry("declares-utf8-is-windows-1252.xml").title == "Het café van € 1.000.000"
    assert entry("utf-16.xml").title == "Twee bytes per teken, één verhaal"
    assert entry("no-guid-no-date-relative-links.xml").address == (
        "https://base.example/posts/first.html"
    )
    assert entry("double-escaped-titles.xml").title == "Research & development: what’s next"
    assert entry("double-escaped-titles.xml").summary == "Twice escaped"
    assert entry("double-escaped-titles.xml", 1).title == "Bold & brave"
    assert entry("double-escaped-titles.xml", 1).summary == "First line Second line"
    assert entry("double-escaped-titles.xml", 2).title == "5 < 7 and {{7*7}} stays {{7*7}}"


def test_read_feed_body_saves_what_it_can_of_a_feed_that_is_cut_off() -> None:
    first = entry("not-well-formed.xml")

    assert (first.title, first.address) == ("Salt & pepper", "https://broken.example/post?x=1&y=2")


def test_read_feed_body_takes_nothing_dangerous_from_a_hostile_feed() -> None:
    items = read("hostile-markup.xml").entries

    assert [item.address for item in items] == ["", "", "", "https://fine.example/4"]
    assert all(not item.picture_address for item in items)
    assert items[0].title == "Click me"
    assert items[0].summary == "Words that stay"
    assert items[2].title == "Hiddengnp.exe turned text"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("entity-bomb.xml", "entities"),
        ("external-entity.xml", "entities"),
        ("a-page-instead.html", "page"),
    ],
)
def test_read_feed_body_refuses_bombs_and_pages(name: str, code: str) -> None:
    with pytest.raises(FeedUnreadable) as fault:
        read(name)
    assert fault.value.code == code


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_read_feed_body_sees_entities_in_wide_letters_too(encoding: str) -> None:
    bomb = (FEEDS / "entity-bomb.xml").read_text().encode(encoding)

    with pytest.raises(FeedUnreadable):
        read_feed_body(bomb, address=ADDRESS, now=NOW)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "no_feed"),
        (b"just words", "no_feed"),
        (b"{}", "no_feed"),
        (b"[1, 2]", "no_feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": 7}', "no_feed"),
        (b'{"items": [', "garbled"),
        (b"[" * 200_000, "garbled"),
    ],
)
def test_read_feed_body_says_plainly_when_it_is_no_feed(body: bytes, code: str) -> None:
    with pytest.raises(FeedUnreadable) as fault:
        read_feed_body(body, address=ADDRESS, now=NOW)
    assert fault.value.code == code


def test_read_feed_body_takes_a_hundred_entries_at_most() -> None:
    items = b"<item><title>Again</title><guid>%d</guid></item>"
    body = b"<rss version='2.0'><channel>" + b"".join(items % n for n in range(500))

    assert len(read_feed_body(body, address=ADDRESS, now=NOW).entries) == 100


@settings(max_examples=150, deadline=None)
@given(body=some.binary(max_size=300), cut=some.integers(0, 2_000), place=some.integers(0, 2_000))
def test_read_feed_body_reads_or_refuses_whatever_it_is_given(
    body: bytes, cut: int, place: int
) -> None:
    good = (FEEDS / "newsroom-rss-2.0.xml").read_bytes()
    for mangled in (body, good[:cut], good[:place] + body + good[place:]):
        try:
            contents = read_feed_body(mangled, address=ADDRESS, now=NOW)
        except FeedUnreadable:
            continue
        for item in contents.entries:
            assert "\0" not in f"{item.title}{item.summary}{item.guid}"
            assert item.address == "" or item.address.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-10T08:00:00Z", datetime(2026, 11, 10, 8, tzinfo=UTC)),
        ("2026-11-10T08:00:00", datetime(2026, 11, 10, 8, tzinfo=UTC)),
        ("Tue, 10 Nov 2026 08:00:00 +0100", datetime(2026, 11, 10, 7, tzinfo=UTC)),
        ("10 mei 2026 08:00:00 +0000", datetime(2026, 5, 10, 8, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("2027-01-01T00:00:00Z", None),
        ("morgen", None),
        ("", None),
    ],
)
def test_moment_reads_what_feeds_write(text: str, expected: datetime | None) -> None:
    assert moment(text, now=NOW) == expected


def test_read_feed_body_keeps_a_long_guid_short_and_its_own() -> None:
    body = (
        "<rss version='2.0'><channel><item><title>a</title><guid>%s</guid></item></channel></rss>"
    )
    first, second = (
        read_feed_body((body % ("x" * 900 + end)).encode(), address=ADDRESS, now=NOW).entries[0]
        for end in "ab"
    )

    assert first.guid.startswith("sha256:")
    assert first.guid != second.guid


def test_read_feed_body_passes_pictures_inside_the_text_that_are_no_addresses() -> None:
    body = (
        "<rss version='2.0'><channel><item><title>a</title><description>"
        "&lt;img src='data:image/gif;base64,x'&gt;&lt;img src='/b.jpg' alt='B'&gt;</description>"
        "<media:thumbnail xmlns:media='http://search.yahoo.com/mrss/'/></item>"
        "<item><title>b</title><description>&lt;img src='data:x'&gt;</description></item>"
    )

    first, second = read_feed_body(body.encode(), address=ADDRESS, now=NOW).entries

    assert (first.picture_address, first.picture_alt) == ("https://base.example/b.jpg", "B")
    assert second.picture_address == ""


@pytest.mark.parametrize("fault", [RecursionError(), ValueError(), KeyError("x")])
def test_read_feed_body_takes_any_fault_of_the_parser_for_an_unreadable_feed(
    monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fail(*arguments: object, **named: object) -> None:
        raise fault

    monkeypatch.setattr("feedparser.parse", fail)

    with pytest.raises(FeedUnreadable) as unreadable:
        read_feed_body(b"<rss/>", address=ADDRESS, now=NOW, charset="utf-8")
    assert unreadable.value.code == "garbled"


def test_read_feed_body_does_without_a_date_that_the_parser_got_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parsed = {"version": "rss20", "entries": [{"title": "a", "published_parsed": (1, 2)}]}
    monkeypatch.setattr("feedparser.parse", lambda *arguments, **named: parsed)

    (item,) = read_feed_body(b"<rss/>", address=ADDRESS, now=NOW).entries

    assert item.published_at is None

"""The hub: its conclusion, its table, its inbox, and what hostile input becomes on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from zetje.content import registry
from zetje.content.models import Feed, Story
from zetje.content.testing import make_feed, make_feed_item, make_story
from zetje.lib.fetching.tests.site import Site
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_member, signed_in

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{7*7}}"
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def moment() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def femke(cast: Cast, client: Client) -> Client:
    signed_in(client, cast.femke)
    client.cookies["language"] = "en"
    return client


def page(client: Client, address: str = "") -> str:
    return client.get(address or reverse("content:hub")).content.decode()


@pytest.mark.parametrize(
    ("stories", "headline"),
    [
        ([], "Nothing here yet. Add the first story."),
        ([{"published_at": None}], "One draft waits."),
        ([{}, {}], "Two stories are live."),
        ([{"ends_on": date(2026, 11, 20)}], "One runs out today."),
        (
            [{"published_at": None}, {"published_at": None}, {"ends_on": date(2026, 11, 25)}],
            "Two drafts wait, one runs out on Wednesday.",
        ),
        (
            [{"ends_on": date(2026, 11, 21)}, {"ends_on": date(2026, 11, 27)}],
            "Two run out, the first tomorrow.",
        ),
    ],
)
def test_the_hub_opens_with_its_conclusion(
    cast: Cast, femke: Client, stories: list[dict[str, object]], headline: str
) -> None:
    for fields in stories:
        make_story(cast.organisation, **fields)

    assert f"<h1>{headline}</h1>" in page(femke)


def test_the_hub_says_which_team_has_too_little_to_choose_from(cast: Cast, femke: Client) -> None:
    make_story(cast.organisation, teams=[cast.team])
    assert "Werkplaats has none to choose from." in page(femke)

    make_story(cast.organisation)
    make_story(cast.organisation)
    assert "Werkplaats has only two to choose from." in page(femke)

    make_story(cast.organisation)
    assert "Next week&#x27;s three are ready for everyone." in page(femke)


def test_the_hub_speaks_of_everyone_where_there_are_no_teams(cast: Cast, client: Client) -> None:
    editor = make_member(cast.other_organisation, roles=["editor"])
    signed_in(client, editor)
    client.cookies["language"] = "en"

    make_story(cast.other_organisation, published_at=None)
    assert "there is none to choose from." in page(client)
    make_story(cast.other_organisation)
    assert "colleagues have only one to choose from." in page(client)


def test_the_hub_filters_by_state(cast: Cast, femke: Client) -> None:
    made = {
        "draft": make_story(cast.organisation, published_at=None),
        "live": make_story(cast.organisation),
        "expiring": make_story(cast.organisation, ends_on=date(2026, 11, 22)),
        "archived": make_story(cast.organisation, ends_on=date(2026, 11, 1)),
    }
    withdrawn = make_story(cast.organisation, withdrawn_at=NOW)
    hub = reverse("content:hub")

    for state, story in made.items():
        assert story.title in page(femke, f"{hub}?state={state}")
    assert made["draft"].title not in page(femke, f"{hub}?state=live")
    assert made["expiring"].title in page(femke, f"{hub}?state=live")
    assert withdrawn.title in page(femke, f"{hub}?state=archived")
    for state in ("nonsense", "'; DROP TABLE content_story; --", "published_at", "\0"):
        assert femke.get(hub, {"state": state}).status_code == 200
    with tenant(cast.organisation.pk):
        assert Story.objects.count() == 5


def test_the_hub_shows_twelve_rows_and_the_rest_when_asked(cast: Cast, femke: Client) -> None:
    stories = [make_story(cast.organisation) for _ in range(14)]

    assert stories[0].title not in page(femke)
    assert stories[0].title in page(femke, reverse("content:hub") + "?rows=all")


def test_the_hub_asks_the_same_number_of_queries_for_any_number_of_rows(
    cast: Cast, femke: Client, django_assert_max_num_queries: object
) -> None:
    feed = make_feed(cast.organisation)
    for _ in range(12):
        make_story(cast.organisation, teams=[cast.team], variants=[{"text": "x"}])
        make_feed_item(feed)

    with django_assert_max_num_queries(18):
        page(femke)


def test_the_hub_shows_share_counts_where_something_counts_them(
    cast: Cast, femke: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, quiet = make_story(cast.organisation), make_story(cast.organisation)
    monkeypatch.setattr(registry, "_counts", [])
    assert "Shared" not in page(femke)

    registry.register_share_counts(lambda ids: {shared.pk: 41} if quiet.pk in ids else {})

    assert '<td class="n gone">41</td>' in page(femke)


def test_the_inbox_makes_a_story_or_passes(cast: Cast, femke: Client) -> None:
    feed = make_feed(cast.organisation, name="Nieuws")
    first = make_feed_item(feed, address="", title="Eerste", found_at=NOW - timedelta(hours=3))
    second = make_feed_item(feed, title="Tweede")
    assert "Nieuws, 3 hours ago" in page(femke)

    answer = femke.post(reverse("content:take_item", args=[first.token]))
    femke.post(reverse("content:pass_item", args=[second.token]))

    with tenant(cast.organisation.pk):
        story = Story.objects.get(title="Eerste")
    assert answer.headers["Location"] == reverse("content:story", args=[story.token])
    assert "Tweede" not in page(femke)


def test_the_inbox_says_why_an_item_cannot_be_taken(cast: Cast, femke: Client) -> None:
    cast.organisation.allowed_hosts = ["noordnaaf.example"]
    cast.organisation.save()
    item = make_feed_item(make_feed(cast.organisation), address="https://elders.example/a")

    answer = femke.post(reverse("content:take_item", args=[item.token]), follow=True)

    assert "This site is not on your organisation&#x27;s list." in answer.content.decode()


def test_a_feed_is_added_read_and_stopped(cast: Cast, femke: Client, site: Site) -> None:
    body = b"<rss version='2.0'><channel><title>Naafnieuws</title><item><title>Een</title></item>"
    address = site.answers("/feed", body, kind="application/rss+xml")

    added = femke.post(reverse("content:feeds"), {"address": address}, follow=True)
    assert "“Naafnieuws” is read from now on." in added.content.decode()
    with tenant(cast.organisation.pk):
        feed = Feed.objects.get()

    again = femke.post(reverse("content:read_feed", args=[feed.token]), follow=True)
    assert "New: 0" in again.content.decode()
    femke.post(reverse("content:stop_feed", args=[feed.token]))
    assert "Naafnieuws" not in page(femke, reverse("content:feeds")).replace("“Naafnieuws” is", "")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("geen adres", "This is not a web address."),
        ("http://169.254.169.254/", "This address is not on the public web"),
        ("https://user:pass@x.example/", "An address with a name or password"),
    ],
)
def test_a_feed_that_cannot_be_read_keeps_what_was_typed_and_says_why(
    femke: Client, address: str, words: str
) -> None:
    answer = femke.post(reverse("content:feeds"), {"address": address})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{address}"' in text
    assert text.count(words) == 2
    assert 'class="fault-box"' in text


def test_faults_of_feeds_stay_visible(cast: Cast, femke: Client) -> None:
    make_feed(cast.organisation, name="Kapot", fault="too_slow", read_at=NOW - timedelta(days=2))

    for address in (reverse("content:hub"), reverse("content:feeds")):
        assert "The site took too long to answer." in page(femke, address)
    assert "Read 2 days ago" in page(femke, reverse("content:feeds"))


def test_hostile_words_are_inert_everywhere_in_the_hub(cast: Cast, femke: Client) -> None:
    story = make_story(
        cast.organisation,
        title=HOSTILE,
        summary=HOSTILE,
        topic=HOSTILE,
        variants=[{"text": HOSTILE}],
    )
    with tenant(cast.organisation.pk):
        cast.team.name = HOSTILE
        cast.team.save()
    feed = make_feed(cast.organisation, name=HOSTILE)
    make_feed_item(feed, title=HOSTILE, summary=HOSTILE)

    for address in (
        reverse("content:hub"),
        reverse("content:feeds"),
        reverse("content:add"),
        reverse("content:story", args=[story.token]),
        reverse("content:withdraw", args=[story.token]),
    ):
        text = page(femke, address)
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert ">49<" not in text
        assert "49" not in text.split("</title>")[0]

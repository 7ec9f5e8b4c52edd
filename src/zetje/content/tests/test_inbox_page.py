"""The inbox of the hub: feeds and tips in one list, decided on by editors."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from zetje.content import operations
from zetje.content.models import Feed, FeedItem, Story, Tip, TipBacker
from zetje.content.presenters.inbox import inbox_view
from zetje.content.testing import make_feed, make_feed_item, make_story, make_tip
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in

if TYPE_CHECKING:
    from zetje.people.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def femke(client: Client, cast: Cast) -> Client:
    return inside_as(client, cast.femke)


def inside_as(client: Client, member: Member) -> Client:
    """The member's browser, in English."""
    client.cookies["language"] = "en"
    return signed_in(client, member)


def back(tip: Tip, cast: Cast, *names: str) -> None:
    with tenant(cast.organisation.pk):
        for name in names:
            operations.back_tip(tip=tip, by=cast.ladder()[name], now=timezone.now())


def test_the_inbox_shows_feeds_and_tips_newest_first(femke: Client, cast: Cast) -> None:
    now = timezone.now()
    make_story(cast.organisation, title="N9 naaf wint de prijs van Delft")
    feed = make_feed(cast.organisation, name="Vakblad")
    make_feed_item(
        feed,
        title="N9 naaf wint prijs van Delft!",
        found_at=now - timedelta(hours=3),
        language="nl",
    )
    tip = make_tip(
        cast.anna,
        title="De la met elke bout",
        text="Piet kent er van elke <b>een</b> verhaal bij.",
        given_at=now - timedelta(hours=2),
        is_quoted=True,
    )
    make_tip(cast.bram, title="Nog niet bevestigd", confirmed_at=None)
    make_tip(cast.bram, title="Later eens", later_until=now + timedelta(days=2))
    back(tip, cast, "bram", "wil")

    page = femke.get("/hub/").content.decode()

    assert page.index("Anna suggests: “De la met elke bout”") < page.index("N9 naaf wint prijs")
    assert "Two colleagues said they would share it." in page
    assert "From a colleague, 2 hours ago" in page
    assert "Piet kent er van elke &lt;b&gt;een&lt;/b&gt; verhaal bij." in page
    assert "ask them before you use them" in page
    assert "Vakblad, 3 hours ago · Nederlands" in page
    assert "Looks like your story “N9 naaf wint de prijs van Delft”." in page
    assert "Nog niet bevestigd" not in page
    assert "One put aside" in page
    assert "Feeds, 2 new" in page


def test_the_inbox_asks_the_database_six_times_however_much_waits(cast: Cast) -> None:
    now = timezone.now()
    feed = make_feed(cast.organisation)
    for number in range(12):
        make_feed_item(feed, title=f"Bericht over onderwerp {number}")
        make_tip(cast.anna, title=f"Idee over onderwerp {number}")
        make_story(cast.organisation, title=f"Verhaal over onderwerp {number}")

    with tenant(cast.organisation.pk), CaptureQueriesContext(connection) as asked:
        view = inbox_view(organisation=cast.organisation, now=now)

    assert (view.waiting, len(view.entries)) == (24, 8)
    assert len(asked) <= 6


def test_an_editor_takes_puts_off_and_passes(femke: Client, cast: Cast) -> None:
    taken, later, passed = (make_tip(cast.anna, title=f"Een idee {n}") for n in "abc")
    item = make_feed_item(make_feed(cast.organisation))

    answer = femke.post(f"/hub/tips/{taken.token}/story/")
    femke.post(f"/hub/tips/{later.token}/later/")
    femke.post(f"/hub/inbox/{item.token}/later/")
    femke.post(f"/hub/tips/{passed.token}/pass/")

    with tenant(cast.organisation.pk):
        story = Story.objects.get()
        assert answer["Location"] == f"/hub/stories/{story.token}/"
        assert story.title == "Een idee a"
    composer = femke.get(answer["Location"]).content.decode()
    assert "A tip from Anna de Vries, who would rather not be named." in composer
    with tenant(cast.organisation.pk):
        assert Tip.objects.get(pk=passed.pk).passed_at
        assert Tip.objects.get(pk=later.pk).later_until
        assert FeedItem.objects.get(pk=item.pk).later_until
    page = femke.get("/hub/")
    assert "Nothing new." in page.content.decode()
    assert "2 put aside" in page.content.decode()


def test_a_tip_that_was_passed_meanwhile_is_told_so(femke: Client, cast: Cast) -> None:
    tip = make_tip(cast.anna, passed_at=timezone.now())

    page = femke.post(f"/hub/tips/{tip.token}/story/", follow=True).content.decode()

    assert "Somebody passed this one meanwhile." in page


def test_a_mail_that_waits_for_its_member_is_no_editors_business(femke: Client, cast: Cast) -> None:
    tip = make_tip(cast.anna, confirmed_at=None)
    for act in ("story", "pass", "later"):
        assert femke.post(f"/hub/tips/{tip.token}/{act}/").status_code == 404


def test_a_feed_is_told_how_much_may_wait(femke: Client, cast: Cast) -> None:
    feed = make_feed(cast.organisation)
    address = f"/hub/feeds/{feed.token}/"

    femke.post(address, {"most_waiting": "3", "only_language": "nl"})
    with tenant(cast.organisation.pk):
        feed = Feed.objects.get()
    assert (feed.most_waiting, feed.only_language) == (3, "nl")
    for wrong in ("0", "101", "veel", ""):
        page = femke.post(address, {"most_waiting": wrong}, follow=True).content.decode()
        assert "Give a number from 1 to 100." in page
    with tenant(cast.organisation.pk):
        assert Feed.objects.get().most_waiting == 3


# The page of tips, which everybody has


def test_somebody_gives_a_tip_and_sees_what_becomes_of_it(client: Client, cast: Cast) -> None:
    anna = inside_as(client, cast.anna)
    given = {"text": "Piet werkt hier veertig jaar. Hij kent elke bout.", "may_name": "on"}

    page = anna.post("/tips/", given, follow=True).content.decode()

    assert "Thank you. It is with the editors now" in page
    again = anna.post("/tips/", given, follow=True).content.decode()
    assert "You tipped this already." in again
    assert "Piet werkt hier veertig jaar." in page
    assert "Your name may stand with the story." in page
    with tenant(cast.organisation.pk):
        tip = Tip.objects.get()
        assert (tip.origin, tip.may_name, tip.member) == ("page", True, cast.anna)
        operations.take_tip(tip=tip, by=cast.femke, now=timezone.now())
    assert "An editor is making a story of it" in anna.get("/tips/").content.decode()
    anna.post(f"/tips/{tip.token}/naming/", {"may_name": "no"})
    page = anna.post(f"/tips/{tip.token}/removal/", follow=True).content.decode()
    assert "A story is made of it already." in page
    assert "Your name stays off the story." in page


def test_what_was_typed_stays_beside_what_is_wrong(client: Client, cast: Cast) -> None:
    anna = inside_as(client, cast.anna)

    answer = anna.post("/tips/", {"text": "", "address": "", "may_name": "on"})
    assert answer.status_code == 422
    assert "Say in a few words what it is about" in answer.content.decode()

    wrong = {"text": "Kijk eens", "address": "javascript:alert(1)"}
    answer = anna.post("/tips/", wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "leads nowhere that colleagues could read" in page
    assert "Kijk eens" in page
    assert "javascript:alert(1)" in page
    with tenant(cast.organisation.pk):
        assert not Tip.objects.exists()


def test_words_that_an_address_brings_along_stand_in_the_form_and_no_more(
    client: Client, cast: Cast
) -> None:
    anna = inside_as(client, cast.anna)
    page = anna.get(
        "/tips/", {"title": "De oven", "text": "<i>Heet</i>", "url": "https://x.example/oven"}
    ).content.decode()

    assert "De oven\n&lt;i&gt;Heet&lt;/i&gt;</textarea>" in page
    assert 'value="https://x.example/oven"' in page
    with tenant(cast.organisation.pk):
        assert not Tip.objects.exists()


def test_colleagues_see_the_title_without_the_name_and_back_it(client: Client, cast: Cast) -> None:
    tip = make_tip(cast.anna, title="De la met bouten", text="Alleen voor redacteuren")
    bram = inside_as(client, cast.bram)

    page = bram.get("/tips/").content.decode()
    assert "De la met bouten" in page
    assert "Anna" not in page
    assert "Alleen voor redacteuren" not in page
    bram.post(f"/tips/{tip.token}/backing/", {"wish": "yes"})
    page = bram.get("/tips/").content.decode()
    assert "One colleague said they would share it." in page
    bram.post(f"/tips/{tip.token}/backing/", {"wish": "no"})
    with tenant(cast.organisation.pk):
        assert not TipBacker.objects.exists()


def test_nobody_touches_anothers_tip(client: Client, cast: Cast) -> None:
    tip, mail = make_tip(cast.anna), make_tip(cast.anna, confirmed_at=None)
    bram = inside_as(client, cast.bram)

    for act in ("confirmation", "naming", "removal"):
        assert bram.post(f"/tips/{tip.token}/{act}/").status_code == 404
    for act in ("confirmation", "naming", "removal", "backing"):
        assert bram.post(f"/tips/{mail.token}/{act}/").status_code == 404
    assert mail.title not in bram.get("/tips/").content.decode()
    with tenant(cast.organisation.pk):
        assert Tip.objects.count() == 2


def test_a_mail_under_ones_name_waits_for_ones_word(client: Client, cast: Cast) -> None:
    tip, forged = (make_tip(cast.anna, title=f"Gemaild {n}", confirmed_at=None) for n in "ab")
    anna = inside_as(client, cast.anna)

    assert "Did you mail this?" in anna.get("/tips/").content.decode()
    anna.post(f"/tips/{tip.token}/confirmation/")
    anna.post(f"/tips/{forged.token}/removal/")

    with tenant(cast.organisation.pk):
        (kept,) = Tip.objects.all()
        assert kept.confirmed_at is not None
    assert "Did you mail this?" not in anna.get("/tips/").content.decode()


def test_the_page_tells_where_to_mail_a_tip(client: Client, cast: Cast, settings: object) -> None:
    anna = inside_as(client, cast.anna)
    assert "mailto:" not in anna.get("/tips/").content.decode()
    settings.TIPS_MAIL_ADDRESS = "tips@zetje.example"  # type: ignore[attr-defined]
    assert "mailto:tips+noordnaaf@zetje.example" in anna.get("/tips/").content.decode()

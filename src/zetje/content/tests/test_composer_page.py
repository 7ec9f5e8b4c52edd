"""The composer: add, word, dress, aim, put live, correct and withdraw a story; no script needed."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from zetje.content.models import Story
from zetje.content.testing import make_story
from zetje.lib.fetching.tests.site import Site
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, signed_in

WORDS = {
    "title": "De stille ketting",
    "url": "https://noordnaaf.example/stil",
    "summary": "Twaalf weken gemeten.",
    "kind": "news",
    "language": "nl",
    "topic": "Naven",
}


@pytest.fixture
def femke(cast: Cast, client: Client) -> Client:
    signed_in(client, cast.femke)
    client.cookies["language"] = "en"
    return client


def story_of(cast: Cast, **fields: object) -> Story:
    with tenant(cast.organisation.pk):
        return Story.objects.get(**fields)


def to(name: str, story: Story) -> str:
    return reverse(f"content:{name}", args=[story.token])


def png(size: tuple[int, int] = (60, 40)) -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGBA", size, "orange").save(out, "PNG")
    return SimpleUploadedFile("naaf.png", out.getvalue(), "image/png")


def test_a_story_is_added_by_hand(cast: Cast, femke: Client) -> None:
    answer = femke.post(reverse("content:add"), WORDS)

    story = story_of(cast)
    assert answer.headers["Location"] == to("story", story)
    assert (story.title, story.topic, story.is_draft) == ("De stille ketting", "Naven", True)


def test_a_story_is_added_from_an_address(cast: Cast, femke: Client, site: Site) -> None:
    address = site.answers("/n", b'<html lang=nl><meta property="og:title" content="Kop">')

    femke.post(reverse("content:add_from_address"), {"address": address})
    again = femke.post(reverse("content:add_from_address"), {"address": address}, follow=True)

    assert story_of(cast).title == "Kop"
    assert "There is a story with this address already." in again.content.decode()


def test_an_address_that_cannot_be_read_can_be_filled_in_by_hand(
    cast: Cast, femke: Client, site: Site
) -> None:
    address = site.answers("/n", status=403)

    answer = femke.post(reverse("content:add_from_address"), {"address": address})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert text.count("You can fill it in by hand.") == 2
    assert text.count(f'value="{address}"') == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": " \u200b "}, "A story needs a title."),
        ({"url": "javascript:alert(1)"}, "Only addresses that start with https:// or http://"),
        ({"url": "//evil.example/"}, "This is not a web address."),
        ({"url": "http:\\\\evil.example"}, "a backslash, a space or an invisible one"),
        ({"url": "https://p\u0430ypal.example/"}, "could imitate another site"),
        ({"kind": "gossip"}, "Select a valid choice."),
    ],
)
def test_what_was_typed_stays_when_something_is_wrong(
    cast: Cast, femke: Client, changes: dict[str, str], words: str
) -> None:
    answer = femke.post(reverse("content:add"), WORDS | {"summary": "Bewaar mij"} | changes)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert text.count(words) == 2
    assert "Bewaar mij" in text
    with tenant(cast.organisation.pk):
        assert not Story.objects.exists()


def test_a_host_that_is_not_on_the_list_is_refused(cast: Cast, femke: Client) -> None:
    cast.organisation.allowed_hosts = ["noordnaaf.example"]
    cast.organisation.save()

    answer = femke.post(reverse("content:add"), WORDS | {"url": "https://elders.example/"})

    assert "not on your organisation&#x27;s list" in answer.content.decode()


def test_fields_that_are_not_on_the_form_are_ignored(cast: Cast, femke: Client) -> None:
    extra = {"published_at": "2026-01-01", "organisation": "1", "token": "x", "id": "7"}

    femke.post(reverse("content:add"), WORDS | extra)

    story = story_of(cast)
    assert story.is_draft
    assert (story.organisation_id, story.token != "x") == (cast.organisation.pk, True)


def test_a_draft_is_edited_and_put_live(cast: Cast, femke: Client) -> None:
    story = make_story(cast.organisation, published_at=None)

    femke.post(to("story", story), WORDS)
    live = femke.post(to("publish", story), follow=True)

    story = story_of(cast)
    assert story.title == "De stille ketting"
    assert not story.is_draft
    assert "Live. It can be in the next digest." in live.content.decode()


def test_a_draft_that_is_not_ready_says_what_is_missing(cast: Cast, femke: Client) -> None:
    story = make_story(cast.organisation, published_at=None, url="", summary="")

    answer = femke.post(to("publish", story), follow=True)

    assert "write what it says under Summary" in answer.content.decode()
    assert story_of(cast).is_draft


def test_a_live_story_is_corrected_with_a_note(cast: Cast, femke: Client) -> None:
    story = make_story(cast.organisation)

    femke.post(to("story", story), WORDS | {"note": "Het waren er veertig."})

    text = femke.get(to("story", story)).content.decode()
    assert story_of(cast).corrected_at is not None
    assert "Femke Bos corrected it" in text
    assert "Het waren er veertig." in text


def test_a_wording_is_chosen_written_and_shown_without_script(cast: Cast, femke: Client) -> None:
    story = make_story(cast.organisation, published_at=None)
    place = {"network": "bluesky", "language": "en", "tone": "warm"}

    shown = femke.get(to("story", story), {"variant": "bluesky.en.warm"}).content.decode()
    assert "Bluesky, English, warm" in shown
    answer = femke.post(to("variant", story), place | {"text": "Hear that? #quiet {{7*7}}"})

    assert answer.headers["Location"].endswith("?variant=bluesky.en.warm#wordings")
    text = femke.get(answer.headers["Location"]).content.decode()
    assert "Hear that? #quiet {{7*7}}</textarea>" in text
    assert '<span class="tag">#quiet</span> {{7*7}}' in text
    assert 'aria-label="Bluesky, English, Warm: ready" checked' in text
    assert 'data-net="bluesky"' in text


@pytest.mark.parametrize(
    "variant", ["", "x", "evil.nl.plain", "linkedin.xx.plain", "a.b.c.d", "\0"]
)
def test_an_unknown_wording_opens_the_plain_one(cast: Cast, femke: Client, variant: str) -> None:
    story = make_story(cast.organisation)

    answer = femke.get(to("story", story), {"variant": variant})

    assert "Any network, Nederlands, plain" in answer.content.decode()


def test_a_wording_that_is_too_long_stays_in_its_field(cast: Cast, femke: Client) -> None:
    story = make_story(cast.organisation)
    place = {"network": "x", "language": "nl", "tone": "plain"}

    answer = femke.post(to("variant", story), place | {"text": "lang " * 1_200})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert text.count("lang ") > 1_200
    assert 'class="fault-box"' in text


def test_missing_wordings_are_drafted(cast: Cast, femke: Client) -> None:
    story = make_story(cast.organisation, published_at=None)

    answer = femke.post(to("drafts", story), follow=True)

    assert "Drafted: 4." in answer.content.decode()


def test_a_picture_is_put_with_a_story_and_taken_away(cast: Cast, femke: Client) -> None:
    story = make_story(cast.organisation)

    nameless = femke.post(to("story_picture", story), {"picture": png(), "alt": ""})
    assert nameless.status_code == 422
    femke.post(to("story_picture", story), {"picture": png(), "alt": "Een naaf"})

    kept = story_of(cast)
    assert kept.picture_alt == "Een naaf"
    text = femke.get(to("story", story)).content.decode()
    assert 'alt="Een naaf" width="60" height="40"' in text
    femke.post(to("remove_picture", story))
    assert story_of(cast).picture_id is None


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (
            SimpleUploadedFile("a.svg", b"<svg onload='alert(1)'/>", "image/svg+xml"),
            "This is not a JPEG, PNG, WebP or GIF picture.",
        ),
        (SimpleUploadedFile("a.jpg", b"\xff" * 10_000_001, "image/jpeg"), "larger than 10 MB"),
        (None, "Choose a picture first."),
    ],
)
def test_what_is_no_picture_is_refused(
    cast: Cast, femke: Client, upload: SimpleUploadedFile | None, words: str
) -> None:
    story = make_story(cast.organisation)
    given = {"alt": "Een naaf"} | ({"picture": upload} if upload else {})

    answer = femke.post(to("story_picture", story), given)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="Een naaf"' in answer.content.decode()


def test_the_audience_is_teams_languages_and_days(cast: Cast, femke: Client) -> None:
    story = make_story(cast.organisation)
    given = {
        "teams": [cast.team.token],
        "languages": ["nl"],
        "starts_on": "2026-12-01",
        "ends_on": "2026-12-24",
    }

    femke.post(to("audience", story), given)

    text = femke.get(reverse("content:hub")).content.decode()
    assert "Service · Nederlands" in text
    wrong = femke.post(to("audience", story), given | {"ends_on": "2026-11-01"})
    assert "The last day lies before the first." in wrong.content.decode()


def test_another_organisations_team_is_no_choice(cast: Cast, femke: Client) -> None:
    from zetje.people.testing import make_team

    story = make_story(cast.organisation)
    strange = make_team(cast.other_organisation)

    answer = femke.post(
        to("audience", story), {"teams": [strange.token], "starts_on": "2026-12-01"}
    )

    assert answer.status_code == 422


def test_changes_to_a_withdrawn_story_are_refused_in_words(cast: Cast, femke: Client) -> None:
    story = make_story(cast.organisation, withdrawn_at=datetime(2026, 11, 1, tzinfo=UTC))
    place = {"network": "x", "language": "nl", "tone": "plain", "text": "Hoi"}

    for name, given in (
        ("story", WORDS),
        ("variant", place),
        ("audience", {"starts_on": "2026-12-01"}),
    ):
        answer = femke.post(to(name, story), given)
        assert answer.status_code == 422
        assert "This story" in answer.content.decode()


def test_withdrawing_asks_first(cast: Cast, femke: Client) -> None:
    story = make_story(cast.organisation, title="Te vroeg")

    page = femke.get(to("withdraw", story)).content.decode()
    assert "Withdraw “Te vroeg”?" in page
    assert story_of(cast).withdrawn_at is None

    femke.post(to("withdraw", story), {"note": "Klopt niet."})
    assert story_of(cast).withdrawn_at is not None
    shown = femke.get(to("story", story)).content.decode()
    assert "It was withdrawn" in shown
    assert "What it says" not in shown


def test_throwing_a_draft_away_asks_first(cast: Cast, femke: Client) -> None:
    story = make_story(cast.organisation, published_at=None)

    assert femke.get(to("discard", story)).status_code == 200
    femke.post(to("discard", story))

    with tenant(cast.organisation.pk):
        assert not Story.objects.exists()


def test_the_composer_asks_few_queries(
    cast: Cast, femke: Client, django_assert_max_num_queries: object
) -> None:
    story = make_story(
        cast.organisation,
        teams=[cast.team, cast.other_team],
        variants=[{"text": "x", "network": network} for network in ("", "x", "xing", "threads")],
    )

    with django_assert_max_num_queries(21):
        femke.get(to("story", story))

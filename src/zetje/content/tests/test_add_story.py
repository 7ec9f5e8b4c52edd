"""Stories come from a web address, by hand, and are changed while they are drafts."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from PIL import Image

from zetje.content import operations, queries
from zetje.content.models import Story
from zetje.content.operations import Audience, StoryRefused, StoryWords, TargetRefused
from zetje.lib.fetching import FetchFailed, FetchRefused
from zetje.lib.fetching.tests.site import Site
from zetje.people.testing import Cast

WORDS = StoryWords(title="De stille ketting", summary="Twaalf weken gemeten.", language="nl")


def jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (120, 63), "orange").save(out, "JPEG")
    return out.getvalue()


def test_add_story_keeps_a_draft_with_who_and_when(inside: Cast, now: datetime) -> None:
    story = operations.add_story(by=inside.femke, words=WORDS, now=now)

    assert story.is_draft
    assert (story.title, story.language, story.kind) == ("De stille ketting", "nl", "news")
    assert story.starts_on == date(2026, 11, 20)
    event = story.events.get()
    assert (event.kind, event.member, event.at) == ("drafted", inside.femke, now)


def test_add_story_takes_its_audience_at_once(inside: Cast, now: datetime) -> None:
    audience = Audience(starts_on=date(2026, 12, 1), team_ids=[inside.team.pk])

    story = operations.add_story(by=inside.femke, words=WORDS, audience=audience, now=now)

    assert story.starts_on == date(2026, 12, 1)
    assert story.audience.get().team == inside.team


def test_add_story_hears_the_language_or_takes_the_organisations(
    inside: Cast, now: datetime
) -> None:
    english = replace(
        WORDS,
        title="What sixty thousand kilometres do to a hub gear on the test bench",
        summary="We took it apart.",
        language="",
    )
    unclear = replace(WORDS, title="N9", summary="", language="")

    assert operations.add_story(by=inside.femke, words=english, now=now).language == "en"
    assert operations.add_story(by=inside.femke, words=unclear, now=now).language == "nl"


@pytest.mark.parametrize("title", ["", "  ", "\u200b\u202e"])
def test_add_story_needs_a_title(inside: Cast, now: datetime, title: str) -> None:
    with pytest.raises(StoryRefused) as refusal:
        operations.add_story(by=inside.femke, words=replace(WORDS, title=title), now=now)
    assert refusal.value.code == "needs_title"


def test_add_story_refuses_targets_that_deceive_or_are_not_listed(
    inside: Cast, now: datetime
) -> None:
    inside.organisation.allowed_hosts = ["noordnaaf.example"]
    inside.organisation.save()
    inside.femke.organisation = inside.organisation

    for url in ("javascript:alert(1)", "https://a:b@noordnaaf.example/", "https://elders.example/"):
        with pytest.raises(TargetRefused):
            operations.add_story(by=inside.femke, words=replace(WORDS, url=url), now=now)
    assert not Story.objects.exists()


@pytest.mark.parametrize("name", ["anna", "bram", "marijke", "pim", "wil"])
def test_add_story_is_for_editors(inside: Cast, now: datetime, name: str) -> None:
    with pytest.raises(PermissionDenied):
        operations.add_story(by=getattr(inside, name), words=WORDS, now=now)


def test_add_story_from_address_reads_the_page_and_its_picture(
    inside: Cast, now: datetime, site: Site
) -> None:
    site.answers("/naaf.jpg", jpeg(), kind="image/jpeg")
    address = site.answers(
        "/nieuws?utm_source=x",
        b"""<html lang="nl"><meta property="og:title" content="De stille ketting">
        <meta property="og:description" content="Twaalf weken lang gemeten op een werkdag">
        <meta property="og:image" content="/naaf.jpg">
        <meta property="og:image:alt" content="Een ketting">""",
    )
    site.pages["/nieuws"] = site.pages["/nieuws?utm_source=x"]

    story = operations.add_story_from_address(by=inside.femke, address=address, now=now)

    assert story.url == site.address("/nieuws")
    assert (story.title, story.language) == ("De stille ketting", "nl")
    assert story.summary.startswith("Twaalf weken lang")
    assert story.picture is not None
    assert story.picture_alt == "Een ketting"


def test_add_story_from_address_takes_the_words_of_its_other_language(
    inside: Cast, now: datetime, site: Site
) -> None:
    english = b"""<html lang="en"><meta property="og:title" content="The silent chain">
        <meta property="og:description" content="Twelve weeks of measuring on working days">"""
    site.answers("/en/news", english)
    site.answers("/de/news", b"<title>Die leise Kette</title>")
    site.answers("/en/wrong", b'<html lang="nl"><h1>De stille ketting</h1>')
    links = """<html lang="nl"><h1>De stille ketting</h1>
        <link rel="alternate" hreflang="nl" href="/nieuws">
        <link rel="alternate" hreflang="de" href="/de/news">"""
    address = site.answers(
        "/nieuws", f'{links}<link rel="alternate" hreflang="en" href="/en/news">'.encode()
    )
    other = site.answers(
        "/ander", f'{links}<link rel="alternate" hreflang="en" href="/en/wrong">'.encode()
    )

    story = operations.add_story_from_address(by=inside.femke, address=address, now=now)
    alone = operations.add_story_from_address(by=inside.femke, address=other, now=now)

    assert {(each.language, each.tone) for each in story.variants.all()} == {
        ("en", "plain"),
        ("en", "warm"),
    }
    (plain,) = story.variants.filter(tone="plain")
    assert plain.text == "The silent chain\n\nTwelve weeks of measuring on working days"
    assert plain.is_drafted
    assert any("The silent chain" in text for text in queries.source_texts(story))
    # What speaks another language than it was said to is left out.
    assert not alone.variants.exists()


def test_add_story_from_address_asks_oembed_for_what_the_page_keeps_to_itself(
    inside: Cast, now: datetime, site: Site
) -> None:
    site.answers("/oembed", b'{"title": "Drie leerlingen"}', kind="application/json")
    link = '<link rel="alternate" type="application/json+oembed" href="/oembed">'
    address = site.answers("/video", link.encode())

    story = operations.add_story_from_address(by=inside.femke, address=address, now=now)

    assert story.title == "Drie leerlingen"


def test_add_story_from_address_does_without_oembed_that_does_not_answer(
    inside: Cast, now: datetime, site: Site
) -> None:
    link = '<link rel="alternate" type="application/json+oembed" href="/gone"><h1>Kop</h1>'
    address = site.answers("/video", link.encode())

    assert (
        operations.add_story_from_address(by=inside.femke, address=address, now=now).title == "Kop"
    )


def test_add_story_from_address_does_without_a_picture_that_cannot_be_had(
    inside: Cast, now: datetime, site: Site
) -> None:
    site.answers("/svg", b"<svg onload='alert(1)'/>", kind="image/svg+xml")
    for number, target in enumerate(["/gone.jpg", "/svg", "http://169.254.169.254/a.jpg"]):
        head = f'<title>Verhaal</title><meta property="og:image" content="{target}">'
        address = site.answers(f"/{number}", head.encode())

        story = operations.add_story_from_address(by=inside.femke, address=address, now=now)

        assert story.picture is None


def test_add_story_from_address_leads_to_the_story_there_is(
    inside: Cast, now: datetime, site: Site
) -> None:
    address = site.answers("/nieuws", b"<title>Een verhaal</title>")
    first = operations.add_story_from_address(by=inside.femke, address=address, now=now)

    with pytest.raises(operations.StoryKnown) as known:
        operations.add_story_from_address(by=inside.femke, address=f"{address}#kop", now=now)
    assert known.value.story == first


def test_add_story_from_address_says_why_it_cannot(inside: Cast, now: datetime, site: Site) -> None:
    for address, outcome in (
        ("http://10.0.0.1/", TargetRefused),
        ("file:///etc/passwd", TargetRefused),
        (site.answers("/away", status=302, Location="http://10.0.0.1/"), FetchRefused),
        (site.address("/missing"), FetchFailed),
    ):
        with pytest.raises(outcome):
            operations.add_story_from_address(by=inside.femke, address=address, now=now)
    assert not Story.objects.exists()


def test_edit_story_changes_drafts_only(inside: Cast, now: datetime) -> None:
    story = operations.add_story(by=inside.femke, words=WORDS, now=now)
    changed = replace(WORDS, title="De stillere ketting", url="https://noordnaaf.example/k")

    story = operations.edit_story(story=story, by=inside.ad, words=changed, now=now)
    operations.publish_story(story=story, by=inside.ad, now=now)

    assert (story.title, story.url) == ("De stillere ketting", "https://noordnaaf.example/k")
    with pytest.raises(StoryRefused) as refusal:
        operations.edit_story(story=story, by=inside.ad, words=WORDS, now=now)
    assert refusal.value.code == "already_live"


def test_set_audience_takes_teams_languages_and_days(inside: Cast, now: datetime) -> None:
    story = operations.add_story(by=inside.femke, words=WORDS, now=now)
    audience = Audience(
        starts_on=date(2026, 12, 1),
        ends_on=date(2026, 12, 24),
        team_ids=[inside.team.pk, 10**9],
        languages=["nl", "xx"],
    )

    operations.set_audience(story=story, by=inside.femke, audience=audience, now=now)

    story = queries.stories_by_ids(inside.organisation.pk, [story.pk])[story.pk]
    assert [row.team_id for row in story.audience.all()] == [inside.team.pk]
    assert (story.languages, story.ends_on) == (["nl"], date(2026, 12, 24))
    backwards = replace(audience, ends_on=date(2026, 11, 1))
    with pytest.raises(StoryRefused):
        operations.set_audience(story=story, by=inside.femke, audience=backwards, now=now)


def test_discard_draft_throws_drafts_away_and_nothing_else(inside: Cast, now: datetime) -> None:
    draft = operations.add_story(by=inside.femke, words=WORDS, now=now)
    live = operations.publish_story(
        story=operations.add_story(by=inside.femke, words=WORDS, now=now),
        by=inside.femke,
        now=now,
    )

    operations.discard_draft(story=draft, by=inside.femke)

    assert list(Story.objects.all()) == [live]
    with pytest.raises(StoryRefused):
        operations.discard_draft(story=live, by=inside.femke)


def test_set_picture_wants_a_description(inside: Cast, now: datetime) -> None:
    story = operations.add_story(by=inside.femke, words=WORDS, now=now)

    with pytest.raises(StoryRefused) as refusal:
        operations.set_picture(story=story, by=inside.femke, raw=jpeg(), alt=" ", now=now)
    assert refusal.value.code == "needs_alt"
    with pytest.raises(StoryRefused) as refusal:
        operations.set_picture(story=story, by=inside.femke, alt="Een naaf", now=now)
    assert refusal.value.code == "needs_picture"

    story = operations.set_picture(
        story=story, by=inside.femke, raw=jpeg(), alt="Een naaf", now=now
    )
    assert story.picture is not None
    assert story.picture_alt == "Een naaf"
    assert operations.remove_picture(story=story, by=inside.femke, now=now).picture is None


def test_store_picture_keeps_the_same_one_once(inside: Cast, now: datetime) -> None:
    here = inside.organisation.pk

    first = operations.store_picture(organisation_id=here, raw=jpeg(), now=now)

    assert operations.store_picture(organisation_id=here, raw=jpeg(), now=now) == first

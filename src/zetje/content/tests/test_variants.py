"""Wordings are written, drafted where they are missing, and found for whom they fit."""

from datetime import datetime

import pytest

from zetje.content import operations, queries
from zetje.content.models import Story
from zetje.content.operations import StoryRefused
from zetje.content.testing import make_story
from zetje.people.testing import Cast

VARIANTS = [
    {"text": "elk nl plain"},
    {"text": "elk nl warm", "tone": "warm", "is_drafted": True},
    {"text": "li nl plain", "network": "linkedin"},
    {"text": "li en warm", "network": "linkedin", "language": "en", "tone": "warm"},
    {"text": "x nl warm", "network": "x", "tone": "warm"},
]


@pytest.fixture
def story(inside: Cast) -> Story:
    return make_story(inside.organisation, title="De stille ketting", variants=VARIANTS)


@pytest.mark.parametrize(
    ("network", "language", "tone", "text"),
    [
        ("linkedin", "nl", "plain", "li nl plain"),
        ("linkedin", "nl", "warm", "li nl plain"),
        ("bluesky", "nl", "plain", "elk nl plain"),
        ("bluesky", "nl", "warm", "elk nl plain"),
        ("x", "nl", "plain", "x nl warm"),
        ("linkedin", "en", "plain", "li en warm"),
        ("", "nl", "plain", "elk nl plain"),
    ],
)
def test_variant_for_takes_the_editors_words_that_fit_best(
    story: Story, network: str, language: str, tone: str, text: str
) -> None:
    wording = queries.variant_for(story, network=network, language=language, tone=tone)

    assert wording.text == text
    assert not wording.is_drafted


def test_variant_for_drafts_from_title_and_summary_where_nothing_fits(story: Story) -> None:
    wording = queries.variant_for(story, network="x", language="en")

    assert wording.text == "Worth a read, in Dutch: De stille ketting"
    assert (wording.is_drafted, wording.language) == (True, "en")


def test_variant_for_asks_the_database_nothing_for_prefetched_stories(
    story: Story, inside: Cast, django_assert_num_queries: object
) -> None:
    story = queries.stories_by_ids(inside.organisation.pk, [story.pk])[story.pk]

    with django_assert_num_queries(0):
        queries.variant_for(story, network="x", language="en")
        assert story.picture is None


def test_write_variant_writes_over_and_takes_away(
    story: Story, inside: Cast, now: datetime
) -> None:
    place = {"language": "nl", "network": "x", "tone": "warm"}

    operations.write_variant(story=story, by=inside.femke, text=" Nieuw \r\n", now=now, **place)
    assert story.variants.get(**place).text == "Nieuw"

    operations.write_variant(story=story, by=inside.femke, text="  ", now=now, **place)
    assert not story.variants.filter(**place).exists()


@pytest.mark.parametrize(
    "place",
    [
        {"language": "xx"},
        {"language": "nl", "tone": "loud"},
        {"language": "nl", "text": "a" * 5_001},
    ],
)
def test_write_variant_refuses_what_cannot_be_kept(
    story: Story, inside: Cast, now: datetime, place: dict[str, str]
) -> None:
    with pytest.raises(StoryRefused):
        operations.write_variant(
            story=story, by=inside.femke, now=now, **({"text": "Tekst"} | place)
        )


def test_draft_missing_variants_fills_the_gaps_and_no_more(
    story: Story, inside: Cast, now: datetime
) -> None:
    assert operations.draft_missing_variants(story=story, by=inside.femke, now=now) == 2
    assert operations.draft_missing_variants(story=story, by=inside.femke, now=now) == 0
    assert story.variants.get(network="", language="en", tone="warm").is_drafted


def test_templates_of_editors_stay_as_they_were_written(
    story: Story, inside: Cast, now: datetime
) -> None:
    variant = operations.write_variant(
        story=story, by=inside.femke, text="{{7*7}} {% debug %} ${7*7}", language="en", now=now
    )

    assert variant is not None
    wording = queries.variant_for(story, network="mastodon", language="en")
    assert wording.text == "{{7*7}} {% debug %} ${7*7}"

"""Stories go live, are corrected and taken back; others are told after the commit."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from zetje.content import operations
from zetje.content.events import StoryCorrected, StoryPublished, StoryWithdrawn
from zetje.content.models import Story
from zetje.content.operations import StoryRefused, StoryWords, TargetRefused
from zetje.content.testing import make_story
from zetje.lib import events
from zetje.lib.record.queries import events_of
from zetje.people.testing import Cast

Callbacks = Callable[..., AbstractContextManager[list[Any]]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    heard: list[object] = []
    kinds = (StoryPublished, StoryCorrected, StoryWithdrawn)
    monkeypatch.setattr(events, "_routes", dict.fromkeys(kinds, (heard.append,)))
    return heard


@pytest.fixture
def draft(inside: Cast) -> Story:
    return make_story(inside.organisation, title="De stille ketting", published_at=None)


def words_of(story: Story, **changes: str) -> StoryWords:
    return replace(
        StoryWords(
            title=story.title,
            summary=story.summary,
            url=story.url,
            kind=story.kind,
            language=story.language,
            topic=story.topic,
        ),
        **changes,
    )


def test_publish_story_puts_it_live_drafts_what_is_missing_and_tells(
    inside: Cast,
    draft: Story,
    now: datetime,
    told: list[object],
    django_capture_on_commit_callbacks: Callbacks,
) -> None:
    operations.write_variant(
        story=draft, by=inside.femke, text="Hoor je niets? Klopt.", language="nl", now=now
    )

    with django_capture_on_commit_callbacks(execute=True):
        story = operations.publish_story(story=draft, by=inside.femke, now=now)

    assert story.published_at == now
    assert story.variants.filter(is_drafted=True).count() == 3
    assert story.variants.get(language="nl", tone="plain").text == "Hoor je niets? Klopt."
    assert told == [StoryPublished(organisation_id=inside.organisation.pk, story_id=story.pk)]
    kept = list(events_of(organisation_id=inside.organisation.pk, kinds=["story.published"]))
    assert [(event.person_key, event.subject) for event in kept] == [
        (inside.femke.person_key, f"story:{story.pk}")
    ]


def test_publish_story_changes_nothing_a_second_time(
    inside: Cast,
    draft: Story,
    now: datetime,
    told: list[object],
    django_capture_on_commit_callbacks: Callbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for minutes in (0, 5):
            later = now + timedelta(minutes=minutes)
            story = operations.publish_story(story=draft, by=inside.femke, now=later)

    assert story.published_at == now
    assert len(told) == 1
    assert story.events.filter(kind="published").count() == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"url": "", "summary": ""}, "needs_summary"),
        ({"starts_on": date(2026, 11, 1), "ends_on": date(2026, 11, 19)}, "ended_already"),
    ],
)
def test_publish_story_says_what_is_missing(
    inside: Cast, now: datetime, fields: dict[str, Any], code: str
) -> None:
    story = make_story(inside.organisation, published_at=None, **fields)

    with pytest.raises(StoryRefused) as refusal:
        operations.publish_story(story=story, by=inside.femke, now=now)
    assert refusal.value.code == code


def test_publish_story_looks_at_the_target_again(inside: Cast, draft: Story, now: datetime) -> None:
    inside.femke.organisation.allowed_hosts = ["elders.example"]

    with pytest.raises(TargetRefused):
        operations.publish_story(story=draft, by=inside.femke, now=now)


def test_correct_story_changes_a_live_story_and_tells(
    inside: Cast,
    now: datetime,
    told: list[object],
    django_capture_on_commit_callbacks: Callbacks,
) -> None:
    story = make_story(
        inside.organisation,
        variants=[
            {"text": "Ons eigen werk", "tone": "plain"},
            {"text": "Oud concept", "tone": "warm", "is_drafted": True},
        ],
    )

    with django_capture_on_commit_callbacks(execute=True):
        story = operations.correct_story(
            story=story,
            by=inside.femke,
            words=words_of(story, title="Veertig, niet vijftig"),
            now=now,
            note="Het waren er veertig.",
        )

    assert (story.title, story.corrected_at) == ("Veertig, niet vijftig", now)
    assert story.variants.get(language="nl", tone="plain").text == "Ons eigen werk"
    assert "Veertig, niet vijftig" in story.variants.get(language="nl", tone="warm").text
    assert story.events.get(kind="corrected").note == "Het waren er veertig."
    assert told == [StoryCorrected(organisation_id=inside.organisation.pk, story_id=story.pk)]


def test_correct_story_tells_nobody_when_nothing_changed(
    inside: Cast,
    now: datetime,
    told: list[object],
    django_capture_on_commit_callbacks: Callbacks,
) -> None:
    story = make_story(inside.organisation)

    with django_capture_on_commit_callbacks(execute=True):
        operations.correct_story(story=story, by=inside.femke, words=words_of(story), now=now)

    assert told == []


def test_correct_story_is_for_live_stories(inside: Cast, draft: Story, now: datetime) -> None:
    gone = make_story(inside.organisation, withdrawn_at=now)

    for story in (draft, gone):
        with pytest.raises(StoryRefused) as refusal:
            operations.correct_story(
                story=story, by=inside.femke, words=words_of(story, title="Anders"), now=now
            )
        assert refusal.value.code == "not_live"


def test_withdraw_story_takes_it_back_once_and_tells(
    inside: Cast,
    now: datetime,
    told: list[object],
    django_capture_on_commit_callbacks: Callbacks,
) -> None:
    story = make_story(inside.organisation)

    with django_capture_on_commit_callbacks(execute=True):
        for minutes in (0, 5):
            later = now + timedelta(minutes=minutes)
            story = operations.withdraw_story(
                story=story, by=inside.femke, now=later, note="Klopt niet."
            )

    assert story.withdrawn_at == now
    assert told == [StoryWithdrawn(organisation_id=inside.organisation.pk, story_id=story.pk)]
    assert story.events.get(kind="withdrawn").note == "Klopt niet."


def test_withdraw_story_is_not_for_drafts(inside: Cast, draft: Story, now: datetime) -> None:
    with pytest.raises(StoryRefused):
        operations.withdraw_story(story=draft, by=inside.femke, now=now)


def test_a_withdrawn_story_is_left_as_it_is(inside: Cast, now: datetime) -> None:
    story = make_story(inside.organisation, withdrawn_at=now)

    with pytest.raises(StoryRefused):
        operations.write_variant(story=story, by=inside.femke, text="x", language="nl", now=now)
    with pytest.raises(StoryRefused):
        operations.set_audience(
            story=story,
            by=inside.femke,
            audience=operations.Audience(starts_on=now.date()),
            now=now,
        )

"""Pins, the archive, campaigns, whom a story is for, and changes to many stories at once."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from zetje.content import operations, queries
from zetje.content.models import Story
from zetje.content.operations import Audience, StoryRefused, StoryWords
from zetje.content.testing import make_story
from zetje.people.testing import Cast

YESTERDAY, NEXT_WEEK = date(2026, 11, 19), date(2026, 11, 27)


def state(story: Story, now: datetime) -> str:
    story.refresh_from_db()
    return queries.state_on(story, on=now.date())


def test_two_stories_at_most_are_pinned_while_they_run(inside: Cast, now: datetime) -> None:
    here, by = inside.organisation, inside.femke
    first, second, third = (make_story(here) for _ in range(3))
    make_story(here, pinned_at=now, ends_on=YESTERDAY)
    make_story(here, pinned_at=now, archived_at=now)
    make_story(here, pinned_at=now, withdrawn_at=now)
    for story in (first, second, first):
        operations.pin_story(story=story, by=by, now=now)
    with pytest.raises(StoryRefused, match="pins_full"):
        operations.pin_story(story=third, by=by, now=now)

    operations.archive_story(story=first, by=by, now=now)
    operations.pin_story(story=third, by=by, now=now)

    features = queries.live_story_features(here, at=now)
    assert dict(zip(features.ids.tolist(), features.pinned.tolist(), strict=True)) == {
        second.pk: True,
        third.pk: True,
    }
    operations.unpin_story(story=third, by=by, now=now)
    operations.unpin_story(story=third, by=by, now=now)
    assert [event.kind for event in queries.story_history(third)] == ["unpinned", "pinned"]
    with pytest.raises(StoryRefused, match="archived"):
        operations.pin_story(story=first, by=by, now=now)
    with pytest.raises(StoryRefused, match="withdrawn"):
        operations.pin_story(story=make_story(here, withdrawn_at=now), by=by, now=now)


def test_the_archive_ends_the_offer_and_gives_it_back(inside: Cast, now: datetime) -> None:
    here, by = inside.organisation, inside.femke
    story = make_story(here, ends_on=NEXT_WEEK, pinned_at=now)
    operations.archive_story(story=story, by=by, now=now)
    operations.archive_story(story=story, by=by, now=now)
    assert state(story, now) == "archived"
    assert story.pinned_at is None
    assert story not in queries.stories_live(here, at=now)

    operations.bring_back_story(story=story, by=by, now=now)
    operations.bring_back_story(story=story, by=by, now=now)
    assert state(story, now) == "expiring"
    assert [event.kind for event in queries.story_history(story)] == ["brought_back", "archived"]

    later = now + timedelta(days=60)
    operations.bring_back_story(story=story, by=by, now=later)
    assert state(story, later) == "live"
    assert story.ends_on is None
    for act in (operations.archive_story, operations.bring_back_story):
        with pytest.raises(StoryRefused, match="not_live"):
            act(story=make_story(here, published_at=None), by=by, now=now)
        with pytest.raises(StoryRefused, match="withdrawn"):
            act(story=make_story(here, withdrawn_at=now), by=by, now=now)


def test_campaigns_are_named_once_dated_and_closed(inside: Cast, now: datetime) -> None:
    by = inside.femke
    spring = operations.add_campaign(by=by, name=" Voorjaar\n", now=now)
    autumn = operations.add_campaign(by=by, name="Najaar", now=now, starts_on=YESTERDAY)
    for name, days, code in (
        ("", {}, "needs_name"),
        ("Voorjaar", {}, "campaign_known"),
        ("Winter", {"starts_on": NEXT_WEEK, "ends_on": YESTERDAY}, "ends_before_start"),
    ):
        with pytest.raises(StoryRefused, match=code):
            operations.add_campaign(by=by, name=name, now=now, **days)
    story = make_story(inside.organisation)
    operations.set_campaign(story=story, by=by, campaign=spring, now=now)
    operations.set_campaign(story=story, by=by, campaign=spring, now=now)
    assert queries.story_history(story).count() == 1
    withdrawn = make_story(inside.organisation, withdrawn_at=now)
    with pytest.raises(StoryRefused, match="withdrawn"):
        operations.set_campaign(story=withdrawn, by=by, campaign=spring, now=now)

    operations.edit_campaign(
        campaign=spring, by=by, name="Lente", starts_on=None, ends_on=NEXT_WEEK
    )
    found = queries.campaigns_of(inside.organisation.pk)
    assert [(one.name, one.story_count) for one in found] == [("Najaar", 0), ("Lente", 1)]
    operations.close_campaign(campaign=autumn, by=by, now=now)
    operations.close_campaign(campaign=autumn, by=by, now=now)
    assert list(queries.campaigns_of(inside.organisation.pk)) == [spring]
    assert queries.campaign_by_token(inside.other_organisation.pk, spring.token) is None
    with pytest.raises(PermissionDenied):
        operations.add_campaign(by=inside.anna, name="Mijn", now=now)


def test_a_story_can_be_for_some_phases_or_for_who_asked_for_its_topic(
    inside: Cast, now: datetime
) -> None:
    here, by = inside.organisation, inside.femke
    story = make_story(here)
    whom = Audience(starts_on=YESTERDAY, phases=["consolidation", "information", "x"])
    operations.set_audience(story=story, by=by, audience=whom, now=now)
    story.refresh_from_db()
    assert story.phases == ["information", "consolidation"]
    assert not queries.is_for_everyone(story)
    live = queries.stories_live(here, at=now)
    assert not queries.for_audience(live, team_id=None).exists()
    assert queries.for_audience(live, team_id=None, phase="information").exists()

    # Fewer than five people: whoever shared it would show the phase they are in.
    few = Audience(starts_on=YESTERDAY, phases=["information"], team_ids=[inside.other_team.pk])
    with pytest.raises(StoryRefused, match="too_few_for_phases"):
        operations.set_audience(story=story, by=by, audience=few, now=now)
    done = operations.address_stories(
        tokens=[story.token], by=by, team_ids=[inside.other_team.pk], now=now
    )
    assert done.refused == ((story.title, "too_few_for_phases"),)
    done = operations.address_stories(tokens=[story.token], by=by, team_ids=[], now=now)
    assert done.count == 1

    only_topic = Audience(starts_on=YESTERDAY, is_for_topic_only=True)
    with pytest.raises(StoryRefused, match="needs_topic"):
        operations.set_audience(story=story, by=by, audience=only_topic, now=now)
    about = make_story(here, published_at=None, topic="naven")
    operations.set_audience(story=about, by=by, audience=only_topic, now=now)
    about.refresh_from_db()
    assert about.is_for_topic_only
    words = StoryWords(title="Naven", summary="Over naven.")
    assert not operations.edit_story(story=about, by=by, words=words, now=now).is_for_topic_only


def test_many_stories_are_changed_at_once_and_the_others_say_why_not(
    inside: Cast, now: datetime, django_assert_max_num_queries: object
) -> None:
    here, by = inside.organisation, inside.femke
    live, draft = make_story(here), make_story(here, published_at=None, title="Klad")
    gone = make_story(here, withdrawn_at=now, title="Weg")
    foreign = make_story(inside.other_organisation)
    tokens = [story.token for story in (live, draft, gone, foreign)] + ["'; --"]

    done = operations.end_stories(tokens=tokens, by=by, ends_on=NEXT_WEEK, now=now)
    assert (done.count, done.refused) == (2, (("Weg", "withdrawn"),))
    campaign = operations.add_campaign(by=by, name="Najaar", now=now)
    operations.file_stories(tokens=tokens, by=by, campaign=campaign, now=now)
    with django_assert_max_num_queries(9):
        operations.address_stories(tokens=tokens, by=by, team_ids=[inside.team.pk], now=now)
    done = operations.archive_stories(tokens=tokens, by=by, now=now)
    assert (done.count, dict(done.refused)) == (1, {"Klad": "draft", "Weg": "withdrawn"})

    assert state(live, now) == "archived"
    assert (live.ends_on, live.campaign) == (NEXT_WEEK, campaign)
    assert [row.team for row in live.audience.all()] == [inside.team]
    kinds = [event.kind for event in queries.story_history(live)]
    assert kinds == ["archived", "edited", "filed", "edited"]
    assert queries.story_history(gone).count() == 0
    assert not queries.story_history(foreign).exists()
    done = operations.end_stories(tokens=[live.token], by=by, ends_on=None, now=now)
    assert done.refused == ((live.title, "archived"),)
    late = make_story(here, starts_on=date(2027, 1, 1))
    done = operations.end_stories(tokens=[late.token], by=by, ends_on=NEXT_WEEK, now=now)
    assert done.refused == ((late.title, "ends_before_start"),)
    for fields, code in (
        ({"tokens": [], "ends_on": None}, "none_ticked"),
        ({"tokens": tokens, "ends_on": YESTERDAY}, "ended_already"),
    ):
        with pytest.raises(StoryRefused, match=code):
            operations.end_stories(by=by, now=now, **fields)
    with pytest.raises(PermissionDenied):
        operations.archive_stories(tokens=tokens, by=inside.anna, now=now)

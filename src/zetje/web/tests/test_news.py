"""A new story is told to a team once, when it is live and for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.test import TestCase
from pytest_django import Settings

from zetje.content.events import StoryPublished
from zetje.content.testing import make_story
from zetje.delivery import operations as delivery
from zetje.delivery import registry
from zetje.delivery.testing.teams_cards import actions_of, words_of
from zetje.delivery.testing.teams_server import APP, PASSWORD, TENANT, Teams, running_teams
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast
from zetje.web.news import JOB, queue_news, tell_news

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 16, 10, tzinfo=UTC)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def teams(settings: Settings, cast: Cast) -> Iterator[Teams]:
    with running_teams() as teams, time_machine.travel(NOW, tick=False):
        settings.FETCH_ALLOWED_HOSTS = teams.allowed
        settings.TEAMS_LOGIN = teams.origin
        given = {"app_id": APP, "app_password": PASSWORD, "tenant_id": TENANT}
        fault = delivery.set_up_channel(
            organisation_id=cast.organisation.pk,
            channel="teams",
            settings={**given, "news_address": teams.workflow},
            by_member_id=cast.ad.pk,
            now=NOW,
        )
        assert fault == ""
        yield teams


def tell(story: Any, **given: Any) -> int:
    return tell_news(
        organisation_id=story.organisation_id, story_id=story.pk, **{"now": NOW} | given
    )


def planned() -> list[tuple[int, datetime]]:
    jobs = apps.get_model("procrastinate", "ProcrastinateJob")._default_manager
    return [(job.args["story_id"], job.scheduled_at) for job in jobs.filter(task_name=JOB)]


def test_a_story_is_told_once_with_a_link_that_anybody_may_open(teams: Teams, cast: Cast) -> None:
    story = make_story(cast.organisation, title="De naaf", summary="Zestigduizend kilometer.")

    assert [tell(story), tell(story)] == [1, 0]

    (card,) = teams.news
    assert words_of(card) == ["De naaf", "Zestigduizend kilometer.", "Lees het"]
    (link,) = actions_of(card)
    assert link["url"].endswith(f"/{story.token}/")
    assert cast.organisation.slug in link["url"]


def test_what_is_not_for_everybody_or_not_live_is_not_told(teams: Teams, cast: Cast) -> None:
    today = NOW.date()
    for given in (
        {"teams": [cast.team]},
        {"published_at": None},
        {"withdrawn_at": NOW},
        {"starts_on": today + timedelta(days=1)},
    ):
        assert tell(make_story(cast.organisation, **given)) == 0
    assert teams.news == []


def test_news_that_was_surely_not_taken_is_tried_again_and_other_news_is_not(
    teams: Teams, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = make_story(cast.organisation)
    post = registry.channels()["teams"].post_news
    outcomes = iter([registry.Later("429", wait_seconds=3600), registry.Later("500")])
    monkeypatch.setattr(
        type(registry.channels()["teams"]),
        "post_news",
        lambda self, **given: next(outcomes, None) or post(**given),
    )

    def told(**given: Any) -> int:
        with TestCase.captureOnCommitCallbacks(execute=True):
            return tell(story, **given)

    assert told() == 0
    assert planned() == [(story.pk, NOW + timedelta(hours=1))]
    assert told(attempt=5) == 0
    assert len(planned()) == 1
    # The last attempt was the last.
    assert told() == 0
    assert teams.news == []


def test_putting_a_story_live_plans_its_news_for_its_first_morning(
    teams: Teams, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    here = cast.organisation
    soon = make_story(here, starts_on=NOW.date() + timedelta(days=3))
    now = make_story(here)
    for each in (soon, now, make_story(here, teams=[cast.team])):
        with django_capture_on_commit_callbacks(execute=True):
            queue_news(StoryPublished(organisation_id=here.pk, story_id=each.pk))

    assert planned() == [(soon.pk, datetime(2026, 9, 19, 7, tzinfo=UTC)), (now.pk, NOW)]

    with django_capture_on_commit_callbacks(execute=True):
        elsewhere = make_story(cast.other_organisation)
        queue_news(StoryPublished(organisation_id=elsewhere.organisation_id, story_id=elsewhere.pk))
    assert len(planned()) == 2
    with tenant(here.pk), pytest.raises(KeyError):
        delivery.post_news(
            organisation_id=here.pk, channel="mail", language="nl", title="", text="", links=[]
        )

"""A choice in Teams is the choice on This week: from the outbox to the card, and back by a tap."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from zetje.delivery import operations as delivery
from zetje.delivery.testing.teams_cards import actions_of, words_of
from zetje.delivery.testing.teams_server import APP, PASSWORD, TENANT, Chat, Teams, running_teams
from zetje.lib.tenancy import tenant
from zetje.people.testing import signed_in
from zetje.prompting.testing import make_digest
from zetje.prompting.tests.mails import NOW, three_stories
from zetje.sharing import queries as shares

pytestmark = pytest.mark.django_db


@pytest.fixture
def teams(settings: Settings, sanne: Any) -> Iterator[Teams]:
    with running_teams() as teams, time_machine.travel(NOW, tick=False):
        settings.FETCH_ALLOWED_HOSTS = teams.allowed
        settings.TEAMS_LOGIN, settings.TEAMS_KEYS = teams.origin, teams.keys_address
        fault = delivery.set_up_channel(
            organisation_id=sanne.organisation_id,
            channel="teams",
            settings={"app_id": APP, "app_password": PASSWORD, "tenant_id": TENANT},
            by_member_id=None,
            now=NOW,
        )
        assert fault == ""
        yield teams


@pytest.fixture
def post(teams: Teams, sanne: Any, django_capture_on_commit_callbacks: Any) -> Any:
    def post(activity: dict[str, Any]) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            answer = Client().post(
                f"/channels/teams/{sanne.organisation.slug}/messages/",
                json.dumps(activity),
                content_type="application/json",
                headers={"Authorization": teams.authorization(now=NOW)},
            )
        assert answer.status_code == 200
        return json.loads(answer.content or b"null")

    return post


@pytest.fixture
def chat(teams: Teams, post: Any, sanne: Any) -> Chat:
    chat = teams.person("sanne")
    code = delivery.link_code(
        organisation_id=sanne.organisation_id, member_id=sanne.pk, channel="teams", now=NOW
    )
    post(teams.activity(chat, now=NOW, type="message", text=f"koppel {code}"))
    return chat


def test_a_skip_in_teams_is_a_skip_on_this_week_and_can_be_taken_back(
    teams: Teams, post: Any, chat: Chat, sanne: Any
) -> None:
    stories = three_stories(sanne.organisation)
    digest = make_digest(sanne, stories, now=NOW)
    delivery.queue_message(
        organisation_id=sanne.organisation_id,
        member_id=sanne.pk,
        kind="digest",
        subject_id=digest.pk,
        dedupe_key="digest:1",
        not_before=NOW,
        useful_until=None,
        channel="teams",
        now=NOW,
    )
    delivery.send_due(now=NOW, rng=Random(1))
    assert words_of(chat.cards[-1])[0] == "Goedemorgen, Sanne."
    assert not teams.refusals

    def choices() -> list[str]:
        with tenant(sanne.organisation_id):
            found = shares.choices_for(member=sanne, story_ids=[story.pk for story in stories])
        return [choice.kind for choice in found.values()]

    first = teams.tap(chat, "skip", now=NOW)
    teams.replaced(chat, post(first))
    assert choices() == ["skip"]
    assert post(first)["type"] == "application/vnd.microsoft.activity.message"
    assert choices() == ["skip"]
    card = teams.replaced(chat, post(teams.tap(chat, "skip", now=NOW)))
    assert choices() == ["skip", "skip"]
    page = signed_in(Client(), sanne).get("/week/").content.decode()
    assert page.count("Overgeslagen") == 2

    assert "undo" in [action.get("verb") for action in actions_of(card)]
    teams.replaced(chat, post(teams.tap(chat, "undo", now=NOW)))
    assert choices() == ["skip"]

"""Slack as the demo plays it, and as the product has it: one tap is one choice."""

from __future__ import annotations

import asyncio
import json
import random
import re
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from pytest_django import Settings

from zetje.content.testing import make_story
from zetje.delivery import queries as outbox
from zetje.delivery.operations import queue_message, send_due
from zetje.delivery.registry import channels
from zetje.delivery.testing.local_server import Request
from zetje.delivery.testing.slack_player import SlackPlayer
from zetje.delivery.testing.slack_workspace import Workspace
from zetje.delivery.testing.teams_player import TeamsPlayer
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation, signed_in
from zetje.prompting.testing import make_digest
from zetje.web.demo.chats import folder, secrets_of, set_up_chats
from zetje.web.plugins import play_teams
from zetje.web.run.supervisor import SLACK_WISH, Plan, Supervisor, place_of_teams

SANNE = "sanne.dekker@noordnaaf.example"


@pytest.fixture
def player(settings: Settings, tmp_path: Path, live_server: Any) -> Iterator[SlackPlayer]:
    settings.DEMO, settings.DATA_FOLDER = True, tmp_path
    settings.SITE_ADDRESS = live_server.url
    secrets = secrets_of("slack")
    workspace = Workspace(
        bot_token=secrets["bot_token"],
        signing_secret=secrets["signing_secret"],
        domain="noordnaaf.example",
        folder=folder(),
    )
    with SlackPlayer(workspace, key=secrets["key"]) as player:
        settings.SLACK_API = player.api
        yield player


@pytest.fixture
def teams(settings: Settings, tmp_path: Path, live_server: Any) -> Iterator[TeamsPlayer]:
    settings.DEMO, settings.DATA_FOLDER = True, tmp_path
    settings.SITE_ADDRESS = live_server.url
    given = {"password": secrets_of("teams")["signing_secret"], "key": secrets_of("teams")["key"]}
    with play_teams(folder=folder(), port=0, **given) as player:
        settings.FETCH_ALLOWED_HOSTS = player.allowed
        settings.TEAMS_LOGIN, settings.TEAMS_KEYS = player.origin, player.keys_address
        yield player


@pytest.mark.django_db(transaction=True)
def test_a_skip_in_teams_is_a_skip_on_this_week(teams: TeamsPlayer, client: Client) -> None:
    organisation = make_organisation(name="Noordnaaf", slug="noordnaaf", is_demo=True)
    sanne = make_member(
        organisation, given_name="Sanne", family_name="Dekker", email=SANNE, language="en"
    )
    now = datetime.now(tz=UTC)
    stories = [make_story(organisation, title=title) for title in ("De naaf", "De testbank")]
    make_digest(sanne, stories, now=now - timedelta(hours=1))
    assert set_up_chats(organisation, now=now)
    signed_in(client, sanne)
    page = "/chatroom/teams/sanne/"
    assert "Nothing has come in yet" in client.get(page).content.decode()

    def shown(address: str, **given: str) -> str:
        return client.post(f"{page}{address}/", given, follow=True).content.decode()

    assert "Zetje kent je hier nog niet" in shown("add")
    asked = client.post("/me/channels/teams/link/", follow=True).content.decode()
    code = re.search(r"link ([A-Z0-9]{5}-[A-Z0-9]{5})", asked)
    assert code
    assert "Connected" in shown("write", text=code.group())
    with tenant(organisation.pk):
        found = outbox.channels_of(organisation_id=organisation.pk, member_ids=[sanne.pk])
    assert found[sanne.pk] == ["teams", "mail"]

    week = shown("write", text="my week")
    assert "De naaf" in week
    number, action = re.findall(r'name="ts" value="([^"]+)"><input [^>]*value="(\d+)"', week)[0]
    assert "did not work" not in shown("tap", ts=number, action=action)

    assert client.get("/week/").content.decode().count("You know your people") == 1
    assert "does not answer" in shown("tap", ts="nothing", action="0")
    assert teams.refusals == []
    assert teams.answer(Request("POST", "/play/add", {}, b"{}")).status == 403


@pytest.mark.django_db(transaction=True)
def test_a_skip_in_slack_is_a_skip_on_this_week(player: SlackPlayer, client: Client) -> None:
    organisation = make_organisation(name="Noordnaaf", slug="noordnaaf", is_demo=True)
    sanne = make_member(
        organisation, given_name="Sanne", family_name="Dekker", email=SANNE, language="en"
    )
    now = datetime.now(tz=UTC)
    stories = [make_story(organisation, title=title) for title in ("De naaf", "De testbank")]
    digest = make_digest(sanne, stories, now=now - timedelta(hours=1))
    assert set_up_chats(organisation, now=now)
    signed_in(client, sanne)
    page = "/chatroom/slack/sanne/"
    assert "Nothing has come in yet" in client.get(page).content.decode()

    # One press on the own page, one in Slack.
    client.post("/me/channels/slack/link/")
    assert "Is this you?" in client.get(page).content.decode()
    press(client, player, "Yes, that is me")
    with tenant(organisation.pk):
        found = outbox.channels_of(organisation_id=organisation.pk, member_ids=[sanne.pk])
    assert found[sanne.pk] == ["slack", "mail"]

    # The digest goes out as it does every week, and is answered where it came.
    queue_digest(sanne, digest.pk, now=now)
    assert send_due(now=now, rng=random.Random(1)) == 1
    assert "De naaf" in client.get(page).content.decode()
    press(client, player, "Skip")
    assert client.get("/week/").content.decode().count("You know your people") == 1

    client.post(f"{page}home/")
    press(client, player, "Skip", home=True)
    assert client.get("/week/").content.decode().count("You know your people") == 2
    assert player.workspace.refusals == []

    # Without the key of the demo nobody acts for anybody.
    assert player.answer_other("/play/home", {}, b"{}")[0] == 403
    assert json.loads((folder() / "slack.json").read_text())["people"][0]["email"] == SANNE


def queue_digest(member: Any, digest_id: int, *, now: datetime) -> None:
    queue_message(
        organisation_id=member.organisation_id,
        member_id=member.pk,
        kind="digest",
        subject_id=digest_id,
        dedupe_key="digest:1",
        channel="slack",
        not_before=now,
        useful_until=now + timedelta(hours=8),
        now=now,
    )


def press(client: Client, player: SlackPlayer, label: str, *, home: bool = False) -> None:
    """Press a button of the page, as a visitor does."""
    space = player.workspace
    message = space.homes[space.person(SANNE).id] if home else space.messages[-1]
    action = next(
        button["action_id"]
        for block in message["blocks"]
        if block["type"] == "actions"
        for button in block["elements"]
        if button["text"]["text"] == label
    )
    given = {"action": action, "ts": "" if home else message["ts"]}
    answer: Any = client.post("/chatroom/slack/sanne/tap/", given, follow=True)
    assert "did not work" not in answer.content.decode()


def test_a_listener_starts_with_the_first_app_token(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path
    plan = Plan(
        host="127.0.0.1", port=1, data=tmp_path, database_url="", demo=False, log_json=False
    )
    given = {"bot_token": "xoxb-1-zetje", "signing_secret": "s", "app_token": "xapp-1-zetje"}

    async def watch() -> list[str]:
        supervisor = Supervisor(plan=plan)
        kept: list[str] = []
        with patch.object(supervisor, "_keep", lambda name, **_: kept.append(name)):
            await asyncio.wait_for(supervisor._keep_slack_once_wished(), 0.05)
        return kept

    with pytest.raises(TimeoutError):
        asyncio.run(watch())
    with SlackPlayer(Workspace(), key="k") as player:
        settings.SLACK_API = player.api
        assert channels()["slack"].check(given) == ""

    assert (tmp_path / SLACK_WISH).exists()
    assert asyncio.run(watch()) == ["slack"]


def test_teams_is_played_at_the_same_place_after_a_new_start(tmp_path: Path) -> None:
    first = place_of_teams(tmp_path, {"ZETJE_FETCH_ALLOWED_HOSTS": '["127.0.0.1:8000"]'})
    again = place_of_teams(tmp_path, {})

    assert first["ZETJE_TEAMS_LOGIN"] == again["ZETJE_TEAMS_LOGIN"]
    port = first["ZETJE_TEAMS_LOGIN"].rpartition(":")[2]
    hosts = json.loads(first["ZETJE_FETCH_ALLOWED_HOSTS"])
    assert hosts == ["127.0.0.1:8000", f"127.0.0.1:{port}"]
    with socket.create_server(("127.0.0.1", int(port))):
        assert place_of_teams(tmp_path, {})["ZETJE_TEAMS_LOGIN"] != first["ZETJE_TEAMS_LOGIN"]

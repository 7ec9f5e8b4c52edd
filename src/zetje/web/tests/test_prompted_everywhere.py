"""One person, week by week: prompted by mail, in Slack and in Teams, answering where it came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from zetje.content.testing import make_story
from zetje.delivery import operations as delivery
from zetje.delivery.registry import Accepted, Transport, open_transport
from zetje.delivery.testing.slack_player import SlackPlayer
from zetje.delivery.testing.slack_workspace import Workspace
from zetje.delivery.testing.teams_cards import actions_of
from zetje.delivery.testing.teams_player import TeamsPlayer
from zetje.people.testing import make_member, make_organisation, signed_in
from zetje.prompting.operations.prompt_settings import Wanted, set_prompting_settings
from zetje.web.demo.chats import (
    account_in,
    act_in_slack,
    act_in_teams,
    folder,
    go_on_with_chat,
    is_down,
    secrets_of,
    set_up_chats,
    stop_chat,
)
from zetje.web.demo.days import MAILED, PROMPTED, mail_day, prompt_day
from zetje.web.demo.mail import send
from zetje.web.demo.times import moment
from zetje.web.plugins import play_teams

pytestmark = pytest.mark.django_db(transaction=True)

# An autumn without a holiday, and more weeks than chance should need until it prompts.
FIRST = 105699
AT_MOST = 6
# What a prompt has and a digest has not.
WHY = "Why am I asked?"
SANNE = "sanne.dekker@noordnaaf.example"


class Post:
    """A way out for mail that keeps the letters."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    def prepare(self, letter: Any) -> Any:
        return letter.mail

    def hand_over(self, prepared: Any) -> Accepted:
        self.letters.append(prepared)
        return Accepted("kept")

    def close(self) -> None:
        pass


class Life:
    """The weeks of one person in an organisation of two, and their post and chats."""

    def __init__(self, slack: SlackPlayer, teams: TeamsPlayer) -> None:
        self.slack, self.teams, self.post = slack, teams, Post()
        self.week = FIRST
        organisation = make_organisation(name="Noordnaaf", slug="noordnaaf", is_demo=True)
        self.organisation = organisation
        self.sanne = make_member(
            organisation, given_name="Sanne", family_name="Dekker", email=SANNE, language="en"
        )
        self.ad = make_member(organisation, given_name="Ad", joined=False, roles=["administrator"])
        self.now = moment(FIRST, 0, 7)
        wanted = Wanted(is_enabled=True, hold_out_share=0, learning_until=None, learning_chance=0.9)
        set_prompting_settings(
            organisation_id=organisation.pk, by=self.ad, wanted=wanted, now=self.now
        )
        for number in range(3 * 3 * AT_MOST):
            given = {"published_at": self.now - timedelta(days=9), "language": "en"}
            make_story(organisation, title=f"Story {number}", **given)

    def way_out(self, channel: str) -> Transport:
        return self.post if channel == "mail" else open_transport(channel)

    def connect(self, chat: str) -> None:
        address, account = account_in(chat, SANNE)
        delivery.link_channel(
            organisation_id=self.organisation.pk,
            member_id=self.sanne.pk,
            channel=chat,
            address=address,
            account=account,
            now=self.now,
        )

    def disconnect(self, chat: str) -> None:
        delivery.unlink_channel(
            organisation_id=self.organisation.pk,
            member_id=self.sanne.pk,
            channel=chat,
            now=self.now,
        )

    def live_until_prompted(self, travel: Any) -> None:
        """Let weeks pass, each day as the demo does, until a prompt went out."""
        for _ in range(AT_MOST):
            arrivals: Any = {}
            for day in range(5):
                self.now = moment(self.week, day, PROMPTED)
                travel.move_to(self.now)
                given = (self.organisation.pk, self.week, day)
                mail_day(*given, arrivals, way_out=self.way_out)
                if prompt_day(*given, way_out=self.way_out):
                    self.week += 1
                    return
            self.week += 1
        raise AssertionError("chance prompted nobody")


@pytest.fixture
def life(settings: Settings, tmp_path: Path, live_server: Any) -> Iterator[Life]:
    settings.DEMO, settings.DATA_FOLDER = True, tmp_path
    settings.SITE_ADDRESS = live_server.url
    slack_secrets, teams_secrets = secrets_of("slack"), secrets_of("teams")
    workspace = Workspace(
        bot_token=slack_secrets["bot_token"],
        signing_secret=slack_secrets["signing_secret"],
        domain="noordnaaf.example",
        folder=folder(),
    )
    given = {"password": teams_secrets["signing_secret"], "key": teams_secrets["key"]}
    with (
        SlackPlayer(workspace, key=slack_secrets["key"]) as slack,
        play_teams(folder=folder(), port=0, **given) as teams,
    ):
        settings.SLACK_API = slack.api
        settings.FETCH_ALLOWED_HOSTS = teams.allowed
        settings.TEAMS_LOGIN, settings.TEAMS_KEYS = teams.origin, teams.keys_address
        yield Life(slack, teams)


def take_one(client: Client) -> str:
    """Copy the first story that is still open on this week's page; gives its word in addresses."""
    page = client.get("/week/").content.decode()
    story = re.search(r"/week/([\w-]+)/copy/", page)
    assert story, page
    client.post(f"/week/{story[1]}/copy/", {"network": "linkedin"})
    return story[1]


def has_shared(client: Client) -> bool:
    return "2 more stories are there if you like them" in client.get("/week/").content.decode()


def test_one_person_is_prompted_by_mail_in_slack_and_in_teams_and_answers_there(
    life: Life, client: Client
) -> None:
    with time_machine.travel(life.now) as travel:
        assert set_up_chats(life.organisation, now=life.now)

        life.live_until_prompted(travel)
        signed_in(client, life.sanne)
        assert WHY in life.post.letters[-1].text
        link = re.search(r"/w/[\w.:-]+/", life.post.letters[-1].text)
        assert link
        assert client.get(link[0]).status_code == 200
        client.post(f"/week/{take_one(client)}/confirm/", {"network": "linkedin"})
        assert has_shared(client)

        mailed = len(life.post.letters)
        life.connect("slack")
        life.live_until_prompted(travel)
        signed_in(client, life.sanne)
        assert not has_shared(client)
        take_one(client)
        prompt = life.slack.workspace.messages[-1]
        acts = [each for block in prompt["blocks"] for each in block.get("elements", [])]
        assert WHY in str(acts)
        (posted,) = [each["action_id"] for each in acts if "act:posted" in str(each)]
        given = {"slug": "noordnaaf", "email": SANNE}
        assert act_in_slack("tap", **given, action=posted, ts=prompt["ts"]) == 200
        assert has_shared(client)

        life.disconnect("slack")
        life.connect("teams")
        life.live_until_prompted(travel)
        signed_in(client, life.sanne)
        assert not has_shared(client)
        take_one(client)
        entry = life.teams.entries_of(SANNE)[-1]
        assert WHY in [each.get("title") for each in actions_of(entry["card"])]
        verbs = [each.get("verb") for each in actions_of(entry["card"])]
        place = str(verbs.index("posted"))
        assert act_in_teams("tap", **given, id=entry["id"], action=place) == 200
        assert has_shared(client)
        assert len(life.post.letters) == mailed
        assert life.slack.workspace.refusals == life.teams.refusals == []


def test_a_chat_that_fails_is_shown_and_what_waited_for_it_comes_once_when_it_is_well(
    life: Life, client: Client
) -> None:
    chat, day = "slack", life.organisation.digest_weekday
    with time_machine.travel(moment(FIRST, day, MAILED)) as travel:
        assert set_up_chats(life.organisation, now=life.now)
        life.connect(chat)
        signed_in(client, life.ad)

        stop_chat(chat)
        assert is_down(chat)
        mail_day(life.organisation.pk, FIRST, day, {}, way_out=life.way_out)
        assert life.slack.workspace.messages == []
        assert "Slack neemt nu geen berichten aan" in client.get("/channels/").content.decode()

        go_on_with_chat(chat)
        for hours in (1, 2):
            later = moment(FIRST, day, MAILED + hours)
            travel.move_to(later)
            send(now=later, way_out=life.way_out)
        assert len(life.slack.workspace.messages) == 1
        assert "Elk kanaal dat aan staat, werkt" in client.get("/channels/").content.decode()
        assert life.post.letters == []

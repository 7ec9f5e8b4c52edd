"""What Teams tells us: only with a token it signed for us, now and once; and what a tap does."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import jwt
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from pytest_django import Settings

from zetje.delivery import operations, queries, registry
from zetje.delivery.channels.teams import TeamsChannel, trust
from zetje.delivery.channels.teams.transport import TeamsTransport
from zetje.delivery.registry import Button, Card, Drop, Rendered, channels, register_action
from zetje.delivery.testing.fakes import fake_renderers
from zetje.delivery.testing.teams_cards import words_of
from zetje.delivery.testing.teams_server import (
    APP,
    PASSWORD,
    TENANT,
    Chat,
    Reply,
    Teams,
    running_teams,
)
from zetje.delivery.testing.teams_taps import point_at, shown
from zetje.delivery.tests.conftest import NOW, message, queue, states
from zetje.lib.fetching import NotCalled
from zetje.people.testing import Cast

Post = Callable[..., tuple[int, Any]]
taps: list[tuple[int, str]] = []


def note_tap(*, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    taps.append((member_id, value))
    return Card(language="nl", title=f"Overgeslagen: {value}")


def show_week(**given: Any) -> Card:
    skip = Button(label="Overslaan", action="test_skip", value="one")
    return Card(language="nl", title="Deze week", buttons=(skip,))


def render_week(rows: Any, now: datetime) -> dict[int, Rendered]:
    return {row.id: show_week() if row.channel == "teams" else Drop("test") for row in rows}


@pytest.fixture(scope="module")
def running() -> Iterator[Teams]:
    with running_teams() as teams:
        yield teams


@pytest.fixture
def teams(running: Teams, settings: Settings, cast: Cast) -> Iterator[Teams]:
    running.clear()
    running.key_id, running.endorsements = "key-1", ["msteams"]
    trust._kept.clear()
    settings.FETCH_ALLOWED_HOSTS = running.allowed
    settings.TEAMS_LOGIN, settings.TEAMS_KEYS = running.origin, running.keys_address
    fault = operations.set_up_channel(
        organisation_id=cast.organisation.pk,
        channel="teams",
        settings={"app_id": APP, "app_password": PASSWORD, "tenant_id": TENANT},
        by_member_id=cast.ad.pk,
        now=NOW,
    )
    assert fault == ""
    running.asked.clear()
    before = dict(registry._actions)
    register_action("test_skip", f"{__name__}.note_tap")
    register_action("this_week", f"{__name__}.show_week")
    taps.clear()
    with time_machine.travel(NOW, tick=False):
        yield running
    registry._actions.clear()
    registry._actions.update(before)


@pytest.fixture
def anna(teams: Teams) -> Chat:
    return teams.person("anna")


@pytest.fixture
def post(teams: Teams, cast: Cast, django_capture_on_commit_callbacks: Any) -> Post:
    """Post an activity to our endpoint as Teams does; by default signed right, and now."""

    def post(activity: object, **given: Any) -> tuple[int, Any]:
        line = given.pop("line", None) or teams.authorization(now=NOW, **given)
        with django_capture_on_commit_callbacks(execute=True):
            answer = Client(enforce_csrf_checks=True).post(
                f"/channels/teams/{cast.organisation.slug}/messages/",
                json.dumps(activity),
                content_type="application/json",
                headers={"Authorization": line},
            )
        return answer.status_code, json.loads(answer.content or b"null")

    return post


def written(teams: Teams, chat: Chat, text: str, **given: Any) -> dict[str, Any]:
    return teams.activity(chat, now=NOW, type="message", text=text, **given)


def link(post: Post, teams: Teams, chat: Chat, cast: Cast) -> None:
    """Tie Anna's account to her, the way she does it herself."""
    code = operations.link_code(
        organisation_id=cast.organisation.pk, member_id=cast.anna.pk, channel="teams", now=NOW
    )
    assert post(written(teams, chat, f"Link {code}")) == (200, None)


def send_week(teams: Teams, cast: Cast, *, now: datetime = NOW) -> None:
    queue(cast.anna, channel="teams")
    with fake_renderers("digest"):
        registry.register_renderer("digest", f"{__name__}.render_week")
        operations.send_due(now=now, rng=random.Random(1))


def test_a_code_ties_an_account_once(post: Post, teams: Teams, anna: Chat, cast: Cast) -> None:
    here = cast.organisation.pk
    post(written(teams, anna, "hallo"))
    assert words_of(anna.cards[-1])[0] == "Zetje kent je hier nog niet"

    link(post, teams, anna, cast)

    assert words_of(anna.cards[-1])[0] == "Verbonden"
    found = queries.channels_of(organisation_id=here, member_ids=[cast.anna.pk])
    assert found[cast.anna.pk] == ["teams", "mail"]
    post(written(teams, anna, "week?"))
    assert words_of(anna.cards[-1]) == ["Deze week", "Overslaan"]

    bram = teams.person("bram")
    post(written(teams, bram, "koppel ABCDE-FGHJK"))
    assert words_of(bram.cards[-1])[0] == "Deze code werkt niet meer"
    assert not teams.refusals


def test_a_card_arrives_once_and_a_tap_is_done_for_whoever_tapped(
    post: Post, teams: Teams, anna: Chat, cast: Cast
) -> None:
    link(post, teams, anna, cast)
    anna.cards.clear()
    send_week(teams, cast)
    assert [words_of(card)[0] for card in anna.cards] == ["Deze week"]
    assert set(states(cast.organisation.pk).values()) == {"sent"}

    status, answer = post(teams.tap(anna, "test_skip", now=NOW))

    assert status == 200
    assert taps == [(cast.anna.pk, "one")]
    assert words_of(teams.replaced(anna, answer)) == ["Overgeslagen: one"]


def test_a_connector_that_hangs_leaves_it_unknown_and_one_that_fails_is_asked_again(
    post: Post, teams: Teams, anna: Chat, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TeamsChannel, "open_transport", lambda self: TeamsTransport(seconds=0.2))
    link(post, teams, anna, cast)
    anna.cards.clear()
    teams.replies.append(Reply(429, headers={"Retry-After": "600"}))
    send_week(teams, cast)
    waiting = message(cast.anna)
    assert (waiting.state, anna.cards) == ("planned", [])
    assert waiting.not_before >= NOW + timedelta(seconds=600)

    teams.replies.append(Reply(201, takes=True, hangs_seconds=0.4))
    send_week(teams, cast, now=NOW + timedelta(hours=1))

    assert message(cast.anna).state == "unknown"
    send_week(teams, cast, now=NOW + timedelta(hours=2))
    assert len(anna.cards) == 1


def test_a_bot_that_was_blocked_ends_the_link(
    post: Post, teams: Teams, anna: Chat, cast: Cast
) -> None:
    link(post, teams, anna, cast)
    teams.replies.append(Reply(403, "ConversationBlockedByUser"))
    send_week(teams, cast)

    here, me = cast.organisation.pk, cast.anna.pk
    assert queries.channels_of(organisation_id=here, member_ids=[me])[me] == ["mail"]


def test_an_app_that_is_added_says_how_to_go_on_and_one_that_is_removed_is_no_more(
    post: Post, teams: Teams, anna: Chat, cast: Cast
) -> None:
    here, me = cast.organisation.pk, cast.anna.pk

    def installed(action: str) -> None:
        post(teams.activity(anna, now=NOW, type="installationUpdate", action=action))

    installed("add")
    assert words_of(anna.cards[-1])[0] == "Zetje kent je hier nog niet"
    link(post, teams, anna, cast)
    installed("add-upgrade")
    assert words_of(anna.cards[-1])[0] == "Verbonden"
    installed("remove")
    assert queries.channels_of(organisation_id=here, member_ids=[me])[me] == ["mail"]
    installed("remove")


NOT_FOR_US_NOW: list[dict[str, Any]] = [
    {"line": "nonsense"},
    {"line": "Bearer a.b.c"},
    {"key": rsa.generate_private_key(public_exponent=65537, key_size=2048)},
    {"aud": "another-app"},
    {"iss": "https://sts.windows.net/evil/"},
    {"exp": int((NOW - timedelta(minutes=6)).timestamp())},
    {"nbf": int((NOW + timedelta(minutes=6)).timestamp())},
    {"exp": None},
    {"aud": None},
    {"serviceurl": "https://smba.trafficmanager.net/amer/"},
    {"serviceurl": None},
]


def test_a_token_that_is_not_for_us_now_changes_nothing(
    post: Post, teams: Teams, anna: Chat, cast: Cast
) -> None:
    link(post, teams, anna, cast)
    send_week(teams, cast)
    tap = teams.tap(anna, "test_skip", now=NOW)

    for given in NOT_FOR_US_NOW:
        assert post(tap, **given)[0] == 403, given
    assert not taps
    assert post(tap)[0] == 200
    assert taps


def test_an_activity_from_elsewhere_or_long_ago_changes_nothing(
    post: Post, teams: Teams, anna: Chat, cast: Cast
) -> None:
    link(post, teams, anna, cast)
    send_week(teams, cast)
    tap = teams.tap(anna, "test_skip", now=NOW)
    of_another = {**tap["conversation"], "tenantId": "5ab1e000-0000-4000-8000-00000000cccc"}
    old, soon = NOW - timedelta(minutes=6), NOW + timedelta(minutes=6)
    strange: list[Any] = [
        {**tap, "conversation": of_another},
        {**tap, "channelId": "webchat"},
        {**tap, "serviceUrl": "https://evil.example/"},
        {**tap, "timestamp": old.isoformat()},
        {**tap, "timestamp": soon.isoformat()},
        {**tap, "timestamp": "2026-11-23T09:00:00"},
        {**tap, "timestamp": None},
        {},
        [],
        "text",
    ]
    for each in strange:
        assert post(each)[0] == 403, each
    hs256 = jwt.encode({"aud": APP}, "x" * 32, "HS256", headers={"kid": "key-1"})
    assert post(tap, line=f"Bearer {hs256}")[0] == 403
    teams.endorsements = ["webchat"]
    trust._kept.clear()
    assert post(tap)[0] == 403
    assert not taps


def test_a_replay_is_done_once_and_a_tap_that_was_overtaken_not_at_all(
    post: Post, teams: Teams, anna: Chat, cast: Cast
) -> None:
    link(post, teams, anna, cast)
    send_week(teams, cast)
    early = teams.tap(anna, "test_skip", now=NOW - timedelta(seconds=9))
    tap = teams.tap(anna, "test_skip", now=NOW)

    assert post(tap)[1]["value"]["type"] == "AdaptiveCard"
    for again in (tap, early):
        status, answer = post(again)
        assert (status, answer["statusCode"]) == (200, 200)
        assert answer["type"] == "application/vnd.microsoft.activity.message"
    assert len(taps) == 1
    hello = written(teams, anna, "week?")
    post(hello)
    count = len(anna.cards)
    assert post(hello) == (200, None)
    assert len(anna.cards) == count


def test_somebody_else_gets_nothing_done_by_a_card_that_is_not_theirs(
    post: Post, teams: Teams, anna: Chat, cast: Cast
) -> None:
    link(post, teams, anna, cast)
    send_week(teams, cast)
    tap = teams.tap(anna, "test_skip", now=NOW)
    bram = teams.activity(teams.person("bram"), now=NOW)
    theirs = {**tap, **{name: bram[name] for name in ("id", "from", "conversation")}}

    assert words_of(post(theirs)[1]["value"])[0] == "Zetje kent je hier nog niet"
    group = {**tap["conversation"], "conversationType": "groupChat"}
    assert post({**tap, "id": "f:a", "conversation": group}) == (200, None)
    assert post({**tap, "id": "f:b", "from": {}})[0] == 400
    assert post({**tap, "id": "f:c", "type": "typing"}) == (200, None)
    assert not taps


def test_a_button_nobody_knows_does_nothing(
    post: Post, teams: Teams, anna: Chat, cast: Cast
) -> None:
    link(post, teams, anna, cast)
    for name, verb in (("adaptiveCard/action", "erase"), ("task/fetch", "test_skip")):
        value = {"action": {"type": "Action.Execute", "verb": verb, "data": {"value": "one"}}}
        tap = teams.activity(anna, now=NOW, type="invoke", name=name, value=value)
        assert post(tap)[1]["statusCode"] == 400
    assert not taps
    registry._actions.pop("this_week")
    post(written(teams, anna, "hallo"))
    assert words_of(anna.cards[-1])[0] == "Dit is Zetje"


def test_keys_are_read_once_and_anew_for_one_that_is_not_known(
    post: Post, teams: Teams, anna: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked() -> int:
        return sum("well-known" in path for path in teams.asked)

    post(written(teams, anna, "a"))
    post(written(teams, anna, "b"))
    assert asked() == 2

    teams.key_id = "key-2"
    assert post(written(teams, anna, "c"))[0] == 403  # They were asked a moment ago.
    assert asked() == 2
    later = NOW + timedelta(minutes=2)
    with time_machine.travel(later, tick=False):
        assert post(written(teams, anna, "d"))[0] == 200
    assert asked() == 4
    much_later = NOW + timedelta(days=2)
    monkeypatch.setattr(trust, "_read_keys", silence)
    with time_machine.travel(much_later, tick=False):
        # The old keys do while Microsoft is silent.
        activity = teams.activity(anna, now=much_later, type="typing")
        assert post(activity, line=teams.authorization(now=much_later))[0] == 200
    trust._kept.clear()
    assert post(written(teams, anna, "e"))[0] == 403


def silence(address: str, now: datetime) -> None:
    raise NotCalled("silent")


def test_without_a_bot_nobody_is_believed(post: Post, teams: Teams, anna: Chat, cast: Cast) -> None:
    operations.turn_off_channel(
        organisation_id=cast.organisation.pk, channel="teams", by_member_id=None, now=NOW
    )
    assert post(written(teams, anna, "hallo"))[0] == 403
    words = channels()["teams"].start_link(
        organisation_id=cast.organisation.pk, member_id=cast.anna.pk, work_address="", now=NOW
    )
    assert "not set up" in words
    answer = Client().post("/channels/teams/nobody/messages/", {}, "application/json")
    assert answer.status_code == 404


# The action on a message: "Tip the editors"


def tip_told(*, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    taps.append((member_id, value))
    return Card(language="nl", title="Bedankt.", text="Je tip staat er.")


def test_a_message_that_somebody_points_at_becomes_a_tip(
    post: Post, teams: Teams, anna: Chat, cast: Cast
) -> None:
    register_action("give_tip", f"{__name__}.tip_told")
    link(post, teams, anna, cast)
    content = (
        "<div><p>Kijk <at id='0'>Bram</at>: <a href='https://x.example/a'>de&nbsp;oven</a></p>"
        "<blockquote>Van een ander</blockquote><p>Heet &lt;b&gt;</p></div>"
    )
    activity = point_at(teams, anna, content, now=NOW, by="7", why="Mooi verhaal")

    status, answer = post(activity)

    assert (status, shown(answer)) == (200, "Bedankt.\n\nJe tip staat er.")
    ((member_id, value),) = taps
    told = json.loads(value)
    assert member_id == cast.anna.pk
    assert told["text"] == "Mooi verhaal\nKijk : de oven https://x.example/a\nHeet <b>"
    assert (told["origin"], told["is_quoted"]) == ("teams", True)
    assert told["key"] == "19:channel@thread.tacv2:1606"
    assert shown(post(activity)[1])
    assert len(taps) == 1


def test_ones_own_message_is_ones_own(post: Post, teams: Teams, anna: Chat, cast: Cast) -> None:
    register_action("give_tip", f"{__name__}.tip_told")
    link(post, teams, anna, cast)

    post(point_at(teams, anna, "Hoi", now=NOW))

    assert not json.loads(taps[0][1])["is_quoted"]


def test_whom_nobody_knows_gives_no_tip(post: Post, teams: Teams, anna: Chat) -> None:
    register_action("give_tip", f"{__name__}.tip_told")

    assert "Zetje" in shown(post(point_at(teams, anna, "Hoi", now=NOW))[1])
    assert taps == []


def test_another_action_on_a_message_is_let_pass(
    post: Post, teams: Teams, anna: Chat, cast: Cast
) -> None:
    register_action("give_tip", f"{__name__}.tip_told")
    link(post, teams, anna, cast)
    activity = point_at(teams, anna, "Hoi", now=NOW)
    activity["value"]["commandId"] = "another"

    assert post(activity) == (200, None)
    assert taps == []

"""What Slack tells us: only what it signed, now and once; and what a tap does, for whom."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings
from slack_sdk.socket_mode.request import SocketModeRequest

from zetje.delivery import operations, queries, registry
from zetje.delivery.channels.slack.listening import Ear
from zetje.delivery.channels.slack.setup import Setup
from zetje.delivery.registry import Button, Card, Section, channels, register_action
from zetje.delivery.rules.mails import CardLetter
from zetje.delivery.rules.outcomes import Accepted
from zetje.delivery.testing import slack_taps
from zetje.delivery.testing.slack_server import SlackServer
from zetje.delivery.testing.slack_workspace import Mishap, Workspace
from zetje.delivery.tests.conftest import NOW
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast

Post = Callable[..., Any]
ACTIONS, EVENTS = "actions", "events"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
taps: list[tuple[str, int, str]] = []


def note_tap(*, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    taps.append(("test_skip", member_id, value))
    return Card(language="nl", title=f"Overgeslagen: {value}")


def show_week(*, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    buttons = (
        Button(label="Overslaan", action="test_skip", value="one"),
        Button(label="Open", url="https://zetje.example/week/"),
    )
    return Card(language="nl", title="Deze week", sections=(Section(title="A", buttons=buttons),))


@pytest.fixture(scope="module")
def server() -> Iterator[SlackServer]:
    with SlackServer(Workspace()) as server:
        yield server


@pytest.fixture
def slack(server: SlackServer, settings: Settings, cast: Cast) -> Iterator[Workspace]:
    settings.SLACK_API = server.api
    workspace = server.workspace
    for kept in (workspace.messages, workspace.calls, workspace.refusals):
        kept.clear()
    workspace.homes.clear()
    workspace.mishaps.clear()
    given = {"bot_token": workspace.bot_token, "signing_secret": workspace.signing_secret}
    fault = operations.set_up_channel(
        organisation_id=cast.organisation.pk,
        channel="slack",
        settings=given,
        by_member_id=cast.ad.pk,
        now=NOW,
    )
    assert fault == ""
    before = dict(registry._actions)
    register_action("test_skip", f"{__name__}.note_tap")
    register_action("this_week", f"{__name__}.show_week")
    taps.clear()
    with time_machine.travel(NOW, tick=False):
        yield workspace
    registry._actions.clear()
    registry._actions.update(before)


@pytest.fixture
def post(slack: Workspace, cast: Cast, django_capture_on_commit_callbacks: Any) -> Post:
    """Post to our endpoint as Slack does; by default signed right, and now."""
    client = Client()

    def post(
        door: str, payload: dict[str, Any], *, at: float | None = None, **headers: str
    ) -> tuple[int, bytes]:
        body = slack_taps.form_of(payload) if door == ACTIONS else json.dumps(payload)
        signed = slack_taps.sign(slack, body, at=NOW.timestamp() if at is None else at) | headers
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(
                f"/channels/slack/{cast.organisation.slug}/{door}/",
                body,
                content_type=FORM if door == ACTIONS else JSON,
                headers=signed,
            )
        return answer.status_code, answer.content

    return post


def link(cast: Cast, slack: Workspace) -> str:
    """Tie Anna's account to her, as if she had confirmed it; her address."""
    email = cast.anna.user.email
    operations.link_channel(
        organisation_id=cast.organisation.pk,
        member_id=cast.anna.pk,
        channel="slack",
        address=slack.person(email).id,
        account=f"{slack.team_id}:{slack.person(email).id}",
        now=NOW,
    )
    return email


def send_week(cast: Cast, slack: Workspace) -> None:
    """Send Anna her card through the real transport."""
    transport = channels()["slack"].open_transport()
    card = show_week(organisation_id=0, member_id=0, value="", now=NOW)
    user = slack.person(cast.anna.user.email).id
    letter = CardLetter(card, user, "<1@zetje>", cast.organisation.pk, NOW)
    assert isinstance(transport.hand_over(transport.prepare(letter)), Accepted)


def test_slack_checks_the_address_by_a_question(post: Post) -> None:
    status, said = post(EVENTS, {"type": "url_verification", "challenge": "3eZbrw"})

    assert (status, json.loads(said)) == (200, {"challenge": "3eZbrw"})


def test_a_tap_is_done_for_whoever_tapped_and_shown_in_place(
    post: Post, slack: Workspace, cast: Cast
) -> None:
    email = link(cast, slack)
    send_week(cast, slack)

    assert post(ACTIONS, slack_taps.tap(slack, email, "Overslaan")) == (200, b"")

    assert taps == [("test_skip", cast.anna.pk, "one")]
    (message,) = slack.messages
    assert message["blocks"][0]["text"]["text"] == "*Overgeslagen: one*"


def test_a_button_that_opens_a_page_is_acknowledged_and_does_nothing(
    post: Post, slack: Workspace, cast: Cast
) -> None:
    email = link(cast, slack)
    send_week(cast, slack)

    assert post(ACTIONS, slack_taps.tap(slack, email, "Open")) == (200, b"")

    assert taps == []
    assert slack.messages[0]["blocks"][0]["text"]["text"] == "*Deze week*"


def test_what_slack_did_not_sign_now_and_once_changes_nothing(
    post: Post, slack: Workspace, cast: Cast, settings: Settings
) -> None:
    email = link(cast, slack)
    send_week(cast, slack)
    payload = slack_taps.tap(slack, email, "Overslaan")
    moment = NOW.timestamp()

    for wrong in (
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": "é"},
        {"X-Slack-Signature": ""},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": str(int(moment) + 1)},
    ):
        assert post(ACTIONS, payload, **wrong)[0] == 403, wrong
    for minutes in (-6, 6):
        assert post(ACTIONS, payload, at=moment + minutes * 60)[0] == 403
    assert taps == []

    assert post(ACTIONS, payload, at=moment - 240)[0] == 200
    assert post(ACTIONS, payload, at=moment - 240)[0] == 403  # the very same request again
    assert post(ACTIONS, payload, at=moment)[0] == 200  # the same tap, signed anew
    assert len(taps) == 1


def test_the_secret_of_one_organisation_opens_no_other(
    post: Post, slack: Workspace, cast: Cast
) -> None:
    other = cast.chaima.organisation
    body = slack_taps.form_of({"type": "block_actions"})
    headers = slack_taps.sign(slack, body, at=NOW.timestamp())

    for slug, expected in ((other.slug, 403), ("nowhere", 404)):
        answer = Client().post(
            f"/channels/slack/{slug}/actions/", body, content_type=FORM, headers=headers
        )
        assert answer.status_code == expected


def test_taps_that_come_in_the_wrong_order_end_as_they_were_made(
    post: Post, slack: Workspace, cast: Cast
) -> None:
    email = link(cast, slack)
    send_week(cast, slack)
    earlier = slack_taps.tap(slack, email, "Overslaan")
    later = slack_taps.tap(slack, email, "Overslaan")
    later["actions"][0]["value"] = "two"

    post(ACTIONS, later)
    post(ACTIONS, earlier)

    assert [value for _, _, value in taps] == ["two"]


def test_an_account_of_nobody_or_of_another_workspace_does_nothing(
    post: Post, slack: Workspace, cast: Cast
) -> None:
    email = link(cast, slack)
    send_week(cast, slack)
    guest = slack_taps.tap(slack, email, "Overslaan")
    guest["user"]["team_id"] = "T0OTHER"

    assert post(ACTIONS, guest)[0] == 200

    assert taps == []
    assert "/me/channels/" in slack.messages[0]["blocks"][1]["elements"][0]["url"]


@pytest.mark.parametrize(
    "change",
    [
        {"user": None},
        {"user": {"id": "<@U1>", "team_id": "T0ZETJE"}},
        {"actions": []},
        {"container": {}},
        {"actions": [{"action_id": "act:skip:0", "action_ts": "now", "value": "x"}]},
        {"actions": [{"action_id": "act:drop_tables:0", "action_ts": "1764000000.000001"}]},
    ],
)
def test_what_slack_would_not_send_is_refused(
    change: dict[str, Any], post: Post, slack: Workspace, cast: Cast
) -> None:
    email = link(cast, slack)
    send_week(cast, slack)

    assert post(ACTIONS, slack_taps.tap(slack, email, "Overslaan") | change)[0] == 400
    assert post(EVENTS, {"type": "event_callback"})[0] == 400


def test_an_answer_goes_to_slack_alone(post: Post, slack: Workspace, cast: Cast) -> None:
    email = link(cast, slack)
    send_week(cast, slack)
    payload = slack_taps.tap(slack, email, "Overslaan")

    # The same machine by another name: whoever is asked would answer.
    elsewhere = payload["response_url"].replace("127.0.0.1", "localhost")

    assert post(ACTIONS, payload | {"response_url": elsewhere})[0] == 200

    assert len(taps) == 1
    assert slack.messages[0]["blocks"][0]["text"]["text"] == "*Deze week*"


def test_the_home_shows_the_week_once_told_and_a_tap_there_changes_it(
    post: Post, slack: Workspace, cast: Cast
) -> None:
    email = cast.anna.user.email
    stranger = slack_taps.opened_home(slack, email)
    assert post(EVENTS, stranger)[0] == 200
    (home,) = slack.homes.values()
    assert home["blocks"][1]["elements"][0]["url"].endswith("/me/channels/")

    link(cast, slack)
    event = slack_taps.opened_home(slack, email)
    assert post(EVENTS, event)[0] == 200
    (home,) = slack.homes.values()
    assert home["blocks"][0]["text"]["text"] == "*Deze week*"
    published = len(slack.calls)
    # Told again with another signature, as Slack does when an answer came late.
    assert post(EVENTS, event, at=NOW.timestamp() + 60)[0] == 200
    assert len(slack.calls) == published

    assert post(ACTIONS, slack_taps.tap_home(slack, email, "Overslaan"))[0] == 200
    assert len(taps) == 1
    assert [method for method, _ in slack.calls[published:]] == ["views.publish"]


def test_a_slack_that_does_not_answer_costs_nobody_their_choice(
    post: Post, slack: Workspace, cast: Cast
) -> None:
    email = link(cast, slack)
    slack.mishaps["views.publish"] = [Mishap(status=500), Mishap(drops=True)]

    for _ in range(2):
        assert post(EVENTS, slack_taps.opened_home(slack, email))[0] == 200


def test_an_account_is_linked_by_a_press_a_question_and_a_tap(
    post: Post, slack: Workspace, cast: Cast
) -> None:
    email = cast.anna.user.email
    slack.person(email)
    channel: Any = channels()["slack"]
    asked = {"organisation_id": cast.organisation.pk, "member_id": cast.anna.pk, "now": NOW}

    assert "Press" in channel.start_link(work_address=email, **asked)
    assert post(ACTIONS, slack_taps.tap(slack, email, "Yes, that is me"))[0] == 200

    assert reached(cast) == ["slack", "mail"]
    assert slack.messages[0]["blocks"][0]["text"]["text"].startswith(("*Verbonden", "*Connected"))

    # Whoever Slack does not know by that address gets a code to write.
    said = channel.start_link(work_address="elders@noordnaaf.example", **asked)
    assert "link " in said
    slack.mishaps["users.lookupByEmail"] = [Mishap(status=500)]
    assert "link " in channel.start_link(work_address=email, **asked)


def test_an_account_is_linked_by_a_code_that_works_once(
    post: Post, slack: Workspace, cast: Cast
) -> None:
    code = operations.link_code(
        organisation_id=cast.organisation.pk, member_id=cast.anna.pk, channel="slack", now=NOW
    )
    mine, other = "anna@prive.example", "ander@prive.example"

    post(EVENTS, slack_taps.wrote(slack, mine, "hello there"))
    assert reached(cast) == ["mail"]
    post(EVENTS, slack_taps.wrote(slack, mine, f" Koppel {code.lower()} "))
    assert reached(cast) == ["slack", "mail"]
    post(EVENTS, slack_taps.wrote(slack, other, f"link {code}"))

    account = f"{slack.team_id}:{slack.person(mine).id}"
    found = queries.member_at(
        organisation_id=cast.organisation.pk, channel="slack", address=account
    )
    assert found == cast.anna.pk
    answers = [each for each in slack.messages if "bot_id" in each]
    assert [each["channel"] for each in answers] == [
        slack.person(mine).channel,
        slack.person(other).channel,
    ]


def test_socket_mode_does_what_the_pages_do(slack: Workspace, cast: Cast) -> None:
    email = link(cast, slack)
    send_week(cast, slack)
    own = Setup(slack.bot_token, slack.signing_secret, slack.app_token)
    ear = Ear(cast.organisation.pk, own, clock=lambda: NOW)
    asked = {
        "interactive": slack_taps.tap(slack, email, "Overslaan"),
        "events_api": slack_taps.opened_home(slack, email),
        "slash_commands": {"command": "/zetje"},
    }

    shown = [
        ear.handle(SocketModeRequest(type=kind, envelope_id="e1", payload=payload))
        for kind, payload in asked.items()
    ]

    assert [[reply.card.title for reply in replies] for replies in shown] == [
        ["Overgeslagen: one"],
        ["Deze week"],
        [],
    ]
    assert len(taps) == 1


def reached(cast: Cast) -> list[str]:
    with tenant(cast.organisation.pk):
        return queries.channels_of(organisation_id=cast.organisation.pk, member_ids=[cast.anna.pk])[
            cast.anna.pk
        ]


# The shortcut on a message: "Tip the editors"


def tip_told(*, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    taps.append(("give_tip", member_id, value))
    back = Button(label="Neem terug", action="test_skip", value="t1")
    return Card(language="nl", title="Bedankt", buttons=(back,))


def test_a_message_that_somebody_points_at_becomes_a_tip_that_only_they_hear_of(
    post: Post, slack: Workspace, cast: Cast
) -> None:
    register_action("give_tip", f"{__name__}.tip_told")
    email = link(cast, slack)
    text = (
        "<@U0BRAM> kijk: <https://x.example/a?b=1&amp;c=2|de oven> &lt;b&gt; <!here> <#C1|nieuws>"
    )

    assert post(ACTIONS, slack_taps.point_at(slack, email, text)) == (200, b"")

    ((name, member_id, value),) = taps
    told = json.loads(value)
    assert (name, member_id, told["origin"]) == ("give_tip", cast.anna.pk, "slack")
    assert told["text"] == "kijk: de oven https://x.example/a?b=1&c=2 <b>  #nieuws"
    assert told["is_quoted"]
    assert told["key"].startswith("C0GENERAL:")
    assert slack.messages[-1]["text"] == "Bedankt"
    # What is said to one person can be taken back there.
    assert post(ACTIONS, slack_taps.tap(slack, email, "Neem terug")) == (200, b"")
    assert slack.messages[-1]["text"] == "Overgeslagen: t1"


def test_ones_own_words_are_ones_own(post: Post, slack: Workspace, cast: Cast) -> None:
    register_action("give_tip", f"{__name__}.tip_told")
    email = link(cast, slack)

    post(ACTIONS, slack_taps.point_at(slack, email, "Hoi", by=email))

    assert not json.loads(taps[0][2])["is_quoted"]


def test_whom_nobody_knows_is_told_how_to_connect_and_gives_no_tip(
    post: Post, slack: Workspace, cast: Cast
) -> None:
    register_action("give_tip", f"{__name__}.tip_told")

    assert post(ACTIONS, slack_taps.point_at(slack, "wie@x.example", "Hoi"))[0] == 200
    assert taps == []
    assert "Zetje" in slack.messages[-1]["text"]


@pytest.mark.parametrize("spoil", ["user", "callback_id", "message", "response_url"])
def test_a_shortcut_that_is_none_of_ours_does_no_harm(
    post: Post, slack: Workspace, cast: Cast, spoil: str
) -> None:
    register_action("give_tip", f"{__name__}.tip_told")
    payload = slack_taps.point_at(slack, link(cast, slack), "Hoi")
    payload[spoil] = "https://elders.example/"

    status, _said = post(ACTIONS, payload)

    assert status == (400 if spoil == "user" else 200)
    assert len(taps) == (1 if spoil in {"message", "response_url"} else 0)
    assert (slack.messages == []) == (spoil != "message")

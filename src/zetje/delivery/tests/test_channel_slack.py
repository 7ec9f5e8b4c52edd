"""Slack: cards within its limits, and the official client against a server as strict as Slack."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import Settings
from slack_sdk.socket_mode.request import SocketModeRequest

from zetje.delivery.channels.slack.cards import (
    MOST_BLOCKS,
    UnfitCardError,
    blocks_of,
    notification_of,
)
from zetje.delivery.channels.slack.inbound import MalformedError, Reply
from zetje.delivery.channels.slack.listening import Ear
from zetje.delivery.channels.slack.setup import SCOPES, Setup, check, socket_mode_wish
from zetje.delivery.channels.slack.transport import SlackTransport
from zetje.delivery.channels.slack.words import clean, cut, length
from zetje.delivery.rules.cards import Button, Card, Section
from zetje.delivery.rules.mails import CardLetter
from zetje.delivery.rules.outcomes import Accepted, Later, Outcome, Refused, Undecided
from zetje.delivery.testing.slack_blocks import faults_of
from zetje.delivery.testing.slack_server import SlackServer
from zetje.delivery.testing.slack_workspace import Mishap, Workspace

SANNE = "sanne@noordnaaf.example"
STORY = Section(
    title="De naaf die de fiets overleeft",
    text="“Zestigduizend kilometer.” <b>& verder</b> <!channel>",
    note="Omdat jij de testbank liet draaien.",
    picture_url="https://cdn.noordnaaf.nl/naaf.png",
    picture_alt="Tekening van een naaf",
    buttons=(
        Button(label="Kopieer & plaats", url="https://zetje.example/week/", weight="primary"),
        Button(label="Overslaan", action="skip", value="story-token"),
    ),
)
CARD = Card(
    language="nl",
    title="Goedemorgen, Sanne.",
    text="Drie verhalen, twee minuten.",
    sections=(STORY, STORY),
    footer="Minder van deze berichten? Dat kan op je pagina.",
    buttons=(Button(label="Alle drie", url="https://zetje.example/week/"),),
)


def letter(address: str, *, number: str = "<1@zetje>", card: Card = CARD) -> CardLetter:
    return CardLetter(card, address, number, 1, datetime(2026, 11, 23, 9, tzinfo=UTC))


@pytest.fixture(scope="module")
def server() -> Iterator[SlackServer]:
    with SlackServer(Workspace()) as server:
        yield server


@pytest.fixture
def slack(server: SlackServer, settings: Settings, tmp_path: Path) -> Iterator[Workspace]:
    settings.SLACK_API = server.api
    settings.DATA_FOLDER = tmp_path
    workspace = server.workspace
    yield workspace
    for kept in (workspace.messages, workspace.calls, workspace.refusals):
        kept.clear()
    workspace.mishaps.clear()
    workspace.people.clear()


@pytest.fixture
def transport(monkeypatch: pytest.MonkeyPatch) -> SlackTransport:
    monkeypatch.setattr("zetje.delivery.channels.slack.transport.SENDING_SECONDS", 0.4)
    own = Setup(bot_token="xoxb-1-zetje", signing_secret="s")
    return SlackTransport(setup_of=lambda organisation_id: own)


def send(transport: SlackTransport, address: str, **changes: Any) -> Outcome:
    return transport.hand_over(transport.prepare(letter(address, **changes)))


def test_words_are_cut_to_fit_and_never_through_a_character() -> None:
    chance = random.Random(7)
    for _ in range(300):
        text = "".join(chance.choices("ab<&> \ud83d👍👨‍👩‍👧é\n", k=chance.randrange(60)))
        most, escapes = chance.randrange(2, 40), chance.random() < 0.5
        shown = cut(text, most, escapes=escapes)

        assert length(shown) <= most
        shown.encode()
        rest = shown.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
        assert not escapes or not set(rest) & set("&<>")
    # A letter of two UTF-16 units and a family of eight are whole or not there.
    assert cut("👍" * 9, 6) == "👍👍…"
    assert cut("👨‍👩‍👧👨‍👩‍👧", 10) == "👨‍👩‍👧…"
    assert cut("\ud83dab\x00c", 9) == "abc" == clean("\ud83dab\x00c")


def test_a_card_is_shown_with_its_words_inert_and_its_buttons_said_aloud() -> None:
    blocks = blocks_of(CARD)

    assert not faults_of(blocks)
    assert [block["type"] for block in blocks] == [
        "section",
        *("divider", "section", "image", "actions", "context") * 2,
        "actions",
        "context",
    ]
    assert blocks[0]["text"]["text"] == "*Goedemorgen, Sanne.*\nDrie verhalen, twee minuten."
    assert "&lt;b&gt;&amp; verder&lt;/b&gt; &lt;!channel&gt;" in blocks[2]["text"]["text"]
    assert blocks[2]["text"]["verbatim"] is True
    copy, skip = blocks[4]["elements"]
    assert (copy["style"], copy["url"]) == ("primary", "https://zetje.example/week/")
    assert (skip["action_id"], skip["value"]) == ("act:skip:1", "story-token")
    assert skip["accessibility_label"] == "Overslaan: De naaf die de fiets overleeft"


_WORDS = ("", " ", "\0", "\ud83d", "*", "é👨‍👩‍👧<&>*" * 700, "&" * 3001, "naaf\n*x*", "<@U1>" * 31)


def any_card(chance: random.Random) -> Card:
    def word() -> str:
        return chance.choice(_WORDS)

    def buttons() -> tuple[Button, ...]:
        return tuple(
            Button(label=word(), action="skip", value=word()[:9])
            for _ in range(chance.randrange(4))
        )

    def section() -> Section:
        return Section(
            title=word(),
            text=word(),
            note=word(),
            picture_url=chance.choice(("", "https://cdn.noordnaaf.nl/a.png", "cid:1")),
            picture_alt=word(),
            buttons=buttons(),
        )

    return Card(
        language="nl",
        title=word(),
        text=word(),
        footer=word(),
        buttons=buttons(),
        sections=tuple(section() for _ in range(chance.randrange(16))),
    )


def test_whatever_a_card_holds_slack_takes_it() -> None:
    for seed in range(40):
        card = any_card(random.Random(seed))
        assert not faults_of(blocks_of(card)), seed
        assert length(notification_of(card)) <= 3500


def test_a_card_that_is_too_long_keeps_its_end_and_one_that_cannot_be_is_refused() -> None:
    blocks = blocks_of(Card(language="nl", title="a", sections=(STORY,) * 30, footer="einde"))

    assert len(blocks) <= MOST_BLOCKS
    assert blocks[-1]["elements"][0]["text"] == "einde"
    for unfit in (
        Button(label="x", action="skip", value="x" * 2001),
        Button(label="x", url="y" * 3001),
    ):
        with pytest.raises(UnfitCardError):
            blocks_of(Card(language="nl", title="a", buttons=(unfit,)))


def test_a_message_arrives_once_without_previews_and_with_its_number(
    transport: SlackTransport, slack: Workspace
) -> None:
    sanne = slack.person(SANNE)

    assert isinstance(send(transport, sanne.id), Accepted)

    (message,) = slack.messages
    assert (message["channel"], message["unfurl_links"], message["unfurl_media"]) == (
        sanne.channel,
        False,
        False,
    )
    first, second, *_, last = message["text"].splitlines()
    assert first == "Goedemorgen, Sanne. Drie verhalen, twee minuten."
    assert second.startswith("De naaf die de fiets overleeft “Zestigduizend kilometer.” &lt;b&gt;")
    assert last == CARD.footer
    assert message["metadata"]["event_payload"] == {"message_id": "<1@zetje>"}
    assert [method for method, _ in slack.calls] == ["chat.postMessage"]


@pytest.mark.parametrize(
    ("mishap", "expected"),
    [
        (Mishap(status=429, retry_after=60), Later("429 ratelimited", True, 60.0)),
        (Mishap(status=503), Later("503 ratelimited", True)),
        (Mishap(code="ratelimited", retry_after=7), Later("ratelimited", True, 7.0)),
        (Mishap(code="invalid_auth"), Later("invalid_auth", True)),
        (Mishap(code="missing_scope"), Later("missing_scope", True)),
        (Mishap(code="msg_too_long"), Refused("msg_too_long")),
        (Mishap(code="a_code_of_tomorrow"), Refused("a_code_of_tomorrow")),
        (Mishap(code="fatal_error", acts=True), Undecided("fatal_error")),
        (Mishap(code="internal_error"), Undecided("internal_error")),
        (Mishap(code="<html>Bad gateway</html>"), Undecided("200: not an answer of Slack's")),
        (Mishap(drops=True, acts=True), Undecided("no answer: RemoteDisconnected")),
        (Mishap(hangs=True, acts=True), Undecided("no answer: TimeoutError")),
    ],
)
def test_each_answer_of_slack_says_what_became_of_the_message(
    mishap: Mishap, expected: Outcome, transport: SlackTransport, slack: Workspace
) -> None:
    sanne = slack.person(SANNE)
    slack.mishaps["chat.postMessage"] = [mishap]

    assert send(transport, sanne.id) == expected
    # Asked once: whether to ask again is for the outbox.
    assert len(slack.calls) == (0 if not mishap.acts and not mishap.hangs else 1)
    assert isinstance(send(transport, sanne.id, number="<2@zetje>"), Accepted)


def test_who_is_gone_is_told_from_what_passes(
    transport: SlackTransport, slack: Workspace, settings: Settings
) -> None:
    sanne, gone = slack.person(SANNE), slack.person("weg@noordnaaf.example")
    gone.deleted = True

    assert send(transport, gone.id) == Refused("user_disabled", bad_address=True)
    assert send(transport, "U0NEVER") == Refused("user_not_found", bad_address=True)
    slack.mishaps["chat.postMessage"] = [Mishap(code="channel_not_found")]
    assert send(transport, sanne.id) == Later("channel_not_found")

    settings.SLACK_API = "http://127.0.0.1:9/api/"
    assert send(transport, sanne.id) == Later("connection: ConnectionRefusedError", everyone=True)


def test_a_retry_after_a_failing_server_never_doubles_a_message(
    transport: SlackTransport, slack: Workspace
) -> None:
    sanne = slack.person(SANNE)
    # It did post the first, and says 500 of both.
    slack.mishaps["chat.postMessage"] = [Mishap(status=500, acts=True), Mishap(status=500)]

    assert isinstance(send(transport, sanne.id), Later)
    assert isinstance(send(transport, sanne.id, number="<2@zetje>"), Later)
    slack.mishaps["conversations.open"] = [Mishap(status=502)]
    assert isinstance(send(transport, sanne.id), Later)

    assert isinstance(send(transport, sanne.id), Accepted)
    assert isinstance(send(transport, sanne.id, number="<2@zetje>"), Accepted)
    numbers = [each["metadata"]["event_payload"]["message_id"] for each in slack.messages]
    assert numbers == ["<1@zetje>", "<2@zetje>"]


def test_a_picture_that_slack_cannot_fetch_costs_nobody_the_words(
    transport: SlackTransport, slack: Workspace
) -> None:
    inside = Section(title="Naaf", picture_url="http://10.0.0.8/naaf.png", picture_alt="Een naaf")

    outcome = send(
        transport, slack.person(SANNE).id, card=Card(language="nl", title="Dag", sections=(inside,))
    )

    assert isinstance(outcome, Accepted)
    assert [block["type"] for block in slack.messages[0]["blocks"]] == [
        "section",
        "divider",
        "section",
    ]


def test_nothing_is_made_ready_for_an_organisation_without_slack() -> None:
    with pytest.raises(ValueError, match="has not set up"):
        SlackTransport(setup_of=lambda organisation_id: None).prepare(letter("U1"))


def test_settings_are_tried_at_slack_before_they_are_kept(
    slack: Workspace, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = {"bot_token": "xoxb-1-zetje", "signing_secret": "s", "app_token": "xapp-1-zetje"}

    assert check(right | {"app_token": ""}) == ""
    assert not socket_mode_wish().exists()
    assert check(right) == ""
    assert socket_mode_wish().exists()
    assert "xoxb-" in check({})
    assert "signing secret" in check(right | {"signing_secret": ""})
    assert "does not know" in check(right | {"bot_token": "xoxb-wrong"})
    assert "kinds of token" in check(right | {"app_token": "xoxb-1-zetje"})
    monkeypatch.setattr(slack, "scopes", "chat:write,im:history,im:write,users:read")
    assert "users:read.email" in check(right)
    settings.SLACK_API = "http://127.0.0.1:9/api/"
    assert "does not answer" in check(right)


def test_the_manifest_in_the_manual_asks_for_what_is_needed_and_no_more() -> None:
    page = (Path(__file__).parents[4] / "docs" / "self-hosting.md").read_text()
    manifest = page.partition("```yaml\n")[2].partition("```")[0]
    listed = {line.strip()[2:] for line in manifest.splitlines() if line.strip().startswith("- ")}

    # A shortcut on a message comes with a scope of its own, "commands".
    shortcut = {"commands", "name: Tip the editors"}
    assert listed == {*SCOPES, *shortcut, "app_home_opened", "message.im"}
    for door in ("events", "actions"):
        assert f"/channels/slack/<your organisation>/{door}/" in manifest
        assert reverse(f"delivery:slack_{door}", args=["noordnaaf"]).endswith(
            f"/channels/slack/noordnaaf/{door}/"
        )


def test_socket_mode_answers_over_a_connection_of_our_own(
    slack: Workspace, server: SlackServer
) -> None:
    own = Setup(bot_token=slack.bot_token, signing_secret="s", app_token=slack.app_token)
    heard: list[str] = []

    def handle(request: SocketModeRequest) -> list[Reply]:
        heard.append(request.payload["words"])
        if request.payload["words"] == "unfit":
            raise MalformedError("unfit")
        return [Reply(card=Card(language="nl", title="Gedaan"), home_of=slack.person(SANNE).id)]

    ear = Ear(1, own, clock=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC), handle=handle)
    try:
        assert ear.connect()
        # Longer than a frame's short length.
        server.send("interactive", {"words": "naaf" * 20_000}, number="e1")
        assert server.wait_for_acknowledgement("e1") == {"envelope_id": "e1"}
        # Slack asks to connect anew from time to time; nothing is lost by it.
        server.refresh()
        server.send("events_api", {"words": "unfit"}, number="e2")
        server.send("events_api", {"words": "home"}, number="e3")
        server.wait_for_acknowledgement("e3")
    finally:
        server.hang_up()
        ear.close()

    assert [len(heard[0]), *sorted(heard[1:])] == [80_000, "home", "unfit"]
    assert [each["envelope_id"] for each in server.acknowledged] == ["e1", "e3"]
    assert slack.homes[slack.person(SANNE).id]["blocks"][0]["text"]["text"] == "*Gedaan*"


def test_a_token_that_opens_no_connection_stops_nobody(slack: Workspace) -> None:
    own = Setup(bot_token=slack.bot_token, signing_secret="s", app_token="xapp-wrong")
    ear = Ear(1, own, clock=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
    try:
        assert not ear.connect()
    finally:
        ear.close()

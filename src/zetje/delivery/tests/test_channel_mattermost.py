"""Mattermost, added by a folder and a line: its cards, its way out, its taps and its links."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import ThreadingHTTPServer
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from zetje.delivery import operations, queries, registry
from zetje.delivery.registry import Button, Card, Section, channels, register_action
from zetje.delivery.rules.mails import CardLetter
from zetje.delivery.rules.outcomes import Accepted, Later, Outcome, Refused, Undecided
from zetje.delivery.testing.local_server import Response, answering, open_server
from zetje.delivery.testing.mattermost_server import Mattermost
from zetje.delivery.tests.conftest import NOW
from zetje.people.testing import Cast

CARD = Card(
    language="nl",
    title="Goedemorgen, Sanne.",
    text="Drie *verhalen*, @all",
    sections=(
        Section(
            title="De naaf",
            text="“[Zestigduizend](https://x)”",
            buttons=(
                Button(label="Kopieer", url="https://zetje.example/week/(1)/", weight="primary"),
                Button(label="Overslaan", action="test_skip", value="one"),
            ),
        ),
    ),
    footer="Minder?",
)
taps: list[tuple[int, str]] = []


def note_tap(*, organisation_id: int, member_id: int, value: str, now: datetime) -> Card:
    taps.append((member_id, value))
    return Card(language="nl", title="Overgeslagen")


@pytest.fixture(scope="module")
def opened() -> Iterator[tuple[ThreadingHTTPServer, Mattermost]]:
    server, chat = open_server(), Mattermost()
    with answering(server, chat.answer):
        yield server, chat


@pytest.fixture
def chat(
    opened: tuple[ThreadingHTTPServer, Mattermost], settings: Settings, cast: Cast
) -> Iterator[Mattermost]:
    server, chat = opened
    here = f"127.0.0.1:{server.server_address[1]}"
    settings.FETCH_ALLOWED_HOSTS = frozenset({here})
    chat.people.clear()
    chat.posts.clear()
    given = {"server": f"http://{here}/", "bot_token": chat.token}
    told = {"organisation_id": cast.organisation.pk, "channel": "mattermost", "now": NOW}
    assert operations.set_up_channel(settings=given, by_member_id=cast.ad.pk, **told) == ""
    check = channels()["mattermost"].check
    assert "token of a bot" in check({})
    assert "does not know" in check(given | {"bot_token": "other"})
    assert "may not be called" in check(given | {"server": "http://10.0.0.8"})
    before = dict(registry._actions)
    register_action("test_skip", f"{__name__}.note_tap")
    taps.clear()
    with time_machine.travel(NOW, tick=False):
        yield chat
    registry._actions.clear()
    registry._actions.update(before)


def send(cast: Cast, address: str, number: str = "<1@zetje>") -> Outcome:
    transport = channels()["mattermost"].open_transport()
    letter = CardLetter(CARD, address, number, cast.organisation.pk, NOW)
    try:
        return transport.hand_over(transport.prepare(letter))
    finally:
        transport.close()


def test_a_card_arrives_once_with_its_words_inert(chat: Mattermost, cast: Cast) -> None:
    anna = chat.add(cast.anna.user.email)

    for _ in range(2):
        assert isinstance(send(cast, anna), Accepted)

    (post,) = chat.posts
    assert post["message"] == "**Goedemorgen, Sanne.**\nDrie \\*verhalen\\*, @\u200ball"
    about, end = post["props"]["attachments"]
    assert about["text"] == (
        "“\\[Zestigduizend\\]\\(https://x\\)”\n\n[Kopieer](https://zetje.example/week/%281%29/)"
    )
    assert [action["name"] for action in about["actions"]] == ["Overslaan"]
    assert end["text"] == "Minder?"


def test_each_answer_says_what_became_of_the_message(chat: Mattermost, cast: Cast) -> None:
    anna, closed = chat.add(cast.anna.user.email), chat.add("weg@x.example", closed=True)

    assert send(cast, closed) == Refused("no such account", bad_address=True)
    assert send(cast, "n" * 26) == Refused("no such account", bad_address=True)
    for path, response, expected in (
        ("posts", Response(429, headers={"Retry-After": "60"}), Later("429 post", True, 60.0)),
        ("posts", Response(503), Later("503 post", True)),
        ("posts", Response(400), Refused("400 post")),
        ("users/me", Response(401), Later("401", True)),
        ("channels/direct", Response(504), Later("504 channel")),
        ("posts", Response(504), Undecided("504 post")),
    ):
        chat.mishaps[path] = [response]
        assert send(cast, anna) == expected
    assert chat.posts == []


def test_a_tap_counts_for_whom_the_button_was_made_and_for_no_other(
    chat: Mattermost, cast: Cast
) -> None:
    anna = chat.add(cast.anna.user.email)
    told: Any = {"organisation_id": cast.organisation.pk, "member_id": cast.anna.pk, "now": NOW}
    channel: Any = channels()["mattermost"]
    assert "work address" in channel.start_link(work_address="elders@x.example", **told)
    assert "Press" in channel.start_link(work_address=cast.anna.user.email, **told)

    assert tap(chat, "Yes, that is me")["update"]["message"].startswith("**")
    assert (
        queries.member_at(organisation_id=cast.organisation.pk, channel="mattermost", address=anna)
        == cast.anna.pk
    )

    send(cast, anna)
    address, given = chat.tap("Overslaan")
    path = address.partition("/channels/")[2]
    for wrong in (
        {"user_id": chat.add("ander@x.example")},
        {"context": {"token": given["context"]["token"][:-1] + "x"}},
        {"context": "token"},
    ):
        assert post(path, given | wrong).status_code == 403
    with time_machine.travel(NOW + timedelta(days=31)):
        assert post(path, given).status_code == 403
    assert taps == []

    assert tap(chat, "Overslaan")["update"]["message"] == "**Overgeslagen**"
    assert taps == [(cast.anna.pk, "one")]


def post(path: str, given: dict[str, Any]) -> Any:
    return Client().post(f"/channels/{path}", json.dumps(given), content_type="application/json")


def tap(chat: Mattermost, name: str) -> dict[str, Any]:
    address, given = chat.tap(name)
    return post(address.partition("/channels/")[2], given).json()

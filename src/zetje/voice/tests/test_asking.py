"""The line to a language model: what goes out, and that nothing the other side does holds us."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from zetje.voice.rules.model_places import Place
from zetje.voice.testing.model_schema import NotTaken, check_request
from zetje.voice.testing.model_server import KEY, MODEL, ModelServer, texts
from zetje.voice.transport import Ask, Reply, asking

SCHEMA = {
    "type": "object",
    "properties": {
        "suggestions": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"text": {"type": "string"}},
                "required": ["text"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["suggestions"],
    "additionalProperties": False,
}
QUESTION = Ask(
    instructions="Write.", material='{"title": "Naaf"}', name="suggestions", schema=SCHEMA
)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as running:
        running.model.writer = texts("Een naaf die niet piept.")
        yield running


def ask(server: ModelServer, *, seconds: float = 5.0, **given: Any) -> Reply:
    place = Place(
        **{
            "address": server.address,
            "model": MODEL,
            "key": KEY,
            "hosts": frozenset({server.host}),
        }
        | given
    )
    return asking.ask(place, QUESTION, seconds=seconds)


def test_an_answer_comes_back_whole_with_what_it_cost(server: ModelServer) -> None:
    reply = ask(server)

    assert json.loads(reply.text) == {"suggestions": [{"text": "Een naaf die niet piept."}]}
    assert (reply.fault, reply.tokens) == ("", 30 + len(reply.text) // 4)
    assert not server.model.not_taken


def test_no_header_goes_out_that_tells_what_runs_here(server: ModelServer) -> None:
    ask(server)

    [heard] = server.model.heard
    assert set(heard.headers) == {
        "host",
        "authorization",
        "content-type",
        "content-length",
        "accept",
        "user-agent",
        "accept-encoding",
    } | ({"connection"} & set(heard.headers))
    assert heard.headers["user-agent"] == "Zetje"


@pytest.mark.parametrize(
    ("misdeed", "fault"),
    [
        ("refuses", "refused"),
        ("filters", "refused"),
        ("garbage", "garbled"),
        ("not_chunks", "garbled"),
        ("html", "garbled"),
        ("hangs_up", "cut"),
        ("packed", "unreachable"),
        ("moved", "unreachable"),
        ("endless", "cut"),
        ("cut", "cut"),
        ("hangs", "timeout"),
        ("drips", "timeout"),
        ("slow", "timeout"),
    ],
)
def test_whatever_the_other_side_does_it_ends_in_time_and_in_a_word(
    misdeed: str, fault: str, server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.model.misdeed = misdeed
    server.model.pause_seconds = 0.2
    begun = time.monotonic()

    reply = ask(server, seconds=0.4 if fault == "timeout" else 5.0)

    assert reply.fault == fault
    assert time.monotonic() - begun < 2.0
    assert [line for line in caplog.records if line.levelname == "ERROR"] == []
    assert [each.headers["host"] for each in server.model.heard] == [server.host]
    assert not server.model.not_taken


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (400, "not_taken"),
        (401, "denied"),
        (403, "denied"),
        (404, "unknown"),
        (429, "busy"),
        (500, "unreachable"),
    ],
)
def test_a_status_becomes_a_word_and_is_not_tried_again(
    status: int, fault: str, server: ModelServer
) -> None:
    server.model.status = status

    assert ask(server) == Reply(fault=fault)
    assert len(server.model.heard) == 1


@pytest.mark.parametrize("misdeed", ["forgets_usage", "lies_of_usage"])
def test_a_cost_that_is_not_told_is_estimated(misdeed: str, server: ModelServer) -> None:
    server.model.misdeed = misdeed

    reply = ask(server)

    sent = len(QUESTION.instructions) + len(QUESTION.material)
    assert reply.tokens == (sent + len(reply.text)) // 3


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/v1",
        "http://169.254.169.254/v1",
        "https://[::ffff:127.0.0.1]/v1",
        "https://localhost/v1",
        "http://models.example/v1",
        "file:///etc/passwd",
        "https://user:pass@models.example/v1",
    ],
)
def test_an_address_that_nobody_allowed_is_not_called(address: str, server: ModelServer) -> None:
    assert ask(server, address=address) == Reply(fault="forbidden")
    assert not server.model.heard


def test_a_name_that_leads_inside_is_not_called(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zetje.voice.transport.line.look_up", lambda _host, _port: ["10.0.0.7"])

    assert ask(server, address="https://models.example/v1") == Reply(fault="forbidden")


def test_a_connection_is_tried_twice_and_no_more(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = f"models.example:{server.server_address[1]}"
    monkeypatch.setattr(
        "zetje.voice.transport.line.look_up", lambda _host, _port: ["127.9.9.9", "127.0.0.1"]
    )

    reply = ask(server, address=f"http://{host}/v1", hosts=frozenset({host}))

    assert reply.fault == ""
    [heard] = server.model.heard
    assert heard.headers["host"] == host


def test_where_nobody_listens_it_says_so() -> None:
    with ModelServer() as gone:
        pass

    assert ask(gone) == Reply(fault="unreachable")


def test_more_asks_at_once_than_there_are_places_go_on_without(server: ModelServer) -> None:
    taken = [asking._places.acquire(blocking=False) for _ in range(asking.AT_ONCE)]
    try:
        assert all(taken)
        assert ask(server) == Reply(fault="busy")
    finally:
        for _ in taken:
            asking._places.release()


def test_the_server_refuses_what_the_published_interface_does_not_allow(
    server: ModelServer,
) -> None:
    ask(server)
    good = dict(server.model.heard[0].body)

    for bad in (
        {"max_words": 3},
        {"messages": [{"role": "wizard", "content": "x"}]},
        {"messages": "x"},
        {"stream": "yes"},
        {"response_format": {"type": "json_schema"}},
        {
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "x", "schema": {**SCHEMA, "additionalProperties": True}},
            }
        },
    ):
        with pytest.raises(NotTaken):
            check_request(good | bad)
    assert ask(server, key="another") == Reply(fault="not_taken")

"""One stream of logs: readable or JSON, and never an address or a token in it."""

from __future__ import annotations

import asyncio
import json

import pytest

from zetje.web.run.children import how_it_ended, pause_before_restart
from zetje.web.run.stream import Lines, Stream


def test_a_line_says_which_process_spoke(capsys: pytest.CaptureFixture[str]) -> None:
    Stream().say("web", "ready")

    assert capsys.readouterr().out == "web      | ready\n"


def test_as_json_each_line_is_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    stream = Stream(as_json=True)

    stream.say("database", "plain words")
    stream.say("web", '{"event": "said", "level": "info"}')
    stream.say("web", "[1]")

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        {"process": "database", "event": "plain words"},
        {"process": "web", "event": "said", "level": "info"},
        {"process": "web", "event": "[1]"},
    ]


@pytest.mark.parametrize("as_json", [False, True])
def test_no_address_and_no_token_passes(
    capsys: pytest.CaptureFixture[str],
    as_json: bool,
) -> None:
    token = "4fVq8sTzR1kLw0xYb3NcA7"

    Stream(as_json=as_json).say("web", f"GET /w/{token}/ for anna.de-vries@example.nl")

    said = capsys.readouterr().out
    assert token not in said
    assert "anna" not in said
    assert "example.nl" not in said


def test_a_stream_nobody_reads_asks_to_end_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def refuse(*_args: object, **_options: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("builtins.print", refuse)
    monkeypatch.setattr("sys.stdout", None)
    stream = Stream(on_closed=lambda: asked.append(True))

    stream.say("web", "one")
    stream.say("web", "two")

    assert asked == [True]


def test_pieces_of_output_become_lines() -> None:
    heard: list[str] = []

    async def listen() -> None:
        lines = Lines(hear=heard.append)
        for piece in (b"on", b"e\ntw", b"o\n\nthr\xc3", b"\xabe", b""):
            lines.data_received(piece)
        lines.connection_lost(None)
        assert lines.closed.is_set()

    asyncio.run(listen())

    assert heard == ["one", "two", "thrëe"]


def test_restarts_become_rarer_up_to_half_a_minute() -> None:
    pauses = [pause_before_restart(failures=number) for number in range(12)]

    assert pauses[:4] == [0.2, 0.2, 0.4, 0.8]
    assert pauses == sorted(pauses)
    assert pauses[-1] == 30.0


def test_the_end_of_a_process_is_said_in_words() -> None:
    assert how_it_ended(-9) == "was ended by SIGKILL"
    assert how_it_ended(3) == "ended with code 3"

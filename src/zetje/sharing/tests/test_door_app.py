"""What the door answers, and what it writes down for it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from zetje.sharing.door import app, settings
from zetje.sharing.door.app import Door
from zetje.sharing.door.linkmap import LinkRow
from zetje.sharing.door.reading import SpoolReader
from zetje.sharing.door.segments import StoredClick, segments_in
from zetje.sharing.rules.clicks import LABELS

TARGET = "https://noordnaaf.example/nieuws?utm_source=zetje"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36"
)
CODE, WITHDRAWN, UNKNOWN = "abcdefghijkm", "wwwwwwwwwwww", "uuuuuuuuuuuu"


@dataclass
class Reply:
    status: int
    headers: Mapping[bytes, bytes]
    body: bytes


class Visitor:
    """Asks the door as granian would, without a process and without a database."""

    def __init__(self, folder: Path, proxies: list[str]) -> None:
        self.folder = folder
        self.proxies = proxies
        self.database_answers = True
        self.looked_up: list[str] = []

    def visit(
        self,
        path: str = f"/l/{CODE}",
        *,
        method: str = "GET",
        agent: str = CHROME,
        address: str = "192.0.2.7",
        complete: bool = True,
        **headers: str,
    ) -> Reply:
        given = {"user-agent": agent} | {k.replace("_", "-"): v for k, v in headers.items()}
        return asyncio.run(self._visit(path, method, given, address, complete))

    async def _visit(
        self, path: str, method: str, headers: dict[str, str], address: str, complete: bool
    ) -> Reply:
        door = Door(
            settings.Settings(self.folder, "", settings.networks(self.proxies)),
        )
        door._spool._slots = door._spool._reserve._slots = 64
        await asyncio.to_thread(door._spool.open)
        door.map.put(LinkRow(CODE, 11, 1, TARGET, False))
        door.map.put(LinkRow(WITHDRAWN, 12, 1, TARGET, True))
        if complete:
            door.links.is_complete.set()

        async def look_up(code: str) -> bool:
            self.looked_up.append(code)
            return self.database_answers

        door.links.look_up = look_up
        sent: list[Any] = []

        async def send(message: Mapping[str, Any]) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "headers": [(k.encode(), v.encode()) for k, v in headers.items() if v],
            "client": (address, 4711),
        }
        await door.answer(scope, send)
        await door.close()
        start, body = sent
        return Reply(start["status"], dict(start["headers"]), body["body"])

    def clicks(self) -> list[tuple[str, str]]:
        """Label and reason of each click that was written down."""
        return [
            (LABELS[click.record.label], click.record.reason.decode()) for click in self.stored()
        ]

    def stored(self) -> list[StoredClick]:
        found: list[StoredClick] = []
        SpoolReader(self.folder).read(found.extend)
        return sorted(found, key=lambda click: click.record.at_microseconds)


@pytest.fixture
def visitor(tmp_path: Path) -> Visitor:
    return Visitor(tmp_path, [])


def test_a_known_link_redirects_once_its_click_is_written(visitor: Visitor) -> None:
    reply = visitor.visit()

    assert reply.status == 302
    assert reply.headers[b"location"] == TARGET.encode()
    assert reply.headers[b"cache-control"] == b"no-store"
    assert reply.headers[b"referrer-policy"] == b"no-referrer"
    assert b"set-cookie" not in reply.headers
    [click] = visitor.stored()
    assert click.record[:2] == (1, 11)
    assert LABELS[click.record.label] == "human"


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "bot"),
        ("Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5", "bot"),
        ("LinkedInBot/1.0 (compatible; Mozilla/5.0; +http://www.linkedin.com)", "bot"),
        ("Mozilla/5.0 (via ggpht.com GoogleImageProxy)", "bot"),
        ("Proofpoint URL Defense", "bot"),
        ("BarracudaCentral/1.0", "bot"),
        ("curl/8.5.0", "bot"),
        ("", "bot"),
        ("Mozilla/5.0", "probable_bot"),
    ],
)
def test_robots_are_redirected_and_written_down_as_such(
    visitor: Visitor, agent: str, label: str
) -> None:
    assert visitor.visit(agent=agent).status == 302
    assert [found for found, _ in visitor.clicks()] == [label]


def test_looking_without_opening_is_written_down_as_a_robot(visitor: Visitor) -> None:
    head = visitor.visit(method="HEAD")
    options = visitor.visit(method="OPTIONS")

    assert (head.status, head.headers[b"location"]) == (302, TARGET.encode())
    assert (options.status, options.headers[b"allow"]) == (204, b"GET, HEAD, OPTIONS")
    assert b"location" not in options.headers
    assert visitor.clicks() == [("bot", "head"), ("bot", "options")]


@pytest.mark.parametrize("header", ["sec_purpose", "purpose", "x_purpose", "x_moz"])
def test_fetching_ahead_does_not_count(visitor: Visitor, header: str) -> None:
    assert visitor.visit(**{header: "prefetch"}).status == 302
    assert visitor.clicks() == [("probable_bot", "prefetch")]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_refused_and_leave_nothing(visitor: Visitor, method: str) -> None:
    reply = visitor.visit(method=method)

    assert (reply.status, reply.headers[b"allow"]) == (405, b"GET, HEAD, OPTIONS")
    assert visitor.clicks() == []


def test_a_withdrawn_link_says_so_in_the_readers_language(visitor: Visitor) -> None:
    dutch = visitor.visit(f"/l/{WITHDRAWN}", accept_language="nl-NL,nl;q=0.9,en;q=0.8")
    english = visitor.visit(f"/l/{WITHDRAWN}")

    assert dutch.status == english.status == 410
    assert "ingetrokken" in dutch.body.decode()
    assert "withdrawn" in english.body.decode()
    assert b"location" not in dutch.headers
    assert TARGET.encode() not in dutch.body + english.body
    assert visitor.clicks() == []


def test_all_that_is_unknown_gets_one_same_page(visitor: Visitor) -> None:
    paths = [f"/l/{UNKNOWN}", "/l/", "/l/short", "/", "/l/a/b", "/admin", f"/l/{CODE}x"]
    paths += ["/l/" + "x" * 500, "/l/<script>", f"/L/{CODE}", f"/l/{CODE}/"]

    replies = [visitor.visit(path) for path in paths]

    assert {reply.status for reply in replies} == {404}
    assert len({reply.body for reply in replies}) == 1
    assert {reply.headers[b"cache-control"] for reply in replies} == {b"no-store"}
    assert visitor.clicks() == []
    assert visitor.looked_up == [UNKNOWN, f"{CODE}x"]


def test_while_the_database_is_away_nobody_is_told_that_a_link_is_unknown(
    visitor: Visitor,
) -> None:
    visitor.database_answers = False

    reply = visitor.visit(f"/l/{UNKNOWN}")

    assert (reply.status, reply.headers[b"retry-after"]) == (503, b"60")
    assert visitor.visit().status == 302


def test_the_pages_load_and_run_nothing(visitor: Visitor) -> None:
    reply = visitor.visit(f"/l/{UNKNOWN}")

    policy = reply.headers[b"content-security-policy"].decode()
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert reply.headers[b"x-content-type-options"] == b"nosniff"
    assert b"<script" not in reply.body
    assert b"http" not in reply.body


def test_health_tells_whether_the_links_are_there(visitor: Visitor) -> None:
    assert visitor.visit("/health").status == 200
    assert visitor.visit("/health", complete=False).status == 503


def test_without_room_for_the_click_the_reader_is_not_redirected_but_shown_the_way(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("zetje.sharing.door.spool.Segment.make", full)

    reply = visitor.visit(accept_language="nl")

    assert reply.status == 503
    assert b"location" not in reply.headers
    assert f'href="{TARGET}"' in reply.body.decode()
    assert "Ga verder" in reply.body.decode()


def test_a_forged_forwarded_address_changes_nothing(visitor: Visitor) -> None:
    visitor.visit()
    visitor.visit(x_forwarded_for="198.51.100.1")

    first, second = visitor.stored()
    assert first.record.visitor == second.record.visitor


def test_behind_a_trusted_proxy_visitors_are_told_apart(tmp_path: Path) -> None:
    visitor = Visitor(tmp_path, ["10.0.0.1"])
    for forwarded in ("198.51.100.1", "198.51.100.2", "203.0.113.5, 198.51.100.1"):
        visitor.visit(address="10.0.0.1", x_forwarded_for=forwarded)

    first, second, third = (click.record.visitor for click in visitor.stored())
    assert first == third != second


def test_no_address_and_no_user_agent_is_on_disk(visitor: Visitor) -> None:
    visitor.visit(agent=f"{CHROME} Peculiar/9.9", address="203.0.113.77")

    written = b"".join(path.read_bytes() for path in segments_in(visitor.folder))
    assert written
    for trace in (b"Mozilla", b"Peculiar", b"203.0.113", bytes([203, 0, 113, 77])):
        assert trace not in written


def test_settings_that_cannot_be_read_keep_the_door_from_opening(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ZETJE_TRUSTED_PROXIES", '["nowhere"]')
    sent: list[Mapping[str, Any]] = []

    async def receive() -> Mapping[str, Any]:
        return {"type": "lifespan.startup"}

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(message)

    async def start() -> None:
        await app.application({"type": "lifespan"}, receive, send)

    asyncio.run(start())

    assert [message["type"] for message in sent] == ["lifespan.startup.failed"]
    assert "nowhere" in sent[0]["message"]


def test_django_is_not_even_imported() -> None:
    code = (
        "import sys, zetje.sharing.door.app, zetje.sharing.door.reading;"
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

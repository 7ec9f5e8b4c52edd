"""Fetching against real servers: what comes back, and what never leaves or never ends."""

import gzip
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest

from zetje.lib.fetching import FetchFailed, FetchRefused, fetch
from zetje.lib.fetching.tests.site import Site, running_site

HTML = frozenset({"text/html"})


def test_fetch_returns_the_body_its_kind_and_what_the_next_request_needs(site: Site) -> None:
    address = site.answers(
        "/a", b"hello", ETag='"1"', Last_Modified="Mon, 02 Nov 2026 08:00:00 GMT"
    )

    answer = fetch(address, kinds=HTML, allowed=site.allowed)

    assert (answer.address, answer.body, answer.content_type) == (address, b"hello", "text/html")
    assert (answer.charset, answer.etag) == ("utf-8", '"1"')
    assert answer.last_modified.startswith("Mon")


def test_fetch_asks_conditionally_and_says_that_nothing_changed(site: Site) -> None:
    address = site.answers("/a", status=304)

    answer = fetch(address, kinds=HTML, allowed=site.allowed, etag='"1"', last_modified="then")

    assert answer.unchanged
    assert site.headers[0]["If-None-Match"] == '"1"'
    assert site.headers[0]["If-Modified-Since"] == "then"


def test_fetch_unpacks_gzip_and_deflate(site: Site) -> None:
    packed = site.answers("/gzip", gzip.compress(b"hello" * 99), Content_Encoding="gzip")
    deflated = site.answers("/deflate", zlib.compress(b"hello"), Content_Encoding="deflate")

    assert fetch(packed, kinds=HTML, allowed=site.allowed).body == b"hello" * 99
    assert fetch(deflated, kinds=HTML, allowed=site.allowed).body == b"hello"


def test_fetch_leaves_private_addresses_alone_in_every_notation(site: Site) -> None:
    hosts = ["127.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f000001"]
    hosts += ["0177.0.0.1", "127.0.0.1", "169.254.169.254", "100.64.0.1", "0", "①②⑦.0.0.1"]

    for host in hosts:
        for port in ("", f":{site.port}"):
            with pytest.raises(FetchRefused):
                fetch(f"http://{host}{port}/", kinds=HTML)

    assert site.seen == []


def test_fetch_refuses_a_name_that_resolves_inside_without_touching_it(site: Site) -> None:
    for numbers in (["127.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["::ffff:127.0.0.1"]):
        with pytest.raises(FetchRefused) as refusal:
            fetch("http://inside.example/", kinds=HTML, resolve=lambda *_, n=numbers: n)
        assert refusal.value.code == "private"


def test_fetch_connects_to_the_address_that_was_judged_and_never_looks_up_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.answers("/", b"pinned")
    lookups: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        lookups.append(host)
        return ["127.0.0.1"] if len(lookups) == 1 else ["10.0.0.1"]

    def never(host: str | None, *arguments: object, **named: object) -> list[object]:
        assert host is None or host == "127.0.0.1", f"{host} was looked up outside the check"
        return real(host, *arguments, **named)

    real: Callable[..., list[object]] = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", never)
    name = f"rebinding.example:{site.port}"

    answer = fetch(f"http://{name}/", kinds=HTML, allowed=frozenset({name}), resolve=resolve)

    assert answer.body == b"pinned"
    assert lookups == ["rebinding.example"]
    assert site.seen == [(name, "/")]


def test_fetch_checks_each_hop_of_a_redirect(site: Site) -> None:
    with running_site() as inner:
        inner.answers("/secret", b"secret")
        for number, target in enumerate(
            [
                inner.address("/secret"),
                f"//127.0.0.1:{inner.port}/secret",
                "http://169.254.169.254/",
                "file:///etc/passwd",
                "gopher://127.0.0.1:70/_",
                "http://user:pass@example.org/",
            ]
        ):
            start = site.answers(f"/{number}", status=302, Location=target)
            with pytest.raises(FetchRefused):
                fetch(start, kinds=HTML, allowed=site.allowed)

        assert inner.seen == []


def test_fetch_follows_five_hops_and_not_a_sixth(site: Site) -> None:
    for number in range(6):
        site.answers(f"/{number}", status=301, Location=str(number + 1))
    site.answers("/6", b"there")

    assert fetch(site.address("/1"), kinds=HTML, allowed=site.allowed).address.endswith("/6")
    with pytest.raises(FetchFailed) as failure:
        fetch(site.address("/0"), kinds=HTML, allowed=site.allowed)
    assert failure.value.code == "redirects"


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_fetch_stops_a_bomb_before_it_unpacks(site: Site, encoding: str) -> None:
    packer = gzip.compress if encoding == "gzip" else zlib.compress
    bomb = site.answers("/", packer(b"\0" * 50_000_000), Content_Encoding=encoding)

    with pytest.raises(FetchFailed) as failure:
        fetch(bomb, kinds=HTML, allowed=site.allowed, max_bytes=1_000_000)

    assert failure.value.code == "too_big"


def test_fetch_refuses_packing_it_cannot_cap(site: Site) -> None:
    site.answers("/br", b"x", Content_Encoding="br")
    site.answers("/twice", gzip.compress(gzip.compress(b"x")), Content_Encoding="gzip, gzip")
    site.answers("/broken", b"no gzip at all", Content_Encoding="gzip")

    for path in ("/br", "/twice", "/broken"):
        with pytest.raises(FetchFailed) as failure:
            fetch(site.address(path), kinds=HTML, allowed=site.allowed)
        assert failure.value.code == "packing"


def test_fetch_believes_an_announced_size_and_reads_nothing(site: Site) -> None:
    def announce(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(10**9))
        handler.end_headers()

    site.pages["/"] = announce
    with pytest.raises(FetchFailed) as failure:
        fetch(site.address(), kinds=HTML, allowed=site.allowed)
    assert failure.value.code == "too_big"


def test_fetch_ends_an_endless_stream_by_size(site: Site) -> None:
    def pour(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65_536)

    site.pages["/"] = pour
    with pytest.raises(FetchFailed) as failure:
        fetch(site.address(), kinds=HTML, allowed=site.allowed, max_bytes=500_000)
    assert failure.value.code == "too_big"


@pytest.mark.parametrize("part", ["head", "body"])
def test_fetch_ends_a_dripping_answer_by_time(site: Site, part: str) -> None:
    over = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
        if part == "body":
            handler.wfile.write(b"\r\n")
        while not over.wait(0.05):
            handler.wfile.write(b"X-Drip: a\r\n")

    site.pages["/"] = drip
    started = time.monotonic()
    with pytest.raises(FetchFailed) as failure:
        fetch(site.address(), kinds=HTML, allowed=site.allowed, seconds=0.4)
    over.set()

    assert failure.value.code == "too_slow"
    assert time.monotonic() - started < 3


def test_fetch_ends_a_name_server_that_never_answers() -> None:
    over = threading.Event()

    with pytest.raises(FetchFailed) as failure:
        fetch(
            "http://slow.example/",
            kinds=HTML,
            seconds=0.2,
            resolve=lambda *_: [str(over.wait(20))],
        )
    over.set()

    assert failure.value.code == "too_slow"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (404, "not_found"),
        (410, "not_found"),
        (403, "forbidden"),
        (500, "site_fault"),
        (418, "unexpected"),
        (204, "unexpected"),
        (302, "unexpected"),
    ],
)
def test_fetch_says_what_a_site_answered(site: Site, status: int, code: str) -> None:
    with pytest.raises(FetchFailed) as failure:
        fetch(site.answers("/", status=status), kinds=HTML, allowed=site.allowed)
    assert failure.value.code == code


def test_fetch_takes_only_the_kinds_that_were_asked_for(site: Site) -> None:
    for kind in ("application/pdf", "text/htmlx", ""):
        with pytest.raises(FetchFailed) as failure:
            fetch(site.answers("/", b"x", kind=kind), kinds=HTML, allowed=site.allowed)
        assert failure.value.code == "wrong_kind"


def test_fetch_fails_plainly_when_nobody_answers() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]

    for resolve, code in (
        (lambda *_: ["127.0.0.1"], "unreachable"),
        (lambda *_: [], "host_unknown"),
    ):
        with pytest.raises(FetchFailed) as failure:
            fetch(
                f"http://gone.example:{port}/",
                kinds=HTML,
                allowed=frozenset({f"gone.example:{port}"}),
                resolve=resolve,
            )
        assert failure.value.code == code


def test_fetch_fails_plainly_when_the_answer_is_no_http(site: Site) -> None:
    site.pages["/"] = lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n") and None

    with pytest.raises(FetchFailed) as failure:
        fetch(site.address(), kinds=HTML, allowed=site.allowed)
    assert failure.value.code == "garbled"


def test_fetch_reads_past_no_giant_head(site: Site) -> None:
    def shout(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            handler.wfile.write(b"X-Long: " + b"a" * 8_000 + b"\r\n")

    site.pages["/"] = shout
    with pytest.raises(FetchFailed) as failure:
        fetch(site.address(), kinds=HTML, allowed=site.allowed, seconds=5)
    assert failure.value.code in {"garbled", "unreachable"}


def test_fetch_tries_the_other_addresses_of_a_name(site: Site) -> None:
    site.answers("/", b"here")
    name = f"two.example:{site.port}"

    answer = fetch(
        f"http://{name}/",
        kinds=HTML,
        allowed=frozenset({name}),
        resolve=lambda *_: ["127.0.0.2", "127.0.0.1"],
    )

    assert answer.body == b"here"


def test_fetch_is_judged_a_second_time_when_it_connects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zetje.lib.fetching.hops.is_public", lambda number: True)

    with pytest.raises(FetchRefused) as refusal:
        fetch("http://inside.example/", kinds=HTML, resolve=lambda *_: ["127.0.0.1"])
    assert refusal.value.code == "private"


def test_fetch_waits_for_no_single_part_of_an_answer_too_long(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = threading.Event()
    site.pages["/"] = lambda handler: over.wait(5) and None
    monkeypatch.setattr("zetje.lib.fetching.hops._TIMEOUTS", 0.1)

    with pytest.raises(FetchFailed) as failure:
        fetch(site.address(), kinds=HTML, allowed=site.allowed)
    over.set()
    assert failure.value.code == "too_slow"


def test_fetch_fails_plainly_when_the_line_breaks(site: Site) -> None:
    def hang_up(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nhalf")
        handler.wfile.flush()
        reset = struct.pack("ii", 1, 0)
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
        handler.connection.close()

    site.pages["/"] = hang_up
    with pytest.raises(FetchFailed) as failure:
        fetch(site.address(), kinds=HTML, allowed=site.allowed)
    assert failure.value.code in {"unreachable", "garbled"}

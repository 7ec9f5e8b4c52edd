"""Calls go to listed, public machines alone, and their faults tell whether anything went out."""

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from zetje.lib.fetching import Caller, FetchRefused, NoAnswer, NotCalled, calling
from zetje.lib.fetching.tests.site import Site

LISTED = ("push.example.com",)


@pytest.fixture
def caller(site: Site) -> Iterator[Caller]:
    caller = Caller(allowed=site.allowed, seconds=0.3)
    yield caller
    caller.close()


def test_a_call_comes_back_with_its_status_and_body(site: Site, caller: Caller) -> None:
    address = site.answers("/busy", b"later", status=429, Retry_After="7")

    for _ in range(2):
        answer = caller.call("GET", address, hosts=(), headers={"X-Own": "1"})

        assert (answer.status, answer.body) == (429, b"later")
        assert answer.headers["retry-after"] == "7"
    assert site.headers[-1]["X-Own"] == "1"
    assert site.headers[-1]["Host"] == f"127.0.0.1:{site.port}"


def test_a_redirect_is_not_followed(site: Site, caller: Caller) -> None:
    address = site.answers("/moved", status=307, Location=site.answers("/inside"))

    assert caller.call("GET", address, hosts=()).status == 307
    assert [path for _, path in site.seen] == ["/moved"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://push.example.com/a", "scheme"),
        ("https://push.example.com:8443/a", "port"),
        ("https://user@push.example.com/a", "user_info"),
        ("https://push.example.com.evil.example/a", "not_listed"),
        ("https://evilpush.example.com/a", "not_listed"),
        ("https://127.0.0.1/a", "private"),
        ("https://push.example.com/a", "private"),
    ],
)
def test_what_is_not_listed_public_and_safe_is_refused(address: str, code: str) -> None:
    caller = Caller(resolve=lambda host, port: ["93.184.215.14", "10.0.0.1"])

    with pytest.raises(FetchRefused) as refused:
        caller.call("POST", address, hosts=LISTED)

    assert refused.value.code == code


def test_a_machine_that_is_not_there_got_nothing(site: Site) -> None:
    with pytest.raises(NotCalled):
        Caller(resolve=lambda host, port: []).call("GET", "https://push.example.com/", hosts=LISTED)
    with pytest.raises(NotCalled):
        Caller(allowed=["127.0.0.1:1"]).call("GET", "http://127.0.0.1:1/", hosts=())


def test_silence_an_endless_answer_and_a_broken_line_leave_it_open(
    site: Site, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "MAX_BYTES", 10)

    def hang(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.5)

    site.pages["/hangs"] = hang
    site.pages["/breaks"] = lambda handler: handler.connection.close()
    site.answers("/long", b"x" * 11)

    for path in ("/hangs", "/breaks", "/long"):
        with pytest.raises(NoAnswer):
            caller.call("GET", site.address(path), hosts=())
    assert caller.call("GET", site.answers("/well"), hosts=()).status == 200


def test_a_line_stays_with_the_machine_that_was_judged_until_it_is_old(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    caller = Caller(allowed=[f"push.test:{site.port}"], resolve=resolve)
    address = site.answers("/").replace("127.0.0.1", "push.test")

    caller.call("GET", address, hosts=())
    caller.call("GET", address, hosts=())
    assert asked == ["push.test"]
    assert site.headers[-1]["Host"] == f"push.test:{site.port}"

    monkeypatch.setattr(calling, "LINE_SECONDS", 0.0)
    caller.call("GET", address, hosts=())
    assert len(asked) == 2
    caller.close()


def test_lines_are_not_hoarded(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "MAX_LINES", 1)
    names = [f"one.test:{site.port}", f"two.test:{site.port}"]
    caller = Caller(allowed=names, resolve=lambda host, port: ["127.0.0.1"])
    site.answers("/")

    for name in names:
        caller.call("GET", f"http://{name}/", hosts=())

    assert list(caller._lines) == names[1:]
    caller.close()

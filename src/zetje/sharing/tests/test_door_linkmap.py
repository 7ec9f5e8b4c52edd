"""The links in memory, and how seldom the database is asked for one that is not there."""

from __future__ import annotations

import pytest

from zetje.sharing.door.answers import Headers, language_for
from zetje.sharing.door.linkmap import CODE, LinkMap, LinkRow

TARGET = "https://noordnaaf.example/"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def row(code: str = "abcdefghijkm", *, withdrawn: bool = False, target: str = TARGET) -> LinkRow:
    return LinkRow(code, 1, 2, target, withdrawn)


def headers_of(links: LinkMap) -> Headers:
    redirect = links.links["abcdefghijkm"].redirect
    return redirect.headers if redirect else ()


def test_a_link_leads_to_its_target() -> None:
    links = LinkMap()
    links.put(row())

    headers = dict(headers_of(links))

    assert headers[b"location"] == TARGET.encode()
    assert headers[b"cache-control"] == b"no-store"
    assert headers[b"referrer-policy"] == b"no-referrer"


def test_a_withdrawn_link_leads_nowhere_and_a_changed_one_elsewhere() -> None:
    links = LinkMap()
    links.put(row())
    links.put(row(target="https://elders.example/"))
    assert b"https://elders.example/" in dict(headers_of(links)).values()

    links.put(row(withdrawn=True))
    assert links.links["abcdefghijkm"].redirect is None

    links.remove(["abcdefghijkm", "never-there-0"])
    assert not links.links


def test_links_to_one_target_share_its_headers() -> None:
    links = LinkMap()
    links.put(row("aaaaaaaaaaaa"))
    links.put(row("bbbbbbbbbbbb"))

    assert links.links["aaaaaaaaaaaa"].redirect is links.links["bbbbbbbbbbbb"].redirect


def test_a_code_that_was_not_there_is_not_looked_for_again_at_once() -> None:
    clock = Clock()
    links = LinkMap(clock)
    assert links.may_look_up("unknowncode1")

    links.note_unknown("unknowncode1")

    assert not links.may_look_up("unknowncode1")
    assert links.may_look_up("unknowncode2")
    clock.now += 31
    assert links.may_look_up("unknowncode1")


def test_a_link_made_after_somebody_guessed_it_is_there() -> None:
    links = LinkMap(Clock())
    links.note_unknown("abcdefghijkm")

    links.put(row())

    assert "abcdefghijkm" in links.links
    assert links.may_look_up("abcdefghijkm")


def test_a_million_guesses_ask_the_database_a_few_hundred_times() -> None:
    clock = Clock()
    links = LinkMap(clock)

    asked = 0
    for number in range(100_000):
        clock.now += 0.00001
        code = f"{number:012}"
        if links.may_look_up(code):
            asked += 1
            links.note_unknown(code)

    assert asked <= 260
    clock.now += 10
    assert links.may_look_up("honestcode12")


def test_what_is_remembered_of_guesses_is_bounded() -> None:
    links = LinkMap(Clock())

    for number in range(25_000):
        links.note_unknown(str(number))

    assert len(links._unknown) <= 10_000


@pytest.mark.parametrize("code", ["", "short", "a" * 33, "abc/defghijk", "abcdefghij%00", "é" * 12])
def test_what_has_not_the_form_of_a_code_is_none(code: str) -> None:
    assert not CODE.fullmatch(code)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        (b"", "en"),
        (b"nl", "nl"),
        (b"nl-BE,nl;q=0.9,en;q=0.8", "nl"),
        (b"en-GB,nl;q=0.5", "en"),
        (b"de,fr", "en"),
        (b"fr,nl;q=0.3", "nl"),
    ],
)
def test_pages_speak_dutch_or_english(accepted: bytes, language: str) -> None:
    assert language_for(accepted) == language

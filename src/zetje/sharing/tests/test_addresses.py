"""Web addresses, tags and mentions are found as the networks find them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.sharing.rules.addresses import links_in, pieces, without_links

# The valid ones are from the sections "urls" and "urls_without_protocol" of the public conformance
# suite of twitter-text, conformance/validate.yml (Apache-2.0).
VALID = [
    "http://example.com",
    "https://example.com/path/to/resource?search=foo&lang=en",
    "http://twitter.com/#!/twitter",
    "HTTPS://www.ExaMPLE.COM/index.html",
    "http://sports.yahoo.com/nfl/news;_ylt=Aom0;ylu=XyZ?slug=ap-superbowlnotebook",
    "http://test_underscore.twitter.com",
    "http://☃.net/",
    "http://example.com/Русские_слова",
    "https://www.youtube.com/playlist?list=PL0ZPu8XSRTB7wZzn0mLHMvyzVFeRxbWn-",
    "example.com",
    "www.example.com",
    "t.co",
    "foo.co.jp",
    "example.com/path/to/resource?search=foo&lang=en",
]


@pytest.mark.parametrize("address", VALID)
def test_links_in_finds_a_whole_address(address: str) -> None:
    assert [(link.start, link.end) for link in links_in(address)] == [(0, len(address))]


@pytest.mark.parametrize(
    "text",
    ["ftp//nothing", "http://-dash.com/", "a@b.nl", "1.5 of 3.2", "o.a.", "enz.", "@naam.nl"],
)
def test_links_in_leaves_what_is_none(text: str) -> None:
    assert links_in(text) == []


def test_links_in_stops_before_the_punctuation_of_a_sentence() -> None:
    text = "Lees https://a.nl/b, (c.nl/d(e)) en f.nl!"

    assert [text[link.start : link.end] for link in links_in(text)] == [
        "https://a.nl/b",
        "c.nl/d(e)",
        "f.nl",
    ]


def test_links_in_can_leave_out_those_without_a_scheme() -> None:
    assert links_in("a.nl", bare=False) == []


def test_links_in_finds_the_links_of_a_trial_at_home_unless_a_network_looks() -> None:
    text = "Zie http://127.0.0.1:8001/l/abc. En https://localhost/x"

    assert [text[link.start : link.end] for link in links_in(text)] == [
        "http://127.0.0.1:8001/l/abc",
        "https://localhost/x",
    ]
    assert links_in(text, unnamed=False) == []


def test_pieces_marks_links_tags_and_mentions() -> None:
    cut = pieces("Hoi @sanne@fiets.example, #fietsen2: https://a.nl/?x=#y & 5#3 #12")

    assert [(piece.kind, piece.text) for piece in cut] == [
        ("text", "Hoi "),
        ("mention", "@sanne@fiets.example"),
        ("text", ", "),
        ("tag", "#fietsen2"),
        ("text", ": "),
        ("link", "https://a.nl/?x=#y"),
        ("text", " & 5#3 #12"),
    ]


def test_pieces_of_nothing_is_nothing() -> None:
    assert pieces("") == []


def test_without_links_keeps_the_words_around() -> None:
    assert without_links("voor https://a.nl/b na") == "voor   na"


@given(st.text(alphabet="ab.@#/:( )nl-1é\n") | st.text())
def test_pieces_put_together_are_the_text(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text)) == text

"""Links and texts reach a network's composer whole."""

from __future__ import annotations

import pytest

from zetje.sharing.rules.composers import (
    NotAnInstanceError,
    composer,
    instance_host,
    with_campaign,
    with_link,
    without_link,
)

LINK = "https://go.noordnaaf.nl/l/abc"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lees dit.", f"Lees dit.\n\n{LINK}"),
        ("Lees dit.  \n", f"Lees dit.\n\n{LINK}"),
        ("Lees {link} nu.", f"Lees {LINK} nu."),
        ("Lees {link} nu. {link}", f"Lees {LINK} nu."),
        (f"Al daar: {LINK}", f"Al daar: {LINK}"),
        ("", LINK),
    ],
)
def test_with_link_puts_the_personal_link_in_once(text: str, expected: str) -> None:
    assert with_link(text, LINK) == expected


def test_with_link_leaves_other_marks_of_editors_as_they_are() -> None:
    assert with_link("{{7*7}} {name}", LINK) == "{{7*7}} {name}\n\n" + LINK


@pytest.mark.parametrize(
    ("text", "expected"),
    [(f"Lees.\n\n{LINK}", "Lees."), (f"{LINK} eerst", f"{LINK} eerst"), ("Lees.", "Lees.")],
)
def test_without_link_takes_off_only_a_link_at_the_end(text: str, expected: str) -> None:
    assert without_link(text, LINK) == expected


def test_without_link_needs_a_link() -> None:
    assert without_link("Lees.", "") == "Lees."


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://a.nl/x", "https://a.nl/x?utm_source=zetje&utm_medium=linkedin"),
        (
            "https://a.nl/x?a=%2F&b#c",
            "https://a.nl/x?a=%2F&b&utm_source=zetje&utm_medium=linkedin#c",
        ),
        ("https://a.nl/?utm_source=own", "https://a.nl/?utm_source=own&utm_medium=linkedin"),
    ],
)
def test_with_campaign_adds_what_the_organisation_set(target: str, expected: str) -> None:
    added = with_campaign(target, source="zetje", medium="{network}", network="linkedin")

    assert added == expected


def test_with_campaign_keeps_a_target_as_it_is_when_nothing_is_set() -> None:
    assert with_campaign("https://a.nl/x?q=a+b") == "https://a.nl/x?q=a+b"


def test_composer_writes_blanks_so_that_no_app_shows_a_plus() -> None:
    assert composer("https://wa.me/", text="Een & twee\nén +") == (
        "https://wa.me/?text=Een%20%26%20twee%0A%C3%A9n%20%2B"
    )


def test_composer_says_when_an_address_would_be_too_long() -> None:
    assert composer("https://wa.me/", text="é" * 2000) is None


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("Mastodon.NL", "mastodon.nl"),
        (" https://mastodon.nl/@sanne ", "mastodon.nl"),
        ("@sanne@social.coop", "social.coop"),
        ("sanne@social.coop", "social.coop"),
        ("mastodon.nl.", "mastodon.nl"),
        ("fiets.café", "fiets.xn--caf-dma"),
    ],
)
def test_instance_host_takes_it_as_people_type_it(typed: str, host: str) -> None:
    assert instance_host(typed) == host


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "mastodon",
        "127.0.0.1",
        "[::1]",
        "localhost",
        "a.nl:8080",
        "https://user:pass@a.nl/",
        "a.nl/evil",
        "a.nl?x",
        "a..nl",
        "-a.nl",
        "a.nl\r\nX: y",
        "javascript:alert(1)",
        "//evil",
        "a@b@c.nl",
        f"{'a' * 64}.nl",
        f"{'a.' * 130}nl",
    ],
)
def test_instance_host_refuses_what_is_no_host(typed: str) -> None:
    with pytest.raises(NotAnInstanceError):
        instance_host(typed)

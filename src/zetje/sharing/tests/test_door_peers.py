"""Forwarded addresses are believed only from proxies that the settings name."""

from __future__ import annotations

import pytest

from zetje.sharing.door import settings
from zetje.sharing.door.peers import true_peer

PROXIES = settings.networks(["10.0.0.1", "10.1.0.0/16", "2001:db8::/32"])


@pytest.mark.parametrize(
    ("connected", "forwarded", "peer"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.1, 10.1.2.3", "198.51.100.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "unknown", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1, <script>", "10.0.0.1"),
        ("10.0.0.1", "10.1.0.1, 10.1.0.2", "10.1.0.1"),
        ("2001:db8::5", "2001:470::1", "2001:470::1"),
        ("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("somewhere", "198.51.100.1", "somewhere"),
    ],
)
def test_the_true_peer(connected: str, forwarded: str, peer: str) -> None:
    assert true_peer(connected=connected, forwarded=forwarded, trusted=PROXIES) == peer


def test_nobody_is_believed_unless_named() -> None:
    assert true_peer(connected="10.0.0.1", forwarded="198.51.100.1", trusted=()) == "10.0.0.1"


def test_settings_are_those_of_the_installation() -> None:
    given = settings.read(
        {"ZETJE_DATA": "/data", "DATABASE_URL": "x", "ZETJE_TRUSTED_PROXIES": '["10.0.0.1"]'}
    )

    assert str(given.spool) == "/data/spool"
    assert given.database_url == "x"
    assert given.trusted_proxies == settings.networks(["10.0.0.1"])


def test_without_settings_nobody_is_trusted() -> None:
    assert settings.read({}).trusted_proxies == ()
    assert settings.read({}).spool.name == "spool"


@pytest.mark.parametrize("text", ['"10.0.0.1"', "{}", "[", '["nowhere"]'])
def test_a_setting_that_cannot_be_understood_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the sentence is that of whoever noticed
        settings.read({"ZETJE_TRUSTED_PROXIES": text})

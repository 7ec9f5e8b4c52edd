"""Why a flood on a short link leaves the pages alone: two servers, each with a short line."""

from __future__ import annotations

from typing import Any

import pytest

from zetje.web.run import servers

# What PostgreSQL takes unless somebody sets it higher; worker, sender and spool want some too.
MOST_CONNECTIONS = 100


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """What granian is asked for, by application."""
    found: dict[str, dict[str, Any]] = {}

    class Noted:
        def __init__(self, target: str, **options: Any) -> None:
            found[target] = options

        def serve(self, **_: Any) -> None:
            pass

    monkeypatch.setattr(servers, "Server", Noted)
    monkeypatch.setattr(servers.os, "cpu_count", lambda: 64)
    servers.serve_pages(host="127.0.0.1", port=8000)
    servers.serve_links(host="127.0.0.1", port=8001)
    return found


def test_pages_and_links_are_two_servers_on_two_ports(started: dict[str, dict[str, Any]]) -> None:
    assert {name: given["port"] for name, given in started.items()} == {
        servers.PAGES: 8000,
        servers.LINKS: 8001,
    }
    assert "django" not in servers.LINKS


def test_what_waits_inside_is_bounded(started: dict[str, dict[str, Any]]) -> None:
    assert all(0 < given["backpressure"] <= 1024 for given in started.values())


def test_pages_never_want_more_connections_than_the_database_has(
    started: dict[str, dict[str, Any]],
) -> None:
    pages = started[servers.PAGES]

    # Each thread keeps one.
    assert pages["workers"] * pages["blocking_threads"] <= MOST_CONNECTIONS // 2


def test_no_address_of_a_request_is_written_down(started: dict[str, dict[str, Any]]) -> None:
    assert not any(given["log_access"] for given in started.values())

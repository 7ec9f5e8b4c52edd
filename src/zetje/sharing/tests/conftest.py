"""What the tests of sharing have in common."""

from __future__ import annotations

import pytest

from zetje.lib import events
from zetje.people.testing import Cast, make_cast
from zetje.sharing import registry
from zetje.sharing.networks.bluesky import Bluesky
from zetje.sharing.networks.facebook import Facebook
from zetje.sharing.networks.instagram import Instagram
from zetje.sharing.networks.linkedin import LinkedIn
from zetje.sharing.networks.mastodon import Mastodon
from zetje.sharing.networks.x import X
from zetje.sharing.queries import known_networks


@pytest.fixture(autouse=True)
def plugged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """The networks of these tests, whatever the installation has plugged in."""
    monkeypatch.setattr(registry, "plugged_in", plugged := {})
    monkeypatch.setattr(known_networks, "plugged_in", plugged)
    registry.register(LinkedIn(), X(), Facebook(), Bluesky(), Mastodon(), Instagram())


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The events that were published, in order, as if each transaction were committed at once."""
    heard: list[object] = []
    monkeypatch.setattr(events.transaction, "on_commit", lambda callback: callback())
    monkeypatch.setattr(events, "_react", heard.append)
    return heard


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of the permission ladder."""
    return make_cast()

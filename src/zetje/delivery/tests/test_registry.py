"""Who makes the words of which kind, and which channel takes them out."""

from __future__ import annotations

import pytest

from zetje.delivery import registry
from zetje.delivery.testing.fakes import FakeChannel, fake_channels
from zetje.delivery.tests.conftest import NOW


def test_a_kind_has_the_family_it_is_registered_with_or_that_of_its_name() -> None:
    registry.register_renderer("poll", "x.y", family="uncapped")

    assert registry.renderer_of("poll").family == "uncapped"
    assert registry.family_for("poll") == "uncapped"
    assert registry.family_for("never_heard_of") == "notice"


def test_a_family_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="no family"):
        registry.register_renderer("poll", "x.y", family="often")


def test_a_kind_that_nobody_renders_is_told() -> None:
    with pytest.raises(registry.UnknownKindError):
        registry.renderer_of("never_heard_of")


def test_a_channel_is_plugged_in_under_its_name_with_its_pace() -> None:
    chat = FakeChannel()
    with fake_channels(chat, per_second=5):
        assert registry.channels()["chat"] is chat
        assert registry.open_transport("chat") is chat.transport
        assert (registry.pace_of("chat"), registry.pace_of("mail")) == (5, 0)

    assert "chat" not in registry.channels()
    assert registry.pace_of("chat") == 0


def act(**given: object) -> registry.Card:
    return registry.Card(language="nl", title=repr(sorted(given)), text=str(given["value"]))


@pytest.mark.django_db
def test_a_tap_does_what_its_name_is_registered_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_actions", {})
    registry.register_action("skip", f"{__name__}.act")
    tap = {"organisation_id": 1, "member_id": 2, "value": "story", "now": NOW}

    assert registry.perform_action(name="skip", **tap).text == "story"
    with pytest.raises(registry.UnknownActionError):
        registry.perform_action(name="publish", **tap)

"""Who makes the words of which kind, and which channel takes them out."""

from __future__ import annotations

import pytest

from zetje.delivery import registry
from zetje.delivery.testing.fakes import FakeTransport


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


def test_a_channel_is_opened_by_the_path_it_is_registered_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(registry, "_channels", {})
    registry.register_channel("slack", "zetje.delivery.testing.fakes.FakeTransport")

    assert isinstance(registry.open_transport("slack"), FakeTransport)

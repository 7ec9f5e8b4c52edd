"""An experiment keeps the game, or a reward, from somebody for a while, and takes nothing away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.recognition.presenters.rewards import bon_view, rule_views
from zetje.recognition.queries import tried
from zetje.recognition.tests.rewarding import (
    SEPTEMBER,
    drawn_round,
    make_rule,
    make_sharers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_who_is_without_the_game_sees_no_points_and_is_told_why(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, bram = cast.anna, cast.bram
    monkeypatch.setattr(tried, "_without_game", [lambda member, _now: member == anna])
    pages = {who: signed_in(Client(), who) for who in (anna, bram)}

    for name in ("points", "challenges"):
        assert pages[anna].get(reverse(name)).status_code == 302
        assert pages[bram].get(reverse(name)).status_code == 200
    without, usual = (
        pages[who].get(reverse("recognition")).content.decode() for who in (anna, bram)
    )
    assert "Even zonder het spel." in without
    assert "Even zonder het spel." not in usual


def test_a_round_that_began_without_somebody_is_drawn_without_them(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = make_rule(cast)
    kept_from, *others = make_sharers(cast, 6)
    asked: list[Any] = []

    def without(organisation_id: int, rule_id: int, at: Any) -> set[int]:
        asked.append((organisation_id, rule_id, at.astimezone().date().isoformat()))
        return {kept_from.pk}

    monkeypatch.setattr(tried, "_without_reward", [without])

    assert drawn_round(cast).entrants == len(others)
    assert {(org, key) for org, key, _at in asked} == {(cast.organisation.pk, rule.pk)}
    today = (SEPTEMBER + timedelta(days=1)).date()
    with tenant(cast.organisation.pk), time_machine.travel(SEPTEMBER, tick=False):
        assert bon_view(member=kept_from, now=SEPTEMBER) is None
        assert bon_view(member=others[0], now=SEPTEMBER) is not None
        assert rule_views(member=kept_from, today=today) == []
        assert len(rule_views(member=others[0], today=today)) == 1

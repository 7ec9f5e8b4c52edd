"""What a whole organisation has on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from zetje.lib.tenancy import tenant
from zetje.people.queries.audit import AuditQuestion, audit_entries
from zetje.people.testing import make_cast
from zetje.recognition.operations import set_game_switches
from zetje.recognition.queries import GameSwitches, game_switches

NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)


@pytest.mark.django_db
def test_everything_is_on_until_somebody_turns_it_off_and_that_is_written_down() -> None:
    cast = make_cast()
    here = cast.organisation
    with tenant(here.pk):
        assert game_switches(here.pk) == GameSwitches()

        set_game_switches(organisation=here, by=cast.ad, now=NOW, points=False, rewards=False)
        set_game_switches(organisation=here, by=cast.ad, now=NOW, rewards=False)

        assert game_switches(here.pk) == GameSwitches(points=False, rewards=False)
        assert not game_switches(here.pk).has_leagues
        told = audit_entries(here, AuditQuestion(action="recognition.settings_changed"))
        assert [row.details for row in told] == [{"settings": {"points": False, "rewards": False}}]
        with pytest.raises(TypeError):
            set_game_switches(organisation=here, by=cast.ad, now=NOW, everything=False)

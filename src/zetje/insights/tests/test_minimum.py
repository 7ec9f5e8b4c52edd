"""How many people a count needs may rise and never falls; the clock freezes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from zetje.insights import queries as insights
from zetje.insights import tasks
from zetje.insights.models import FigureCell, FrozenWeek
from zetje.insights.operations import (
    MinimumRefusedError,
    freeze_due,
    freeze_period,
    raise_minimum,
)
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation, make_team

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 22, 8, tzinfo=UTC)


@pytest.fixture
def organisation():
    here = make_organisation()
    team = make_team(here)
    for number in range(30):
        make_member(here, team=team, joined=number < 6)
    return here


def counts(organisation):
    with tenant(organisation.pk):
        rows = FigureCell.objects.filter(figure="joined").order_by("week")
        return list(rows.values_list("count", "words"))


def test_a_minimum_holds_from_the_next_week_on_and_what_was_shown_stays(organisation) -> None:
    freeze_due(organisation_id=organisation.pk, now=NOW)
    with tenant(organisation.pk):
        pim = make_member(organisation, roles=["programme_manager"])

    assert raise_minimum(organisation_id=organisation.pk, to=8, by=pim, now=NOW)
    assert not raise_minimum(organisation_id=organisation.pk, to=8, by=None, now=NOW)
    freeze_period(
        organisation_id=organisation.pk,
        week=last_week(organisation) + 1,
        now=datetime(2026, 9, 29, 8, tzinfo=UTC),
    )

    assert counts(organisation) == [(6, ""), (None, "few")]
    with tenant(organisation.pk):
        assert insights.minimum_of(organisation.pk) == 8


def last_week(organisation):
    with tenant(organisation.pk):
        return FrozenWeek.objects.latest("week").week


@pytest.mark.parametrize("to", [4, 7])
def test_a_minimum_never_falls(organisation, to) -> None:
    raise_minimum(organisation_id=organisation.pk, to=8, by=None, now=NOW)

    with pytest.raises(MinimumRefusedError, match="8"):
        raise_minimum(organisation_id=organisation.pk, to=to, by=None, now=NOW)


@time_machine.travel(NOW, tick=False)
def test_the_clock_freezes_last_week_of_every_organisation(organisation) -> None:
    tasks.freeze_due(timestamp=0)
    tasks.freeze(organisation_id=organisation.pk)
    tasks.freeze(organisation_id=organisation.pk)

    assert counts(organisation) == [(6, "")]

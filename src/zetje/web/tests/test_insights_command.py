"""`zetje insights freeze`: weeks that are over, from the oldest on, once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from click.testing import CliRunner

from zetje.behaviour.weeks import week_number
from zetje.content.testing import make_story
from zetje.insights import operations as insights_operations
from zetje.insights import queries as insights
from zetje.insights.door.recomputing import Difference
from zetje.insights.queries.figures import Figure
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation, make_team
from zetje.sharing.testing import make_skip
from zetje.web.cli.insights import insights_group

pytestmark = pytest.mark.django_db


@time_machine.travel(datetime(2026, 9, 22, 8, tzinfo=UTC), tick=False)
def test_the_command_freezes_weeks_from_the_oldest_on_once() -> None:
    organisation = make_organisation()
    team = make_team(organisation)
    for number in range(30):
        make_member(organisation, team=team, joined=number < 6)

    first = CliRunner().invoke(insights_group, ["freeze", "--weeks", "2"])
    again = CliRunner().invoke(insights_group, ["freeze", "--organisation", organisation.slug])

    assert first.exit_code == again.exit_code == 0
    assert "2026-W37 frozen" in first.output
    assert "2026-W38 frozen" in first.output
    assert "2026-W38 as it was frozen" in again.output
    with tenant(organisation.pk):
        told = insights.figure(
            organisation_id=organisation.pk,
            name=Figure.JOINED,
            period=insights.periods(organisation.pk),
        )
    assert [(cell.period.iso, cell.value, cell.of) for cell in told] == [
        ((2026, 38), 6, 30),
        ((2026, 37), 6, 30),
    ]


def test_the_command_adds_the_record_up_anew_and_tells_what_stood_otherwise() -> None:
    organisation = make_organisation()
    make_skip(make_member(organisation), make_story(organisation))

    told = [CliRunner().invoke(insights_group, ["rebuild"]).output for _ in range(2)]

    assert told == [
        f"{organisation.name}: 1 weeks of people put right\n",
        f"{organisation.name}: as it stood\n",
    ]


@time_machine.travel(datetime(2026, 9, 22, 8, tzinfo=UTC), tick=False)
def test_the_command_checks_the_tallies_and_fails_where_one_differs(monkeypatch) -> None:
    organisation = make_organisation()
    make_skip(make_member(organisation), make_story(organisation))

    equal = CliRunner().invoke(insights_group, ["check", "--organisation", organisation.slug])
    monkeypatch.setattr(
        insights_operations,
        "check_tallies",
        lambda **_: [Difference(week=week_number(date(2026, 9, 15)), tally="skips", people=3)],
    )
    differs = CliRunner().invoke(insights_group, ["check"])

    assert (equal.exit_code, equal.output) == (0, f"{organisation.name}: equal\n")
    assert differs.exit_code == 1
    assert differs.output == f"{organisation.name}: 2026-W38 skips differ, of 3 people\n"

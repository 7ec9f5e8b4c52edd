"""How much the same people stand in many digests is told of as many people as a count needs."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from zetje.insights.door.repeats import repeats
from zetje.insights.rules.studies import Studied
from zetje.insights.tests.test_fogg_study import WEEK, share_weeks
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation, make_team

pytestmark = pytest.mark.django_db


def crew(here: Any, team: Any, names: str) -> list[Any]:
    return [make_member(here, given_name=name, family_name="", team=team) for name in names]


def told(here: Any, members: list[Any]) -> Any:
    keys = np.array(sorted(member.pk for member in members), dtype=np.int64)
    return repeats(
        Studied(organisation_id=here.pk, week=WEEK, zone=ZoneInfo("UTC"), least=5, members=keys)
    )


def test_nothing_is_told_of_what_four_people_did() -> None:
    here = make_organisation(name="Noordnaaf", slug="noordnaaf")
    with tenant(here.pk):
        team = make_team(here, name="Workshop")
        keen, other, more = (crew(here, team, names) for names in ("ab", "cd", "ef"))
        share_weeks(here, keen, last=WEEK, confirmed=True)
        share_weeks(here, other, last=WEEK, confirmed=False)
        assert told(here, keen + other) == {"starts": 1.0, "shares": 1.0, "digests": 1.0}
        share_weeks(here, more, last=WEEK, confirmed=True)
        assert told(here, keen + other + more)["shares"] > 1.5


def test_who_left_is_counted_with_no_team_of_others() -> None:
    here = make_organisation(name="Noordnaaf", slug="noordnaaf")
    with tenant(here.pk):
        keen, idle = (make_team(here, name=name) for name in ("Keen", "Idle"))
        first, second = crew(here, keen, "abc"), crew(here, idle, "defg")
        gone = crew(here, keen, "hij")
        last = crew(here, idle, "k")
        share_weeks(here, first + gone, last=WEEK, confirmed=True)
        share_weeks(here, second + last, last=WEEK, confirmed=False)
        everybody = first + second + gone + last
        assert told(here, everybody)["shares"] == 1.0
        for member in gone:
            member.left_on = "2026-01-05"
            member.save()

        # Each team still does alike, and so do those who left.
        assert told(here, everybody)["shares"] == 1.0

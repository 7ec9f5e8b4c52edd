"""Studies of prompts find what was put into the log, and go by who is counted alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from zetje.behaviour.weeks import monday_of, week_number
from zetje.insights.door.prompts import fatigue, messages, moderators, prompts
from zetje.insights.rules.studies import Studied
from zetje.insights.tests.prompt_seasons import live_season
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation, make_team

pytestmark = pytest.mark.django_db

WEEK = week_number(datetime(2026, 9, 15, tzinfo=UTC).date())
EFFECTS = {"social_proof": 0.35, "fresh_story": -0.15}


@pytest.fixture
def here() -> Any:
    return make_organisation(name="Noordnaaf", slug="noordnaaf")


@pytest.fixture
def crew(here: Any) -> list[Any]:
    # Half of them have been here for long; one large team and one small one.
    workshop, office = make_team(here, name="Workshop"), make_team(here, name="Office")
    on = monday_of(WEEK)
    return [
        make_member(
            here,
            given_name=f"Colleague {number}",
            family_name="",
            team=office if number < 8 else workshop,
            started_on=on - timedelta(days=200 if number % 2 else 3000),
        )
        for number in range(120)
    ]


def studied(here: Any, members: list[Any], week: int = WEEK) -> Studied:
    keys = np.array(sorted(member.pk for member in members), dtype=np.int64)
    return Studied(organisation_id=here.pk, week=week, zone=ZoneInfo("UTC"), least=5, members=keys)


def by_key(rows: Any) -> dict[str, Any]:
    return {row["key"]: row for row in rows}


def test_a_season_is_read_as_it_was_lived(here: Any, crew: list[Any]) -> None:
    live_season(here, crew, weeks=range(WEEK - 11, WEEK + 1), effects=EFFECTS)
    who = studied(here, crew)

    with tenant(here.pk):
        whole, each, whom, tired = (
            study(who) for study in (prompts, messages, moderators, fatigue)
        )

    assert whole is not None
    assert (whole["people"], whole["weeks"], whole["prompts"] + whole["silences"]) == (
        120,
        12,
        pytest.approx(1440, abs=20),
    )
    assert whole["lower"] < 100 * (0.35 - 0.15) / 3 < whole["upper"]
    assert whole["relative"]["lower"] < 0.22 < whole["relative"]["upper"]

    assert each is not None
    kinds = by_key(each["kinds"])
    assert set(kinds) == {"neutral", "social_proof", "fresh_story"}
    assert kinds["social_proof"]["verdict"] == "works"
    assert kinds["social_proof"]["lower"] < 35 < kinds["social_proof"]["upper"]
    assert kinds["fresh_story"]["estimate"] < -8
    assert kinds["fresh_story"]["upper"] > -15
    assert kinds["neutral"]["verdict"] == "not_enough_data"
    slots = by_key(each["slots"])
    assert {"channel:mail", "channel:slack", "weekday:1", "weekday:3", "part:morning"} <= set(slots)
    # Half of the people have each channel; who never had a prompt goes with the larger half.
    assert (slots["channel:mail"]["people"], slots["channel:slack"]["people"]) == (60, 50)

    assert whom is not None
    cells = by_key(whom["cells"])
    assert cells["social_proof:1"]["estimate"] > 15
    assert set(by_key(whom["phases"])) == {"1", "2"}
    assert set(by_key(whom["tenures"])) == {"under_one", "over_three"}
    # A team of eight: enough to be counted, too few to be told.
    sizes = by_key(whom["sizes"])
    assert sizes["under_10"]["missing"][0] == "people"
    assert sizes["from_25"]["people"] == 110

    assert tired is not None
    assert set(by_key(tired["gaps"])) == {"1", "2", "3", "rested"}
    assert set(by_key(tired["doses"])) == {"0", "1", "2"}
    # Nobody chose anything, so nothing is said of how many do.
    assert {row["chose"] for row in tired["gaps"]} == {None}


def test_who_is_not_counted_goes_into_no_study_and_who_was_erased_stays(
    here: Any, crew: list[Any], tmp_path: Any, settings: Any
) -> None:
    from zetje.people import operations as people

    settings.DATA_FOLDER = tmp_path
    live_season(here, crew, weeks=range(WEEK - 3, WEEK + 1), effects={})
    with tenant(here.pk):
        people.erase_person(member=crew[0], by=None, now=datetime(2026, 9, 20, tzinfo=UTC))
        everybody = prompts(studied(here, crew[1:]))
        most = prompts(studied(here, crew[1:90]))

    assert everybody is not None
    assert most is not None
    assert (everybody["people"], most["people"]) == (120, 90)


def test_later_weeks_and_an_empty_log_say_nothing(here: Any, crew: list[Any]) -> None:
    live_season(here, crew[:60], weeks=range(WEEK, WEEK + 1), effects={})

    with tenant(here.pk):
        before = [
            study(studied(here, crew, WEEK - 1))
            for study in (prompts, messages, moderators, fatigue)
        ]
        after = prompts(studied(here, crew))

    assert before == [None] * 4
    assert after is not None
    assert (after["verdict"], after["weeks"]) == ("not_enough_data", 1)

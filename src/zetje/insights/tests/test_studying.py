"""A week is studied once, of who is counted, and only where fifty people are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from zetje.behaviour.weeks import monday_of, week_number
from zetje.insights import queries as insights
from zetje.insights.models import StudyResult
from zetje.insights.operations import studying
from zetje.insights.operations.freezing import freeze_period
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.people.testing import make_member, make_organisation, make_team

pytestmark = pytest.mark.django_db

WEEK = week_number(datetime(2026, 9, 15, tzinfo=UTC).date())


@pytest.fixture(autouse=True)
def studies(monkeypatch):
    found = {"heads": lambda studied: {"heads": studied.members.size}, "silent": lambda _: None}
    monkeypatch.setattr(studying, "STUDIES", found)
    return found


def organisation_of(people):
    here = make_organisation(name="Noordnaaf", slug=f"noordnaaf-{people}")
    team = make_team(here, name="Workshop")
    for number in range(people):
        make_member(here, given_name=f"Colleague {number}", family_name="", team=team)
    return here


def study(organisation, week=WEEK):
    now = datetime.combine(monday_of(week + 1), datetime.min.time(), UTC) + timedelta(days=1)
    freeze_period(organisation_id=organisation.pk, week=week, now=now)
    return studying.study_week(organisation_id=organisation.pk, week=week, now=now)


def test_fifty_people_are_studied_once(studies) -> None:
    here = organisation_of(50)

    assert (study(here), study(here)) == (1, 0)

    with tenant(here.pk):
        found = insights.latest_results(here.pk, ["heads", "silent"])
        assert {name: result.details for name, result in found.items()} == {"heads": {"heads": 50}}
        assert insights.results_of(here.pk, "heads", since=WEEK + 1) == ()


def test_forty_nine_people_are_not() -> None:
    assert study(organisation_of(49)) == 0


def test_who_waits_for_others_goes_into_no_study(studies) -> None:
    here = organisation_of(50)
    study(here)
    make_member(here, given_name="New", family_name="")

    study(here, WEEK + 1)

    with tenant(here.pk):
        assert insights.latest_results(here.pk, ["heads"])["heads"].details == {"heads": 50}


def test_a_result_stays_as_it_was_written() -> None:
    here = organisation_of(50)
    study(here)
    with tenant(here.pk), pytest.raises(DatabaseError), transaction.atomic():
        StudyResult.objects.update(people=60)


def test_who_leaves_alone_stays_in_the_studies(studies) -> None:
    here = organisation_of(50)
    study(here)
    with tenant(here.pk):
        leaver = people.joined_members(here).latest("pk")
        leaver.left_on = monday_of(WEEK + 1)
        leaver.save(update_fields=["left_on"])

    study(here, WEEK + 1)

    with tenant(here.pk):
        assert insights.latest_results(here.pk, ["heads"])["heads"].details == {"heads": 50}

"""Tests of when it is decided: at the own slot of each week, whatever the clocks do."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from zetje.behaviour.availability import Reason
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member
from zetje.prompting.models import (
    NotAtThisTime,
    PromptRefusal,
)
from zetje.prompting.operations.deciding import plan_prompts
from zetje.prompting.tests.deciding import (
    always,
    decide,
    log,
    week_with_digest,
)
from zetje.prompting.tests.planning import (
    EARLY,
    local,
    make_stories,
    plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(tuesdays: Any) -> Any:
    return tuesdays


@pytest.mark.parametrize(
    ("fields", "slot"),
    [
        ({}, "2026-09-17T09:00"),
        ({"preferences": {"slot_hour": 14}}, "2026-09-17T14:00"),
        ({"preferences": {"slot_hour": 21}}, "2026-09-17T17:00"),
        ({"preferences": {"digest_weekday": 2}}, "2026-09-18T09:00"),
        ({"working_days": [0, 1, 4]}, "2026-09-18T09:00"),
        ({"working_days": [1]}, "2026-09-15T12:00"),
        ({"country": "VA"}, "2026-09-18T09:00"),
    ],
)
def test_the_slot_is_two_working_days_after_the_digest_in_its_week(
    organisation: Any, fields: dict[str, Any], slot: str
) -> None:
    always(organisation)
    make_member(organisation, **fields)
    make_stories(organisation)
    for moment in ("2026-09-15T08:00", "2026-09-15T14:30", "2026-09-16T08:00"):
        plan(organisation, local(moment))

    plan_prompts(
        organisation_id=organisation.pk,
        now=local("2026-09-15T11:00"),
        until=local("2026-09-20T00:00"),
    )

    (decision,) = log(organisation)
    assert (decision.why_silent, decision.slot_at) == (Reason.AVAILABLE, local(slot))


def test_an_hour_that_was_refused_moves_the_slot_and_a_kind_that_was_refused_stays_out(
    organisation: Any,
) -> None:
    always(organisation)
    member = make_member(organisation)
    with tenant(organisation.pk):
        own = {"organisation": organisation, "member": member, "since": EARLY}
        NotAtThisTime.objects.create(**own, weekday=3, hour=9)
        PromptRefusal.objects.create(**own, arm="personal_benefit")
    week_with_digest(organisation)

    assert decide(organisation) == 0
    assert decide(organisation, local("2026-09-17T09:45")) == 1

    (decision,) = log(organisation)
    assert decision.slot_at == local("2026-09-17T10:00")
    assert decision.eligible_arms == ["neutral"]


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "America/New_York", "Asia/Kathmandu"])
def test_over_the_changes_of_the_clock_each_week_is_decided_once_at_nine(
    organisation: Any, zone: str
) -> None:
    here = ZoneInfo(zone)
    always(organisation)
    make_stories(organisation, 12, published_at=local("2026-01-05T09:00"))
    make_member(organisation, time_zone=zone, preferences={"digest_weekday": 0})
    for week in range(4):
        monday = local("2026-10-19T08:40", here) + timedelta(weeks=week)
        plan(organisation, monday)
        for day in (0, 1, 2, 2, 6):
            decide(organisation, monday + timedelta(days=day))

    found = log(organisation)
    assert [row.iso_week for row in found] == [43, 44, 45, 46]
    assert {row.slot_at.astimezone(here).strftime("%a %H:%M") for row in found} == {"Wed 09:00"}
    assert {row.outcome_until.astimezone(here).strftime("%a %H:%M") for row in found} == {
        "Mon 00:00"
    }


def test_week_53_is_decided_for_itself_and_the_first_week_of_the_year_too(
    organisation: Any,
) -> None:
    always(organisation)
    make_stories(organisation, 9, published_at=local("2026-12-01T09:00"))
    make_member(organisation)
    for week in range(3):
        plan(organisation, local("2026-12-22T08:00") + timedelta(days=7 * week))
        decide(organisation, local("2026-12-24T08:45") + timedelta(days=7 * week))

    assert [(row.iso_year, row.iso_week) for row in log(organisation)] == [
        (2026, 52),
        (2026, 53),
        (2027, 1),
    ]

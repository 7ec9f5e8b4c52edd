"""Planners that run together, or die midway: one plan comes of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_organisation, make_team
from zetje.prompting.models import Digest, DigestStory
from zetje.prompting.operations import plan_digests

PEOPLE = 2_000
SOURCE = Path(__file__).resolve().parents[3]
EARLY = datetime(2026, 9, 15, 5, tzinfo=UTC)
A_WEEK_BEFORE = datetime(2026, 9, 8, 5, tzinfo=UTC)
LONG_AGO = datetime(2026, 9, 1, 5, tzinfo=UTC)
PLANNER = """
import sys
from datetime import datetime
import django
django.setup()
from zetje.prompting.operations import plan_digests
print("begins", flush=True)
plan_digests(organisation_id=int(sys.argv[1]), now=datetime.fromisoformat(sys.argv[2]))
"""


def make_crowd(count: int) -> Any:
    organisation = make_organisation(digest_weekday=1, digest_hour=9)
    teams = [make_team(organisation) for _ in range(20)]
    for number in range(12):
        make_story(
            organisation, published_at=LONG_AGO, kind=("news", "event", "vacancy")[number % 3]
        )
    member, membership = (apps.get_model("people", name) for name in ("Member", "Membership"))
    with tenant(organisation.pk):
        members = member.objects.bulk_create(
            member(
                organisation=organisation,
                email=f"lid{number}@noordnaaf.example",
                given_name=f"Lid {number}",
                team=teams[number % len(teams)],
            )
            for number in range(count)
        )
        membership.objects.bulk_create(
            membership(
                organisation=organisation, member=each, house_rules_version=1, joined_at=LONG_AGO
            )
            for each in members
        )
    return organisation


def plan_of(organisation: Any) -> tuple[int, int, int, int]:
    """Digests, whose they are, their stories, and their messages."""
    with tenant(organisation.pk):
        return (
            Digest.objects.count(),
            Digest.objects.values("member").distinct().count(),
            DigestStory.objects.count(),
            apps.get_model("delivery", "Message").objects.values("dedupe_key").distinct().count(),
        )


@pytest.mark.django_db(transaction=True)
def test_planners_at_once_make_one_plan() -> None:
    organisation = make_crowd(200)

    def plan(_: int) -> int:
        try:
            return plan_digests(organisation_id=organisation.pk, now=EARLY)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as planners:
        planned = list(planners.map(plan, range(4)))

    assert sorted(planned) == [0, 0, 0, 200]
    assert plan_of(organisation) == (200, 200, 600, 200)


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_a_planner_that_is_killed_leaves_all_or_nothing_and_the_next_completes_it(
    database_url: str,
) -> None:
    organisation = make_crowd(PEOPLE)
    whole = start_planner(database_url, organisation, A_WEEK_BEFORE)
    began = time.monotonic()
    assert whole.wait(timeout=120) == 0
    duration = time.monotonic() - began
    week_before = plan_of(organisation)
    assert week_before[0] == PEOPLE

    for part in (0.1, 0.5, 0.9):
        planner = start_planner(database_url, organisation, EARLY)
        time.sleep(part * duration)
        planner.kill()
        planner.wait()
        assert plan_of(organisation)[0] in (PEOPLE, 2 * PEOPLE)

    plan_digests(organisation_id=organisation.pk, now=EARLY)

    assert plan_of(organisation) == (2 * PEOPLE, PEOPLE, 6 * PEOPLE, 2 * PEOPLE)


def start_planner(database_url: str, organisation: Any, now: datetime) -> subprocess.Popen[str]:
    """A planner as a process of its own, begun."""
    planner = subprocess.Popen(
        [sys.executable, "-c", PLANNER, str(organisation.pk), now.isoformat()],
        env=os.environ | {"DATABASE_URL": database_url, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert planner.stdout is not None
    with planner.stdout:
        assert planner.stdout.readline() == "begins\n"
    return planner

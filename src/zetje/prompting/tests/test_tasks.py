"""Tests of the jobs of prompting."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import TestCase

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation
from zetje.prompting import tasks
from zetje.prompting.models import Decision, DecisionOutcome, Digest
from zetje.prompting.testing import make_digest

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 9, 15, 6, tzinfo=UTC)


def waiting(name: str) -> list[dict[str, Any]]:
    from procrastinate.contrib.django.models import ProcrastinateJob

    return list(
        ProcrastinateJob.objects.filter(task_name=name).order_by("id").values("args", "lock")
    )


@pytest.mark.parametrize(
    ("task", "job"),
    [
        (tasks.plan_due, "prompting.plan_digests"),
        (tasks.decide_due, "prompting.plan_prompts"),
        (tasks.learn_all, "prompting.learn"),
    ],
)
def test_each_organisation_is_planned_by_one_job_of_its_own(task: Any, job: str) -> None:
    ids = sorted(make_organisation().pk for _ in range(2))

    for _ in range(2):
        with TestCase.captureOnCommitCallbacks(execute=True):
            task(0)

    jobs = waiting(job)
    assert [job["args"] for job in jobs] == [{"organisation_id": pk} for pk in ids]
    assert len({job["lock"] for job in jobs}) == 2


@time_machine.travel(TUESDAY, tick=False)
def test_the_job_plans_what_falls_due_now() -> None:
    organisation = make_organisation()
    make_story(organisation)
    make_member(organisation)

    tasks.plan_digests(organisation_id=organisation.pk)

    with tenant(organisation.pk):
        assert Digest.objects.count() == 1


def test_the_jobs_decide_at_the_slot_and_learn_in_the_week_after() -> None:
    organisation = make_organisation()
    member = make_member(organisation)
    make_digest(member, [make_story(organisation)], now=TUESDAY)

    with time_machine.travel(TUESDAY + timedelta(days=2, hours=1), tick=False):
        tasks.plan_prompts(organisation_id=organisation.pk)
    with time_machine.travel(TUESDAY + timedelta(days=8), tick=False):
        tasks.learn(organisation_id=organisation.pk)

    with tenant(organisation.pk):
        assert Decision.objects.get().member_id == member.pk
        assert DecisionOutcome.objects.get().version == 1

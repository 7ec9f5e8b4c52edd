"""Tests of the jobs of prompting."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import TestCase

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_organisation
from zetje.prompting import tasks
from zetje.prompting.models import Digest

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 9, 15, 6, tzinfo=UTC)


def waiting(name: str) -> list[dict[str, Any]]:
    from procrastinate.contrib.django.models import ProcrastinateJob

    return list(
        ProcrastinateJob.objects.filter(task_name=name).order_by("id").values("args", "lock")
    )


def test_each_organisation_is_planned_by_one_job_of_its_own() -> None:
    ids = sorted(make_organisation().pk for _ in range(2))

    for _ in range(2):
        with TestCase.captureOnCommitCallbacks(execute=True):
            tasks.plan_due(0)

    jobs = waiting("prompting.plan_digests")
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

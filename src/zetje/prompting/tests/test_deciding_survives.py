"""Planners of prompts that run together, or die midway; campaigns that ask the same person too."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from zetje.behaviour.availability import Reason
from zetje.delivery import operations as delivery
from zetje.delivery.testing.fakes import FakeTransport, fake_renderers
from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member
from zetje.prompting.operations import plan_prompts
from zetje.prompting.tests.deciding import THURSDAY, always, decide, log, prompts, week_with_digest
from zetje.prompting.tests.planning import Message, rows

SOURCE = Path(__file__).resolve().parents[3]
# A planner that has written every decision and every prompt, and waits before it commits.
PLANNER = """
import sys, time
from datetime import datetime
import django
django.setup()
from zetje.prompting.operations import plan_prompts
from zetje.prompting.operations.deciding import planning
def wait(**_):
    print("written", flush=True)
    time.sleep(60)
planning.record = wait
plan_prompts(organisation_id=int(sys.argv[1]), now=datetime.fromisoformat(sys.argv[2]))
"""


@pytest.fixture
def organisation(tuesdays: Any) -> Any:
    always(tuesdays, hold_out_share=0)
    for _ in range(12):
        make_member(tuesdays)
    week_with_digest(tuesdays)
    return tuesdays


@pytest.mark.django_db(transaction=True)
def test_planners_at_once_decide_once(organisation: Any) -> None:
    def plan(_: int) -> int:
        try:
            return plan_prompts(organisation_id=organisation.pk, now=THURSDAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as planners:
        decided = list(planners.map(plan, range(3)))

    assert sorted(decided) == [0, 0, 12]
    assert len({row.member_id for row in log(organisation)}) == 12
    assert len({row.member_id for row in prompts(organisation)}) == 12


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_a_planner_that_is_killed_leaves_nothing_and_the_next_one_decides_the_same(
    organisation: Any, database_url: str
) -> None:
    planner = subprocess.Popen(
        [sys.executable, "-c", PLANNER, str(organisation.pk), THURSDAY.isoformat()],
        env=os.environ | {"DATABASE_URL": database_url, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert planner.stdout is not None
    with planner.stdout:
        assert planner.stdout.readline() == "written\n"
    planner.kill()
    planner.wait()
    assert (log(organisation), prompts(organisation)) == ([], [])

    assert decide(organisation) == 12
    assert len(prompts(organisation)) == 12


@pytest.mark.django_db
def test_a_prompt_two_campaigns_and_a_push_by_hand_are_one_prompt_a_week(
    organisation: Any,
) -> None:
    def queue(members: Sequence[int], name: str, now: Any) -> None:
        for member in members:
            delivery.queue_message(
                organisation_id=organisation.pk,
                member_id=member,
                kind="prompt",
                subject_id=None,
                dedupe_key=f"{name}:{member}",
                not_before=now,
                useful_until=None,
                now=now,
            )

    with tenant(organisation.pk):
        Message.objects.filter(kind="digest").update(state="dropped")
    members = [row.member_id for row in rows(organisation, Message)]
    queue(members[:4], "first", THURSDAY - timedelta(days=1))
    queue(members[2:6], "second", THURSDAY - timedelta(days=1))
    decide(organisation)
    queue(members[5:], "by hand", THURSDAY)
    transport = FakeTransport()
    with fake_renderers("prompt"):
        for hour in range(3):
            delivery.send_due(
                now=THURSDAY + timedelta(hours=hour),
                rng=random.Random(1),
                open_channel=transport.open,
            )

    sent = [row.member_id for row in prompts(organisation) if row.state == "sent"]
    assert sorted(sent) == sorted(members)
    assert {row.reason for row in prompts(organisation) if row.state == "dropped"} == {"cap"}
    asked = {row.member_id for row in log(organisation) if row.why_silent == Reason.CAP_REACHED}
    assert asked == set(members[:6])
    assert len([row for row in log(organisation) if row.is_prompt]) == 6

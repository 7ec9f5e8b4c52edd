"""Rewards while everything happens at once, and while processes die: one of each, and no more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast
from zetje.prompting.operations import tell_of_awards
from zetje.recognition.operations import rewards
from zetje.recognition.queries import rewards as found
from zetje.recognition.tests.rewarding import (
    LATER,
    SETTLED,
    awards,
    drawn_round,
    make_rule,
    make_sharers,
    make_vouchers,
)

pytestmark = pytest.mark.django_db(transaction=True)

SOURCE = Path(__file__).resolve().parents[3]
Message: Any = apps.get_model("delivery", "Message")
Award: Any = apps.get_model("recognition", "Award")
RewardEntry: Any = apps.get_model("recognition", "RewardEntry")
RewardRule: Any = apps.get_model("recognition", "RewardRule")
VoucherIssue: Any = apps.get_model("recognition", "VoucherIssue")
# Loads the code once and forks a worker for each thing that is to be done.
MOTHER = """
import json, os, signal, sys, time
from datetime import datetime
import django
django.setup()
from zetje.lib.tenancy import tenant
from zetje.prompting.operations import tell_of_awards
from zetje.recognition.operations import rewards
from zetje.recognition.operations.rewards import rounds, awards
from zetje.recognition.models import Award, RewardRound
from zetje.people.models import Member
here, now = int(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
def wait(*_, **__):
    print(os.getpid(), flush=True)
    time.sleep(60)
for line in sys.stdin:
    if os.fork() == 0:
        exec(json.loads(line))
        os._exit(0)
"""
# Where a process stands when it is killed, by what it was doing.
DRAWING = "rounds.RewardRound.save = wait\nrewards.settle_rounds(organisation_id=here, now=now)"
APPROVING = """
rounds.record_audit = wait
with tenant(here):
    rewards.approve_round(
        by=Member.objects.get(given_name="Ad"), drawn=RewardRound.objects.get(seed__gt=""), now=now
    )
"""
# The award is committed; its notice is not in the outbox.
APPROVED = """
from zetje.lib.events import route
from zetje.recognition.events import AwardsGiven
route({AwardsGiven: [wait]})
with tenant(here):
    rewards.approve_round(
        by=Member.objects.get(given_name="Ad"), drawn=RewardRound.objects.get(seed__gt=""), now=now
    )
"""
# The notices are in the outbox, and that they are there is not noted.
TELLING = """
from django.db.models import QuerySet
QuerySet.update = wait
tell_of_awards(organisation_id=here, now=now)
"""
CLAIMING = """
awards.enter = wait
with tenant(here):
    award = Award.objects.select_related("member").get()
    rewards.claim_award(member=award.member, award=award, now=now)
"""


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cast = make_cast()
    batch = make_vouchers(cast, ["A-1", "A-2", "A-3", "A-4"])
    make_rule(cast, batch=batch)
    make_sharers(cast, 4)
    return cast


def all_at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Each act in a thread and a connection of its own; a refusal is its sentence."""

    def do(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except rewards.RewardRefusedError as fault:
            return str(fault)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(do, acts))


@pytest.fixture
def kill(cast: Cast, database_url: str) -> Iterator[Callable[[str], None]]:
    """Has a process do something, up to a point, and kills it there."""
    mother = subprocess.Popen(
        [sys.executable, "-c", MOTHER, str(cast.organisation.pk), LATER.isoformat()],
        env=os.environ
        | {
            "DATABASE_URL": database_url,
            "PYTHONPATH": str(SOURCE),
            "DJANGO_SETTINGS_MODULE": "zetje.web.settings",
            "ZETJE_SEAL_KEYS": json.dumps(settings.SEAL_KEYS),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert mother.stdin is not None
    assert mother.stdout is not None

    def kill(doing: str) -> None:
        mother.stdin.write(json.dumps(doing) + "\n")
        mother.stdin.flush()
        worker = psutil.Process(int(mother.stdout.readline()))
        worker.kill()
        worker.wait(timeout=10)

    with mother, mother.stdin, mother.stdout:
        yield kill
        mother.kill()


def counted(cast: Cast) -> dict[str, int]:
    """How many there are of each thing that there may be one of."""
    with tenant(cast.organisation.pk):
        return {
            "awards": Award.objects.filter(approved_at__isnull=False).count(),
            "codes": VoucherIssue.objects.count(),
            "notices": Message.objects.filter(kind="awarded").count(),
            "spent": RewardRule.objects.get(kind="draw").spent_cents,
        }


def approved(cast: Cast) -> None:
    drawn = drawn_round(cast)
    with tenant(cast.organisation.pk):
        rewards.approve_round(by=cast.ad, drawn=drawn, now=LATER)


def tell(cast: Cast) -> int:
    return tell_of_awards(organisation_id=cast.organisation.pk, now=LATER)


def test_workers_approvers_tellers_and_presses_at_once_are_one_of_each(cast: Cast) -> None:
    here = cast.organisation.pk

    def settle() -> int:
        return rewards.settle_rounds(organisation_id=here, now=SETTLED)

    drawn = all_at_once([settle] * 3)
    round_ = drawn_round(cast)

    def yes(by: Any) -> Callable[[], int]:
        def act() -> int:
            with tenant(here):
                return rewards.approve_round(by=by, drawn=round_, now=LATER)

        return act

    agreed = all_at_once([yes(cast.ad), yes(cast.femke), yes(cast.ad), yes(cast.wil)])
    told = all_at_once([lambda: tell(cast)] * 3)
    (award,) = awards(cast)

    def claim() -> str:
        with tenant(here):
            claimed = rewards.claim_award(member=award.member, award=award, now=LATER)
            return found.code_of(claimed)

    codes = all_at_once([claim] * 4)

    assert sorted(drawn) == [0, 0, 1]
    assert agreed == [1, 1, 1, 1]
    # Who finds the award held by another teller leaves it to them.
    assert sum(told) <= 1
    assert len(set(codes)) == 1
    assert counted(cast) == {"awards": 1, "codes": 1, "notices": 1, "spent": 2500}


def test_rounds_at_once_never_spend_more_than_the_budget_nor_promise_a_code_twice(
    cast: Cast,
) -> None:
    here = cast.organisation.pk
    pots = [
        make_rule(cast, kind="thanks", period="", budget_cents=7500, batch=batch)
        for batch in (make_vouchers(cast, ["B-1", "B-2", "B-3", "B-4"], name="B"),) * 2
    ]

    def thank(number: int) -> Callable[[], Any]:
        def act() -> Any:
            with tenant(here):
                return rewards.give_thanks(
                    by=cast.bram,
                    to=cast.anna,
                    pot=pots[number % 2],
                    reason="helped",
                    words="",
                    press=f"p{number}",
                    now=LATER,
                )

        return act

    given = all_at_once([thank(number) for number in range(10)])
    given = [one for one in given if isinstance(one, Award)]

    def claim(award: Award) -> Callable[[], str]:
        def act() -> str:
            with tenant(here):
                return found.code_of(rewards.claim_award(member=cast.anna, award=award, now=LATER))

        return act

    codes = all_at_once([claim(award) for award in given for _ in range(2)])

    assert len(given) == 4
    assert sorted(Counter(codes).items()) == [("B-1", 2), ("B-2", 2), ("B-3", 2), ("B-4", 2)]
    with tenant(here):
        assert all(rule.spent_cents <= rule.budget_cents for rule in RewardRule.objects.all())


@pytest.mark.processes
def test_killed_anywhere_between_draw_and_mail_there_is_one_award_one_voucher_and_one_mail(
    cast: Cast, kill: Callable[[str], None]
) -> None:
    kill(DRAWING)
    assert awards(cast) == []
    drawn_round(cast)
    (chosen,) = awards(cast)

    kill(APPROVING)
    assert counted(cast)["awards"] == 0

    kill(APPROVED)
    assert counted(cast) == {"awards": 1, "codes": 0, "notices": 0, "spent": 2500}
    approved(cast)

    kill(TELLING)
    assert counted(cast)["notices"] == 0
    assert [tell(cast), tell(cast)] == [1, 0]

    kill(CLAIMING)
    assert counted(cast)["codes"] == 0
    with tenant(cast.organisation.pk):
        (award,) = awards(cast)
        rewards.claim_award(member=award.member, award=award, now=LATER)

    assert award.pk == chosen.pk
    assert counted(cast) == {"awards": 1, "codes": 1, "notices": 1, "spent": 2500}
    with tenant(cast.organisation.pk):
        kinds = RewardEntry.objects.order_by("pk").values_list("kind", flat=True)
        assert list(kinds) == ["granted", "claimed"]

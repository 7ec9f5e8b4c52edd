"""Tests of what comes of decisions: noted once, learned once, and learned again from the log."""

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest
from django.apps import apps

from zetje.behaviour.availability import Reason
from zetje.behaviour.burden import price
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import make_member
from zetje.prompting.models import DecisionOutcome, Policy, PolicyPart, PromptSettings
from zetje.prompting.operations.deciding import (
    learn_from_decisions,
    policies_amiss,
    rebuild_policies,
)
from zetje.prompting.tests.deciding import (
    THURSDAY,
    always,
    decide,
    log,
    set_prompts,
    week_with_digest,
)
from zetje.prompting.tests.planning import EARLY, Message, local, plan, rows

pytestmark = pytest.mark.django_db
WEDNESDAY = local("2026-09-23T03:00")
Share: Any = apps.get_model("sharing", "Share")


@pytest.fixture
def organisation(tuesdays: Any) -> Any:
    return tuesdays


def learn(organisation: Any, now: datetime = WEDNESDAY) -> int:
    return learn_from_decisions(organisation_id=organisation.pk, now=now)


def share(story: Any, members: list[Any], at: datetime, *, confirmed: bool = True) -> None:
    with tenant(story.organisation_id):
        Share.objects.bulk_create(
            Share(
                organisation_id=story.organisation_id,
                member=member,
                story=story,
                network="linkedin",
                text="",
                started_at=at,
                confirmed_at=at if confirmed else None,
            )
            for member in members
        )


def amiss(organisation: Any) -> list[str]:
    with tenant(organisation.pk):
        return policies_amiss(organisation_id=organisation.pk, now=WEDNESDAY)


def test_a_share_from_the_slot_to_the_end_of_the_week_is_what_came_of_it(
    organisation: Any,
) -> None:
    always(organisation)
    before, at_once, late, after, unsaid, never = (make_member(organisation) for _ in range(6))
    (story, *_) = week_with_digest(organisation)
    decide(organisation)
    share(story, [before], THURSDAY - timedelta(minutes=1))
    share(story, [at_once], THURSDAY)
    share(story, [late], local("2026-09-20T23:59"))
    share(story, [after], local("2026-09-21T00:00"))
    share(story, [unsaid], THURSDAY, confirmed=False)
    with tenant(organisation.pk):
        Message.objects.filter(kind="prompt").exclude(member=never).update(
            state="sent", message_id="<1@x>", sender=1, changed_at=THURSDAY
        )

    assert learn(organisation, local("2026-09-21T23:59")) == 0
    assert learn(organisation) == 6
    assert learn(organisation) == 0

    found = {row.decision.member_id: row for row in with_decisions(organisation)}
    shared = {member for member, row in found.items() if row.shared}
    assert shared == {at_once.pk, late.pk}
    assert {member for member, row in found.items() if not row.was_sent} == {never.pk}
    assert {row.price for row in found.values()} == set(price(dose=[0.0]).tolist())


def with_decisions(organisation: Any) -> list[Any]:
    with tenant(organisation.pk):
        return list(DecisionOutcome.objects.select_related("decision").order_by("pk"))


def test_what_was_learned_is_what_the_log_teaches_also_after_an_erasure(
    organisation: Any, tmp_path: Any, settings: Any
) -> None:
    settings.DATA_FOLDER = tmp_path
    members = [make_member(organisation) for _ in range(12)]
    silent = make_member(organisation, preferences={"learns": False})
    (story, *_) = week_with_digest(organisation, count=12)
    for week in range(4):
        plan(organisation, EARLY + timedelta(weeks=week))
        decide(organisation, THURSDAY + timedelta(weeks=week))
        share(story, members[week : 3 * week], THURSDAY + timedelta(weeks=week, hours=1))
        learn(organisation, WEDNESDAY + timedelta(weeks=week))
        story = week_with_digest(organisation, count=1)[0]

    versions = [(row.kind, row.version) for row in rows(organisation, Policy)]
    assert versions == [(kind, n) for n in range(1, 5) for kind in ("send", "message")]
    assert amiss(organisation) == []
    with tenant(organisation.pk):
        people.erase_person(member=members[3], by=None, now=WEDNESDAY)
        kept = set(PolicyPart.objects.values_list("policy__version", flat=True))
        learned = {row.decision.member_id for row in with_decisions(organisation)}
    assert amiss(organisation) == []
    assert kept == {2, 3, 4}
    assert silent.pk not in learned
    assert min(row.person for row in log(organisation) if row.member_id == silent.pk) < 0

    with tenant(organisation.pk):
        Policy.objects.filter(kind="message", version=4).update(fingerprint="something else")
    assert amiss(organisation) == ["policy MainEffect 4"]
    with tenant(organisation.pk):
        assert rebuild_policies(organisation_id=organisation.pk, now=WEDNESDAY) == 1
        assert rebuild_policies(organisation_id=organisation.pk, now=WEDNESDAY) == 0
    assert amiss(organisation) == []


def of_week(organisation: Any, week: int) -> list[Any]:
    return [row for row in log(organisation) if row.slot_at >= THURSDAY + timedelta(weeks=week)]


def test_the_calendar_decides_until_enough_is_known_and_then_the_policies(
    organisation: Any,
) -> None:
    set_prompts(organisation, hold_out_share=0, learning_until=local("2026-10-01T00:00").date())
    members = [make_member(organisation) for _ in range(100)]
    stories = week_with_digest(organisation, count=30)
    policies: list[set[str]] = []
    chances: list[float] = []
    for week in range(5):
        plan(organisation, EARLY + timedelta(weeks=week))
        decide(organisation, THURSDAY + timedelta(weeks=week))
        found = of_week(organisation, week)
        # At first everybody shares, then only whom nobody asked.
        sharers = [
            member
            for member in members
            if week < 2 or not next(row for row in found if row.member_id == member.pk).is_prompt
        ]
        share(stories[week], sharers, THURSDAY + timedelta(weeks=week, days=1))
        policies.append({row.send_policy for row in found})
        chances.append(float(np.mean([row.send_chance for row in found])))
        learn(organisation, WEDNESDAY + timedelta(weeks=week))

    assert policies == [
        {"Calendar 0"},
        {"Calendar 0"},
        {"PartialPooling 2"},
        {"PartialPooling 3"},
        {"PartialPooling 4"},
    ]
    assert chances[:2] == [0.5, 0.5]
    assert chances[2] > chances[3] >= chances[4] >= 0.1
    with tenant(organisation.pk):
        PromptSettings.objects.update(least_chance=0.3, learning_chance=0.4)
    plan(organisation, EARLY + timedelta(weeks=5))
    decide(organisation, THURSDAY + timedelta(weeks=5))
    drawn = [row.send_chance for row in of_week(organisation, 5) if row.reason == 0]
    assert min(drawn) >= 0.3
    assert amiss(organisation) == []


@pytest.mark.parametrize(("state", "is_silent"), [("sent", True), ("dropped", False)])
def test_only_prompts_that_went_out_count_as_ignored(
    organisation: Any, state: str, is_silent: bool
) -> None:
    always(organisation)
    make_member(organisation)
    week_with_digest(organisation, count=16)
    for week in range(4):
        now = THURSDAY + timedelta(weeks=week)
        plan(organisation, EARLY + timedelta(weeks=week))
        decide(organisation, now)
        with tenant(organisation.pk):
            Message.objects.filter(kind="prompt").update(
                state=state, message_id="<1@x>", sender=1, changed_at=now
            )
        learn(organisation, WEDNESDAY + timedelta(weeks=week))

    last = log(organisation)[-1]
    assert (last.why_silent is Reason.SILENT_AFTER_IGNORED) is is_silent
    assert (last.why_silent is Reason.AVAILABLE) is not is_silent

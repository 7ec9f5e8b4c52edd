"""Tests of the log of decisions: only ever added to, one a week, and whole after an erasure."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import Error, IntegrityError, transaction

from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import make_cast
from zetje.prompting.models import Decision, DecisionOutcome, HoldOutDraw
from zetje.prompting.testing import make_decision

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 17, 7, tzinfo=UTC)


def refused(act: Any, *, match: str) -> None:
    with pytest.raises(Error, match=match), transaction.atomic():
        act()


def test_a_decision_and_what_came_of_it_are_never_changed() -> None:
    anna = make_cast().anna
    decision = make_decision(anna, now=NOW, arm="streak")
    with tenant(anna.organisation_id):
        known = {"organisation_id": anna.organisation_id}
        DecisionOutcome.objects.create(
            decision=decision,
            shared=True,
            was_sent=True,
            price=0,
            learned_at=NOW,
            version=1,
            **known,
        )
        HoldOutDraw.objects.create(member=anna, is_held_out=True, share=0.1, drawn_at=NOW, **known)
        for rows in (Decision.objects, DecisionOutcome.objects, HoldOutDraw.objects):
            refused(rows.all().delete, match="append-only")
        refused(lambda: Decision.objects.update(action=0, arm=""), match="append-only")
        refused(lambda: DecisionOutcome.objects.update(shared=False), match="append-only")
        refused(lambda: HoldOutDraw.objects.update(is_held_out=False), match="append-only")

    assert (decision.chance, decision.eligible_arms) == (0.5, ["streak"])
    assert decision.dedupe_key == f"prompt:{anna.pk}:2026-W38"


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"iso_week": 38}, "one_decision_a_week"),
        ({"send_chance": 1.0}, "decision_was_a_draw"),
        ({"reason": 4}, "decision_was_a_draw"),
        ({"reason": 99, "send_chance": 0, "arm": ""}, "decision_reason_known"),
        ({"action": 0}, "decision_arm_of_a_prompt"),
        ({"outcome_until": NOW}, "decision_before_its_outcome"),
    ],
)
def test_what_cannot_be_is_not_written(fields: dict[str, Any], rule: str) -> None:
    anna = make_cast().anna
    make_decision(anna, now=NOW)

    with pytest.raises(IntegrityError, match=rule):
        make_decision(anna, now=NOW, **({"iso_week": 39} | fields))


def test_who_is_erased_is_taken_out_of_a_log_that_stays_whole(tmp_path: Any, settings: Any) -> None:
    settings.DATA_FOLDER = tmp_path
    cast = make_cast()
    own = make_decision(cast.anna, now=NOW)
    with tenant(cast.organisation.pk):
        given = people.collect_personal_data(member=cast.anna)["prompting.Decision"]
        people.erase_person(member=cast.anna, by=None, now=NOW)
        left = Decision.objects.get(pk=own.pk)

    assert [(row["arm"], row["send_chance"]) for row in given] == [("neutral", 0.5)]
    assert "person" not in given[0]
    assert (left.member_id, left.person, left.action) == (None, own.person, 1)

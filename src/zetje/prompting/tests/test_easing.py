"""For a team that is helped, facilitators take the place of other kinds; and asking can be less."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from zetje.lib.tenancy import tenant
from zetje.people.testing import make_member, make_team
from zetje.prompting.models import PromptSettings
from zetje.prompting.operations import Pace, ease_team, pace_of, set_pace, stop_easing
from zetje.prompting.tests.deciding import THURSDAY, decide, log, set_prompts, week_with_digest
from zetje.prompting.tests.planning import rows

pytestmark = pytest.mark.django_db

QUARTER = timedelta(weeks=13)


def ease(organisation: Any, team: Any, *, days: int = 1) -> bool:
    return ease_team(
        organisation_id=organisation.pk,
        team_id=team.pk,
        lasts=QUARTER,
        now=THURSDAY - timedelta(days=days),
    )


def test_a_helped_team_gets_facilitators_and_others_all_kinds(tuesdays: Any) -> None:
    workshop, sales = (make_team(tuesdays, name=name) for name in ("Workshop", "Sales"))
    helped, other = (make_member(tuesdays, team=team) for team in (workshop, sales))
    week_with_digest(tuesdays)

    assert (ease(tuesdays, workshop), ease(tuesdays, workshop)) == (True, False)
    decide(tuesdays)

    kinds = {decision.member_id: decision.eligible_arms for decision in log(tuesdays)}
    assert kinds == {helped.pk: ["neutral"], other.pk: ["neutral", "personal_benefit"]}


@pytest.mark.parametrize("ends", ["by hand", "in time"])
def test_help_that_ended_is_over(tuesdays: Any, ends: str) -> None:
    workshop = make_team(tuesdays, name="Workshop")
    make_member(tuesdays, team=workshop)
    week_with_digest(tuesdays)
    ease(tuesdays, workshop, days=1 if ends == "by hand" else 92)
    if ends == "by hand":
        assert stop_easing(organisation_id=tuesdays.pk, team_id=workshop.pk, now=THURSDAY)

    decide(tuesdays, THURSDAY)

    (decision,) = log(tuesdays)
    assert decision.eligible_arms == ["neutral", "personal_benefit"]


def test_asking_less_leaves_all_else_as_it_was_and_can_be_taken_back(tuesdays: Any) -> None:
    set_prompts(tuesdays, hold_out_share=0.2, learning_chance=0.5)
    usual = Pace(most_chance=0.9, learning_chance=0.5)
    for pace in (Pace(0.45, 0.25), Pace(0.45, 0.25), Pace(0.0, 0.0), usual):
        set_pace(organisation_id=tuesdays.pk, by=None, pace=pace, now=THURSDAY)

    held = rows(tuesdays, PromptSettings)
    assert [(row.most_chance, row.learning_chance) for row in held] == [
        (0.9, 0.5),
        (0.45, 0.25),
        (0.1, 0.1),
        (0.9, 0.5),
    ]
    assert {row.hold_out_share for row in held} == {0.2}
    assert [row.replaced_at is None for row in held] == [False, False, False, True]
    with tenant(tuesdays.pk):
        assert pace_of(organisation_id=tuesdays.pk, now=THURSDAY) == usual

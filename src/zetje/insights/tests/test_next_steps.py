"""What to do next is proposed once a week from frozen figures, taken up, taken back, and judged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.utils import DatabaseError
from django.test import Client

from zetje.behaviour.weeks import week_number
from zetje.insights.models import (
    BlockWeek,
    FigureCell,
    FrozenWeek,
    NextStep,
    StepAct,
    StudyResult,
)
from zetje.insights.operations.next_steps import (
    StepRefusedError,
    judge_steps,
    propose_steps,
    take_back,
    take_up,
)
from zetje.insights.queries.steps import steps_told
from zetje.insights.rules.next_steps import QUARTER, Rule
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, make_team, signed_in
from zetje.prompting import operations as prompting

NOW = datetime(2026, 9, 15, 8, tzinfo=UTC)
WEEK = week_number(NOW.date())
# Digests, looks, texts and posts of a quarter, by thirty people each.
USUAL, STUCK, BETTER = (390, 240, 120, 84), (390, 240, 120, 36), (390, 240, 120, 84)
NAMES = ("quarter_digests", "quarter_looks", "quarter_starts", "quarter_shares")
STUDIES = {
    "repeats": {"starts": 1.6, "shares": 1.6, "digests": 1.6},
    "prompts": {
        "estimate": 0.2,
        "lower": -0.3,
        "upper": 0.7,
        "base": 8.0,
        "relative": None,
        "people": 120,
        "events": [90, 90],
        "verdict": "no_difference_larger_than",
        "missing": [],
        "weeks_more": None,
        "weeks": 13,
        "prompts": 700,
        "silences": 700,
    },
}


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def freeze(here: Any, week: int, teams: dict[Any, tuple[int, ...]], *, prompted: int = 60) -> None:
    """One frozen week, told of every team, with what was studied of it."""
    with tenant(here.pk):
        own = {"organisation_id": here.pk, "week": week}
        FrozenWeek.objects.create(**own, minimum=5, people=30 * len(teams), frozen_at=NOW)
        blocks = {team: number for number, team in enumerate(teams, start=1)}
        BlockWeek.objects.bulk_create(
            BlockWeek(**own, block=block, team=team.pk, team_name=team.name, people=30)
            for team, block in blocks.items()
        )
        whole = {"people": 30 * len(teams), "blocks": list(blocks.values()), "number": 1}
        cells = [
            FigureCell(**own, figure=name, number=blocks[team], people=30, count=20, total=total)
            for team, way in teams.items()
            for name, total in zip(NAMES, way, strict=True)
        ]
        for cell in cells:
            cell.blocks = [cell.number]
        for name, count in (("shared", 24 + week % 3), ("prompted", prompted)):
            cells.append(FigureCell(**own, **whole, figure=name, count=count, total=count))
        FigureCell.objects.bulk_create(cells)
        StudyResult.objects.bulk_create(
            StudyResult(**own, study=study, people=120, details=details, studied_at=NOW)
            for study, details in STUDIES.items()
        )


def live(here: Any, teams: dict[Any, tuple[int, ...]], weeks: int = QUARTER) -> int:
    """Weeks up to `WEEK`, and what is proposed after the last one."""
    for week in range(WEEK - weeks + 1, WEEK + 1):
        freeze(here, week, teams)
    return propose(here)


def propose(here: Any, week: int = WEEK) -> int:
    return propose_steps(organisation_id=here.pk, week=week, now=NOW)


def teams_of(here: Any, *ways: tuple[int, ...]) -> dict[Any, tuple[int, ...]]:
    with tenant(here.pk):
        names = ["Workshop", "Sales", "Offices", "Research"]
        return {make_team(here, name=name): way for name, way in zip(names, ways, strict=False)}


def rules(here: Any) -> list[str]:
    with tenant(here.pk):
        return [each.step.rule for each in steps_told(here.pk).now]


def act(here: Any, what: Any, rule: Rule, by: Any) -> NextStep:
    with tenant(here.pk):
        (step,) = [each.step for each in steps_told(here.pk).now if each.step.rule == rule]
    return what(organisation_id=here.pk, token=step.token, by=by, now=NOW)


def page_of(member: Any) -> str:
    client = signed_in(Client(), member)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client.get("/insight/").content.decode()


def test_who_stops_before_posting_is_helped_and_it_is_said_once(cast: Cast) -> None:
    here = cast.organisation
    assert live(here, teams_of(here, STUCK, USUAL, USUAL, USUAL)) == 2
    assert propose(here) == 0

    with tenant(here.pk):
        ease, slow = (each.step for each in steps_told(here.pk).now)
    assert (ease.rule, ease.names, slow.rule) == ("ease", ["Workshop"], "slow")
    # 120 texts in 13 weeks, 40 of 100 fewer of them posted: about 3 shares a week.
    assert 0 < (ease.lower or 0) < (ease.gain or 0) < (ease.upper or 0) < 5
    assert ease.evidence["done"] == 36
    assert (slow.gain, slow.unit) == (30, "messages")


def test_before_a_quarter_is_frozen_nothing_is_said(cast: Cast) -> None:
    here = cast.organisation
    assert live(here, teams_of(here, STUCK, USUAL, USUAL, USUAL), weeks=QUARTER - 1) == 0
    assert rules(here) == []


def test_taking_up_and_back_does_what_the_button_says_once(cast: Cast) -> None:
    here = cast.organisation
    live(here, teams_of(here, STUCK, USUAL, USUAL, USUAL))
    easings = apps.get_model("prompting", "Easing").objects
    for _ in range(2):
        act(here, take_up, Rule.EASE, cast.pim)
        act(here, take_up, Rule.SLOW, cast.ad)

    with tenant(here.pk):
        assert [easing.ends_at - easing.begins_at for easing in easings.all()] == [
            timedelta(weeks=13)
        ]
        assert prompting.pace_of(organisation_id=here.pk, now=NOW).most_chance == 0.45
    for _ in range(2):
        act(here, take_back, Rule.EASE, cast.pim)
        act(here, take_back, Rule.SLOW, cast.pim)

    with tenant(here.pk):
        assert not easings.filter(ends_at__gt=NOW).exists()
        assert prompting.pace_of(organisation_id=here.pk, now=NOW).most_chance == 0.9
        assert StepAct.objects.count() == 4
        audit = apps.get_model("people", "AuditEntry").objects.filter(action__startswith="step.")
        assert [(entry.action, entry.actor_id) for entry in audit.order_by("pk")] == [
            ("step.taken", cast.pim.pk),
            ("step.taken", cast.ad.pk),
            ("step.undone", cast.pim.pk),
            ("step.undone", cast.pim.pk),
        ]


def test_asking_for_stories_is_a_tip_that_can_be_taken_back(cast: Cast) -> None:
    here = cast.organisation
    live(here, teams_of(here, (390, 240, 40, 28), USUAL, USUAL, USUAL))
    tips = apps.get_model("content", "Tip").objects
    act(here, take_up, Rule.STORIES, cast.pim)

    with tenant(here.pk):
        (tip,) = tips.all()
        assert ("Workshop" in tip.title, tip.member_id) == (True, cast.pim.pk)
    act(here, take_back, Rule.STORIES, cast.ad)
    with tenant(here.pk):
        assert not tips.exists()


def test_a_quarter_later_it_says_what_came_of_it(cast: Cast) -> None:
    here = cast.organisation
    teams = teams_of(here, STUCK, USUAL, USUAL, USUAL)
    live(here, teams)
    act(here, take_up, Rule.EASE, cast.pim)
    act(here, take_up, Rule.SLOW, cast.pim)
    later = dict(teams)
    later[next(iter(teams))] = BETTER
    for week in range(WEEK + 1, WEEK + QUARTER + 1):
        freeze(here, week, later, prompted=32)
        assert judge_steps(organisation_id=here.pk, week=week, now=NOW) == (
            2 if week == WEEK + QUARTER else 0
        )

    with tenant(here.pk):
        found = {each.step.rule: each.outcome for each in steps_told(here.pk).now}
    assert found["ease"].verdict == "rose"
    assert (found["ease"].details["before"], found["ease"].details["after"]) == (
        [36, 120],
        [84, 120],
    )
    assert found["slow"].verdict == "chance"
    assert found["slow"].details["prompted_after"] == 32
    with pytest.raises(StepRefusedError):
        act(here, take_back, Rule.EASE, cast.pim)
    propose(here, WEEK + QUARTER)
    page = page_of(cast.pim)
    assert "Rose more than chance" in page
    assert "from 30 to 70 of 100" in page


def test_where_nothing_stands_out_it_is_left_alone(cast: Cast) -> None:
    here = cast.organisation
    with tenant(here.pk):
        prompting.set_pace(organisation_id=here.pk, by=None, pace=prompting.Pace(0.2, 0.2), now=NOW)
    live(here, teams_of(here, USUAL, USUAL, USUAL, USUAL))

    assert rules(here) == ["leave"]
    with pytest.raises(StepRefusedError):
        act(here, take_up, Rule.LEAVE, cast.pim)


def test_works_councils_read_it_and_press_nothing(cast: Cast) -> None:
    here = cast.organisation
    assert "13 more, and it is here" in page_of(cast.pim)
    live(here, teams_of(here, STUCK, USUAL, USUAL, USUAL))

    assert "Make it easier for Workshop" in page_of(cast.wil)
    assert "/take/" not in page_of(cast.wil)
    assert page_of(cast.pim).count("/take/") == 2
    with tenant(here.pk):
        token = steps_told(here.pk).now[0].step.token
    address = f"/insight/steps/{token}/take/"
    assert signed_in(Client(), cast.wil).post(address).status_code == 403
    assert signed_in(Client(), cast.pim).post(address).status_code == 302
    assert "Under way since" in page_of(cast.wil)


def test_a_button_of_an_earlier_week_does_nothing_any_more(cast: Cast) -> None:
    here = cast.organisation
    with tenant(here.pk):
        own = {"organisation_id": here.pk, "rule": "slow", "place": 1, "made_at": NOW}
        old, new = (NextStep.objects.create(**own, week=week) for week in (WEEK - 1, WEEK))
    client = signed_in(Client(), cast.pim)
    for step in (old, new):
        client.post(f"/insight/steps/{step.token}/take/")

    with tenant(here.pk):
        assert [each.step_id for each in StepAct.objects.all()] == [new.pk]
        # Halved once.
        assert prompting.pace_of(organisation_id=here.pk, now=NOW).most_chance == 0.45


def test_who_may_begin_no_experiment_is_led_to_those_there_are(cast: Cast) -> None:
    here = cast.organisation
    with tenant(here.pk):
        own = {"organisation_id": here.pk, "week": WEEK, "rule": "experiment", "made_at": NOW}
        steps = [NextStep.objects.create(**own, place=place) for place in (1, 2)]
    for member, step in zip((cast.ad, cast.pim), steps, strict=True):
        client = signed_in(Client(), member)
        answer = client.post(f"/insight/steps/{step.token}/take/", follow=True)
        assert answer.status_code == 200


def test_what_was_proposed_stays_as_it_was(cast: Cast) -> None:
    here = cast.organisation
    live(here, teams_of(here, STUCK, USUAL, USUAL, USUAL))
    with tenant(here.pk), pytest.raises(DatabaseError), transaction.atomic():
        NextStep.objects.update(gain=99)

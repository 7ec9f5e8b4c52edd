"""An experiment that draws weeks of people: what is read equals what is worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from zetje.behaviour.draws import uniforms
from zetje.content.testing import make_story
from zetje.insights.door.trying import tried_slots
from zetje.insights.operations.experiments import Wanted, start_experiment
from zetje.insights.rules.experiment_plans import plan_weeks
from zetje.insights.rules.experiments import Template, week_seed
from zetje.insights.rules.week_readings import DrawnWeeks, read_weeks
from zetje.insights.tests.experiments import readings_of
from zetje.insights.tests.test_experiment_readings import freeze, moment, study
from zetje.insights.tests.test_experiments import NOW, SEED, START, WEEKS, organisation_of
from zetje.lib.tenancy import tenant
from zetje.people.queries.taking_part import wills_of
from zetje.prompting.testing import make_past_shares

pytestmark = pytest.mark.django_db


def drawn_weeks(rng, *, people=60, weeks=12, base=0.2, effect=0.2):
    drawn = rng.random((people, weeks)) < 0.5
    shared = rng.random((people, weeks)) < base + effect * drawn
    return DrawnWeeks(
        shared=shared, drawn=drawn, counts=np.ones_like(drawn), planned=weeks, is_over=True, least=5
    )


def test_the_difference_and_the_ratio_are_told_once_it_is_over() -> None:
    rows = drawn_weeks(np.random.default_rng(5))

    found = read_weeks(rows)

    new, usual = rows.shared[rows.drawn].mean(), rows.shared[~rows.drawn].mean()
    (end,) = found["end"]["during"]
    (sure,) = found["effects"]
    # In steps of five in a hundred: of sixty people some had more weeks on a side than others.
    assert end["estimate"] == pytest.approx(new - usual, abs=0.0251)
    assert end["ratio"] == pytest.approx(new / usual, abs=0.251)
    assert sure["lower"] < end["lower"] < 0.2 < end["upper"] < sure["upper"]
    assert [side["rate"] for side in found["sides"]] == pytest.approx([usual, new], abs=0.0251)


def test_who_had_most_weeks_says_how_finely_it_is_told() -> None:
    rng = np.random.default_rng(6)
    rows = drawn_weeks(rng, people=60, weeks=24, base=0.5)
    # All but one had two weeks of it.
    counts = np.zeros_like(rows.counts)
    counts[:, :2], counts[0] = True, True
    rows = replace(rows, counts=counts)

    found = read_weeks(rows)

    assert [round(100 * side["rate"]) % 10 for side in found["sides"]] == [0, 0]
    (end,) = found["end"]["during"]
    assert [round(100 * end[name]) % 50 for name in ("estimate", "lower", "upper")] == [0, 0, 0]


def test_nothing_is_told_of_too_few_weeks_or_shares() -> None:
    rng = np.random.default_rng(5)

    assert read_weeks(drawn_weeks(rng, weeks=3))["refused"] == ["weeks"]
    rare = read_weeks(drawn_weeks(rng, base=0.02, effect=0))
    assert (rare["refused"], rare["effects"], rare["end"]["during"]) == (["shares"], [], [])


def test_weeks_count_by_what_was_drawn_for_whoever_refused_nothing() -> None:
    here = organisation_of(10, members=7)
    wanted = Wanted(template=Template.SLOT, weeks=WEEKS, option="-1:14")
    made = start_experiment(organisation=here, wanted=wanted, seed=SEED, by=here.manager, now=NOW)
    story = make_story(here)
    members = sorted((one for crew in here.crew.values() for one in crew), key=lambda one: one.pk)
    ids = np.array([member.pk for member in members])
    refused = np.array([member.given_name.endswith("-6") for member in members])
    with tenant(here.pk):
        person = wills_of(organisation_id=here.pk, member_ids=ids, languages=["nl"]).person
        (slot,) = tried_slots(organisation_id=here.pk, member_ids=ids, week=START + 2)
    weeks = range(START, START + 6)
    drawn = np.column_stack(
        [uniforms(seed=week_seed(SEED), person=person, week=week) < 0.5 for week in weeks]
    )
    assert (slot.weekday, slot.hour) == (-1, 14)
    assert slot.rows.tolist() == (drawn[:, 2] & ~refused).tolist()
    rng = np.random.default_rng(2)
    shared = rng.random(drawn.shape) < 0.15 + 0.35 * drawn
    for row, member in enumerate(members):
        make_past_shares(
            member,
            story,
            [moment(week) for week, did in zip(weeks, shared[row], strict=True) if did],
        )

    freeze(here, START - 1)
    study(here, START + 5)

    with tenant(here.pk):
        (last,) = readings_of(made)
    used = ~refused
    rates = [shared[used][drawn[used] == side].mean() for side in (False, True)]
    assert [side["rate"] for side in last.details["sides"]] == pytest.approx(rates, abs=0.0251)
    (told,) = last.details["effects"]
    assert told["estimate"] == pytest.approx(rates[1] - rates[0], abs=0.0251)
    assert (last.details["weeks"], last.details["people"]) == (6, 60)


def test_one_look_at_the_end_finds_smaller_effects_than_looks_every_week() -> None:
    weekly, once = (
        plan_weeks(people=135, weeks=12, base_rate=0.28, peeking=peeking).smallest
        for peeking in (True, False)
    )

    assert 0.28 * weekly == pytest.approx(0.122, abs=0.001)
    assert 0.28 * once == pytest.approx(0.084, abs=0.001)

"""What is read of prompts, of several questions at once: honest, and nothing of a few people."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from zetje.behaviour.intervals import ALPHA, difference, person_sums
from zetje.behaviour.verdicts import Missing, Verdict
from zetje.insights.rules.moments import Moments, Table
from zetje.insights.rules.readings import level_of, read_table
from zetje.insights.rules.relative import relative_effect
from zetje.insights.rules.rounding import about, nearest, outwards
from zetje.insights.tests.prompt_moments import moments_of

TABLE = Table(questions=5, numerator=0.5, availability=0.8, people=180, least=5)


def read(moments: Moments) -> Any:
    return read_table({"one": moments}, table=TABLE)["one"]


def test_a_prompt_that_adds_ten_works_and_one_that_takes_as_many_harms() -> None:
    rng = np.random.default_rng(3)
    groups = {
        "up": moments_of(people=180, weeks=20, effect=0.10, rng=rng),
        "down": moments_of(people=180, weeks=20, effect=-0.12, base=0.2, rng=rng),
    }

    found = read_table(groups, table=TABLE)

    assert found["up"].verdict is Verdict.WORKS
    assert found["down"].verdict is Verdict.HARMS
    assert found["up"].lower < 10 < found["up"].upper
    assert found["down"].weeks_more == 0
    # Two finds of five questions: both intervals have the level of two fifths.
    assert found["up"].alpha == pytest.approx(ALPHA * 2 / 5)


def test_what_is_read_beside_finds_is_read_at_their_level() -> None:
    rng = np.random.default_rng(4)
    up = moments_of(people=180, weeks=20, effect=0.15, rng=rng)
    null = moments_of(people=180, weeks=20, effect=0.0, rng=rng)

    alone = read_table({"null": null}, table=TABLE)["null"]
    beside = read_table({"null": null, "a": up, "b": up}, table=TABLE)["null"]

    assert beside.upper - beside.lower < alone.upper - alone.lower
    assert alone.alpha == ALPHA / 5


def test_no_level_is_reached_by_fewer_finds_than_it_is_for() -> None:
    rng = np.random.default_rng(5)
    up, null = (
        difference(
            sums=person_sums(
                outcome=each.shared,
                treatment=each.prompted,
                probability=each.chance,
                available=np.ones(each.person.size),
                person=each.person,
                numerator=0.5,
            )
        )
        for each in (
            moments_of(people=180, weeks=20, effect=effect, rng=rng) for effect in (0.15, 0.0)
        )
    )

    assert level_of([], table=TABLE) == ALPHA / 5
    assert level_of([up, null, null], table=TABLE) == ALPHA / 5
    assert level_of([up, null, up, up], table=TABLE) == pytest.approx(ALPHA * 3 / 5)


@pytest.mark.parametrize(
    ("people", "weeks", "base", "missing"),
    [
        (40, 60, 0.2, (Missing.PEOPLE,)),
        (60, 2, 0.1, (Missing.EVENTS,)),
        (60, 1, 0.0, (Missing.EVENTS,)),
    ],
)
def test_too_little_is_no_answer(
    people: int, weeks: int, base: float, missing: tuple[Missing, ...]
) -> None:
    found = read(moments_of(people=people, weeks=weeks, base=base, rng=np.random.default_rng(6)))

    assert found.verdict is Verdict.NOT_ENOUGH_DATA
    assert found.missing == missing
    assert math.isnan(found.estimate)
    assert found.details()["estimate"] is None


def test_shares_of_a_few_people_are_no_answer_however_many_they_are() -> None:
    busy = moments_of(people=100, weeks=30, base=0.5, rng=np.random.default_rng(7))
    # Only four people ever share.
    few = Moments(
        person=busy.person,
        week=busy.week,
        prompted=busy.prompted,
        chance=busy.chance,
        shared=busy.shared & (busy.person < 4),
    )

    assert read(busy).verdict is not Verdict.NOT_ENOUGH_DATA
    assert read(few).missing == (Missing.EVENTS,)
    # Nor is told how many they are, or how long it takes at their pace.
    assert read(few).details()["events"] == [0, 0]
    assert read(few).weeks_more is None


def test_how_long_it_takes_does_not_count_shares_one_by_one() -> None:
    rng = np.random.default_rng(8)
    many = moments_of(people=3000, weeks=2, base=0.2, chance=(0.95, 0.97), rng=rng)
    # Twelve shares in silence, each of somebody else, and one more with each reading.
    silent = np.flatnonzero(~many.prompted)
    _people, first = np.unique(many.person[silent], return_index=True)
    said: list[int | None] = []
    for count in range(12, 19):
        shared = many.prompted & many.shared
        shared[silent[first[:count]]] = True
        said.append(read(replace(many, shared=shared)).weeks_more)

    assert None not in said
    assert len(set(said)) <= 3


def test_a_result_is_told_no_finer_than_who_weighs_most_in_it() -> None:
    rng = np.random.default_rng(12)
    usual = moments_of(people=200, weeks=4, base=0.3, rng=rng)
    # One of them had as many moments as thirty others.
    busy = moments_of(people=1, weeks=120, base=0.3, rng=rng, first=200)
    both = Moments(
        **{
            name: np.concatenate([getattr(usual, name), getattr(busy, name)])
            for name in Moments.__slots__
        }
    )

    assert read(usual).details()["base"] % 2 == 0
    found = read(both)
    assert found.details()["base"] in (20, 30, 40)
    assert found.details()["people"] == 200


def test_how_long_it_takes_is_told_where_it_can_be_foreseen() -> None:
    rng = np.random.default_rng(8)
    soon = read(moments_of(people=1500, weeks=4, base=0.1, rng=rng))
    never = read(moments_of(people=60, weeks=10, base=0.1, rng=rng))
    silent = read(moments_of(people=60, weeks=3, base=0.0, rng=rng))

    assert soon.verdict is Verdict.NOT_ENOUGH_DATA
    assert 2 <= soon.weeks_more <= 10
    assert never.weeks_more is None
    assert silent.weeks_more is None


def test_a_small_difference_is_called_so_once_it_is_certain() -> None:
    found = read(moments_of(people=3000, weeks=26, base=0.3, rng=np.random.default_rng(9)))

    assert found.verdict is Verdict.NO_DIFFERENCE_LARGER_THAN
    assert found.relative is not None
    assert abs(found.relative.upper) < 0.3


def test_what_is_shown_is_as_coarse_as_one_person_and_counts_are_in_tens() -> None:
    assert (nearest(9.4, step=1.0), nearest(-0.4, step=1.0), nearest(9.44, step=0.2)) == (9, 0, 9.4)
    assert outwards(-1.2, 3.1, step=1.0) == (-2, 4)
    # What excludes zero is not shown to touch it.
    assert outwards(0.44, 3.0, step=1.0) == (0.4, 3)
    assert outwards(0.01, 3.0, step=2.0) == (0.2, 4)
    assert outwards(-3.0, -0.44, step=1.0) == (-3, -0.4)
    assert [about(count) for count in (9, 10, 187)] == [0, 10, 180]

    details = read(moments_of(people=187, weeks=20, rng=np.random.default_rng(10))).details()

    assert details["people"] == 180
    assert all(count % 10 == 0 for count in details["events"])
    assert all(
        details[name] == int(details[name]) for name in ("estimate", "lower", "upper", "base")
    )
    assert all(round(10 * part, 6) == round(10 * part) for part in details["relative"].values())


def test_the_relative_effect_holds_the_ratio_of_shares() -> None:
    moments = moments_of(people=400, weeks=20, effect=0.1, rng=np.random.default_rng(11))

    found = relative_effect(moments, table=TABLE)
    nothing = relative_effect(moments.only(moments.person < 2), table=TABLE)

    assert found is not None
    assert found.lower < 1.0 < found.upper
    assert found.estimate == pytest.approx(1.0, abs=0.25)
    assert nothing is None

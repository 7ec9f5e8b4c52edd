"""Groups stand on the map where their digests put them, and nothing is placed by too little."""

from __future__ import annotations

import json

import numpy as np
import pytest

from zetje.behaviour.fogg import Factor, read_funnel
from zetje.insights.rules import fogg_map
from zetje.insights.rules.fogg_map import (
    LINE,
    Steps,
    line_points,
    population_of,
    spots_of,
    spread_details,
    would_share,
)


def funnel_of(people, rng, *, starts=(2, 3), shares=(20, 2)):
    """Thirteen digests of each of some people, who differ."""
    looks = rng.binomial(13, rng.beta(8, 2, people))
    begun = rng.binomial(looks, rng.beta(*starts, people))
    shared = rng.binomial(begun, rng.beta(*shares, people))
    return read_funnel(sent=[13] * people, opened=looks, started=begun, shared=shared)


@pytest.fixture(scope="module")
def population():
    return population_of(spread_details(funnel_of(150, np.random.default_rng(1))))


def steps(*, people=20, digests=260, looks=210, starts=90, shares=80):
    return Steps(people=people, digests=digests, looks=looks, starts=starts, shares=shares)


def test_a_group_stands_where_its_digests_put_it(population) -> None:
    keen, unable, unwilling = spots_of(
        [
            steps(starts=160, shares=150),
            steps(starts=160, shares=40),
            steps(starts=20, shares=19),
        ],
        population,
    )

    assert keen.motivation.low < 160 / 210 < keen.motivation.high
    assert keen.ability.low < 150 / 160 < keen.ability.high
    assert keen.above > 0.95
    assert unable.above < 0.05 > unwilling.above
    assert (unable.missing, unwilling.missing) == (Factor.ABILITY, Factor.MOTIVATION)


def test_a_group_is_above_the_line_where_more_than_half_of_its_looks_lead_to_a_post(
    population,
) -> None:
    below, over = spots_of(
        [
            steps(people=400, digests=5200, looks=4000, starts=2000, shares=1850),
            steps(people=400, digests=5200, looks=4000, starts=2400, shares=2150),
        ],
        population,
    )

    assert below.above < 0.05
    assert over.above > 0.95


def test_few_digests_say_less_than_many(population) -> None:
    few, many = spots_of(
        [
            steps(people=5, digests=10, looks=8, starts=4, shares=4),
            steps(people=500, digests=1000, looks=800, starts=400, shares=400),
        ],
        population,
    )

    assert few.motivation.high - few.motivation.low > many.motivation.high - many.motivation.low
    assert spots_of([], population) == []


def test_the_line_is_where_one_look_in_two_leads_to_a_share() -> None:
    points = line_points(30)

    assert len(points) == 30
    assert all(abs(ability * motivation - LINE) < 1e-9 for ability, motivation in points)


def test_who_would_share_if_asked_is_what_came_of_being_asked() -> None:
    middle, low, high = would_share([steps(people=20, shares=130), steps(people=40, shares=26)])

    assert middle == 20 * 130 / 260 + 40 * 26 / 260
    assert low < middle < high
    assert would_share([steps(people=5, digests=0, looks=0, starts=0, shares=0)]) == (0, 0, 0)


def test_the_number_that_shares_lies_within_what_was_said_nineteen_times_in_twenty() -> None:
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(400):
        groups, truth = [], 0
        for people in (12, 30, 60):
            chance = rng.beta(2, 4, people)
            shares = int(rng.binomial(13, chance).sum())
            groups.append(steps(people=people, digests=13 * people, shares=shares))
            truth += int(rng.binomial(1, chance).sum())
        _, low, high = would_share(groups)
        held += low <= truth <= high
    # People differ, so it is a little wider than it need be.
    assert 0.95 <= held / 400 <= 1


def test_what_is_written_down_of_people_can_be_read_back(population) -> None:
    details = spread_details(funnel_of(150, np.random.default_rng(1)))

    assert json.loads(json.dumps(details)) == details
    assert (np.linalg.eigvalsh(population.outlook.covariance) > 0).all()
    assert all(number == round(number, 3) for row in details["covariance"] for number in row)


def test_of_a_very_large_organisation_some_people_say_what_all_are_like(monkeypatch) -> None:
    funnel = funnel_of(120, np.random.default_rng(2))
    whole = spread_details(funnel)
    monkeypatch.setattr(fogg_map, "_MOST_PEOPLE", 60)

    half = spread_details(funnel)

    assert half == spread_details(funnel.rows(slice(None, None, 2)))
    assert half["errors"][1] > whole["errors"][1]


def test_too_few_shares_say_nothing_of_people() -> None:
    assert spread_details(funnel_of(20, np.random.default_rng(1))) is None

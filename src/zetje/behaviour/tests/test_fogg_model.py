"""Tests of the Fogg formulas: the weakest link, the chance, the action line."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from zetje.behaviour.fogg import (
    Line,
    action_line,
    fit_line,
    hold_of_links,
    share_chance,
    weakest_link,
)

LINE = Line(kappa=2.0, cost=0.4)
parts = arrays.arrays(
    np.float64,
    st.tuples(st.integers(1, 5), st.integers(1, 5)),
    elements=st.floats(0.01, 0.99),
)


def test_the_soft_minimum_of_two_links_is_the_number_worked_by_hand() -> None:
    ability = weakest_link(links=[[0.5, 0.9]], weights=[1, 3], eta=5.0)

    by_hand = -np.log(0.25 * np.exp(-2.5) + 0.75 * np.exp(-4.5)) / 5
    assert ability[0] == pytest.approx(by_hand)


@settings(deadline=None)
@given(links=parts, eta=st.floats(0.01, 100))
def test_ability_lies_between_the_weakest_link_and_the_mean(links: np.ndarray, eta: float) -> None:
    ability = weakest_link(links=links, eta=eta)

    assert np.all(ability >= links.min(axis=1) - 1e-9)
    assert np.all(ability <= links.mean(axis=1) + 1e-9)


@settings(deadline=None)
@given(links=parts, k=st.integers(0, 4), eta=st.floats(0.01, 50))
def test_easing_one_link_raises_ability_as_its_hold_says(
    links: np.ndarray, k: int, eta: float
) -> None:
    links = np.clip(links, 0.05, 0.9)
    k %= links.shape[1]
    eased = links.copy()
    eased[:, k] += 1e-6

    gain = (weakest_link(links=eased, eta=eta) - weakest_link(links=links, eta=eta)) / 1e-6
    hold = hold_of_links(links=links, eta=eta)

    assert hold.sum(axis=1) == pytest.approx(1.0)
    assert gain == pytest.approx(hold[:, k], abs=1e-3)


def test_the_hold_is_on_the_weakest_of_equal_weights() -> None:
    assert hold_of_links(links=[[0.8, 0.3, 0.9, 0.7]]).argmax() == 1


def test_equal_links_hold_as_much_as_they_weigh() -> None:
    assert hold_of_links(links=[[0.6, 0.6]], weights=[1, 3])[0] == pytest.approx([0.25, 0.75])


def test_the_chance_on_the_line_is_a_half_and_the_person_moves_it() -> None:
    chance = share_chance(
        motivation=[0.8, 0.8], ability=[0.5, 0.5], line=LINE, person=[0.0, np.log(3)]
    )

    assert chance == pytest.approx([0.5, 0.75])


@pytest.mark.parametrize("chance", [0.05, 0.3, 0.5])
def test_every_point_of_the_action_line_has_its_chance(chance: float) -> None:
    ability, motivation = action_line(line=LINE, chance=chance, points=25)

    inside = (ability < 1) & (motivation < 1)
    found = share_chance(motivation=motivation[inside], ability=ability[inside], line=LINE)
    assert inside.sum() >= 23
    assert found == pytest.approx(chance)


def test_a_line_beyond_the_plane_has_no_points() -> None:
    ability, motivation = action_line(line=LINE, chance=0.99)

    assert ability.size == motivation.size == 0


def test_the_line_is_found_again_from_what_people_did() -> None:
    rng = np.random.default_rng(7)
    motivation, ability = rng.uniform(0.05, 0.95, (2, 5000))
    prompted = rng.integers(1, 30, 5000)
    chance = share_chance(motivation=motivation, ability=ability, line=LINE)

    found = fit_line(
        motivation=motivation,
        ability=ability,
        prompted=prompted,
        shared=rng.binomial(prompted, chance),
    )

    assert found is not None
    assert (found.kappa, found.cost) == pytest.approx((2.0, 0.4), rel=0.05)


def test_there_is_no_line_where_shares_fall_with_motivation_and_ability() -> None:
    backwards = fit_line(
        motivation=[0.2, 0.9], ability=[0.5, 0.5], prompted=[50, 50], shared=[30, 5]
    )

    assert backwards is None


@pytest.mark.parametrize(
    "call",
    [
        lambda: weakest_link(links=[[0.5, 1.0]]),
        lambda: weakest_link(links=[[0.5, 0.6]], weights=[1, 0]),
        lambda: weakest_link(links=[[0.5]], eta=0.0),
        lambda: share_chance(motivation=[1.0], ability=[0.5], line=LINE),
        lambda: fit_line(motivation=[0.5], ability=[0.5], prompted=[3], shared=[4]),
    ],
)
def test_what_makes_no_sense_is_refused(call) -> None:
    with pytest.raises(ValueError, match=r"must"):
        call()

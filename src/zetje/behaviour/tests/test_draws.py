"""Tests of the draws that depend on seed, person and week alone."""

import uuid

import numpy as np
import pytest
from scipy.stats import chisquare, kstest

from zetje.behaviour.draws import key_words, uniforms

PEOPLE = np.arange(100_000)


def test_worked_words_of_splitmix64() -> None:
    """The first numbers of SplitMix64 from state 0, as its authors' code gives them."""
    gamma = 0x9E3779B97F4A7C15
    expected = 0xE220A8397B1DCDAF

    from zetje.behaviour.draws import _mix  # the finisher itself, held against the published code

    assert int(_mix(np.array([gamma], dtype=np.uint64))[0]) == expected


@pytest.mark.parametrize(
    ("person", "week", "seed"),
    [
        (PEOPLE, 2900, 1),
        (PEOPLE * 1024 - 7, 2901, 2**63),
        (np.zeros(100_000, dtype=int), PEOPLE, 3),
    ],
)
def test_draws_are_even(person: np.ndarray, week: np.ndarray, seed: int) -> None:
    drawn = uniforms(seed=seed, person=person, week=week)

    assert kstest(drawn, "uniform").pvalue > 0.01
    assert chisquare(np.bincount((drawn * 4096 % 64).astype(int), minlength=64)).pvalue > 0.01


@pytest.mark.parametrize(
    ("other", "shift"),
    [({"week": 2901}, 0), ({"seed": 2}, 0), ({"week": 2900}, 1), ({"seed": 1 + 2**32}, 0)],
)
def test_draws_of_neighbours_tell_nothing_about_each_other(
    other: dict[str, int], shift: int
) -> None:
    first = uniforms(**({"seed": 1, "week": 2900} | {"person": PEOPLE}))
    second = np.roll(uniforms(**({"seed": 1, "week": 2900} | other | {"person": PEOPLE})), shift)

    assert abs(np.corrcoef(first, second)[0, 1]) < 4 / np.sqrt(len(PEOPLE))
    cells = (first * 16).astype(int) * 16 + (second * 16).astype(int)
    assert chisquare(np.bincount(cells, minlength=256)).pvalue > 0.001


def test_a_row_draws_the_same_alone_in_any_order_and_beside_any_others() -> None:
    week = 2900 + PEOPLE % 7
    drawn = uniforms(seed=9, person=PEOPLE, week=week)
    order = np.random.default_rng(1).permutation(len(PEOPLE))

    assert np.array_equal(uniforms(seed=9, person=PEOPLE[order], week=week[order]), drawn[order])
    for row in (0, 31_337, 99_999):
        assert uniforms(seed=9, person=PEOPLE[row : row + 1], week=week[row])[0] == drawn[row]


def test_keys_may_be_texts_of_any_width_or_uuids() -> None:
    one = uuid.UUID(int=12)
    names = np.array([str(one), "bram", "a-name-that-makes-the-column-much-wider-than-the-others"])

    assert key_words(np.array(["bram"]))[0] == key_words(names)[1]
    assert key_words(np.array([one], dtype=object))[0] == key_words(names)[0]
    assert len(set(key_words(np.array([f"m{i}" for i in range(20_000)])).tolist())) == 20_000


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="one dimension"):
        uniforms(seed=1, person=[[1]], week=1)
    with pytest.raises(ValueError, match="week has 2 rows where 1 are expected"):
        uniforms(seed=1, person=[1], week=[1, 2])

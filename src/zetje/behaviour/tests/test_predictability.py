"""Tests of predictability: worked weeks, no look ahead, and the false alarms of pure chance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.stats import mannwhitneyu

from zetje.behaviour.predictability import Predictability, Verdict, predictability

CELLS = 10


def clockwork(weeks: int, *, cell: int = 3, every: int = 1) -> np.ndarray:
    acts = np.zeros((1, weeks, CELLS), dtype=bool)
    acts[0, ::every, cell] = True
    return acts


def by_chance(people: int, weeks: int, *, chance: float, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    acts = np.zeros((people, weeks, CELLS), dtype=bool)
    who, when = np.nonzero(rng.random((people, weeks)) < chance)
    acts[who, when, rng.integers(CELLS, size=who.size)] = True
    return acts


def verdict_of(found: Predictability) -> Verdict:
    return Verdict(int(found.verdict[0]))


def test_a_clockwork_is_foretold_every_time() -> None:
    found = predictability(acts=clockwork(20))

    assert verdict_of(found) == Verdict.PREDICTABLE
    assert (found.auc[0], found.hits[0], found.weeks[0]) == (1.0, 1.0, 16)
    assert found.base_hits[0] == pytest.approx(1 / CELLS)


@pytest.mark.parametrize(("weeks", "verdict"), [(11, Verdict.TOO_EARLY), (12, Verdict.PREDICTABLE)])
def test_four_weeks_to_learn_and_eight_to_judge_are_the_least(weeks: int, verdict: Verdict) -> None:
    found = predictability(acts=clockwork(weeks))

    assert verdict_of(found) == verdict
    assert np.isnan(found.auc[0]) == (verdict == Verdict.TOO_EARLY)


def test_who_never_acts_is_too_early_to_judge() -> None:
    assert verdict_of(predictability(acts=np.zeros((1, 60, CELLS)))) == Verdict.TOO_EARLY


def test_weeks_in_which_nothing_could_differ_are_not_judged() -> None:
    acts = clockwork(30)

    found = predictability(acts=acts, open_cells=acts)

    assert found.weeks[0] == 0
    assert verdict_of(found) == Verdict.TOO_EARLY


def test_without_any_record_every_cell_ties_and_counts_half() -> None:
    acts = np.zeros((1, 60, CELLS), dtype=bool)
    acts[0, :4, 0] = True
    open_cells = np.ones_like(acts)
    open_cells[0, 4:, 0] = False
    acts[0, 4:, 1] = True

    found = predictability(acts=acts, open_cells=open_cells, half_life=0.02, last_weeks=56)

    assert found.auc[0] == pytest.approx((0.5 + 55 * 1.0) / 56)


def test_one_week_is_the_rank_sum_of_its_acts() -> None:
    rng = np.random.default_rng(3)
    acts = rng.random((1, 30, CELLS)) < 0.3
    score = sum(2 ** (-(29 - week) / 13) * acts[0, week] for week in range(29))
    act = acts[0, 29]

    whole = predictability(acts=acts)
    before = predictability(acts=acts[:, :29])

    k = act.sum()
    u = mannwhitneyu(score[act], score[~act]).statistic / (k * (CELLS - k))
    earlier = acts[0, 4:29].sum()
    assert whole.auc[0] * (earlier + k) - before.auc[0] * earlier == pytest.approx(k * u)


def test_a_new_day_shows_in_the_last_weeks() -> None:
    moved = np.concatenate([clockwork(40, cell=2), clockwork(40, cell=7)], axis=1)

    assert predictability(acts=moved, last_weeks=15).auc[0] == 1.0
    assert predictability(acts=moved[:, :55], last_weeks=15).auc[0] < 0.95


def test_chance_alone_is_called_predictable_one_time_in_twenty() -> None:
    found = predictability(acts=by_chance(4000, 40, chance=0.5, seed=1))

    judged = found.verdict != Verdict.TOO_EARLY
    alarms = np.mean(found.verdict[judged] == Verdict.PREDICTABLE)
    assert judged.sum() > 3500
    assert 0.03 < alarms < 0.065
    assert np.nanmean(found.auc) == pytest.approx(0.5, abs=0.01)
    assert np.nanmean(found.hits) == pytest.approx(np.nanmean(found.base_hits), abs=0.01)


def test_half_a_habit_is_found_more_often_than_chance() -> None:
    acts = by_chance(500, 52, chance=0.6, seed=2)
    steady = np.random.default_rng(5).random((500, 52)) < 0.6
    who, when = np.nonzero(acts.any(axis=2) & steady)
    acts[who, when] = False
    acts[who, when, who % CELLS] = True

    found = predictability(acts=acts)

    assert np.mean(found.verdict == Verdict.PREDICTABLE) > 0.9
    assert np.nanmean(found.hits) > 0.5


weeks_of_people = arrays.arrays(
    np.bool_, st.tuples(st.integers(1, 4), st.integers(13, 30), st.integers(2, 6))
)


def same(one: Predictability, other: Predictability) -> None:
    for name in ("auc", "z", "p_value", "hits", "base_hits", "weeks", "verdict"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


@settings(deadline=None, max_examples=40)
@given(acts=weeks_of_people)
def test_many_people_at_once_are_judged_as_each_alone(acts: np.ndarray) -> None:
    together = predictability(acts=acts)

    for row in range(len(acts)):
        alone = predictability(acts=acts[[row]])
        np.testing.assert_array_equal(alone.auc[0], together.auc[row])
        assert alone.verdict[0] == together.verdict[row]


@settings(deadline=None, max_examples=40)
@given(acts=weeks_of_people, data=st.data())
def test_the_names_of_the_cells_do_not_matter(acts: np.ndarray, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(acts.shape[2])))

    same(predictability(acts=acts), predictability(acts=acts[:, :, order]))


@pytest.mark.parametrize(
    ("acts", "open_cells", "half_life"),
    [
        (np.zeros((2, 3)), None, 13.0),
        (np.zeros((2, 3, 4)), np.ones((2, 3, 5)), 13.0),
        (np.ones((2, 3, 4)), np.zeros((2, 3, 4)), 13.0),
        (np.zeros((2, 3, 4)), None, 0.0),
    ],
)
def test_what_makes_no_sense_is_refused(
    acts: np.ndarray, open_cells: np.ndarray | None, half_life: float
) -> None:
    with pytest.raises(ValueError, match="must"):
        predictability(acts=acts, open_cells=open_cells, half_life=half_life)

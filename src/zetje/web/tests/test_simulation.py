"""Ways of prompting on invented worlds: fair to all of them, and the same for one seed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from zetje.behaviour.worlds.advocacy import ARMS, Assumptions
from zetje.web.simulation.contenders import CALENDAR, COIN, CONTENDERS, DIGEST, LIBRARY, OURS
from zetje.web.simulation.grid import DIMENSIONS, World, worlds
from zetje.web.simulation.learners import Outcome, Rest, Sight, Wordings
from zetje.web.simulation.prompters import Bandit, Coin, Everyone, Ours
from zetje.web.simulation.runner import MEASURES, RUN_IN, Course, Size, run_world
from zetje.web.simulation.statistics import mean_over_seeds, ratio_over_seeds

SIZE = Size(people=40, weeks=10, seeds=3, seed=7)
SHAPE = (3, 40)


@pytest.fixture(scope="module")
def course() -> Course:
    return run_world(assumptions=Assumptions(), size=SIZE)


def row(course: Course, measure: str, contender: object) -> np.ndarray:
    return getattr(course, measure)[[one is contender for one in CONTENDERS].index(True)]


def sight(week: int = 0, **known: np.ndarray) -> Sight:
    everywhere = {
        "reachable": np.ones(SHAPE, dtype=bool),
        "early": np.zeros(SHAPE, dtype=bool),
        "recent": np.zeros(SHAPE),
        "draw": np.full(SHAPE, 0.5),
    }
    return Sight(week=week, **(everywhere | known))


def outcome(
    *, prompted: bool, shared: bool = False, ignored: bool = False, arm: int = 0
) -> Outcome:
    return Outcome(
        probability=np.full(SHAPE, 0.5),
        prompted=np.full(SHAPE, prompted),
        arm=np.full(SHAPE, arm),
        shared=np.full(SHAPE, shared),
        ignored=np.full(SHAPE, ignored),
    )


def test_the_small_grid_holds_every_pair_of_levels_equally_often() -> None:
    small = worlds("small")

    assert len(small) == 24
    for one, other in combinations(DIMENSIONS, 2):
        met = Counter((world.levels[one.key], world.levels[other.key]) for world in small)
        assert len(set(met.values())) == 1


def test_the_full_grid_holds_every_combination_once() -> None:
    full = worlds("full")

    assert len({tuple(world.levels.values()) for world in full}) == len(full) == 216
    assert {world.number for world in full} == set(range(1, 217))


def test_a_world_of_the_grid_takes_its_levels_and_leaves_the_rest() -> None:
    one = next(world for world in worlds("small") if world.levels["fatigue"] == "heavy")

    assert one.assumptions.fatigue_prompt == 0.2
    assert one.assumptions.steepness == Assumptions().steepness


def test_one_seed_gives_one_result(course: Course) -> None:
    again = run_world(assumptions=Assumptions(), size=SIZE)
    other = run_world(assumptions=Assumptions(), size=replace(SIZE, seed=8))

    for measure in MEASURES:
        np.testing.assert_array_equal(getattr(again, measure), getattr(course, measure))
    assert not np.array_equal(other.participation, course.participation)


def test_more_seeds_leave_the_first_ones_as_they_were(course: Course) -> None:
    more = run_world(assumptions=Assumptions(), size=replace(SIZE, seeds=4))

    np.testing.assert_array_equal(more.participation[..., :3], course.participation)
    np.testing.assert_array_equal(more.prompts[..., :3], course.prompts)


def test_all_ways_begin_on_the_same_people_after_the_same_library(course: Course) -> None:
    before = course.participation[:, :RUN_IN]

    assert np.ptp(before, axis=0).max() == 0
    assert before.max() > 0
    assert course.prompts[:, :RUN_IN].max() == 0


def test_nothing_is_sent_from_a_library_and_no_prompt_beside_a_digest(course: Course) -> None:
    assert row(course, "prompts", LIBRARY).max() == 0
    assert row(course, "off", LIBRARY).max() == 0
    assert row(course, "prompts", DIGEST).max() == 0


def test_a_calendar_sends_the_most_prompts(course: Course) -> None:
    sent = {one.key: row(course, "prompts", one).sum() for one in CONTENDERS}

    assert max(sent, key=lambda key: sent[key]) == CALENDAR.key
    assert sent[OURS.key] > 0
    assert 0 < sent[COIN.key] < sent[CALENDAR.key]


def test_game_elements_are_not_felt_before_a_chain_or_recognition() -> None:
    never = replace(Assumptions(), own_visits=0.0, digest_notice=1e-9, prompt_notice=1e-9)

    quiet = run_world(assumptions=never, size=SIZE)

    assert quiet.participation.max() == 0


def test_three_ignored_prompts_bring_four_weeks_of_rest() -> None:
    rest = Rest(shape=SHAPE)
    for week in range(3):
        assert rest.is_over(week).all()
        rest.learn(sight(week), outcome(prompted=True, ignored=True))

    assert [rest.is_over(week).all() for week in range(3, 8)] == [False] * 4 + [True]


def test_a_choice_forgets_what_was_ignored() -> None:
    rest = Rest(shape=SHAPE)
    for week, chose in enumerate([False, False, True, False, False]):
        rest.learn(sight(week), outcome(prompted=True, shared=chose, ignored=not chose))

    assert rest.is_over(5).all()


@pytest.mark.parametrize("kind", [Coin, Bandit, Ours])
def test_nobody_is_prompted_who_shared_already_or_cannot_be_reached(kind: type) -> None:
    prompter = kind(seeds=3, people=40)
    shared, away = np.zeros(SHAPE, dtype=bool), np.ones(SHAPE, dtype=bool)
    shared[:, :10], away[:, 10:20] = True, False

    chances = prompter.ask(sight(early=shared, reachable=away))

    assert chances[:, :20].max() == 0
    assert chances[:, 20:].min() >= 0.1
    assert chances.max() <= 0.9


def test_a_calendar_asks_everyone_whatever_happened() -> None:
    prompter = Everyone(seeds=3, people=40)

    assert prompter.ask(sight(early=np.ones(SHAPE, dtype=bool))).min() == 1
    assert prompter.word(sight()).max() == 0


def test_zetje_asks_less_where_prompts_add_nothing_and_a_plain_bandit_does_not() -> None:
    ours, bandit = Ours(seeds=3, people=40), Bandit(seeds=3, people=40)
    rng = np.random.default_rng(2)
    for week in range(12):
        seen = sight(week)
        for one in (ours, bandit):
            chances = one.ask(seen)
            # One in ten shares, prompted or not.
            happened = Outcome(
                probability=np.where(chances > 0, chances, 0.5),
                prompted=(rng.random(SHAPE) < chances),
                arm=one.word(seen),
                shared=rng.random(SHAPE) < 0.1,
                ignored=np.zeros(SHAPE, dtype=bool),
            )
            one.learn(seen, happened)

    assert bandit.ask(sight(12)).mean() > 0.6
    assert ours.ask(sight(12)).mean() < 0.5


def test_wordings_are_drawn_by_chance_and_the_last_one_comes_less() -> None:
    wordings = Wordings(shape=SHAPE)
    draws = np.linspace(0, 0.999, 120).reshape(SHAPE)

    assert set(wordings.word(sight(0, draw=draws)).ravel()) == set(range(ARMS))
    wordings.learn(sight(0), outcome(prompted=True, arm=2))
    assert np.mean(wordings.word(sight(1, draw=draws)) == 2) < 0.1


def test_the_interval_over_seeds_is_students() -> None:
    found = mean_over_seeds(np.array([1.0, 2.0, 3.0]))

    # t(2, .975) = 4.3027; s = 1.
    assert found.mean == 2.0
    assert found.high == pytest.approx(2 + 4.302653 / 3**0.5)
    assert found.low == pytest.approx(2 - 4.302653 / 3**0.5)


def test_a_ratio_is_that_of_the_means_and_paired_seeds_make_it_sure() -> None:
    base = np.array([0.1, 0.2, 0.4])

    found = ratio_over_seeds(4 * base, base)
    apart = ratio_over_seeds(4 * base[::-1], base)

    assert (found.low, found.mean, found.high) == pytest.approx((4, 4, 4))
    assert apart.mean == pytest.approx(4)
    assert apart.low < 1 < 16 < apart.high


def test_nothing_is_many_times_nothing() -> None:
    assert np.isnan(ratio_over_seeds(np.ones(3), np.zeros(3)).mean)


def test_worlds_are_told_apart_by_their_levels() -> None:
    one: World = worlds("small")[0]

    assert set(one.levels) == {dimension.key for dimension in DIMENSIONS}

"""Tests of who may be prompted at all."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.behaviour.availability import (
    LONG_AGO,
    Reason,
    first_obstacle,
    ignored_in_a_row,
)

OBSTACLES = {
    Reason.NOT_JOINED: {"joined": [False]},
    Reason.NO_CONSENT: {"consent": [False]},
    Reason.PAUSED: {"paused": [True]},
    Reason.ON_LEAVE: {"on_leave": [True]},
    Reason.NOT_A_WORKING_DAY: {"working_day": [False]},
    Reason.OUTSIDE_HOURS: {"working_hours": [False]},
    Reason.HOLIDAY: {"holiday": [True]},
    Reason.CHANNEL_UNREACHABLE: {"channel_reachable": [False]},
    Reason.NO_STORY: {"story_exists": [False]},
    Reason.ALREADY_DECIDED: {"already_decided": [True]},
    Reason.CAP_REACHED: {"prompts_this_week": [1]},
    Reason.SILENT_AFTER_IGNORED: {"ignored": [3], "weeks_since_prompt": [4]},
    Reason.EXPERIMENTS_REFUSED: {"experiments_refused": [True]},
    Reason.HELD_OUT: {"held_out": [True]},
    Reason.PROBE_WEEK: {"probe_week": [True]},
    Reason.IN_EXPERIMENT: {"in_experiment": [True]},
}


def test_whom_nothing_stops_is_available() -> None:
    assert first_obstacle(joined=[True]).tolist() == [Reason.AVAILABLE]


@pytest.mark.parametrize("reason", OBSTACLES)
def test_each_obstacle_has_its_reason(reason: Reason) -> None:
    found = first_obstacle(**({"joined": [True]} | OBSTACLES[reason]))

    assert found.tolist() == [reason]


@given(reasons=st.sets(st.sampled_from(list(OBSTACLES)), min_size=1))
def test_of_several_obstacles_the_first_in_order_is_named(reasons: set[Reason]) -> None:
    circumstances = {"joined": [True]}
    for reason in reasons:
        circumstances |= OBSTACLES[reason]

    assert first_obstacle(**circumstances).tolist() == [min(reasons)]


def test_silence_after_ignored_prompts_ends_with_the_fourth_week() -> None:
    found = first_obstacle(joined=[True] * 4, ignored=[2, 3, 3, 9], weeks_since_prompt=[1, 4, 5, 4])

    assert (found == Reason.SILENT_AFTER_IGNORED).tolist() == [False, True, False, True]


def test_a_column_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="paused has 3 rows where 2 are expected"):
        first_obstacle(joined=[True, True], paused=[False] * 3)


def test_any_choice_ends_a_row_of_ignored_prompts() -> None:
    run, since = ignored_in_a_row(
        prompted=[[1, 1, 1, 0], [1, 1, 0, 0], [0, 0, 0, 0], [1, 1, 1, 1]],
        chose=[[0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0], [0, 1, 0, 0]],
    )

    assert run.tolist() == [3, 0, 0, 2]
    assert since.tolist() == [2, 3, LONG_AGO, 1]


def test_histories_of_two_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="two tables of one shape"):
        ignored_in_a_row(prompted=[[1, 0]], chose=[[1]])


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 2**32), eagerness=st.floats(0, 1), answers=st.floats(0, 0.6))
def test_the_caps_hold_for_every_sequence(seed: int, eagerness: float, answers: float) -> None:
    rng = np.random.default_rng(seed)
    people, weeks = 8, 26
    prompted = np.zeros((people, weeks), dtype=bool)
    chose = rng.random((people, weeks)) < answers

    for week in range(weeks):
        run, since = ignored_in_a_row(prompted=prompted[:, :week], chose=chose[:, :week])
        for _ in range(3):
            reason = first_obstacle(
                joined=np.ones(people, dtype=bool),
                prompts_this_week=prompted[:, week],
                ignored=run,
                weeks_since_prompt=since,
            )
            drawn = rng.random(people) < eagerness
            assert not np.any((reason == Reason.AVAILABLE) & prompted[:, week])
            prompted[:, week] |= (reason == Reason.AVAILABLE) & drawn

    for person in range(people):
        ignored = 0
        silent_until = -1
        for week in range(weeks):
            if prompted[person, week]:
                assert week > silent_until
            ignored = 0 if chose[person, week] else ignored + prompted[person, week]
            if prompted[person, week] and ignored >= 3:
                silent_until = week + 4
            elif chose[person, week]:
                silent_until = -1

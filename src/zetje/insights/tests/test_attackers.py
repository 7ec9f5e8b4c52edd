"""Nobody is told from the others of their circle, whatever is asked over however many weeks."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from zetje.behaviour.weeks import monday_of
from zetje.insights.testing import (
    FIRST_WEEK,
    LEAST,
    Organisation,
    Wall,
    alike,
    live_through,
    told_by_integers,
    told_by_sums,
)

SEEDS = range(4)
WEEKS = 30


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_is_told_by_sums_and_differences_of_all_weeks(seed) -> None:
    rows, blocks, _habit = live_through(seed=seed, weeks=WEEKS)

    assert len(rows) > WEEKS
    # Also if every block had been told of in every week.
    assert min(len(group) for group in alike(rows + blocks)) >= LEAST
    assert told_by_sums(rows) == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_where_the_wall_is_only_a_minimum_people_are_told(seed) -> None:
    rows, _blocks, habit = live_through(seed=seed, weeks=WEEKS, naive=True)

    assert told_by_sums(rows), "the attacker is worth nothing"
    assert min(len(group) for group in alike(rows)) == 1
    assert set(habit) >= told_by_sums(rows)


def test_leavers_are_told_where_they_stop_counting() -> None:
    """Why whoever leaves goes on with what they had: else the week after tells what that was."""
    told = [told_by_sums(live_through(seed=seed, weeks=WEEKS, keep=False)[0]) for seed in SEEDS]

    assert all(told)


@pytest.mark.parametrize("seed", [0, 1])
def test_whole_numbers_tell_a_person_only_where_all_of_their_circle_are_alike(seed) -> None:
    rows, _blocks, habit = live_through(seed=seed, weeks=10, people=50)

    for group, count in told_by_integers(rows).items():
        assert len(group) >= LEAST
        assert count == sum(habit[member] for member in group)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_of_a_circle_could_swap_all_they_ever_did(seed) -> None:
    rows, blocks, habit = live_through(seed=seed, weeks=WEEKS)
    rng = np.random.default_rng(seed)
    swapped = dict(habit)
    for group in alike(rows + blocks):
        some = sorted(group)
        for member, other in zip(some, rng.permutation(some).tolist(), strict=True):
            swapped[member] = habit[other]

    assert swapped != habit
    assert (
        published(seed, swapped)
        == published(seed, habit)
        == [(row.week, row.members, row.total) for row in rows]
    )


def published(seed, habit):
    """All rows of the same organisation if people had these habits."""
    rng = np.random.default_rng(seed)
    organisation = Organisation(rng)
    organisation.hire(90, monday_of(FIRST_WEEK))
    organisation.growth = float(rng.choice([0.5, 1.0, 1.6]))
    wall, found, known = Wall(), [], set()
    for week in range(FIRST_WEEK, FIRST_WEEK + WEEKS):
        here = sorted(organisation.people.values(), key=lambda each: each.member)
        for person in here:
            if person.member not in known:
                known.add(person.member)
                rng.random()  # what their habit took of chance
        rows, _ = wall.publish(people=here, week=week, habit=habit)
        found += [(row.week, row.members, row.total) for row in rows]
        organisation.live_a_week(monday_of(week) + timedelta())
    return found

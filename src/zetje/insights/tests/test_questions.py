"""Which moments a question about prompts is asked of."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from zetje.insights.rules.questions import (
    GAPS,
    NEVER,
    against_silence,
    doses_of,
    gaps_of,
    parts_of,
    sizes_of,
    times_of,
    ways_of,
    weeks_since_prompt,
)
from zetje.insights.tests.prompt_moments import moments_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# Two people, in time: one with prompts in weeks 2 and 5, one who was never asked.
PERSON = np.array([1, 1, 1, 1, 1, 2, 2])
WEEK = np.array([1, 2, 3, 5, 9, 8, 9])
PROMPTED = np.array([0, 1, 0, 1, 0, 0, 0]) == 1


def test_the_chance_of_a_kind_beside_silence_leaves_other_kinds_out() -> None:
    # Half silence, a quarter this kind, a quarter another one: this one in one of three.
    assert against_silence(send=np.array([0.5]), given=np.array([0.5])) == pytest.approx(1 / 3)
    assert against_silence(send=np.array([0.5]), given=np.array([1.0])) == pytest.approx(0.5)


def test_weeks_since_a_prompt_are_of_the_same_person_and_of_prompts_before() -> None:
    since = weeks_since_prompt(person=PERSON, week=WEEK, prompted=PROMPTED)

    assert since.tolist() == [NEVER, NEVER, 1, 3, 4, NEVER, NEVER]
    assert [GAPS[place] for place in gaps_of(since)[2:5]] == ["1", "3", "rested"]


def test_the_dose_counts_prompts_of_the_two_weeks_before() -> None:
    every = np.ones(4, dtype=np.bool_)
    weekly = {"person": np.array([1, 1, 1, 2]), "week": np.array([1, 2, 3, 4]), "prompted": every}

    assert doses_of(**weekly).tolist() == [0, 1, 2, 0]
    assert doses_of(person=PERSON, week=WEEK, prompted=PROMPTED).tolist() == [0, 0, 1, 0, 0, 0, 0]


def test_silence_goes_by_the_way_of_the_prompt_before_else_of_the_next() -> None:
    person = np.array([1, 1, 1, 1, 2, 3, 3])
    channel = np.array([-1, 0, -1, 1, -1, -1, 1])

    assert ways_of(person=person, channel=channel).tolist() == [0, 0, 0, 1, -1, 1, 1]
    assert ways_of(person=person[:0], channel=channel[:0]).size == 0


def test_a_moment_has_the_weekday_and_the_part_of_day_of_the_organisation() -> None:
    moments = [datetime(2026, 9, 13, 22, 30, tzinfo=UTC), datetime(2026, 9, 15, 10, tzinfo=UTC)]

    weekday, part = times_of(np.array([int(each.timestamp()) for each in moments]), zone=AMSTERDAM)

    # In Amsterdam it is Monday half past midnight, and Tuesday noon.
    assert (weekday.tolist(), part.tolist()) == ([0, 1], [0, 1])


def test_a_part_of_too_few_is_counted_with_the_largest() -> None:
    moments = moments_of(people=30, weeks=2, rng=np.random.default_rng(1))
    part = np.repeat(np.repeat([0, 1, 2], [10, 17, 3]), 2)

    def sizes(part: np.ndarray) -> dict[str, int]:
        told = parts_of(moments, part, names=["some", "most", "few"], least=5)
        return {name: np.unique(each.person).size for name, each in told.items()}

    assert sizes(part) == {"some": 10, "most": 20}
    # Of whom nothing is known: with the largest while they are few, else in no part.
    assert sizes(np.where(part == 2, -1, part)) == {"some": 10, "most": 20}
    assert sizes(np.where(part == 0, -1, part)) == {"most": 20}
    assert sizes(np.where(part < 2, -1, part)) == {}


def test_teams_are_small_middling_or_large() -> None:
    assert sizes_of(np.array([0, 9, 10, 24, 25])).tolist() == [-1, 0, 1, 1, 2]

"""The habit curve of weeks that are given, without a database."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.utils import translation

from zetje.behaviour.habits import WEEKLY, strengths
from zetje.behaviour.phases import gather, place
from zetje.behaviour.weeks import number_of
from zetje.prompting.presenters.growth.curve import curve_view
from zetje.prompting.presenters.growth.pace import weeks_of
from zetje.prompting.queries.standing_facts import Course

LAST = number_of(2026, 38)


def course(acts: Sequence[int], *, away: Sequence[int] = (), free: Sequence[int] = ()) -> Course:
    """These weeks up to the present one, which has no share yet unless the last number says so."""
    count = len(acts)
    places = np.arange(count)
    own = ~np.isin(places, away)
    counted = np.asarray(acts, dtype=np.int64)
    return Course(
        weeks=range(LAST + 1 - count, LAST + 1),
        own_weeks=own,
        acts=counted,
        strength=strengths(acts=counted[np.newaxis])[0],
        free=np.isin(places, free),
        places=place(
            gather(person=[], fact=[], age=[], habit_strength=[0.5], feedback_refused=[False])
        ),
    )


def test_nothing_is_foretold_before_four_weeks() -> None:
    with translation.override("en"):
        assert curve_view(course([0, 0, 0])).dots == ()
        assert curve_view(course([0, 1, 1, 1, 0])).outlook == ""
        assert curve_view(course([0, 1, 1, 1, 1, 0])).outlook != ""


def test_the_pace_is_that_of_the_last_twelve_own_weeks() -> None:
    steady = weeks_of(course([1] * 20 + [0]))
    slow = weeks_of(course([1] * 8 + [1, 0] * 8 + [0]))
    away = weeks_of(course([1] * 20 + [0, 0, 0, 0], away=[20, 21, 22]))
    none = weeks_of(course([0, 0]))

    assert none is None
    assert steady is not None
    assert slow is not None
    assert away is not None
    assert (steady.pace, steady.weeks, steady.shared, steady.quiet) == (1.0, 20, 20, 0)
    assert steady.weeks_left == 36 - 20
    # Every other week never passes the line, so nothing is promised.
    assert (slow.pace, slow.weeks_left) == (0.5, None)
    assert (away.pace, away.weeks, away.quiet) == (1.0, 20, 0)


def test_a_year_is_drawn_and_weeks_are_counted_from_the_first_share() -> None:
    with translation.override("en"):
        view = curve_view(course([1] * 80 + [0]))
        young = curve_view(course([0, 0, *[1] * 20, 0]))

    assert len(view.dots) == 52
    assert view.ticks[1:] == ["Week 50", "Week 71", "Week 92"]
    assert young.ticks[0].startswith("First share")
    assert young.ticks[-1] == "Week 32"


def test_weeks_away_have_no_dot_and_free_ones_a_ring() -> None:
    with translation.override("en"):
        view = curve_view(course([1, 1, 0, 1, 0, 0], away=[2], free=[3]))

    assert [dot.kind for dot in view.dots] == ["dot", "dot", "dot", "ring", "spot"]
    assert [bool(dot.around) for dot in view.dots] == [False, False, True, False, False]


def test_words_stand_where_the_outlook_becomes_a_habit() -> None:
    with translation.override("en"):
        near = curve_view(course([1] * 30 + [0]))
        there = curve_view(course([1] * 45 + [0]))

    assert any("We call it a habit" in note.lines for note in near.notes)
    assert not there.notes
    assert WEEKLY.threshold == 0.7

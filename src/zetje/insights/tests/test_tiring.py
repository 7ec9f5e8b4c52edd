"""Whether prompts wear off is said where the moments show it, and not before."""

from __future__ import annotations

import numpy as np
import pytest

from zetje.insights.rules.moments import Moments, Table
from zetje.insights.rules.questions import GAPS, gaps_of, weeks_since_prompt
from zetje.insights.rules.tiring import Recovery, Tiring, recovery_of

TABLE = Table(questions=3, numerator=0.5, availability=0.2, people=1200, least=5)
ALL = frozenset(GAPS)
BASE = 0.3


def season(*, lost: tuple[float, float, float], seed: int, people: int = 1200) -> tuple:
    """Prompts by lot add .3 after rest, and so much less after one, two and three weeks."""
    rng = np.random.default_rng(seed)
    weeks = 26
    prompted = rng.random((people, weeks)) < 0.3
    person, week = np.repeat(np.arange(people), weeks), np.tile(np.arange(weeks), people)
    drawn = prompted.ravel()
    gap = gaps_of(weeks_since_prompt(person=person, week=week, prompted=drawn))
    gain = np.array([0.3 - each for each in (*lost, 0.0)])[gap]
    moments = Moments(
        person=person,
        week=week,
        prompted=drawn,
        chance=np.full(person.size, 0.3),
        shared=rng.random(person.size) < BASE + gain * drawn,
    )
    return moments, gap


def read(moments: Moments, gap: np.ndarray, told: frozenset[str] = ALL) -> Recovery:
    return recovery_of(moments, gap, told=told, base=BASE, table=TABLE)


@pytest.mark.parametrize(
    ("lost", "expected"),
    [
        ((0.25, 0.0, 0.0), Recovery(Tiring.TIRES, 14)),
        ((0.25, 0.2, 0.0), Recovery(Tiring.TIRES, 21)),
        ((0.25, 0.25, 0.25), Recovery(Tiring.TIRES, None)),
        ((0.0, 0.0, 0.0), Recovery(Tiring.NO_SIGN, 0)),
    ],
)
def test_recovery_is_the_first_week_without_a_loss_worth_naming(
    lost: tuple[float, float, float], expected: Recovery
) -> None:
    assert read(*season(lost=lost, seed=1)) == expected


def test_too_little_leaves_it_open() -> None:
    few = season(lost=(0.05, 0.0, 0.0), seed=2, people=60)
    unknown = Recovery(Tiring.UNKNOWN, None)

    assert read(*few) == unknown
    moments, gap = season(lost=(0.25, 0.0, 0.0), seed=1)
    assert read(moments, gap, told=ALL - {"rested"}) == unknown
    assert read(moments, gap, told=ALL - {"1"}) == unknown
    # Nobody shares at all: there is nothing to estimate.
    nobody = Moments(
        person=moments.person,
        week=moments.week,
        prompted=moments.prompted,
        chance=moments.chance,
        shared=np.zeros_like(moments.shared),
    )
    assert read(nobody, gap) == unknown

"""Long runs: are motivation, ability and what binds found again, in many organisations?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from zetje.behaviour.fogg import Suggestion, estimate_people, fit_population
from zetje.behaviour.tests.funnels import ALIKE, MEAN, VARIED, simulate

pytestmark = pytest.mark.proof

# People × prompts of a half-year or a year, and worlds: varied, hard to move, all alike.
BALANCED = np.array([0.4, 0.6, -0.2])
RELUCTANT = np.array([-1.0, -2.0, 0.0])


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over organisations."""

    coverage: np.ndarray
    right: float
    said: float
    same_for_all: float
    suggested: float
    right_when_suggested: float
    easing_held: float


def run(*, organisations: int, people: int, sent: int, mean: np.ndarray, covariance: np.ndarray):
    """Fit each organisation on its own, and hold its estimates against the truth."""
    rows = []
    for seed in range(organisations):
        world = simulate(seed=seed, people=people, sent=sent, mean=mean, covariance=covariance)
        population = fit_population(world.funnel)
        found = estimate_people(world.funnel, population)
        right = found.binding == world.binding
        told = found.suggestion != Suggestion.NOT_ENOUGH_DATA
        low, high = population.easing or (np.nan, np.nan)
        rows.append(
            (
                *world.coverage(found),
                right.mean(),
                found.chances.max(axis=1).mean(),
                np.bincount(world.binding, minlength=4).max() / people,
                told.mean(),
                right[told].mean() if told.any() else np.nan,
                low <= 0.8 <= high,
            )
        )
    means = np.nanmean(np.array(rows, dtype=np.float64), axis=0)
    return Figures(means[:3], *(float(figure) for figure in means[3:]))


@pytest.mark.parametrize(
    ("people", "sent", "organisations", "mean", "margin"),
    [
        (40, 26, 200, MEAN, 0.05),
        (80, 26, 100, MEAN, 0.10),
        (200, 26, 60, MEAN, 0.10),
        (200, 52, 60, MEAN, 0.15),
        (200, 10, 60, MEAN, 0.0),
        (200, 26, 60, BALANCED, 0.15),
        (200, 26, 60, RELUCTANT, 0.05),
    ],
)
def test_intervals_cover_and_what_binds_is_found(
    people: int, sent: int, organisations: int, mean: np.ndarray, margin: float
) -> None:
    found = run(organisations=organisations, people=people, sent=sent, mean=mean, covariance=VARIED)

    print(people, sent, mean.tolist(), found)
    assert np.all((found.coverage >= 0.90) & (found.coverage <= 0.98))
    assert found.right >= found.same_for_all + margin
    assert found.right >= 0.25 + 0.3
    assert found.right == pytest.approx(found.said, abs=0.06)
    assert found.right_when_suggested > found.right + 0.03
    assert found.easing_held >= 0.9


def test_where_people_are_alike_intervals_are_wide_and_suggestions_few() -> None:
    found = run(organisations=60, people=200, sent=26, mean=MEAN, covariance=ALIKE)

    print("alike", found)
    assert np.all(found.coverage >= 0.93)
    assert found.suggested < 0.6

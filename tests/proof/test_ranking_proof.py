"""Ranking over many leagues with a known truth: fair to small networks (BEHAVIOUR.md 7)."""

from __future__ import annotations

import numpy as np
import pytest

from zetje.behaviour.tests.rankings import equal_skill, top_tenths

pytestmark = pytest.mark.proof

LEAGUES = 500


@pytest.mark.parametrize(
    ("rate", "confirmed", "least"),
    [
        (3.0, True, 5.0),
        (3.0, True, 0.0),
        (0.5, True, 5.0),
        (0.5, True, 0.0),
        (3.0, False, 5.0),
        (10.0, False, 5.0),
    ],
)
def test_where_all_are_equal_a_large_network_has_no_better_rank(
    rate: float, confirmed: bool, least: float
) -> None:
    found = equal_skill(
        rng=np.random.default_rng(20261122),
        worlds=LEAGUES,
        rate=rate,
        confirmed=confirmed,
        least=least,
    )

    rho, error = found.correlations.mean(), found.correlations.std() / np.sqrt(LEAGUES)
    print(
        f"{rate} clicks a post, size {'confirmed' if confirmed else 'unknown'}, least {least}:"
        f" mean rho {rho:+.4f} ± {1.96 * error:.4f}, ranked {found.ranked:.0%},"
        f" exponent off by {found.slope_errors.mean():+.4f} (sd {found.slope_errors.std():.4f})"
    )
    assert abs(rho) < 0.03


@pytest.mark.parametrize("alike", [4.0, 10.0, 30.0])
@pytest.mark.parametrize("clicks", [8.0, 20.0, 60.0])
def test_each_third_of_a_league_has_its_part_of_the_top_tenth(clicks: float, alike: float) -> None:
    shares = top_tenths(
        rng=np.random.default_rng(20261122), organisations=30, clicks=clicks, alike=alike
    )

    print(f"{clicks} clicks, skill shape {alike}: {', '.join(f'{one:.1%}' for one in shares)}")
    assert np.all((shares > 0.07) & (shares < 0.13))

"""Equal skill, networks of 50 to 20,000: the points of a week do not follow the network.

The short form of `tests/proof/test_fair_places_proof.py`, without a database: what is usual for
somebody comes from their own past posts, and nobody's size is known.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from scipy.stats import rankdata

from zetje.recognition.rules.leagues import seats
from zetje.recognition.rules.points import Rules, readers_needed

PEOPLE = 6000
needed = lru_cache(maxsize=None)(readers_needed)


@pytest.mark.parametrize("lumpy", [1.0, 1e9])
@pytest.mark.parametrize("exponent", [0.7, 1.0])
def test_a_large_network_has_no_better_place(exponent: float, lumpy: float) -> None:
    rng, rules = np.random.default_rng(20261122), Rules()
    network = np.exp(rng.uniform(np.log(50), np.log(20_000), PEOPLE))
    usual = 3 * (network / 400) ** exponent
    posts = rng.binomial(12, 0.7, PEOPLE).clip(1)
    past = rng.poisson(rng.gamma(lumpy * posts, usual / lumpy))
    read = rng.poisson(rng.gamma(lumpy, usual / lumpy))
    ladders = [
        needed(usual=float(seen / count), certainty=float(seen), steps=rules.readers)
        for seen, count in zip(past, posts, strict=True)
    ]
    steps = [sum(one <= got for one in ladder) for ladder, got in zip(ladders, read, strict=True)]
    own = rules.own_words * (rng.random(PEOPLE) < 0.3)

    points = rules.share + own + np.array(steps)

    rho = np.corrcoef(rankdata(network), rankdata(-points))[0, 1]
    assert abs(rho) < 0.03
    # In leagues of people alike each third by network has its part of the front quarter.
    league = seats(posts=posts, expected=past / 12, wind=np.ones(PEOPLE, dtype=np.int64))
    held, people = np.zeros(3), np.zeros(3)
    for number in range(1, league.max() + 1):
        rows = np.flatnonzero(league == number)
        third = network[rows].argsort().argsort() * 3 // len(rows)
        places = len(rows) / 10
        for score in np.unique(points[rows])[::-1]:
            tied = points[rows] == score
            part = min(1.0, places / tied.sum())
            held += part * np.bincount(third[tied], minlength=3)
            places -= part * tied.sum()
        people += np.bincount(third, minlength=3)
    assert np.all((held / people > 0.07) & (held / people < 0.13))

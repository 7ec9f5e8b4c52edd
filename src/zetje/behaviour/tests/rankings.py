"""Made-up leagues with a known truth, for the tests of ranking, short and long."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zetje.behaviour.arrays import Floats
from zetje.behaviour.ranking import expect, fit_prior, leagues, rank

PEOPLE = 300
POSTS = 8


@dataclass(frozen=True)
class EqualSkill:
    """What came of leagues in which nobody is better than another."""

    correlations: Floats
    slope_errors: Floats
    ranked: float


def rank_correlation(one: Floats, other: Floats) -> float:
    """Spearman's ρ of the rows that both have a figure for (no ties to speak of)."""
    both = ~(np.isnan(one) | np.isnan(other))
    ranks = [values[both].argsort().argsort() for values in (one, other)]
    return float(np.corrcoef(*ranks)[0, 1])


def equal_skill(
    *, rng: np.random.Generator, worlds: int, rate: float, confirmed: bool, least: float = 5.0
) -> EqualSkill:
    """Rank leagues of 300 whose clicks follow the network alone, as network^0.7 to network^1.

    `rate`: clicks on a post of somebody with a network of 400.
    """
    network = rng.lognormal(6, 1, (worlds, PEOPLE))
    exponent = rng.uniform(0.7, 1.0, (worlds, 1))
    usual = rate * (network / 400) ** exponent * POSTS
    past, clicks = rng.poisson(usual).ravel(), rng.poisson(usual).ravel()
    world = np.repeat(np.arange(worlds), PEOPLE)
    posts = np.full(len(world), POSTS)
    size = network.ravel() if confirmed else None
    seen = expect(past_clicks=past, past_posts=posts, posts=posts, network_size=size, group=world)
    told = {"clicks": clicks, "expected": seen.expected, "certainty": seen.certainty}
    found = rank(**told, league=world, prior=fit_prior(**told, group=world), least=least)
    ranks = found.expected_rank.reshape(worlds, PEOPLE)
    pairs = zip(network, ranks, strict=True)
    slopes = np.zeros(worlds) if seen.law is None else seen.law.slope - exponent[:, 0]
    return EqualSkill(
        correlations=np.array([rank_correlation(*pair) for pair in pairs]),
        slope_errors=slopes,
        ranked=float(np.mean(~found.too_early)),
    )


def top_tenths(
    *, rng: np.random.Generator, organisations: int, clicks: float, alike: float
) -> Floats:
    """Give the share of each third by expectation that stands in the top tenth of its league.

    Organisations of 2,000 people whose expectations differ widely (log sd 1, `clicks` in the
    middle) and whose skill, with shape `alike`, has nothing to do with it; leagues by `leagues`.
    """
    people = 2000
    usual = clicks * rng.lognormal(0, 1, (organisations, people))
    seen = rng.poisson(usual * rng.gamma(alike, 1 / alike, usual.shape))
    held, members = np.zeros(3), np.zeros(3)
    for expected, came in zip(usual, seen, strict=True):
        league = leagues(expected=expected, size=300)
        found = rank(clicks=came, expected=expected, league=league, least=0.0)
        for number in range(int(league.max()) + 1):
            rows = np.flatnonzero(league == number)
            if len(rows) < 60:
                continue
            third = expected[rows].argsort().argsort() * 3 // len(rows)
            top = found.expected_rank[rows].argsort().argsort() < len(rows) / 10
            held += np.bincount(third, weights=top, minlength=3)
            members += np.bincount(third, minlength=3)
    return held / members

"""What a post will probably bring: never one number, always from–to.

Published: negative binomial regression with the logarithm of the audience (Lawless 1987), empirical
Bayes for people (Robbins 1956) and for networks (DerSimonian and Laird 1986). Ours: the shares of
chance that belong to a person and to a single post, by moments of pairs of posts, and the interval
from a negative binomial with the joint variance. The same model serves clicks and views.

>>> rng = np.random.default_rng(2)
>>> person = np.repeat(np.arange(100), 10)
>>> size, taste = rng.lognormal(6, 1, 100)[person], rng.gamma(4, 1 / 4, 100)[person]
>>> count = rng.poisson(0.02 * size**0.85 * taste * rng.gamma(3, 1 / 3, 1000))
>>> model = fit_reach(count=count, person=person, kind=np.zeros(1000), network_size=size)
>>> coming = model.predict(person=[0, 777], kind=[0, 0], network_size=[300, 300])
>>> print(coming.median, coming.lower, coming.upper)
[1. 2.] [0. 0.] [3. 6.]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from zetje.behaviour.arrays import Floats, Ints, column, people
from zetje.behaviour.counts import SLOPE_MEAN, SLOPE_SD, fit_counts

# Relative variances are held between these: one per cent and three times the mean.
LEAST, MOST = 1e-4, 9.0
COVERS = 0.8


@dataclass(frozen=True)
class Coming:
    """What a post will bring: `mean`, `median`, `lower` and `upper` (n,), counts.

    The interval holds the count with the chance that was asked for, or a little more, since counts
    are whole. `posts_seen` (n,), how many posts of this person stand behind it; 0 for a newcomer.
    """

    mean: Floats
    median: Floats
    lower: Floats
    upper: Floats
    posts_seen: Ints


@dataclass(frozen=True)
class ReachModel:
    """What has been learned of people and networks.

    `kinds` (c,) keys of networks with `level` (log count at the audience `centre`), `slope` of the
    log audience, `centre` and `level_variance`; `general` and `between`, mean and variance of
    levels over networks, for one that was never seen. `person_spread` and `post_spread` are the
    relative variances of people and of one person's posts; `persons` (m,) keys with
    `events` and `usual`, weighed counts and those of an average colleague, and number of `posts`.
    """

    kinds: NDArray[Any]
    level: Floats
    slope: Floats
    centre: Floats
    level_variance: Floats
    general: float
    between: float
    person_spread: float
    post_spread: float
    persons: NDArray[Any]
    events: Floats
    usual: Floats
    posts: Ints

    def predict(
        self,
        *,
        person: ArrayLike,
        kind: ArrayLike,
        network_size: ArrayLike | None = None,
        covers: float = COVERS,
    ) -> Coming:
        """Say what one post by each person on each network will bring.

        Formulas: mean = μ · E[G], G ~ Gamma(1/τ + events, 1/τ + usual) for the person; relative
        variance (1 + var G/E[G]²)(1 + post spread)(1 + var level) − 1 = 1/s; count ~
        NegativeBinomial(mean, s). Args: `person`, `kind` (n,) keys, known or not; `network_size`
        (n,) people, as in `fit_reach`; `covers`, the chance that the interval holds, 0.8 when left
        out. Returns: `Coming`. Raises ValueError for a chance outside 0 … 1 or sizes that are not
        positive.
        """
        if not 0 < covers < 1:
            raise ValueError("covers must lie between 0 and 1.")
        who, whose = _look_up(self.persons, person)
        what, named = _look_up(self.kinds, kind)
        n = len(who)
        size = np.where(named, self.centre[what], np.mean(self.centre))
        if network_size is not None:
            size = _log_sizes(network_size, n)
        level = np.where(named, self.level[what], self.general)
        slope = np.where(named, self.slope[what], SLOPE_MEAN)
        centre = np.where(named, self.centre[what], np.mean(self.centre))
        shape = 1 / self.person_spread + np.where(whose, self.events[who], 0.0)
        rate = 1 / self.person_spread + np.where(whose, self.usual[who], 0.0)
        doubt = np.where(named, self.level_variance[what], self.between)
        mean = np.exp(level + slope * (size - centre)) * shape / rate
        spread = (1 + 1 / shape) * (1 + self.post_spread) * np.exp(doubt) - 1
        s = 1 / np.maximum(spread, LEAST)
        law = stats.nbinom(s, s / (s + mean))
        return Coming(
            mean=mean,
            median=np.asarray(law.ppf(0.5)),
            lower=np.asarray(law.ppf((1 - covers) / 2)),
            upper=np.asarray(law.ppf((1 + covers) / 2)),
            posts_seen=np.where(whose, self.posts[who], 0),
        )


def fit_reach(
    *,
    count: ArrayLike,
    person: ArrayLike,
    kind: ArrayLike,
    network_size: ArrayLike | None = None,
) -> ReachModel:
    """Learn from posts what people's posts bring on each network.

    Formulas: count ~ NegativeBinomial with log mean = level_kind + slope_kind · log size + log G,
    G ~ Gamma(1/τ, 1/τ) for the person and a gamma factor of relative variance φ for the post; τ
    from pairs of posts of one person, φ from single posts; levels are pulled to their mean over
    networks by their variance over it plus their own.
    Args: `count` (n,) clicks or views, one row a post; `person`, `kind` (n,) keys; `network_size`
    (n,) people, only where the network confirms it, else leave it out for all.
    Returns: a `ReachModel`. Raises ValueError for no posts, shapes that differ, negative counts or
    sizes that are not positive.
    """
    y = column("count", count)
    n = len(y)
    if n == 0:
        raise ValueError("There are no posts to learn from.")
    persons, who = people("person", person, rows=n)
    kinds, what = people("kind", kind, rows=n)
    size = np.zeros(n) if network_size is None else _log_sizes(network_size, n)
    law = fit_counts(count=y, exposure=np.ones(n), log_size=size, cell=what, cells=len(kinds))
    usual = law.mean(log_size=size, cell=what)
    person_spread, post_spread = _spreads(y, usual, who)
    variance = _level_variance(usual, who, what, len(kinds), person_spread, post_spread)
    general, between = _between(law.level, variance)
    kept = between / (between + variance)
    level = general + kept * (law.level - general)
    m = np.exp(level - law.level)[what] * usual
    # A post's own chance makes its count say less: m/(1 + m φ) events rather than m.
    weight = 1 / (1 + m * post_spread)
    return ReachModel(
        kinds=kinds,
        level=level,
        slope=law.slope,
        centre=law.centre,
        level_variance=kept * variance,
        general=general,
        between=between,
        person_spread=person_spread,
        post_spread=post_spread,
        persons=persons,
        events=_sums(who, weight * y),
        usual=_sums(who, weight * m),
        posts=np.bincount(who).astype(np.int64),
    )


def _sums(who: Ints, values: Floats) -> Floats:
    """Add up by person."""
    return np.bincount(who, weights=values).astype(np.float64)


def _spreads(y: Floats, m: Floats, who: Ints) -> tuple[float, float]:
    """Divide the relative variance over people (τ) and posts (φ).

    E[y_p y_q] = m_p m_q (1 + τ) for two posts of one person; E[y² − y] = m² (1 + τ)(1 + φ). Posts
    are weighed by 1/(1 + m), or the largest audience would speak for all.
    """
    w = 1 / (1 + m)
    pairs = np.bincount(who, weights=w * y) ** 2 - np.bincount(who, weights=(w * y) ** 2)
    usual = np.bincount(who, weights=w * m) ** 2 - np.bincount(who, weights=(w * m) ** 2)
    # People with many posts would speak for all as well: each counts by posts, not by pairs.
    each = 1 / np.bincount(who)
    above = float(np.sum(each * usual))
    tau = float(np.sum(each * pairs)) / above - 1 if above > 0 else SLOPE_SD
    tau = float(np.clip(tau, LEAST, MOST))
    whole = float(np.sum(w**2 * (y**2 - y)) / np.sum(w**2 * m**2))
    return tau, float(np.clip(whole / (1 + tau) - 1, LEAST, MOST))


def _level_variance(m: Floats, who: Ints, what: Ints, kinds: int, tau: float, phi: float) -> Floats:
    """Give the variance of each network's level, by as many people as stand behind it."""
    cell, members = np.unique(np.stack([what, who]), axis=1, return_inverse=True)
    told = np.bincount(members.ravel(), weights=m / (1 + m * phi))
    say = np.bincount(cell[0], weights=told / (1 + told * tau), minlength=kinds)
    return 1 / np.maximum(say, 1e-6)


def _between(level: Floats, variance: Floats) -> tuple[float, float]:
    """Give mean and variance of levels over networks; 1 where one network cannot say."""
    if len(level) < 3:
        return float(np.average(level, weights=1 / variance)), 1.0
    w = 1 / variance
    middle = float(np.average(level, weights=w))
    q = float(np.sum(w * (level - middle) ** 2))
    between = (q - (len(level) - 1)) / float(np.sum(w) - np.sum(w**2) / np.sum(w))
    between = max(between, 0.01)
    return float(np.average(level, weights=1 / (variance + between))), between


def _log_sizes(network_size: ArrayLike, n: int) -> Floats:
    """Give the logarithm of audiences."""
    size = column("network_size", network_size, rows=n)
    if np.any(size <= 0):
        raise ValueError("network_size must be above zero.")
    return np.log(size)


def _look_up(keys: NDArray[Any], asked: ArrayLike) -> tuple[Ints, NDArray[np.bool_]]:
    """Give the number of each key, and whether it is known."""
    wanted = np.asarray(asked)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return at.astype(np.int64), np.asarray(keys[at] == wanted)

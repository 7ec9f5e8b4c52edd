"""Made-up posts with a known truth, for the tests of reach, short and long."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zetje.behaviour.reach import Coming, fit_reach


@dataclass(frozen=True)
class Office:
    """People who post: `rate` clicks a head of audience, relative variances, networks."""

    people: int = 100
    posts: int = 8
    rate: float = 0.02
    person_spread: float = 0.25
    post_spread: float = 0.3
    kinds: int = 4


@dataclass(frozen=True)
class Judged:
    """How a forecast fared: part of intervals that held, of newcomers too; median errors."""

    held: float
    held_for_newcomers: float
    error: float
    error_of_plain_median: float
    width: float


def judge_office(*, office: Office, seed: int) -> Judged:
    """Learn from posts, then forecast everyone's next one, and the first one of newcomers."""
    rng = np.random.default_rng(seed)
    p, kinds = office.people, office.kinds
    levels = rng.normal(np.log(office.rate), 0.5, kinds)

    def crowd() -> tuple[np.ndarray, np.ndarray]:
        size = rng.lognormal(6, 1, p)
        return size, rng.gamma(1 / office.person_spread, office.person_spread, p)

    def post(who: np.ndarray, what: np.ndarray, size: np.ndarray, own: np.ndarray) -> np.ndarray:
        mean = np.exp(levels[what]) * size[who] ** 0.85 * own[who]
        return rng.poisson(mean * rng.gamma(1 / office.post_spread, office.post_spread, len(who)))

    size, own = crowd()
    who, what = np.repeat(np.arange(p), office.posts), rng.integers(0, kinds, p * office.posts)
    count = post(who, what, size, own)
    model = fit_reach(count=count, person=who, kind=what, network_size=size[who])
    everyone, kind = np.arange(p), rng.integers(0, kinds, p)
    truth = post(everyone, kind, size, own)
    coming = model.predict(person=everyone, kind=kind, network_size=size)
    new_size, new_own = crowd()
    first = post(everyone, kind, new_size, new_own)
    newcomers = model.predict(person=everyone + p, kind=kind, network_size=new_size)
    return Judged(
        held=held(coming, truth),
        held_for_newcomers=held(newcomers, first),
        error=float(np.median(np.abs(truth - coming.median))),
        error_of_plain_median=float(np.median(np.abs(truth - np.median(count)))),
        width=float(np.median(coming.upper - coming.lower)),
    )


def held(coming: Coming, truth: np.ndarray) -> float:
    """Give the part of the counts that their intervals hold."""
    return float(np.mean((coming.lower <= truth) & (truth <= coming.upper)))

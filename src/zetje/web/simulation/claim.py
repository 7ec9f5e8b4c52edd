"""The claim of +300 %: from which base, in which window, against which control, how sure.

A world counts as one that reaches it only where the whole 95 % interval over seeds does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zetje.web.simulation.contenders import (
    COIN,
    DIGEST,
    LIBRARY,
    OURS,
    OURS_GAMES,
    PLAIN,
    Contender,
)
from zetje.web.simulation.grid import BASE
from zetje.web.simulation.statistics import Estimate, ratio_over_seeds
from zetje.web.simulation.study import CLAIMED, Study

CLAIMANTS = (*PLAIN[1:], OURS_GAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Four times as much or not, in the worlds of one base.

    `lowest` and `highest`: the smallest and largest factor over the library among the worlds, each
    with its interval; `reached`, `open` and `missed` count worlds. `reached_before`: the same count
    against the weeks before the start.
    """

    base: str
    contender: Contender
    lowest: Estimate
    highest: Estimate
    reached: int
    open: int
    missed: int
    reached_before: int
    worlds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """From a library to Zetje, and on to games, a step at a time, in the worlds of one base.

    `participation` of library, digest, random, Zetje, Zetje with games, in the last weeks;
    `base`, in the last weeks before the start; `factor`, Zetje over the library;
    `digest_part`, the part of that way (on the log scale) that the digest alone goes.
    """

    base: str
    before: Estimate
    participation: Sequence[Estimate]
    factor: Estimate
    digest_part: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Luck:
    """Single organisations (seeds) of one base, each before and after, with Zetje.

    `low`, `high`: the range of their changes without the lowest and highest twentieth, in percent;
    `claims`, the part of them that sees +300 % or more; `library_claims`, the same where nothing
    was sent at all; `empty`, the part without a single share in the weeks before.
    """

    base: str
    low: float
    high: float
    claims: float
    library_claims: float
    empty: float


def claims(study: Study) -> list[Claim]:
    """The claim of +300 %, for each base and each way."""
    return [
        _claim(study, level.name, contender) for level in BASE.levels for contender in CLAIMANTS
    ]


def _claim(study: Study, base: str, contender: Contender) -> Claim:
    places = study.places(BASE.key, base)
    times = [study.against_control(at, contender) for at in places]
    before = [study.before_and_after(at, contender) for at in places]
    known = sorted((one for one in times if one.mean == one.mean), key=lambda one: one.mean)
    nothing = Estimate(np.nan, np.nan, np.nan)
    reached = sum(one.low >= CLAIMED for one in times)
    missed = sum(one.high < CLAIMED for one in times)
    return Claim(
        base=base,
        contender=contender,
        lowest=known[0] if known else nothing,
        highest=known[-1] if known else nothing,
        reached=reached,
        open=len(times) - reached - missed,
        missed=missed,
        reached_before=sum(one.low >= CLAIMED for one in before),
        worlds=len(places),
    )


def steps(study: Study) -> list[Steps]:
    """How far each step goes, for each base."""
    found: list[Steps] = []
    for level in BASE.levels:
        places = study.places(BASE.key, level.name)
        way = [
            study.over_worlds(places, lambda at, one=one: study.last(at, one))
            for one in (LIBRARY, DIGEST, COIN, OURS, OURS_GAMES)
        ]
        first, last = (
            np.mean([study.last(at, one) for at in places], axis=0) for one in (LIBRARY, OURS)
        )
        factor = ratio_over_seeds(last, first)
        found.append(
            Steps(
                base=level.name,
                before=study.over_worlds(places, study.base),
                participation=way,
                factor=factor,
                digest_part=_part(way[0].mean, way[1].mean, factor.mean),
            )
        )
    return found


def _part(library: float, digest: float, factor: float) -> float:
    """How much of a way, in factors, its first step is; nothing where there is no way."""
    if math.isnan(factor) or factor == 1 or digest <= 0:
        return math.nan
    return math.log(digest / library) / math.log(factor)


def luck(study: Study) -> list[Luck]:
    """What single organisations would see, comparing after with before as claims mostly do."""
    found: list[Luck] = []
    for level in BASE.levels:
        places = study.places(BASE.key, level.name)
        before = np.concatenate([study.base(at) for at in places])
        known = before > 0
        if not known.any():
            continue
        times, still = (
            np.concatenate([study.last(at, one) for at in places])[known] / before[known]
            for one in (OURS, LIBRARY)
        )
        low, high = np.quantile(times, [0.05, 0.95])
        found.append(
            Luck(
                base=level.name,
                low=100 * float(low - 1),
                high=100 * float(high - 1),
                claims=float(np.mean(times >= CLAIMED)),
                library_claims=float(np.mean(still >= CLAIMED)),
                empty=float(np.mean(~known)),
            )
        )
    return found

"""The sentences at the top of the report, each made from what was counted and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from zetje.behaviour.habits import WEEKLY
from zetje.web.simulation import claim, findings
from zetje.web.simulation.contenders import BANDIT, CALENDAR, COIN, DIGEST, OURS, PLAIN, Contender
from zetje.web.simulation.grid import BASE
from zetje.web.simulation.study import Study
from zetje.web.simulation.words import number, percent


def findings_of(study: Study) -> list[str]:
    """What a reader should take away, good or bad for Zetje."""
    return [
        _best(study),
        *(_duel(study, other) for other in (DIGEST, CALENDAR, COIN, BANDIT)),
        *_where_worse(study),
        _price(study),
        *(_claim(study, level.name) for level in BASE.levels),
        _habit(study),
    ]


def _best(study: Study) -> str:
    """In how many worlds nobody else had the highest mean."""
    wins = {one.key: 0 for one in PLAIN}
    for at in range(len(study.worlds)):
        means = {one.key: float(study.throughout(at, one).mean()) for one in PLAIN}
        wins[max(means, key=lambda key: means[key])] += 1
    named = {one.key: one.name for one in PLAIN}
    others = [f"{named[key]} in {n}" for key, n in wins.items() if n and key != OURS.key]
    rest = f" In the others it was lower than another: {', '.join(others)}." if others else ""
    return (
        f"Zetje had the highest mean participation in {wins[OURS.key]} of {len(study.worlds)} "
        f"worlds.{rest}"
    )


def _duel(study: Study, other: Contender) -> str:
    found = next(one for one in findings.duels(study) if one.other is other)
    return (
        f"Against {other.name.lower()}, Zetje had more participation in {found.above} of "
        f"{len(study.worlds)} worlds, less in {found.below}, and no difference could be seen in "
        f"{found.open}."
    )


def _where_worse(study: Study) -> list[str]:
    """The levels at which Zetje does worse than another, the interval of the mean below zero."""
    found: list[str] = []
    rivals = PLAIN[1:-1]
    levels = findings.duels_by_level(study)
    for at, rival in enumerate(rivals):
        worse = [
            f"{one.key}: {one.level} ({number(100 * difference.mean, signed=True)})"
            for one in levels
            if (difference := one.differences[at]).high < 0
        ]
        if worse:
            found.append(
                f"On average Zetje does worse than {rival.name.lower()} in worlds with "
                f"{', and with '.join(worse)}, in percentage points."
            )
    return found


def _price(study: Study) -> str:
    each = {one.contender.key: one for one in findings.prices(study)}
    ours, all_weeks = each[OURS.key], each[CALENDAR.key]
    return (
        f"Zetje sent {number(ours.prompts.mean, digits=1)} prompts a person in {study.size.weeks} "
        f"weeks, and {percent(ours.off.mean)} of people switched everything off; the calendar "
        f"broadcast sent {number(all_weeks.prompts.mean, digits=1)}, and "
        f"{percent(all_weeks.off.mean)} switched off (means over all worlds)."
    )


def _claim(study: Study, base: str) -> str:
    counted = {one.contender.key: one for one in claim.claims(study) if one.base == base}
    way = next(one for one in claim.steps(study) if one.base == base)
    library, digest, _, ours, _ = (one.mean for one in way.participation)
    return (
        f"+300 % against a library, where {percent(way.before.mean)} of people shared in a week "
        f"before the start: reached by the digest alone in {_of(counted, DIGEST)}, by Zetje in "
        f"{_of(counted, OURS)} worlds. In the last weeks {percent(library)} share with a library, "
        f"{percent(digest)} with the digest alone and {percent(ours)} with Zetje."
    )


def _of(counted: dict[str, claim.Claim], contender: Contender) -> str:
    found = counted[contender.key]
    return f"{found.reached} of {found.worlds}"


def _habit(study: Study) -> str:
    strengths: Sequence[float] = [one.habit.mean for one in findings.prices(study)]
    return (
        f"After {study.size.weeks} weeks the mean habit strength lies between "
        f"{number(min(strengths), digits=2)} and {number(max(strengths), digits=2)}; the product "
        f"calls {number(WEEKLY.threshold, digits=1)} a habit."
    )

"""What prompts change, read from moments in which chance decided, for several questions at once.

Each question is answered by `behaviour.intervals.difference` with an interval that may be looked at
every week. Of several questions in one table those that are told apart from nothing are found by
e-BH (Wang and Ramdas 2022), which holds whatever the questions have to do with each other and
whenever somebody looks; all intervals of the table have the level that belongs to so many finds
(e-BY, Xu, Wang and Ramdas 2022). So of what a table says helps or harms at most α is wrong on
average, and so are at most α of those intervals. With one question both are the plain sequence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.intervals import (
    ALPHA,
    EVENTS_AT_LEAST,
    Difference,
    PersonSums,
    difference,
    person_sums,
    planned_k,
)
from zetje.behaviour.power import Plan, weeks_needed
from zetje.behaviour.verdicts import Missing, Relative, Verdict, judge
from zetje.insights.rules.moments import Moments, Table
from zetje.insights.rules.rounding import about, alike, nearest, outwards, step_of
from zetje.insights.rules.studies import ENOUGH_PEOPLE

# A change of less than a third of what happens anyway is none to steer by: ours, set beforehand.
WORTHWHILE: Final = 0.3
# Further ahead than this nobody is promised anything.
FORESEEABLE: Final = 52
_HUNDRED: Final = 100
# Steps of a part of the base.
_PARTS: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One answer. Effects and `base` are shares for each of 100 people; NaN while unknown.

    Attributes:
        relative: the effect as a part of the base, or None.
        weighs: how finely it is told, as `rounding.alike` counts people in the smaller condition.
        events: shares without and with a prompt; 0 for those of fewer people than a count needs.
        weeks_more: after how many more weeks it can be told, 0 once it can, None if not within
            `FORESEEABLE` weeks.
        alpha: the level of the interval.
    """

    estimate: float
    lower: float
    upper: float
    base: float
    relative: Relative | None
    people: int
    weighs: int
    events: tuple[int, int]
    verdict: Verdict
    missing: tuple[Missing, ...]
    weeks_more: int | None
    alpha: float

    def details(self) -> dict[str, Any]:
        """The answer as it is shown: in steps of what one person weighs, the interval outwards.

        Counts are in whole tens. An interval that excludes zero is never shown to touch it.
        """
        known = math.isfinite(self.estimate)
        step = step_of(self.weighs) if known else 1.0
        lower, upper = outwards(self.lower, self.upper, step=step) if known else (None, None)
        return {
            "estimate": nearest(self.estimate, step=step) if known else None,
            "lower": lower,
            "upper": upper,
            "base": nearest(self.base, step=step) if known else None,
            "relative": self._relative(step) if known else None,
            "people": about(self.people),
            "events": [about(count) for count in self.events],
            "verdict": str(self.verdict),
            "missing": [str(one) for one in self.missing],
            "weeks_more": self.weeks_more,
        }

    def _relative(self, step: float) -> dict[str, float] | None:
        """The part of the base as it is shown, as coarse as the effect is."""
        if self.relative is None:
            return None
        found = self.relative
        coarse = next((each for each in _PARTS if each * self.base >= step), _PARTS[-1])
        lower, upper = outwards(float(found.lower), float(found.upper), step=coarse)
        return {
            "estimate": nearest(float(found.estimate), step=coarse),
            "lower": lower,
            "upper": upper,
        }


def read_table(groups: Mapping[str, Moments], *, table: Table) -> dict[str, Reading]:
    """Answer every question of a table.

    Args:
        groups: the moments of each question; they may overlap.
        table: what was chosen beforehand.
    """
    sums = {name: _sums(moments, table) for name, moments in groups.items()}
    seen = {name: difference(sums=each) for name, each in sums.items()}
    told = [name for name in groups if _tellable(sums[name], seen[name], table)]
    level = level_of([seen[name] for name in told], table=table)
    return {
        name: _reading(groups[name], sums[name], seen[name], table, level if name in told else None)
        for name in groups
    }


def level_of(seen: list[Difference], *, table: Table) -> float:
    """The level of all intervals of a table: α·s/m for the most finds s that exclude zero at it.

    That is e-BH on the e-values whose intervals these are, with m the questions of the table.
    """
    for finds in range(min(len(seen), table.questions), 1, -1):
        level = ALPHA * finds / table.questions
        if sum(_excludes_zero(one, table, level) for one in seen) >= finds:
            return level
    return ALPHA / table.questions


def ends_of(seen: Difference, *, table: Table, level: float = ALPHA) -> tuple[float, float]:
    """The ends of the interval of one answer that may be looked at every week, as shares."""
    # One mixture for every level: what is read at another level must be the same e-value.
    planned = table.planned * planned_k(alpha=level) / planned_k(alpha=ALPHA / table.questions)
    found = seen.interval(planned=planned, alpha=level)
    return float(found.lower), float(found.upper)


def _sums(moments: Moments, table: Table) -> PersonSums:
    return person_sums(
        outcome=moments.shared,
        treatment=moments.prompted,
        probability=moments.chance,
        available=np.ones(moments.person.size),
        person=moments.person,
        numerator=table.numerator,
    )


def _tellable(sums: PersonSums, seen: Difference, table: Table) -> bool:
    """Whether enough people, shares, and people behind the shares were seen."""
    return bool(seen.people >= ENOUGH_PEOPLE and seen.shown and _many_behind(sums, table.least))


def _many_behind(sums: PersonSums, least: int) -> bool:
    """Whether each number of shares is that of at least so many people."""
    return all(np.count_nonzero(each) >= least for each in _both(sums))


def _events_of_many(sums: PersonSums, least: int) -> tuple[int, int]:
    """The shares without and with a prompt; 0 where fewer people are behind them."""
    silent, prompted = (
        int(each.sum()) if np.count_nonzero(each) >= least else 0 for each in _both(sums)
    )
    return silent, prompted


def _both(sums: PersonSums) -> tuple[NDArray[Any], NDArray[Any]]:
    return sums.silent_events, sums.prompted_events


def _excludes_zero(seen: Difference, table: Table, level: float) -> bool:
    lower, upper = ends_of(seen, table=table, level=level)
    return lower > 0 or upper < 0


def _reading(
    moments: Moments,
    sums: PersonSums,
    seen: Difference,
    table: Table,
    level: float | None,
) -> Reading:
    events = _events_of_many(sums, table.least)
    if level is None:
        return Reading(
            **dict.fromkeys(("estimate", "lower", "upper", "base"), math.nan),
            relative=None,
            people=int(seen.people),
            weighs=2,
            events=events,
            verdict=Verdict.NOT_ENOUGH_DATA,
            missing=_missing(sums, seen, table),
            weeks_more=_weeks_more(moments, sums, seen, table, ALPHA / table.questions),
            alpha=ALPHA / table.questions,
        )
    base = base_of(sums, numerator=table.numerator)
    lower, upper = ends_of(seen, table=table, level=level)
    found = judge(
        estimate=float(seen.estimate),
        lower=lower,
        upper=upper,
        people=int(seen.people),
        events=events,
        base=base,
        worthwhile=WORTHWHILE * base,
    )
    settled = found.verdict is not Verdict.NOT_ENOUGH_DATA
    return Reading(
        estimate=_HUNDRED * found.estimate,
        lower=_HUNDRED * found.lower,
        upper=_HUNDRED * found.upper,
        base=_HUNDRED * base,
        relative=found.relative,
        people=found.people,
        weighs=_weighs(sums, numerator=table.numerator),
        events=events,
        verdict=found.verdict,
        missing=found.missing,
        weeks_more=0 if settled else _weeks_more(moments, sums, seen, table, level),
        alpha=level,
    )


def _weighs(sums: PersonSums, *, numerator: float) -> int:
    """How many people alike stand behind the smaller condition: Σ W(1 − A) or Σ W·A by person."""
    silent = sums.weight * (1 - numerator) - sums.centred
    prompted = sums.weight * numerator + sums.centred
    return min(alike(silent), alike(prompted))


def base_of(sums: PersonSums, *, numerator: float) -> float:
    """The share of moments without a prompt in which somebody shared, weighted as the estimate.

    Σ W(1 − A)Y / Σ W(1 − A), from the sums that the estimate is made of.
    """
    weight = sums.weight.sum() * (1 - numerator) - sums.centred.sum()
    shared = sums.outcome.sum() * (1 - numerator) - sums.product.sum()
    return float(shared / weight)


def _missing(sums: PersonSums, seen: Difference, table: Table) -> tuple[Missing, ...]:
    few_events = bool(np.any(seen.events < EVENTS_AT_LEAST))
    found = {
        Missing.PEOPLE: bool(seen.people < ENOUGH_PEOPLE),
        Missing.EVENTS: few_events or not _many_behind(sums, table.least),
    }
    return tuple(one for one, is_so in found.items() if is_so) or (Missing.ESTIMATE,)


def _weeks_more(
    moments: Moments, sums: PersonSums, seen: Difference, table: Table, level: float
) -> int | None:
    """How many weeks more it takes at the pace so far; None where no number of weeks is enough.

    Until both conditions have their shares, and until a worthwhile effect would be told apart from
    nothing (`behaviour.power.weeks_needed`, peeking-safe). Shares and base go into it as coarsely
    as they are told, and not at all where fewer people than a count needs are behind them: the
    weeks of one table and of the next would tell how many shares lie between.
    """
    people = int(seen.people)
    if people < ENOUGH_PEOPLE or not _many_behind(sums, table.least):
        return None
    fewest = max(about(min(_events_of_many(sums, table.least))), table.least)
    weeks = int(np.unique(moments.week).size)
    step = step_of(_weighs(sums, numerator=table.numerator))
    told = nearest(_HUNDRED * base_of(sums, numerator=table.numerator), step=step)
    base = max(told, step) / _HUNDRED
    if base >= 1:
        return None
    rows = moments.person.size / (people * weeks)
    plan = Plan(
        people=people,
        weeks=weeks,
        base_rate=base,
        availability=min(rows, 1.0),
        prompt_probability=float(np.clip(moments.prompted.mean(), 0.01, 0.99)),
    )
    precise = float(weeks_needed(plan=plan, effect=WORTHWHILE, alpha=level, peeking=True))
    more = max(EVENTS_AT_LEAST * weeks / fewest, precise) - weeks
    return max(1, math.ceil(more)) if more <= FORESEEABLE else None

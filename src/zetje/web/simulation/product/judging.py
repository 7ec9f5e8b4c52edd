"""Reads the product's own log of a season, and holds it against what the world knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from zetje.behaviour import effects
from zetje.behaviour.effects import NotEnoughDataError
from zetje.prompting.queries.decision_log import DecisionLog
from zetje.web.simulation.product.season import Record
from zetje.web.simulation.product.world import World
from zetje.web.simulation.statistics import Estimate, mean_over_seeds


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one season showed.

    Attributes:
        participation, calendar: part of the people who shared in a week, in the product and under a
            calendar broadcast to the same people with the same luck.
        difference: the product's less the calendar's, over people.
        prompts, calendar_prompts: messages of this kind a person got in all.
        off, calendar_off: part of the people who had enough.
        effect: what the product's log says a prompt adds, by WCLS; None without enough evidence.
        truth: what it added, known to the world alone, over the same decisions.
        most_prompts, most_digests: the most of each that anybody got in one week.
        held_out: how many people chance keeps without prompts; they got `held_out_prompts`.
        decisions: how many were drawn.
        outside: part of all shares for which the product had no story open.
    """

    participation: float
    calendar: float
    difference: Estimate
    prompts: float
    calendar_prompts: float
    off: float
    calendar_off: float
    effect: Estimate | None
    truth: float
    most_prompts: int
    most_digests: int
    held_out: int
    held_out_prompts: int
    decisions: int
    outside: float

    @property
    def effect_holds(self) -> bool | None:
        """Whether the interval of the effect holds the truth; None without an interval."""
        return None if self.effect is None else self.effect.low <= self.truth <= self.effect.high


def judge(
    record: Record, log: DecisionLog, *, places: Mapping[int, int], world: World, off: float
) -> Verdict:
    """Judge a season.

    Args:
        record: what the world saw.
        log: what the product wrote down.
        places: the place of each member in the world, by number.
        world: the world itself.
        off: part of the people who had enough of the product.
    """
    calendar, calendar_prompts, calendar_off = world.calendar(weeks=len(record.shared))
    by_person = record.shared.mean(axis=0) - calendar.mean(axis=0)
    place = np.array([places[member] for member in log.member.tolist()], dtype=np.int64)
    held = np.unique(place[log.is_held_out])
    drawn = log.is_available & log.is_over
    week = log.week - log.week.min() if log.week.size else log.week
    truth = record.uplift[week[drawn], place[drawn]]
    return Verdict(
        participation=float(record.shared.mean()),
        calendar=float(calendar.mean()),
        difference=mean_over_seeds(by_person),
        prompts=float(record.prompts.sum(axis=0).mean()),
        calendar_prompts=calendar_prompts,
        off=off,
        calendar_off=calendar_off,
        effect=_effect(log),
        truth=float(truth.mean()) if truth.size else 0.0,
        most_prompts=int(record.prompts.max()),
        most_digests=int(record.digests.max()),
        held_out=len(held),
        held_out_prompts=int(record.prompts[:, held].sum()),
        decisions=int(drawn.sum()),
        outside=float(record.outside.sum() / max(record.shared.sum(), 1)),
    )


def _effect(log: DecisionLog) -> Estimate | None:
    """The effect of a prompt on a share in its outcome week, as the lab would work it out."""
    over = log.is_over | ~log.is_available
    try:
        found = effects.wcls(
            outcome=log.shared[over].astype(np.float64),
            treatment=log.is_prompt[over].astype(np.float64),
            probability=np.where(log.is_available, log.send_chance, 0.5)[over],
            available=log.is_available[over],
            person=log.member[over],
        )
    except NotEnoughDataError:
        return None
    low, high = found.intervals[0]
    return Estimate(mean=float(found.coefficients[0]), low=float(low), high=float(high))

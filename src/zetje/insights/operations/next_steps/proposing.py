"""Writes down what to do next, once for each week, from what was frozen and studied of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np

from zetje.behaviour.weeks import monday_of
from zetje.content import queries as content
from zetje.insights.models import Experiment, NextStep
from zetje.insights.queries.figures import figures
from zetje.insights.queries.steps import done_lately, parts_by_language, parts_by_team
from zetje.insights.queries.studies import results_of
from zetje.insights.queries.weeks import Period, periods
from zetje.insights.rules.figures import Figure
from zetje.insights.rules.next_steps import QUARTER, Effect, Known, Part, Rule, Step, choose
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.prompting import operations as prompting

STUDY: Final = "repeats"
# So many weeks pass before the same is proposed again.
_AGAIN: Final[Mapping[str, int]] = {**dict.fromkeys(Rule, QUARTER), Rule.THANK: 4}
_LOOKS_BACK: Final = 2 * QUARTER


def propose_steps(*, organisation_id: int, week: int, now: datetime) -> int:
    """Write down the steps of the newest frozen week; how many, 0 if they stand there already.

    Nothing is written before a quarter was frozen, where nothing was studied, or where the way
    from digests to posts cannot be told.

    Args:
        organisation_id: whose.
        week: as `behaviour.weeks` numbers them; frozen and studied.
        now: the moment.
    """
    with tenant(organisation_id):
        weeks = periods(organisation_id)
        own = NextStep.objects.filter(organisation_id=organisation_id, week__gte=week)
        if len(weeks) < QUARTER or weeks[0].week != week or own.exists():
            return 0
        studies = {
            name: found[0].details
            for name in (STUDY, "prompts")
            if (found := results_of(organisation_id, name, since=week))
        }
        teams = parts_by_team(organisation_id, week)
        if STUDY not in studies or not teams:
            return 0
        known = _known(organisation_id, weeks[:_LOOKS_BACK], teams, studies, now)
        whole = whole_of(teams, known.sharers)
        rows = [
            _row(organisation_id, week, place, step, whole, now)
            for place, step in enumerate(choose(known), start=1)
        ]
        NextStep.objects.bulk_create(rows)
        return len(rows)


def whole_of(teams: Sequence[Part], sharers: Sequence[tuple[int, int]]) -> dict[str, float]:
    """What everybody did in the quarter, to be held against the next one.

    Args:
        teams: all groups of the week.
        sharers: of the last weeks, how many shared and of how many, the newest first.
    """
    parts = [one / of for one, of in sharers[:QUARTER] if of]
    return {
        "people": sum(part.people for part in teams),
        "digests": sum(part.digests for part in teams),
        "shares": sum(part.shares for part in teams),
        "weekly": round(float(np.std(parts, ddof=1)), 4) if len(parts) > 1 else 0.0,
    }


def weekly_of(
    organisation_id: int, weeks: Sequence[Period]
) -> tuple[tuple[tuple[int, int], ...], int | None]:
    """Of some weeks, the newest first: who shared of how many, and the prompted of the newest."""
    names = [Figure.SHARED, Figure.PROMPTED]
    found = figures(organisation_id=organisation_id, names=names, period=weeks)
    sharers = tuple(
        (cell.value, cell.of) for cell in found[Figure.SHARED] if cell.value is not None and cell.of
    )
    newest = [cell.value for cell in found[Figure.PROMPTED] if cell.period == weeks[0]]
    return sharers, newest[0] if newest else None


def _known(
    organisation_id: int,
    weeks: Sequence[Period],
    teams: tuple[Part, ...],
    studies: Mapping[str, Mapping[str, Any]],
    now: datetime,
) -> Known:
    week = weeks[0].week
    organisation = people.organisations().get(pk=organisation_id)
    languages = parts_by_language(organisation_id, weeks[0])
    end = datetime.combine(monday_of(week + 1), time(), ZoneInfo(organisation.time_zone))
    live = content.stories_live(organisation, at=min(now, end))
    for_whom = [set(each) for each in live.values_list("languages", flat=True)]
    sharers, prompted = weekly_of(organisation_id, weeks)
    running = Experiment.objects.filter(
        organisation_id=organisation_id, ends_week__gt=week, stop__isnull=True
    )
    return Known(
        teams=teams,
        languages=languages,
        design=studies[STUDY],
        live={
            part.key: sum(not each or part.key in each for each in for_whom) for part in languages
        },
        effect=_effect(studies.get("prompts")),
        prompted=prompted,
        most_chance=prompting.pace_of(organisation_id=organisation_id, now=now).most_chance,
        sharers=sharers,
        is_trying=running.exists(),
        done=done_lately(
            organisation_id, since={rule: week - count for rule, count in _AGAIN.items()}
        ),
    )


def _effect(details: Mapping[str, Any] | None) -> Effect | None:
    """What the study of prompts found, of a hundred prompts."""
    if not details or details.get("estimate") is None:
        return None
    return Effect(details["estimate"], details["lower"], details["upper"], is_known=True)


def _row(
    organisation_id: int,
    week: int,
    place: int,
    step: Step,
    whole: Mapping[str, float],
    now: datetime,
) -> NextStep:
    return NextStep(
        organisation_id=organisation_id,
        week=week,
        place=place,
        rule=step.rule,
        key=step.key,
        names=list(step.names),
        gain=step.gain,
        lower=step.lower,
        upper=step.upper,
        unit=step.unit,
        evidence={**step.evidence, "whole": dict(whole)},
        made_at=now,
    )

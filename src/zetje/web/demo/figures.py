"""Freezes and studies the demo's weeks, as if the clock had done so each Tuesday.

The programme manager took up one step in the middle of the history; what came of it is known since.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from zetje.behaviour.weeks import week_of
from zetje.insights import operations as insights
from zetje.insights.operations.next_steps import Rule, judge_steps, propose_steps, take_up
from zetje.insights.queries.steps import steps_told
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.web.demo.times import moment

if TYPE_CHECKING:
    from zetje.people.models import Organisation

_TUESDAY = 1


def freeze_weeks(*, organisation: Organisation, weeks: int, now: datetime) -> None:
    """Freeze the last weeks that are over, the oldest first, and say after each what to do next.

    Args:
        organisation: the invented one.
        weeks: how many.
        now: the moment that the demo leads up to.
    """
    this_week = week_of(now, zone=ZoneInfo(organisation.time_zone))
    is_taken = False
    for week in range(this_week - weeks, this_week):
        own = {"organisation_id": organisation.pk, "week": week}
        insights.freeze_period(**own, now=now)
        insights.study_week(**own, now=now)
        then = min(now, moment(week + 1, _TUESDAY, 10))
        judge_steps(**own, now=then)
        propose_steps(**own, now=then)
        is_taken = is_taken or _take_up_a_step(organisation, now=then)


def _take_up_a_step(organisation: Organisation, *, now: datetime) -> bool:
    """Let the programme manager make it easier, or else ask for stories; whether it was advised."""
    with tenant(organisation.pk):
        told = {each.step.rule: each.step for each in steps_told(organisation.pk).now}
        found = [told[rule] for rule in (Rule.EASE, Rule.STORIES) if rule in told]
        manager = people.members_with_role(organisation.pk, "programme_manager").first()
    if not found or manager is None:
        return False
    take_up(organisation_id=organisation.pk, token=found[0].token, by=manager, now=now)
    return True

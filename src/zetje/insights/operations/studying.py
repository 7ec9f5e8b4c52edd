"""Makes the studies of a week that was frozen, once and for good."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from zetje.insights.door.content import content
from zetje.insights.door.counted import counted_members
from zetje.insights.door.experiments import experiments
from zetje.insights.door.fogg import study_fogg
from zetje.insights.door.hold_out import hold_out
from zetje.insights.door.moves import moves
from zetje.insights.door.prompts import fatigue, messages, moderators, prompts
from zetje.insights.door.repeats import repeats
from zetje.insights.door.starts import starts
from zetje.insights.door.stayers import stayers
from zetje.insights.models import FrozenWeek, StudyResult
from zetje.insights.queries.weeks import minimum_of
from zetje.insights.rules.studies import ENOUGH_PEOPLE, Studied
from zetje.lib.tenancy import tenant
from zetje.people import queries as people

# What a study found, ready for JSON; None where there is nothing to say yet.
Study = Callable[[Studied], Mapping[str, Any] | None]

STUDIES: Final[Mapping[str, Study]] = MappingProxyType(
    {
        "experiments": experiments,
        "fogg": study_fogg,
        "content": content,
        "hold_out": hold_out,
        "moves": moves,
        "prompts": prompts,
        "messages": messages,
        "moderators": moderators,
        "fatigue": fatigue,
        "starts": starts,
        "stayers": stayers,
        "repeats": repeats,
    }
)


def study_week(*, organisation_id: int, week: int, now: datetime) -> int:
    """Make the studies of the newest frozen week; how many results were written.

    A week that a newer one was frozen after is left alone: who is counted has moved on. What was
    written stays, so doing it twice changes nothing.

    Args:
        organisation_id: whose week.
        week: as `behaviour.weeks` numbers them; frozen.
        now: the moment.
    """
    with tenant(organisation_id):
        frozen = FrozenWeek.objects.filter(organisation_id=organisation_id).order_by("-week")
        if frozen.values_list("week", flat=True).first() != week:
            return 0
        members = counted_members(organisation_id)
        if members.size < ENOUGH_PEOPLE:
            return 0
        studied = Studied(
            organisation_id=organisation_id,
            week=week,
            zone=ZoneInfo(people.organisations().get(pk=organisation_id).time_zone),
            least=minimum_of(organisation_id),
            members=members,
        )
        rows = StudyResult.objects.filter(organisation_id=organisation_id, week=week)
        known = set(rows.values_list("study", flat=True))
        found = {name: study(studied) for name, study in STUDIES.items() if name not in known}
        made = [
            StudyResult(
                organisation_id=organisation_id,
                week=week,
                study=name,
                people=members.size,
                details=details,
                studied_at=now,
            )
            for name, details in found.items()
            if details is not None
        ]
        return len(StudyResult.objects.bulk_create(made))

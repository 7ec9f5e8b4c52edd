"""Says whom a day's decisions would prompt, how and why, in groups alone; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from zetje.behaviour.availability import Reason
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.prompting.operations.deciding.planning import decisions_due
from zetje.prompting.rules.arms import FAMILIES
from zetje.prompting.rules.groups import whole_groups


@dataclass(frozen=True, slots=True)
class Preview:
    """What the decisions of a day would be: groups of five people or more, the largest first.

    `prompted` by the key of the kind of prompt, `silent` by the name of the reason, AVAILABLE where
    chance decided. `others` are all the rest together: none, or at least five.
    """

    on: date
    prompted: Mapping[str, int]
    silent: Mapping[str, int]
    others: int


def preview_prompts(*, organisation_id: int, on: date, now: datetime) -> Preview:
    """What would be decided on a day, by what is known now.

    The draws are those that would be made, since they depend on person and week alone.

    Args:
        organisation_id: whose people.
        on: a day from today on, in the organisation's own time zone.
        now: the moment.
    """
    with tenant(organisation_id):
        organisation = people.organisations().get(pk=organisation_id)
        zone = ZoneInfo(organisation.time_zone)
        begins = datetime.combine(on, time(0), zone)
        ends = datetime.combine(on + timedelta(days=1), time(0), zone)
        counts: Counter[str] = Counter()
        for decided, _ in decisions_due(
            organisation_id=organisation_id, now=max(now, begins), until=ends
        ):
            log = decided.log
            actions: list[int] = log.action.tolist()
            reasons: list[int] = log.reason.tolist()
            counts.update(
                FAMILIES[action - 1].key if action else Reason(reason).name
                for action, reason in zip(actions, reasons, strict=True)
            )
    told, others = whole_groups(counts)
    kinds = {family.key for family in FAMILIES}
    return Preview(
        on=on,
        prompted={key: count for key, count in told.items() if key in kinds},
        silent={key: count for key, count in told.items() if key not in kinds},
        others=others,
    )

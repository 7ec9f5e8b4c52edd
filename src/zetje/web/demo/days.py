"""The messages of one day of the demo's past: planned in the morning, sent when they are due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Final

from zetje.delivery.registry import Transport
from zetje.lib.tenancy import tenant
from zetje.prompting import operations as prompting
from zetje.prompting.queries import plans
from zetje.prompting.queries.decision_log import decision_log
from zetje.web.demo.mail import send
from zetje.web.demo.times import moment

# When the messages of a day are planned, when its digests have been mailed, and when its prompts.
PLANNED: Final = 8.05
MAILED: Final = 10.5
PROMPTED: Final = 17.0
WayOut = Callable[[str], Transport]
# By member: when their digest came, and with which stories.
Arrivals = dict[int, tuple[datetime, list[int]]]


def mail_day(
    organisation_id: int, week: int, day: int, arrivals: Arrivals, *, way_out: WayOut
) -> Arrivals:
    """Plan and mail the digests of a day; gives when each came to whom, with which stories."""
    planned_at, mailed_at = moment(week, day, PLANNED), moment(week, day, MAILED)
    digests = prompting.plan_digests(organisation_id=organisation_id, now=planned_at)
    reminders = prompting.remind_of_stories(organisation_id=organisation_id, now=planned_at)
    known = set(arrivals)
    if digests or reminders:
        send(now=mailed_at, way_out=way_out)
        _note_arrivals(arrivals, organisation_id, week, mailed_at)
    return {member: came for member, came in arrivals.items() if member not in known}


def prompt_day(organisation_id: int, week: int, day: int, *, way_out: WayOut) -> list[int]:
    """Decide for whose slot lies on a day and send what was drawn; gives who was prompted so far.

    They are those of the whole week; none when nothing was decided on this day.
    """
    at = moment(week, day, PROMPTED)
    decided = prompting.plan_prompts(
        organisation_id=organisation_id, now=moment(week, day, PLANNED), until=at
    )
    if not decided:
        return []
    send(now=at, way_out=way_out)
    with tenant(organisation_id):
        log = decision_log(organisation_id=organisation_id)
    return log.member[(log.week == week) & log.is_prompt].tolist()


def _note_arrivals(
    arrivals: Arrivals,
    organisation_id: int,
    week: int,
    at: datetime,
) -> None:
    fresh: dict[int, list[int]] = defaultdict(list)
    with tenant(organisation_id):
        given = plans.given_in_week(organisation_id=organisation_id, week=week)
    pairs: list[tuple[int, int]] = list(
        zip(given.member.tolist(), given.story.tolist(), strict=True)
    )
    for member_id, story_id in pairs:
        if member_id not in arrivals:
            fresh[member_id].append(story_id)
    arrivals |= {member_id: (at, ids) for member_id, ids in fresh.items()}

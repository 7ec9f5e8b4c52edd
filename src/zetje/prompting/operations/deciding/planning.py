"""Decides for everybody whose slot falls due, one organisation at a time.

Running it twice, two at once, or again after it was killed decides once: everything is written in
one transaction, and a member has one decision a week by a constraint of the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

import numpy as np

from zetje.delivery import queries as delivery
from zetje.lib.record.operations import record
from zetje.lib.tenancy import tenant
from zetje.lib.turns import hold_turn
from zetje.people import queries as people
from zetje.prompting.operations.crowd import LANGUAGES, only, weeks_of
from zetje.prompting.operations.deciding.deciding import Decided, decide_for
from zetje.prompting.operations.deciding.rounds import Round, open_round
from zetje.prompting.operations.deciding.slots import find_slots
from zetje.prompting.operations.deciding.writing import write_decisions
from zetje.prompting.queries.deciding import decided_members
from zetje.prompting.rules.moments import NO_MOMENT

# What a person did up to half an hour before still counts; the work is done every ten minutes.
LOOK_AHEAD: Final = timedelta(minutes=30)
# People decided for at a time: arrays of this many stay small, whatever the organisation.
AT_ONCE: Final = 65_536
TURN: Final = "prompting.deciding"


def plan_prompts(*, organisation_id: int, now: datetime, until: datetime | None = None) -> int:
    """Decide for whose slot comes until a moment, and queue the prompts that are drawn.

    While sending is stopped or held, or the organisation has no prompts, nothing is decided.

    Args:
        organisation_id: whose people.
        now: the moment.
        until: slots up to here are decided now; left out, those of the next half hour.

    Returns:
        how many decisions are new.
    """
    with tenant(organisation_id):
        # A second planner waits here and then finds everything decided.
        hold_turn(TURN, organisation_id)
        if _is_halted(organisation_id):
            return 0
        count = 0
        for decided, given in decisions_due(
            organisation_id=organisation_id, now=now, until=until or now + LOOK_AHEAD
        ):
            count += write_decisions(
                decided, organisation_id=organisation_id, share=given.hold_out_share, now=now
            )
        if count:
            record(
                organisation_id=organisation_id,
                kind="prompts.decided",
                at=now,
                source="system",
                details={"decisions": count},
            )
        return count


def decisions_due(
    *, organisation_id: int, now: datetime, until: datetime
) -> Iterator[tuple[Decided, Round]]:
    """What falls due until a moment, decided but not written, some people at a time.

    The tenant's block must be open.
    """
    organisation = people.organisations().get(pk=organisation_id)
    crowd = people.recipients(organisation=organisation, languages=LANGUAGES, now=now)
    given = open_round(organisation=organisation, people=crowd.member.size, now=now, until=until)
    if not given.settings.is_enabled:
        return
    weeks = weeks_of(crowd, organisation=organisation, now=now)
    for week in np.unique(weeks).tolist():
        mine = np.flatnonzero(weeks == week)
        for start in range(0, mine.size, AT_ONCE):
            decided = _decide_some(only(crowd, mine[start : start + AT_ONCE]), week, given)
            if decided is not None:
                yield decided, given


def _decide_some(crowd: people.Recipients, week: int, given: Round) -> Decided | None:
    done = decided_members(
        organisation_id=given.organisation_id, member_ids=crowd.member, week=week
    )
    waiting = only(crowd, ~np.isin(crowd.member, done))
    if not waiting.member.size:
        return None
    slots = find_slots(waiting, week=week, given=given)
    is_due = (slots.at != NO_MOMENT) & (slots.at <= given.horizon)
    if not is_due.any():
        return None
    return decide_for(only(waiting, is_due), slots.only(is_due), week=week, given=given)


def _is_halted(organisation_id: int) -> bool:
    stop = delivery.open_stop(organisation_id=organisation_id)
    return stop is not None or delivery.open_hold(organisation_id=organisation_id) is not None

"""Plans the digests that fall due soon, one organisation at a time.

Running it twice, two at once, or again after it was killed makes one plan: everything is written in
one transaction, and a member has one digest a week by a constraint of the database.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.weeks import iso_of
from zetje.delivery import queries as delivery
from zetje.lib.record.operations import record
from zetje.lib.tenancy import tenant
from zetje.lib.turns import hold_turn
from zetje.people import queries as people
from zetje.prompting.operations.choosing import NO_STORY, Selection, choose_for
from zetje.prompting.operations.crowd import everyone, moments_of, only, weeks_of, zones_of
from zetje.prompting.operations.settling import note_unreached, settle_digests
from zetje.prompting.operations.writing import write_plan
from zetje.prompting.queries import plans
from zetje.prompting.queries.standing import probed_members
from zetje.prompting.rules.moments import NO_MOMENT, Moments
from zetje.recognition import operations as recognition

Flags = NDArray[np.bool_]

LOOK_AHEAD: Final = timedelta(hours=3)
_TURN: Final = "prompting.planning"


def plan_digests(*, organisation_id: int, now: datetime) -> int:
    """Plan the digests of an organisation that fall due within the next hours.

    While sending is stopped or held nothing is planned; what was missed comes at a fitting moment
    later in the week, or the week rests by itself.

    Returns:
        how many digests are new.
    """
    with tenant(organisation_id):
        # A second planner waits here and then finds everything planned.
        hold_turn(_TURN, organisation_id)
        if _is_halted(organisation_id):
            return 0
        organisation = people.organisations().get(pk=organisation_id)
        crowd = everyone(organisation, now=now)
        settle_digests(crowd, organisation=organisation, now=now)
        weeks = weeks_of(crowd, organisation=organisation, now=now)
        return sum(
            _plan_week(only(crowd, weeks == week), crowd, organisation, week, now)
            for week in np.unique(weeks).tolist()
        )


def plan_first_week(*, organisation_id: int, member_id: int, now: datetime) -> int:
    """Choose the stories of this week for somebody who joined just now, so that they wait there.

    When their own moment of the week is still to come the mail goes out then, as for everyone; when
    it has passed there is no mail, since they are on the page already.

    Returns:
        1 when a digest was made, 0 when there was one, or nothing fits.
    """
    with tenant(organisation_id):
        hold_turn(_TURN, organisation_id)
        organisation = people.organisations().get(pk=organisation_id)
        crowd = everyone(organisation, now=now)
        newcomer = only(crowd, crowd.member == member_id)
        if not newcomer.member.size:
            return 0
        week = int(weeks_of(newcomer, organisation=organisation, now=now)[0])
        planned = plans.planned_members(organisation_id=organisation_id, week=week)
        if member_id in planned:
            return 0
        moments = moments_of(newcomer, organisation=organisation, week=week, now=now)
        is_mailed = bool(moments.send_at[0] != NO_MOMENT)
        if not is_mailed:
            zone = zones_of(newcomer, organisation=organisation)[int(newcomer.zone[0])]
            moments = _at_once(now, day=now.astimezone(zone).toordinal())
        selection = choose_for(
            newcomer,
            everyone=crowd,
            days=moments.day,
            organisation=organisation,
            week=week,
            now=now,
        )
        if selection.stories[0, 0] == NO_STORY:
            return 0
        return write_plan(
            organisation_id=organisation_id,
            week=week,
            members=newcomer.member,
            moments=moments,
            selection=selection,
            now=now,
            is_mailed=is_mailed,
        )


def _at_once(now: datetime, *, day: int) -> Moments:
    """A moment for one person that is now, and over in an hour."""
    at = int(now.timestamp())
    return Moments(
        np.array([at], dtype=np.int64),
        np.array([at + 3600], dtype=np.int64),
        np.array([day], dtype=np.int64),
    )


def _is_halted(organisation_id: int) -> bool:
    stop = delivery.open_stop(organisation_id=organisation_id)
    return stop is not None or delivery.open_hold(organisation_id=organisation_id) is not None


def _plan_week(
    crowd: people.Recipients,
    all_people: people.Recipients,
    organisation: Any,
    week: int,
    now: datetime,
) -> int:
    """Plan for those of the crowd whose moment is near and who have no digest of this week yet."""
    planned = plans.planned_members(organisation_id=organisation.pk, week=week)
    if not planned.size:
        note_unreached(crowd, organisation_id=organisation.pk, week=week - 1, now=now)
    # Chance kept this week free of the digest too; their chain rests, unless they share.
    free = probed_members(organisation_id=organisation.pk, week=week)
    waiting = only(crowd, ~np.isin(crowd.member, np.concatenate([planned, free])))
    moments = moments_of(waiting, organisation=organisation, week=week, now=now)
    horizon = int((now + LOOK_AHEAD).timestamp())
    is_due: Flags = (moments.send_at != NO_MOMENT) & (moments.send_at <= horizon)
    if not is_due.any():
        return 0
    due, moments = only(waiting, is_due), _some(moments, is_due)
    selection = choose_for(
        due,
        everyone=all_people,
        days=moments.day,
        organisation=organisation,
        week=week,
        now=now,
    )
    return _write(due, moments, selection, organisation.pk, week, now)


def _write(
    due: people.Recipients,
    moments: Moments,
    selection: Selection,
    organisation_id: int,
    week: int,
    now: datetime,
) -> int:
    """Write the plan; who gets nothing gets a kind word, but not one after another."""
    empty = selection.stories[:, 0] == NO_STORY
    without = due.member[empty]
    if without.size:
        recognition.note_quiet_weeks(
            organisation_id=organisation_id, member_ids=without.tolist(), week=week, now=now
        )
        told = plans.told_of_none(organisation_id=organisation_id, member_ids=without.tolist())
        keep = ~(empty & np.isin(due.member, told))
        due, moments = only(due, keep), _some(moments, keep)
        selection = Selection(selection.stories[keep], selection.reasons[keep])
    if not due.member.size:
        return 0
    written = write_plan(
        organisation_id=organisation_id,
        week=week,
        members=due.member,
        moments=moments,
        selection=selection,
        now=now,
    )
    year, number = iso_of(week)
    record(
        organisation_id=organisation_id,
        kind="digests.planned",
        at=now,
        source="system",
        subject=f"week:{year}-W{number:02}",
        details={"digests": written},
    )
    return written


def _some(moments: Moments, which: Flags) -> Moments:
    return Moments(moments.send_at[which], moments.useful_until[which], moments.day[which])

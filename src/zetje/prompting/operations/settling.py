"""Looks back: what became of digests whose day is over, and whom a week never reached.

A digest that was too late is not sent at night: it gets another moment in the same week. A week
that brought a person nothing asks nothing of them: their chain rests.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from zetje.delivery import queries as delivery
from zetje.people import queries as people
from zetje.prompting.operations.crowd import moments_of, only, places, weeks_of
from zetje.prompting.operations.writing import dedupe_key, move_digests
from zetje.prompting.queries import plans
from zetje.prompting.rules.moments import NO_MOMENT, Moments
from zetje.recognition import operations as recognition

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# What delivery says of a message whose useful life ended before it could go out.
LATE: Final = "late"
WAITING: Final = "planned"
NEVER_ARRIVED: Final = ("dropped", "failed", "suppressed")


def settle_digests(crowd: people.Recipients, *, organisation: Any, now: datetime) -> None:
    """Give late digests another moment; note the week as quiet for whom none could reach."""
    over = plans.unsettled(organisation_id=organisation.pk, now=now)
    if not over.digest.size:
        return
    late, never, waiting = _fates(over, organisation.pk)
    moved = _move_late(over, late, crowd, organisation, now)
    lost = (late & ~moved) | never
    for week in np.unique(over.week[lost]).tolist():
        recognition.note_quiet_weeks(
            organisation_id=organisation.pk,
            member_ids=over.member[lost & (over.week == week)].tolist(),
            week=week,
            now=now,
        )
    settled: list[int] = over.digest[~moved & ~waiting].tolist()
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE prompting_digest SET settled_at = %s
               WHERE organisation_id = %s AND id = ANY(%s)""",
            [now, organisation.pk, settled],
        )


def note_unreached(
    crowd: people.Recipients, *, organisation_id: int, week: int, now: datetime
) -> None:
    """Note a week that is over as quiet for everyone who takes part and had no digest in it."""
    planned = plans.planned_members(organisation_id=organisation_id, week=week)
    unreached: list[int] = crowd.member[~np.isin(crowd.member, planned)].tolist()
    if unreached:
        recognition.note_quiet_weeks(
            organisation_id=organisation_id, member_ids=unreached, week=week, now=now
        )


def _fates(over: plans.Unsettled, organisation_id: int) -> tuple[Flags, Flags, Flags]:
    """Which digests came too late, which never arrived for another reason, which still wait."""
    pairs = zip(over.digest.tolist(), over.useful_until.tolist(), strict=True)
    keys = [dedupe_key(digest, useful_until) for digest, useful_until in pairs]
    place = {key: index for index, key in enumerate(keys)}
    late, never, waiting = (np.zeros(len(keys), dtype=np.bool_) for _ in range(3))
    for state in (*NEVER_ARRIVED, WAITING):
        found = delivery.messages_in_state(organisation_id=organisation_id, state=state)
        # An array is one parameter; a list of a hundred thousand would be as many.
        mine = found.order_by().extra(where=["dedupe_key = ANY(%s)"], params=[keys])
        for key, reason in mine.values_list("dedupe_key", "reason"):
            fate = waiting if state == WAITING else late if reason == LATE else never
            fate[place[key]] = True
    return late, never, waiting


def _move_late(
    over: plans.Unsettled,
    late: Flags,
    crowd: people.Recipients,
    organisation: Any,
    now: datetime,
) -> Flags:
    """Move late digests of the present week; says which could be moved."""
    moved = np.zeros(late.size, dtype=np.bool_)
    weeks = weeks_of(crowd, organisation=organisation, now=now)
    for week in np.unique(over.week[late]).tolist():
        mine = np.flatnonzero(late & (over.week == week))
        person, known = places(crowd.member, over.member[mine])
        mine, person = mine[known], person[known]
        here = weeks[person] == week
        mine, person = mine[here], person[here]
        again = only(crowd, person)
        moments = moments_of(again, organisation=organisation, week=week, now=now)
        fits = moments.send_at != NO_MOMENT
        move_digests(
            organisation_id=organisation.pk,
            digests=over.digest[mine[fits]],
            members=over.member[mine[fits]],
            moments=Moments(moments.send_at[fits], moments.useful_until[fits], moments.day[fits]),
            now=now,
        )
        moved[mine[fits]] = True
    return moved

"""Draws the probe weeks: a week ahead, so that they can be announced, and each logged."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.phases import Phase
from zetje.behaviour.weeks import iso_of
from zetje.lib.arrays import copy_out
from zetje.lib.record.operations import event, record_all
from zetje.lib.tenancy import tenant
from zetje.lib.turns import hold_turn
from zetje.people import queries as people
from zetje.prompting.models import ProbeDraw
from zetje.prompting.queries.standing_facts import week_label
from zetje.prompting.rules.standing_facts import PROBE_DRAWN
from zetje.prompting.rules.standing_probes import CHANCE, draw, may_be_probed
from zetje.recognition import operations as recognition

Ints = NDArray[np.int64]

# The Monday of next week on each member's own clock, and the running number of that week.
_WAITING: Final = """
SELECT m.id, s.phase::int, n.week, NOT coalesce(p.experiments, true), EXISTS (
        SELECT FROM prompting_probedraw d
        WHERE d.organisation_id = m.organisation_id AND d.member_id = m.id AND d.is_free
          AND d.iso_year = extract(isoyear FROM n.monday - 7)
          AND d.iso_week = extract(week FROM n.monday - 7))
FROM prompting_standing s
JOIN people_member m ON m.organisation_id = s.organisation_id AND m.id = s.member_id
JOIN people_membership j
    ON j.organisation_id = m.organisation_id AND j.member_id = m.id AND j.left_at IS NULL
LEFT JOIN people_preferences p ON p.organisation_id = m.organisation_id AND p.member_id = m.id
CROSS JOIN LATERAL (
    SELECT ((%s::timestamptz AT TIME ZONE m.time_zone)::date - date '0001-01-01') / 7 + 1
) AS w (week)
CROSS JOIN LATERAL (SELECT w.week, date '0001-01-01' + 7 * w.week) AS n (week, monday)
WHERE s.organisation_id = %s AND s.phase >= %s AND m.left_on IS NULL AND NOT EXISTS (
    SELECT FROM prompting_probedraw d
    WHERE d.organisation_id = m.organisation_id AND d.member_id = m.id
      AND d.iso_year = extract(isoyear FROM n.monday)
      AND d.iso_week = extract(week FROM n.monday))
ORDER BY m.id
"""


def draw_probes(*, organisation_id: int, now: datetime, rng: np.random.Generator) -> int:
    """Draw for everyone who may be probed whether next week is free, and whose draw is still out.

    Asked again it draws nothing more: there is one draw for a member and week. A free week asks
    nothing, so the chain rests in it.

    Args:
        organisation_id: whose members.
        now: the moment, which says what next week is for each of them.
        rng: where chance comes from.

    Returns:
        how many draws are new.
    """
    with tenant(organisation_id):
        hold_turn("prompting.probes", organisation_id)
        rows = copy_out(
            _WAITING,
            [now, organisation_id, int(Phase.CONSOLIDATION)],
            columns={
                "member": "bigint",
                "phase": "integer",
                "week": "integer",
                "refused": "boolean",
                "was_free": "boolean",
            },
        )
        may = may_be_probed(
            phase=rows["phase"],
            was_free=rows["was_free"],
            experiments_refused=rows["refused"],
        )
        member, week = rows["member"][may], rows["week"][may]
        free = draw(count=member.size, rng=rng)
        _write(organisation_id, member, week, free, now)
    return int(member.size)


def _write(
    organisation_id: int, member: Ints, week: Ints, free: NDArray[np.bool_], now: datetime
) -> None:
    drawn = list(zip(member.tolist(), week.tolist(), free.tolist(), strict=True))
    known = people.members_by_ids(member.tolist()) if drawn else {}
    ProbeDraw.objects.bulk_create(
        ProbeDraw(
            organisation_id=organisation_id,
            member_id=key,
            iso_year=iso_of(number)[0],
            iso_week=iso_of(number)[1],
            probability=CHANCE,
            is_free=is_free,
            drawn_at=now,
        )
        for key, number, is_free in drawn
    )
    record_all(
        event(
            organisation_id=organisation_id,
            kind=PROBE_DRAWN,
            at=now,
            source="system",
            person_key=known[key].person_key,
            subject=week_label(number),
            details={"week": number, "free": is_free, "probability": CHANCE},
        )
        for key, number, is_free in drawn
    )
    for number in np.unique(week[free]).tolist():
        recognition.note_quiet_weeks(
            organisation_id=organisation_id,
            member_ids=member[free & (week == number)].tolist(),
            week=number,
            now=now,
        )

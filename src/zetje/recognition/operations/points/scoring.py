"""Brings the ledger to what is due: the one place that writes lines, and the sums of weeks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection

from zetje.lib.events import publish_on_commit
from zetje.lib.turns import hold_turn
from zetje.recognition.events import PointsChanged
from zetje.recognition.models import PointHold, PointLine
from zetje.recognition.queries.point_facts import Cohort, Gathered, gather, last_settled, undone_now
from zetje.recognition.queries.point_readers import add_clicks_now, click_events
from zetje.recognition.queries.points import rule_versions, rules_in, waiting
from zetje.recognition.rules.points import Due, Line, Slot, due, settle
from zetje.recognition.rules.points.fold import RulesOf

Week = tuple[int, UUID, int]
# What waits counts for nothing, and neither does what takes it back.
_SUM: Final = """
    INSERT INTO recognition_pointweek (organisation_id, member_id, week, points)
    SELECT %(organisation)s, touched.member_id, touched.week, coalesce(sum(l.amount), 0)
    FROM unnest(%(members)s::bigint[], %(keys)s::uuid[], %(weeks)s::int[])
        AS touched (member_id, person, week)
    LEFT JOIN recognition_pointline l ON l.organisation_id = %(organisation)s
        AND l.person = touched.person AND l.week = touched.week
        AND NOT EXISTS (
            SELECT FROM recognition_pointhold h
            LEFT JOIN recognition_pointholdend e
                ON e.organisation_id = %(organisation)s AND e.hold_id = h.id
            WHERE h.organisation_id = %(organisation)s AND e.id IS NULL
                AND h.line_id = coalesce(l.undoes_id, l.id)
        )
    GROUP BY touched.member_id, touched.week
    ON CONFLICT (organisation_id, week, member_id) DO UPDATE SET points = excluded.points
    WHERE recognition_pointweek.points <> excluded.points
    RETURNING member_id
"""


def take_turn(organisation_id: int) -> None:
    """Wait until nobody else writes points of the organisation; holds until the commit."""
    hold_turn("recognition.points", organisation_id)


def score(
    *, organisation_id: int, cohorts: Collection[Cohort] = (), doers: Collection[UUID] = ()
) -> int:
    """Write what is due to these people's posts of these weeks, and for what they did for others.

    However often and in whatever order it is called, the ledger says the same. The turn must be
    taken.

    Returns:
        how many lines were written.
    """
    rules = rules_by_week(organisation_id)
    found = gather(organisation_id=organisation_id, cohorts=cohorts, doers=doers)
    add_clicks_now(organisation_id, found, lambda week: rules(week).readers)
    return write(organisation_id, found, undone_now(organisation_id, found), rules)


def rules_by_week(organisation_id: int) -> RulesOf:
    """The rules of each week, read once."""
    versions = rule_versions(organisation_id)
    return lambda week: rules_in(week, versions)


def write(
    organisation_id: int,
    found: Mapping[UUID, Gathered],
    undone: Mapping[int, int],
    rules: RulesOf,
) -> int:
    """Write the lines by which what stands differs from what is due; how many."""
    settled = last_settled(organisation_id)
    wanted = {key: due(one.facts(undone, settled), rules) for key, one in found.items()}
    _name_clicks(organisation_id, found, wanted)
    new: list[tuple[UUID, int, Line]] = []
    for key, one in found.items():
        if one.member_id is not None:
            lines = settle(one.lines, wanted[key], one.facts(undone, settled))
            new += [(key, one.member_id, line) for line in lines]
    if new:
        _append(organisation_id, new)
        refresh_weeks(organisation_id, {(member, key, line.slot.week) for key, member, line in new})
        publish_on_commit(PointsChanged(organisation_id, tuple({member for _, member, _ in new})))
    return len(new)


def _name_clicks(
    organisation_id: int, found: Mapping[UUID, Gathered], wanted: Mapping[UUID, dict[Slot, Due]]
) -> None:
    """Find the events of the readers for whom points are to be written, and of no others."""
    asked: dict[tuple[int, datetime], list[tuple[UUID, Slot]]] = defaultdict(list)
    needed: list[tuple[UUID, int, datetime]] = []
    for key, slots in wanted.items():
        unnamed = [slot for slot, one in slots.items() if one.event == 0]
        if not unnamed:
            continue
        stands: Counter[Slot] = Counter()
        for line in found[key].lines:
            stands[line.slot] += line.amount
        links = {post.subject: post.link for post in found[key].posts}
        for slot in unnamed:
            link = links[slot.subject]
            if link is not None and stands[slot] < slots[slot].amount:
                needed.append((key, link, slots[slot].at))
                asked[link, slots[slot].at].append((key, slot))
    for place, event in click_events(organisation_id=organisation_id, wanted=needed).items():
        for key, slot in asked[place]:
            wanted[key][slot] = replace(wanted[key][slot], event=event)


def _append(organisation_id: int, new: Iterable[tuple[UUID, int, Line]]) -> None:
    """Write lines; what stands in for a line that waited waits like it."""
    rows = [
        (
            PointLine(
                organisation_id=organisation_id,
                member_id=member,
                person=key,
                event=line.event,
                reason=line.slot.reason,
                subject=line.slot.subject,
                network=line.network,
                amount=line.amount,
                at=line.at,
                week=line.slot.week,
                turn=line.turn,
                undoes_id=line.undoes,
                cause=line.cause,
            ),
            line.after,
        )
        for key, member, line in new
    ]
    PointLine.objects.bulk_create([row for row, _ in rows], batch_size=2000)
    heirs = {after: row.pk for row, after in rows if after is not None}
    holds = waiting().filter(organisation_id=organisation_id, line_id__in=heirs)
    PointHold.objects.bulk_create(
        PointHold(
            organisation_id=organisation_id,
            line_id=heirs[hold.line_id],
            case=hold.case,
            held_at=hold.held_at,
        )
        for hold in (list(holds) if heirs else ())
    )


def refresh_weeks(organisation_id: int, weeks: Collection[Week]) -> list[int]:
    """Sum some weeks of some members anew; whose sums came out otherwise."""
    members, keys, numbers = zip(*weeks, strict=True)
    given = {
        "organisation": organisation_id,
        "members": list(members),
        "keys": list(keys),
        "weeks": list(numbers),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SUM, given)
        return [member for (member,) in cursor.fetchall()]

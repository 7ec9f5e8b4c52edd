"""Adds up the event record by person and week: kept up to date, and made again exactly.

What was taken back counts in no week, whenever that was, so a person's weeks are always worked out
from all their events: a few persons' when something new came, everybody's when it is all made anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from zetje.insights.models import TallyMark
from zetje.lib.arrays import copy_out

Ints = NDArray[np.int64]

# After so long whoever was writing has committed.
_SETTLES: Final = timedelta(hours=1)
_COUNTS: Final = ("choices", "skips", "starts", "shares", "own_words", "clicks", "opens")
_COLUMNS: Final = ", ".join(_COUNTS)
_SUMS: Final = ", ".join(f"sum({name})::int AS {name}" for name in _COUNTS)
# One pass over the events: what belongs to one choice or share is brought together, so that the
# last word about it counts; clicks and looks are added up by week at once.
_WEEK: Final = "((at AT TIME ZONE %(zone)s)::date - date '0001-01-01') / 7"
_DEED: Final = "coalesce(details->>'choice', details->>'share', '0')::bigint"
_OF_CHOICE: Final = "kind IN ('choice.made', 'choice.undone')"
_BEGAN: Final = "kind IN ('choice.made', 'share.started', 'idea.started')"
_CONFIRMED: Final = "kind IN ('share.confirmed', 'idea.shared')"
# Beside the number of its event, so that the last confirmation tells in whose words it was.
_OWN_WORDS: Final = "(details->>'own_words')::boolean::int"
_UNDONE: Final = "kind IN ('choice.undone', 'share.undone', 'idea.undone')"
_OPENED: Final = "kind = 'digest.opened'"
_KINDS: Final = """kind IN ('choice.made', 'choice.undone', 'share.started', 'share.confirmed',
    'share.undone', 'idea.started', 'idea.shared', 'idea.undone', 'link.clicked',
    'click.relabelled', 'click.discounted', 'digest.opened')"""
_CLICKS: Final = """
    CASE kind WHEN 'link.clicked' THEN (details->>'counted')::boolean::int
        WHEN 'click.relabelled' THEN -(details->>'was_counted')::boolean::int
        WHEN 'click.discounted' THEN -1 END
"""
_FOLD: Final = f"""
    WITH deed AS (
        SELECT person_key, {_OF_CHOICE} AS of_choice, deed,
            CASE deed WHEN 0 THEN week ELSE 0 END AS week,
            min(week) FILTER (WHERE {_BEGAN}) AS began,
            max(week) FILTER (WHERE {_CONFIRMED}) AS confirmed,
            coalesce(max(id) FILTER (WHERE {_BEGAN}), 0) AS last_begun,
            coalesce(max(2 * id + {_OWN_WORDS}) FILTER (WHERE {_CONFIRMED}), 0) AS confirming,
            coalesce(max(id) FILTER (WHERE {_UNDONE}), 0) AS last_undone,
            bool_or(details->>'kind' = 'skip') AS skip,
            coalesce(sum({_CLICKS}), 0) AS clicks,
            count(*) FILTER (WHERE {_OPENED}) AS opens
        FROM (
            -- Apart, so that the week and the number are worked out once an event.
            SELECT id, person_key, kind, details, {_WEEK} AS week, {_DEED} AS deed
            FROM record_event
            WHERE organisation_id = %(organisation)s AND person_key IS NOT NULL AND {_KINDS} {{who}}
            OFFSET 0
        ) e
        GROUP BY 1, 2, 3, 4
    ), part AS (
        SELECT person_key, began AS week, 1 AS choices, skip::int AS skips, 0 AS starts,
            0 AS shares, 0 AS own_words, 0 AS clicks, 0 AS opens
        FROM deed WHERE of_choice AND last_undone < last_begun
        UNION ALL
        SELECT person_key, began, 0, 0, 1, 0, 0, 0, 0
        FROM deed WHERE NOT of_choice AND deed > 0 AND last_undone < last_begun
        UNION ALL
        SELECT person_key, confirmed, 0, 0, 0, 1, (confirming & 1)::int, 0, 0
        FROM deed WHERE NOT of_choice AND deed > 0 AND last_undone < confirming / 2
        UNION ALL
        SELECT person_key, week, 0, 0, 0, 0, 0, clicks, opens FROM deed WHERE deed = 0
    )
    SELECT person_key AS person, week, {_SUMS}
    FROM part GROUP BY 1, 2
    HAVING {" OR ".join(f"sum({name}) <> 0" for name in _COUNTS)}
"""  # noqa: S608 -- fixed parts of ours
_OF_EVERYBODY: Final = _FOLD.format(who="")
_OF_SOME: Final = _FOLD.format(who="AND person_key = ANY(%(persons)s::uuid[])")
_FRESH: Final = f"""
    SELECT DISTINCT person_key FROM record_event
    WHERE organisation_id = %(organisation)s AND id > %(settled)s AND person_key IS NOT NULL
        AND {_KINDS}
"""  # noqa: S608 -- fixed parts of ours
_NEWEST: Final = "SELECT coalesce(max(id), 0) FROM record_event WHERE organisation_id = %s"
# What stands otherwise than it should, in one pass: gone, changed or missing.
_PUT: Final = f"""
    WITH fold AS MATERIALIZED ({{fold}}), gone AS (
        DELETE FROM insights_tally t WHERE t.organisation_id = %(organisation)s {{whose}}
            AND NOT EXISTS (SELECT FROM fold f WHERE f.person = t.person AND f.week = t.week)
        RETURNING 1
    ), put AS (
        INSERT INTO insights_tally AS t (organisation_id, person, week, {_COLUMNS})
        SELECT %(organisation)s, f.* FROM fold f ORDER BY f.week, f.person
        ON CONFLICT (organisation_id, week, person) DO UPDATE SET
            {", ".join(f"{name} = excluded.{name}" for name in _COUNTS)}
        WHERE ({", ".join(f"t.{name}" for name in _COUNTS)})
            <> ({", ".join(f"excluded.{name}" for name in _COUNTS)})
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM put)
"""  # noqa: S608 -- fixed parts of ours
# Events of many are brought together at once, which is slow where there is no room for them.
_ROOM: Final = "SET LOCAL work_mem = '256MB'"
_PUT_EVERYBODY: Final = _PUT.format(fold=_OF_EVERYBODY, whose="")
_PUT_SOME: Final = _PUT.format(fold=_OF_SOME, whose="AND t.person = ANY(%(persons)s::uuid[])")
_WEEKS: Final = f"""
    SELECT m.id, t.week::bigint, {", ".join(f"t.{name}::bigint" for name in _COUNTS)}
    FROM insights_tally t
    JOIN people_member m ON m.organisation_id = t.organisation_id AND m.person_key = t.person
    WHERE t.organisation_id = %s AND t.week >= %s AND t.week <= %s
"""  # noqa: S608 -- fixed parts of ours


def keep_tallies(*, organisation_id: int, zone: ZoneInfo, now: datetime) -> int:
    """Add up what is new in the event record; how many weeks of people stood otherwise.

    Args:
        organisation_id: whose; the tenant's block must be open.
        zone: of the organisation, whose Mondays bound the weeks.
        now: the moment.
    """
    mark = TallyMark.objects.filter(organisation_id=organisation_id).first()
    if mark is None:
        return rebuild_tallies(organisation_id=organisation_id, zone=zone, now=now)
    with transaction.atomic(), connection.cursor() as cursor:
        given: dict[str, Any] = {"organisation": organisation_id, "zone": zone.key}
        newest = newest_event(organisation_id)
        cursor.execute(_FRESH, given | {"settled": mark.settled})
        persons = [row[0] for row in cursor.fetchall()]
        cursor.execute(_ROOM)
        cursor.execute(_PUT_SOME, given | {"persons": persons})
        stood = int(cursor.fetchall()[0][0])
        if now - mark.seen_at >= _SETTLES:
            mark.settled, mark.seen, mark.seen_at = mark.seen, newest, now
            mark.save()
    return stood


@transaction.atomic
def rebuild_tallies(*, organisation_id: int, zone: ZoneInfo, now: datetime) -> int:
    """Add the whole event record up anew; how many weeks of people stood otherwise.

    Args:
        organisation_id: whose; the tenant's block must be open.
        zone: of the organisation, whose Mondays bound the weeks.
        now: the moment.
    """
    newest = newest_event(organisation_id)
    with connection.cursor() as cursor:
        cursor.execute(_ROOM)
        cursor.execute(_PUT_EVERYBODY, {"organisation": organisation_id, "zone": zone.key})
        stood = int(cursor.fetchall()[0][0])
    TallyMark.objects.update_or_create(
        organisation_id=organisation_id,
        defaults={"seen": newest, "settled": 0, "seen_at": now},
        create_defaults={"seen": newest, "settled": 0, "seen_at": now},
    )
    return stood


def newest_event(organisation_id: int) -> int:
    """The number of the event that was written last, 0 when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [organisation_id])
        return int(cursor.fetchall()[0][0])


@dataclass(frozen=True, slots=True)
class Deeds:
    """How often each of some members did what in a week; all (n,), `member` ascending.

    `in_month` are the shares of more weeks than this one; `clicks` those that counted.
    """

    member: Ints
    chosen: Ints
    skipped: Ints
    started: Ints
    shared: Ints
    own_words: Ints
    in_month: Ints
    clicks: Ints
    opened: Ints


def deeds_of_week(*, organisation_id: int, week: int, month_weeks: int) -> Deeds:
    """What everybody did in a week, of who did anything.

    Args:
        organisation_id: whose people; the tenant's block must be open.
        week: as `behaviour.weeks` numbers them.
        month_weeks: over how many weeks `in_month` goes, this one included.
    """
    columns = {"member": "bigint", "week": "bigint"} | dict.fromkeys(_COUNTS, "bigint")
    found = copy_out(_WEEKS, [organisation_id, week - month_weeks + 1, week], columns=columns)
    member, place = np.unique(found["member"], return_inverse=True)

    def added(name: str, *, which: NDArray[np.bool_]) -> Ints:
        held = np.where(which, found[name], 0)
        return np.bincount(place, weights=held, minlength=member.size).astype(np.int64)

    here = found["week"] == week
    names = ("chosen", "skipped", "started", "shared", "own_words", "clicks", "opened")
    counts = {name: added(of, which=here) for name, of in zip(names, _COUNTS, strict=True)}
    in_month = added("shares", which=np.ones_like(here))
    return Deeds(member=member, in_month=in_month, **counts)

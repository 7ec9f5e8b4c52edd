"""Reads many members at once into arrays, for whoever plans or judges weeks of whole organisations.

Numbers only: what is text in the tables comes as an index into a short list beside the arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from zetje.lib.arrays import copy_out, numbers
from zetje.people.models import Organisation

Ints = NDArray[np.int64]

FOREVER: Final = date.max
# The ordinal of a date, as Python counts: days since the last day of the year 0.
_ORDINAL: Final = "(({}) - date '0001-01-01' + 1)"
_WORKING: Final = " + ".join(f"(({day} = ANY(m.working_days))::int << {day})" for day in range(7))
_COUNTRY: Final = "m.country || '/' || m.region"
_JOINED: Final = """
FROM people_membership s
JOIN people_member m ON m.organisation_id = s.organisation_id AND m.id = s.member_id
LEFT JOIN people_preferences p ON p.organisation_id = m.organisation_id AND p.member_id = m.id
WHERE s.organisation_id = %s AND s.left_at IS NULL AND s.joined_at <= %s AND m.left_on IS NULL
"""


@dataclass(frozen=True, slots=True)
class Recipients:
    """The members who take part, by number: how each likes the digest and where they work.

    `team` is 0 without one; `zone` and `country` are indexes into the two lists; `working` are
    seven bits, Monday the lowest; `languages` are bits in the order that was asked for.
    """

    member: Ints
    team: Ints
    zone: Ints
    country: Ints
    weekday: Ints
    hour: Ints
    working: Ints
    languages: Ints
    zones: Sequence[str]
    countries: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Spans:
    """Whose days from when to when, as ordinals of dates, both included."""

    member: Ints
    starts_on: Ints
    ends_on: Ints


@dataclass(frozen=True, slots=True)
class WorkingWeeks:
    """On which days members work, whose public holidays they have, and what day it is for them."""

    member: Ints
    working: Ints
    country: Ints
    today: Ints
    countries: Sequence[tuple[str, str]]


def recipients(
    *, organisation: Organisation, languages: Sequence[str], now: datetime
) -> Recipients:
    """The members who take part now and work here, in the order of their numbers."""
    zones = _distinct("m.time_zone", organisation.pk)
    countries = _distinct(_COUNTRY, organisation.pk)
    spoken = " + ".join(
        f"((%s = ANY(coalesce(nullif(p.languages, '{{}}'), ARRAY[m.language])))::int << {bit})"
        for bit in range(len(languages))
    )
    rows = copy_out(
        f"""SELECT m.id, coalesce(m.team_id, 0),
            array_position(%s::text[], m.time_zone) - 1,
            array_position(%s::text[], {_COUNTRY}) - 1,
            coalesce(p.digest_weekday, %s)::int, coalesce(p.slot_hour, %s)::int,
            {_WORKING}, {spoken} {_JOINED} ORDER BY m.id""",
        [
            zones,
            countries,
            organisation.digest_weekday,
            organisation.digest_hour,
            *languages,
            organisation.pk,
            now,
        ],
        columns={"member": "bigint", "team": "bigint"}
        | dict.fromkeys(("zone", "country", "weekday", "hour", "working", "languages"), "integer"),
    )
    return Recipients(**rows, zones=zones, countries=_pairs(countries))


def asked_topics(
    *, organisation_id: int, topics: Sequence[str], now: datetime
) -> tuple[Ints, Ints]:
    """Which members asked for which of these topics: members, and indexes into the topics."""
    rows = copy_out(
        f"""SELECT m.id, array_position(%s::text[], asked.topic) - 1
            {_JOINED.replace("WHERE", "CROSS JOIN unnest(p.topics) AS asked (topic) WHERE")}
            AND asked.topic = ANY(%s::text[])""",
        [list(topics), organisation_id, now, list(topics)],
        columns={"member": "bigint", "topic": "integer"},
    )
    return rows["member"], rows["topic"]


def absences(
    *,
    organisation_id: int,
    first: date,
    last: date,
    member_ids: Sequence[int] | None = None,
) -> Spans:
    """The leave and the pauses that touch these days, of everyone or of some members.

    A pause takes the whole of each day it touches, in the member's own time zone.
    """
    paused_from = "(p.starts_at AT TIME ZONE m.time_zone)::date"
    paused_until = "((p.ends_at - interval '1 second') AT TIME ZONE m.time_zone)::date"
    mine, whose = _of("member_id", member_ids)
    rows = copy_out(
        f"""SELECT l.member_id, {_ORDINAL.format("l.starts_on")}, {_ORDINAL.format("l.ends_on")}
            FROM people_leave l
            WHERE l.organisation_id = %s AND l.ends_on >= %s AND l.starts_on <= %s
              AND l.{mine}
            UNION ALL
            SELECT p.member_id, {_ORDINAL.format(paused_from)},
                coalesce({_ORDINAL.format(paused_until)}, {FOREVER.toordinal()})
            FROM people_pause p
            JOIN people_member m ON m.organisation_id = p.organisation_id AND m.id = p.member_id
            WHERE p.organisation_id = %s AND {paused_from} <= %s
              AND (p.ends_at IS NULL OR {paused_until} >= %s)
              AND p.{mine}""",  # noqa: S608 -- fixed parts of ours
        [organisation_id, first, last, *whose, organisation_id, last, first, *whose],
        columns={"member": "bigint", "starts_on": "integer", "ends_on": "integer"},
    )
    return Spans(**rows)


def joined_spans(*, organisation_id: int, member_ids: Sequence[int] | None = None) -> Spans:
    """From which day to which members took part, in their own time zones."""
    mine, whose = _of("member_id", member_ids)
    joined = "(s.joined_at AT TIME ZONE m.time_zone)::date"
    left = "(s.left_at AT TIME ZONE m.time_zone)::date"
    rows = copy_out(
        f"""SELECT s.member_id, {_ORDINAL.format(joined)},
                coalesce({_ORDINAL.format(left)}, {FOREVER.toordinal()})
            FROM people_membership s
            JOIN people_member m ON m.organisation_id = s.organisation_id AND m.id = s.member_id
            WHERE s.organisation_id = %s AND s.{mine}
            ORDER BY s.member_id""",  # noqa: S608 -- fixed parts of ours
        [organisation_id, *whose],
        columns={"member": "bigint", "starts_on": "integer", "ends_on": "integer"},
    )
    return Spans(**rows)


def working_weeks(
    *, organisation_id: int, now: datetime, member_ids: Sequence[int] | None = None
) -> WorkingWeeks:
    """The working days and the holidays' country of members, in the order of their numbers.

    `today` is the ordinal of the date on their own clocks.
    """
    today = _ORDINAL.format("(%s AT TIME ZONE m.time_zone)::date")
    countries = _distinct(_COUNTRY, organisation_id, member_ids)
    mine, whose = _of("id", member_ids)
    rows = copy_out(
        f"""SELECT m.id, {_WORKING}, array_position(%s::text[], {_COUNTRY}) - 1, {today}
            FROM people_member m WHERE m.organisation_id = %s AND m.{mine}
            ORDER BY m.id""",  # noqa: S608 -- fixed parts of ours
        [countries, now, organisation_id, *whose],
        columns={
            "member": "bigint",
            "working": "integer",
            "country": "integer",
            "today": "integer",
        },
    )
    return WorkingWeeks(**rows, countries=_pairs(countries))


def _distinct(
    column: str, organisation_id: int, member_ids: Sequence[int] | None = None
) -> list[str]:
    mine, whose = _of("id", member_ids)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT DISTINCT {column} FROM people_member m
                WHERE m.organisation_id = %s AND m.{mine} ORDER BY 1""",  # noqa: S608 -- ours
            [organisation_id, *whose],
        )
        return [str(row[0]) for row in cursor.fetchall()]


def _of(column: str, member_ids: Sequence[int] | None) -> tuple[str, list[str]]:
    """A condition for these members only, or for all."""
    if member_ids is None:
        return f"{column} IS NOT NULL", []
    return f"{column} = ANY(%s::bigint[])", [numbers(member_ids)]


def _pairs(countries: Sequence[str]) -> list[tuple[str, str]]:
    """Country and region of each "NL/" or "DE/BY"."""
    split = [country.partition("/") for country in countries]
    return [(country, region) for country, _, region in split]

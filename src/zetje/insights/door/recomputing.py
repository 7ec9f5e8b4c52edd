"""Adds the event record up a second time, in another engine and by other queries.

The tallies that figures are made of must equal this to the last unit. It shares nothing with what
keeps them but the record: PostgreSQL hands the events over as they stand, and DuckDB reads, dates
and counts them.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from zoneinfo import ZoneInfo

import duckdb
from django.db import connection

TALLIED: Final = ("choices", "skips", "starts", "shares", "own_words", "clicks", "opens")
_COLUMNS: Final = ", ".join(TALLIED)
_COUNT_TYPES: Final = ", ".join(f"'{name}': 'BIGINT'" for name in TALLIED)

_EVENTS: Final = """
    SELECT id, kind, person_key, subject, at, details FROM record_event WHERE organisation_id = %s
    AND kind IN ('choice.made', 'choice.undone', 'share.started', 'share.confirmed', 'share.undone',
        'idea.started', 'idea.shared', 'idea.undone', 'link.clicked', 'click.relabelled',
        'click.discounted', 'digest.opened')
"""
_KEPT: Final = f"SELECT person, week, {_COLUMNS} FROM insights_tally WHERE organisation_id = %s"  # noqa: S608 -- names of ours
# The types are told: from a look at some rows a text of digits would be taken for a number. A week
# is so many weeks after 0001-01-01, which was a Monday.
_READ_EVENTS: Final = """
    CREATE TABLE event AS
    SELECT *,
        date_diff('day', DATE '0001-01-01', CAST(timezone($zone, moment) AS DATE)) // 7 AS week
    FROM read_csv($path, auto_detect = false, header = false, sep = ',', quote = '"',
        escape = '"', columns = {'id': 'BIGINT', 'kind': 'VARCHAR', 'person': 'UUID',
            'subject': 'VARCHAR', 'moment': 'TIMESTAMPTZ', 'details': 'JSON'})
"""
_READ_KEPT: Final = f"""
    CREATE TABLE tally AS
    FROM read_csv($path, auto_detect = false, header = false, sep = ',',
        columns = {{'person': 'UUID', 'week': 'BIGINT', {_COUNT_TYPES}}})
"""
_RECOMPUTED: Final = """
    CREATE MACRO recomputed(until) AS TABLE
    WITH known AS (FROM event WHERE id <= until),
    choice_told AS (
        SELECT person, week, kind, details ->> 'choice' AS choice, details ->> 'kind' AS chosen
        FROM known WHERE kind LIKE 'choice.%'
    ),
    choice_that_stands AS (
        FROM choice_told AS made WHERE kind = 'choice.made' AND NOT EXISTS (
            FROM choice_told AS back
            WHERE back.kind = 'choice.undone' AND back.choice = made.choice
        )
    ),
    -- A share is started, confirmed or taken back, and taken up again, in the order of writing;
    -- what came of it is what was said last.
    share_told AS (
        SELECT id, person, week, details ->> 'share' AS share,
            CAST(details ->> 'own_words' AS BOOLEAN) AS own,
            CASE WHEN kind IN ('share.started', 'idea.started') THEN 'started'
                WHEN kind IN ('share.confirmed', 'idea.shared') THEN 'confirmed'
                ELSE 'undone' END AS said
        FROM known WHERE kind LIKE 'share.%' OR kind LIKE 'idea.%'
    ),
    share_that_stands AS (
        SELECT any_value(person) AS person,
            arg_min(week, id) FILTER (said = 'started') AS started,
            arg_max(week, id) FILTER (said = 'confirmed') AS confirmed,
            arg_max(own, id) FILTER (said = 'confirmed') AS own,
            max(id) FILTER (said = 'confirmed') AS confirmed_as,
            coalesce(max(id) FILTER (said = 'undone'), 0) AS undone_as
        FROM share_told GROUP BY share HAVING arg_max(said, id) <> 'undone'
    ),
    -- What takes a click back has its link and its moment.
    click_that_counts AS (
        SELECT max(person) AS person, week, sum(
            CASE kind WHEN 'link.clicked' THEN CAST(details ->> 'counted' AS BOOLEAN)::INT
                WHEN 'click.relabelled' THEN -CAST(details ->> 'was_counted' AS BOOLEAN)::INT
                ELSE -1 END) AS clicks
        FROM known WHERE kind IN ('link.clicked', 'click.relabelled', 'click.discounted')
        GROUP BY subject, moment, week
    ),
    counted AS (
        SELECT person, week, 'choices' AS what, 1 AS number FROM choice_that_stands
        UNION ALL SELECT person, week, 'skips', 1 FROM choice_that_stands WHERE chosen = 'skip'
        UNION ALL SELECT person, started, 'starts', 1 FROM share_that_stands
            WHERE started IS NOT NULL
        UNION ALL SELECT person, confirmed, 'shares', 1 FROM share_that_stands
            WHERE confirmed_as > undone_as
        UNION ALL SELECT person, confirmed, 'own_words', 1 FROM share_that_stands
            WHERE confirmed_as > undone_as AND own
        UNION ALL SELECT person, week, 'clicks', clicks FROM click_that_counts
        UNION ALL SELECT person, week, 'opens', 1 FROM known WHERE kind = 'digest.opened'
    )
    SELECT person, week, what, CAST(sum(number) AS BIGINT) AS number
    FROM counted WHERE person IS NOT NULL
    GROUP BY person, week, what HAVING sum(number) <> 0
"""
# Of whom something came meanwhile, it may stand in the tallies or not.
_DIFFERENCES: Final = f"""
    WITH kept AS (
        FROM (UNPIVOT tally ON {_COLUMNS} INTO NAME what VALUE number) WHERE number <> 0
    )
    SELECT week, what, count(*) FROM recomputed($until) AS again
    FULL JOIN kept USING (person, week, what)
    WHERE again.number IS DISTINCT FROM kept.number AND person NOT IN (
        SELECT person FROM event WHERE id > $until AND person IS NOT NULL
    )
    GROUP BY week, what ORDER BY week, what
"""  # noqa: S608 -- names of ours


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the tallies are not what the record adds up to.

    Attributes:
        week: as `behaviour.weeks` numbers them.
        tally: which one, of `TALLIED`.
        people: of how many people.
    """

    week: int
    tally: str
    people: int


def differences(*, organisation_id: int, zone: ZoneInfo, until: int) -> list[Difference]:
    """Where the tallies stand otherwise than the record adds up; none when they are equal.

    The tenant's block must be open.

    Args:
        organisation_id: whose.
        zone: the clock of the organisation, by which weeks begin.
        until: the newest event when the tallies were brought up to date; people of whom something
            came after it are left out.
    """
    with recomputing(organisation_id=organisation_id, zone=zone) as engine:
        found = engine.execute(_DIFFERENCES, {"until": until}).fetchall()
    return [Difference(*row) for row in found]


@contextmanager
def recomputing(*, organisation_id: int, zone: ZoneInfo) -> Generator[duckdb.DuckDBPyConnection]:
    """An engine that holds the record of an organisation; the tenant's block must be open.

    It has the table `event`, whose rows have their week, the table `tally` as it is kept, and
    `recomputed(until)`: rows of person, week, what and number, none of them 0, as the events up to
    that one add up.

    Args:
        organisation_id: whose.
        zone: the clock of the organisation, by which weeks begin.
    """
    # On disk, so that no size fills the memory.
    with (
        TemporaryDirectory() as folder,
        duckdb.connect(
            Path(folder, "record"), config={"autoinstall_known_extensions": False}
        ) as engine,
    ):
        path = Path(folder, "rows.csv")
        _export(_EVENTS, [organisation_id], path)
        engine.execute(_READ_EVENTS, {"path": str(path), "zone": zone.key})
        _export(_KEPT, [organisation_id], path)
        engine.execute(_READ_KEPT, {"path": str(path)})
        path.unlink()
        engine.execute(_RECOMPUTED)
        yield engine


def _export(query: str, parameters: Sequence[Any], path: Path) -> None:
    """Write the rows of a query as PostgreSQL does."""
    with connection.cursor() as cursor, path.open("wb") as out:
        # COPY takes no parameters on the server.
        statement = cursor.mogrify(query, list(parameters))
        with cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT csv)") as copy:
            for piece in copy:
                out.write(piece)

"""Lets one at a time do what two at once would spoil."""

from __future__ import annotations

from django.db import connection


def hold_turn(what: str, key: int) -> None:
    """Wait until nobody else has this turn, and keep it until the transaction ends.

    Args:
        what: the work, by the slice and a name of its own: "insights.freezing". Two that share a
            name wait for each other.
        key: whose: the key of an organisation or of a person.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{what}:{key}"])

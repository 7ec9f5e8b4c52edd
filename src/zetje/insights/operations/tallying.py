"""Keeps the tallies of an organisation up to date, and makes them anew from its event record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db import connection

from zetje.insights.door import tallies
from zetje.lib.tenancy import tenant
from zetje.people import queries as people

_LOCK: Final = 0x5A4A_0000_0000_0000


def keep_tallies(*, organisation_id: int, now: datetime) -> int:
    """Add up what is new in the record; how many weeks of people stood otherwise."""
    return _tally(tallies.keep_tallies, organisation_id, now)


def rebuild_tallies(*, organisation_id: int, now: datetime) -> int:
    """Add the whole record up anew; how many weeks of people stood otherwise.

    What was frozen of a week stays as it was frozen.
    """
    return _tally(tallies.rebuild_tallies, organisation_id, now)


def _tally(how: Callable[..., int], organisation_id: int, now: datetime) -> int:
    with tenant(organisation_id):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK + organisation_id])
        zone = ZoneInfo(people.organisations().get(pk=organisation_id).time_zone)
        return how(organisation_id=organisation_id, zone=zone, now=now)

"""Keeps the tallies of an organisation up to date, makes them anew from its record, checks them."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from zetje.insights.door import tallies
from zetje.insights.door.recomputing import Difference, differences
from zetje.lib.tenancy import tenant
from zetje.lib.turns import hold_turn
from zetje.people import queries as people


def keep_tallies(*, organisation_id: int, now: datetime) -> int:
    """Add up what is new in the record; how many weeks of people stood otherwise."""
    return _tally(tallies.keep_tallies, organisation_id, now)


def rebuild_tallies(*, organisation_id: int, now: datetime) -> int:
    """Add the whole record up anew; how many weeks of people stood otherwise.

    What was frozen of a week stays as it was frozen.
    """
    return _tally(tallies.rebuild_tallies, organisation_id, now)


def check_tallies(*, organisation_id: int, now: datetime) -> list[Difference]:
    """Where the tallies differ from what another engine makes of the whole record; none if equal.

    What is new in the record is added to the tallies first.
    """
    found: list[Difference] = []
    # What was being written at that moment is in the record and in no tally yet: looked at twice.
    for _ in range(2):
        with _turn(organisation_id) as zone:
            until = tallies.newest_event(organisation_id)
            tallies.keep_tallies(organisation_id=organisation_id, zone=zone, now=now)
            found = differences(organisation_id=organisation_id, zone=zone, until=until)
        if not found:
            break
    return found


def _tally(how: Callable[..., int], organisation_id: int, now: datetime) -> int:
    with _turn(organisation_id) as zone:
        return how(organisation_id=organisation_id, zone=zone, now=now)


@contextmanager
def _turn(organisation_id: int) -> Generator[ZoneInfo]:
    """The organisation's clock, while nobody else keeps its tallies."""
    with tenant(organisation_id):
        hold_turn("insights.tallying", organisation_id)
        yield ZoneInfo(people.organisations().get(pk=organisation_id).time_zone)

"""The people of an organisation who may get a digest, and the moment at which each may get it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.weeks import DAYS, days_masks, monday_of, week_number
from zetje.delivery import queries as delivery
from zetje.lib.holidays import holiday_mask
from zetje.people import queries as people
from zetje.prompting.rules.moments import Moments, Wishes, send_moments

Ints = NDArray[np.int64]

KIND: Final = "digest"
LANGUAGES: Final = ("nl", "en")


def everyone(organisation: Any, *, now: datetime) -> people.Recipients:
    """Who takes part and did not unsubscribe from the digest."""
    found = people.recipients(organisation=organisation, languages=LANGUAGES, now=now)
    refused = delivery.unsubscribed_members(organisation_id=organisation.pk, kind=KIND)
    return only(found, ~np.isin(found.member, np.array(list(refused), dtype=np.int64)))


def only(crowd: people.Recipients, which: NDArray[Any]) -> people.Recipients:
    """Some of the people: by a flag for each, or by their indexes."""
    lists = {"zones", "countries"}
    arrays = [field.name for field in fields(crowd) if field.name not in lists]
    return replace(crowd, **{name: getattr(crowd, name)[which] for name in arrays})


def weeks_of(crowd: people.Recipients, *, organisation: Any, now: datetime) -> Ints:
    """The running number of the week that each person is in, on their own clock."""
    zones = zones_of(crowd, organisation=organisation)
    weeks = [week_number(now.astimezone(zone).date()) for zone in zones]
    return np.array(weeks or [0], dtype=np.int64)[crowd.zone]


def zones_of(crowd: people.Recipients, *, organisation: Any) -> Sequence[ZoneInfo]:
    """The time zones of the people; one that this machine does not know is the organisation's."""
    return [_zone(name, organisation.time_zone) for name in crowd.zones]


def moments_of(crowd: people.Recipients, *, organisation: Any, week: int, now: datetime) -> Moments:
    """When each of these people may get the digest of a week, at the earliest now."""
    off = days_masks(*_absences(crowd, organisation.pk, week), week=week, people=crowd.member.size)
    monday = monday_of(week)
    holidays = [holiday_mask(country, region, monday) for country, region in crowd.countries]
    wishes = Wishes(
        zone=crowd.zone,
        weekday=crowd.weekday,
        hour=crowd.hour,
        working=crowd.working,
        off=off | np.array(holidays or [0], dtype=np.int64)[crowd.country],
    )
    zones = zones_of(crowd, organisation=organisation)
    return send_moments(wishes, zones=zones, week=week, now=now)


def places(members: Ints, wanted: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Where members stand in an ascending list, and which of them stand in it at all."""
    if not members.size:
        return np.zeros(wanted.size, dtype=np.int64), np.zeros(wanted.size, dtype=np.bool_)
    index = np.minimum(np.searchsorted(members, wanted), members.size - 1)
    return index, members[index] == wanted


def _absences(crowd: people.Recipients, organisation_id: int, week: int) -> tuple[Ints, Ints, Ints]:
    monday = monday_of(week)
    away = people.absences(
        organisation_id=organisation_id,
        first=monday,
        last=date.fromordinal(monday.toordinal() + DAYS - 1),
    )
    index, known = places(crowd.member, away.member)
    return index[known], away.starts_on[known], away.ends_on[known]


def _zone(name: str, otherwise: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(otherwise)

"""Finds the slot of each person's week: when it is decided whether to prompt them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.weeks import DAYS, days_masks, monday_of
from zetje.lib.holidays import holiday_mask
from zetje.people import queries as people
from zetje.prompting.operations.crowd import places, zones_of
from zetje.prompting.operations.deciding.rounds import Round
from zetje.prompting.queries.deciding import digests_of_week
from zetje.prompting.queries.refusals import slots_refused
from zetje.prompting.registry import tried_slots
from zetje.prompting.rules.deciding_slots import slot_days, slot_hours
from zetje.prompting.rules.moments import MONDAY_TO_FRIDAY, NO_MOMENT, Wishes, send_moments

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NO_DIGEST: Final = 0
_HOUR: Final = 3600


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of some people, with what stands in the way at each; arrays (n,).

    `at` and `useful_until` are seconds since 1970, -1 where the week holds no slot any more;
    `begins` and `ends` are those of the person's own week. `digest` is 0 for who has none.
    """

    at: Ints
    useful_until: Ints
    begins: Ints
    ends: Ints
    digest: Ints
    works: Flags
    has_hour: Flags
    is_holiday: Flags
    is_away: Flags

    def only(self, which: Flags) -> Slots:
        """The slots of some of these people."""
        return Slots(**{name: getattr(self, name)[which] for name in self.__slots__})


def find_slots(crowd: people.Recipients, *, week: int, given: Round) -> Slots:
    """The slots of people in a week of theirs, at the earliest now."""
    zones = zones_of(crowd, organisation=given.organisation)
    found = digests_of_week(
        organisation_id=given.organisation_id, member_ids=crowd.member, week=week
    )
    index, has_digest = places(found.member, crowd.member)
    digest = np.full(crowd.member.size, NO_DIGEST, dtype=np.int64)
    digest[has_digest] = found.digest[index[has_digest]]
    digest_day = crowd.weekday.copy()
    digest_day[has_digest] = _weekdays(
        found.send_at[index[has_digest]], crowd.zone[has_digest], zones
    )
    away, holidays = _away(crowd, given, week), _holidays(crowd, week)
    off = away | holidays
    day = slot_days(digest_day=digest_day, working=crowd.working, off=off)
    day, wished = _tried(crowd, day, digest_day, off, week=week, given=given)
    refused = slots_refused(organisation_id=given.organisation_id, member_ids=crowd.member)
    hour, has_hour = slot_hours(day=day, digest_day=digest_day, hour=wished, refused=refused)
    usual = crowd.working & MONDAY_TO_FRIDAY
    moments = send_moments(
        Wishes(
            zone=crowd.zone,
            weekday=day,
            hour=hour,
            working=np.where(usual > 0, usual, MONDAY_TO_FRIDAY),
            # A slot on a day away stands where it is, silent; it does not move on.
            off=np.where(_on(off, day), 0, off),
        ),
        zones=zones,
        week=week,
        now=given.now,
    )
    at_day = np.where(moments.day == NO_MOMENT, day, moments.day - monday_of(week).toordinal())
    return Slots(
        at=moments.send_at,
        useful_until=moments.useful_until,
        begins=_begins(zones, week)[crowd.zone],
        ends=_begins(zones, week + 1)[crowd.zone],
        digest=digest,
        works=_on(usual, at_day),
        has_hour=has_hour,
        is_holiday=_on(holidays, at_day),
        is_away=_on(away, at_day),
    )


def _tried(
    crowd: people.Recipients,
    day: Ints,
    digest_day: Ints,
    off: Ints,
    *,
    week: int,
    given: Round,
) -> tuple[Ints, Ints]:
    """The days and the hours people like, with those of an experiment where they can have them.

    A day is theirs only where it comes after the digest and they work on it.
    """
    hour = crowd.hour
    for tried in tried_slots(
        organisation_id=given.organisation_id, member_ids=crowd.member, week=week
    ):
        rows = tried.rows
        if tried.weekday >= 0:
            works = _on(crowd.working & MONDAY_TO_FRIDAY & ~off, np.full_like(day, tried.weekday))
            rows = rows & works & (tried.weekday > digest_day)
            day = np.where(rows, tried.weekday, day)
        hour = np.where(rows, tried.hour, hour)
    return day, hour


def _weekdays(moments: Ints, zone: Ints, zones: Sequence[ZoneInfo]) -> Ints:
    """The weekday of each moment on the clock of its zone, told once for each hour that occurs."""
    hours, where = np.unique(np.stack([zone, moments // _HOUR]), axis=1, return_inverse=True)
    pairs: list[tuple[int, int]] = hours.T.tolist()
    days = [datetime.fromtimestamp(hour * _HOUR, zones[zone]).weekday() for zone, hour in pairs]
    return np.array(days, dtype=np.int64)[where.reshape(-1)]


def _away(crowd: people.Recipients, given: Round, week: int) -> Ints:
    """The days of the week that each person is away on, as seven bits: leave, and pauses."""
    monday = monday_of(week)
    spans = people.absences(
        organisation_id=given.organisation_id,
        first=monday,
        last=date.fromordinal(monday.toordinal() + DAYS - 1),
        member_ids=crowd.member.tolist(),
    )
    index, known = places(crowd.member, spans.member)
    return days_masks(
        index[known],
        spans.starts_on[known],
        spans.ends_on[known],
        week=week,
        people=crowd.member.size,
    )


def _holidays(crowd: people.Recipients, week: int) -> Ints:
    monday = monday_of(week)
    masks = [holiday_mask(country, region, monday) for country, region in crowd.countries]
    return np.array(masks or [0], dtype=np.int64)[crowd.country]


def _begins(zones: Sequence[ZoneInfo], week: int) -> Ints:
    """When the week begins in each zone, in seconds since 1970."""
    monday = monday_of(week)
    begins = [int(datetime.combine(monday, time(0), zone).timestamp()) for zone in zones]
    return np.array(begins or [0], dtype=np.int64)


def _on(days: Ints, day: Ints) -> Flags:
    """Whether each set of days holds a day."""
    return (days >> day) & 1 == 1

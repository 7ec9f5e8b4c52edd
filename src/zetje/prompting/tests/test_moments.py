"""Tests of the moment at which a digest may reach a person."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zetje.behaviour.weeks import number_of, week_number
from zetje.prompting.rules.moments import (
    MONDAY_TO_FRIDAY,
    Moments,
    Wishes,
    moment_of,
    send_moments,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WEEK_38 = number_of(2026, 38)
SUNDAY_BEFORE = datetime(2026, 9, 13, 12, tzinfo=UTC)


def find(
    *,
    weekday: int = 1,
    hour: int = 9,
    working: int = MONDAY_TO_FRIDAY,
    off: int = 0,
    zone: ZoneInfo = AMSTERDAM,
    week: int = WEEK_38,
    now: datetime = SUNDAY_BEFORE,
) -> Moments:
    wishes = Wishes(*(np.array([value]) for value in (0, weekday, hour, working, off)))
    return send_moments(wishes, zones=[zone], week=week, now=now)


def local_moment(zone: ZoneInfo = AMSTERDAM, **wish: object) -> str | None:
    moments = find(zone=zone, **wish)  # type: ignore[arg-type]
    if moments.send_at[0] < 0:
        return None
    return moment_of(int(moments.send_at[0])).astimezone(zone).strftime("%a %d %b %H:%M")


def test_the_digest_comes_on_the_wished_day_and_hour() -> None:
    assert local_moment(weekday=3, hour=14) == "Thu 17 Sep 14:00"


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({"weekday": 1, "working": 0b11101}, "Wed 16 Sep 09:00"),
        ({"weekday": 4, "working": 0b01111}, "Thu 17 Sep 09:00"),
        ({"weekday": 1, "off": 0b00010}, "Wed 16 Sep 09:00"),
        ({"weekday": 4, "off": 0b10000}, None),
        ({"off": 0b11111}, None),
        ({"working": 0}, None),
        ({"weekday": 6}, "Fri 18 Sep 09:00"),
        ({"weekday": 5, "working": 0b1100000}, None),
        ({"hour": 5}, "Tue 15 Sep 08:00"),
        ({"hour": 22}, "Tue 15 Sep 17:00"),
    ],
)
def test_a_day_that_is_not_worked_moves_the_digest_within_the_week(
    wish: dict[str, int], expected: str | None
) -> None:
    assert local_moment(**wish) == expected


@pytest.mark.parametrize(
    ("local_now", "expected"),
    [
        ("2026-09-15T08:59", "Tue 15 Sep 09:00"),
        ("2026-09-15T14:20", "Tue 15 Sep 14:20"),
        ("2026-09-15T17:59", "Tue 15 Sep 17:59"),
        ("2026-09-15T18:00", "Wed 16 Sep 09:00"),
        ("2026-09-15T23:30", "Wed 16 Sep 09:00"),
        ("2026-09-16T03:00", "Wed 16 Sep 09:00"),
        ("2026-09-18T18:00", None),
        ("2026-09-21T09:00", None),
    ],
)
def test_a_moment_that_passed_is_made_up_for_in_working_hours_only(
    local_now: str, expected: str | None
) -> None:
    now = datetime.fromisoformat(local_now).replace(tzinfo=AMSTERDAM)

    assert local_moment(now=now) == expected


def test_a_digest_is_useful_until_the_working_hours_of_its_day_end() -> None:
    until = moment_of(int(find().useful_until[0])).astimezone(AMSTERDAM)

    assert until == datetime(2026, 9, 15, 18, tzinfo=AMSTERDAM)


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "America/New_York", "Asia/Kathmandu"])
@pytest.mark.parametrize("year", [2026, 2027])
def test_every_week_of_the_year_has_exactly_one_moment_at_nine_on_the_local_clock(
    zone: str, year: int
) -> None:
    here = ZoneInfo(zone)
    first, last = number_of(year, 1), number_of(year + 1, 1)
    before = datetime(year - 1, 1, 1, tzinfo=UTC)

    moments = [
        moment_of(int(find(zone=here, weekday=0, week=week, now=before).send_at[0]))
        for week in range(first, last)
    ]

    assert {(m.astimezone(here).weekday(), m.astimezone(here).hour) for m in moments} == {(0, 9)}
    assert len({m.astimezone(here).date() for m in moments}) == last - first


@pytest.mark.parametrize(
    ("zone", "spring", "autumn"),
    [
        ("Europe/Lisbon", "2026-03-29", "2026-10-25"),
        ("America/New_York", "2026-03-08", "2026-11-01"),
    ],
)
def test_nine_is_nine_in_the_week_after_the_clock_changes(
    zone: str, spring: str, autumn: str
) -> None:
    here = ZoneInfo(zone)

    def utc_hour(sunday: str, weeks: int) -> int:
        day = date.fromisoformat(sunday) + timedelta(days=1 + 7 * weeks)
        found = find(
            zone=here,
            weekday=0,
            week=week_number(day),
            now=datetime(2026, 1, 1, tzinfo=UTC),
        )
        return moment_of(int(found.send_at[0])).hour

    assert utc_hour(spring, 0) == utc_hour(spring, -1) - 1
    assert utc_hour(autumn, 0) == utc_hour(autumn, -1) + 1


def test_week_53_and_29_february_are_weeks_and_days_like_others() -> None:
    year_end = local_moment(week=number_of(2026, 53), weekday=3)
    leap_day = local_moment(
        week=number_of(2028, 9), weekday=1, now=datetime(2028, 2, 27, tzinfo=UTC)
    )

    assert year_end == "Thu 31 Dec 09:00"
    assert leap_day == "Tue 29 Feb 09:00"


def test_people_in_different_zones_are_told_apart_in_one_call() -> None:
    zones = [ZoneInfo("Asia/Kathmandu"), ZoneInfo("America/New_York")]
    both = np.array([0, 1])
    wishes = Wishes(both, both * 0 + 1, both * 0 + 9, both * 0 + 31, both * 0)

    moments = send_moments(wishes, zones=zones, week=WEEK_38, now=SUNDAY_BEFORE)

    assert [moment_of(int(each)).isoformat() for each in moments.send_at] == [
        "2026-09-15T03:15:00+00:00",
        "2026-09-15T13:00:00+00:00",
    ]


@settings(deadline=None)
@given(
    weekday=st.integers(0, 6),
    hour=st.integers(0, 23),
    working=st.integers(0, 127),
    off=st.integers(0, 127),
    zone=st.sampled_from(
        ["Europe/Amsterdam", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"]
    ),
    now=st.datetimes(min_value=datetime(2026, 9, 12), max_value=datetime(2026, 9, 22)),
)
def test_a_digest_always_reaches_people_at_work(
    weekday: int, hour: int, working: int, off: int, zone: str, now: datetime
) -> None:
    here, now = ZoneInfo(zone), now.replace(tzinfo=UTC)

    found = find(weekday=weekday, hour=hour, working=working, off=off, zone=here, now=now)

    if found.send_at[0] < 0:
        return
    moment = moment_of(int(found.send_at[0])).astimezone(here)
    bit = 1 << moment.weekday()
    assert moment.weekday() < 5
    assert working & bit
    assert not off & bit
    assert 8 <= moment.hour < 18
    assert found.send_at[0] >= int(now.timestamp())
    assert found.day[0] == moment.date().toordinal()
    assert week_number(moment.date()) == WEEK_38

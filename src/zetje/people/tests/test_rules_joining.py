"""The rules of joining and pausing, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.people.rules.browsers import browser_name
from zetje.people.rules.codes import new_code, plain
from zetje.people.rules.joining import Standing, hour_of, moment_of, must_accept
from zetje.people.rules.pauses import pause_between, pause_of_days
from zetje.people.rules.words import anchor_choices, weekday_choices

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def test_the_own_day_and_hour_win_each_by_itself():
    assert moment_of(own_weekday=3, own_hour=None, weekday=1, hour=9).weekday == 3
    assert moment_of(own_weekday=3, own_hour=None, weekday=1, hour=9).hour == 9
    assert moment_of(own_weekday=None, own_hour=0, weekday=1, hour=9).hour == 0
    assert moment_of(own_weekday=0, own_hour=8, weekday=1, hour=9).weekday == 0


@pytest.mark.parametrize(
    ("accepted", "current", "asks"), [(None, 1, True), (1, 1, False), (1, 2, True), (2, 1, False)]
)
def test_house_rules_are_asked_once_a_version(accepted, current, asks):
    assert must_accept(accepted=accepted, current=current) is asks


def test_a_pause_holds_from_its_start_up_to_its_end():
    paused = Standing(joined_at=NOW, paused_from=NOW, paused_until=NOW + timedelta(days=1))

    assert not paused.is_paused(NOW - timedelta(seconds=1))
    assert paused.is_paused(NOW)
    assert not paused.is_paused(NOW + timedelta(days=1))
    assert Standing(joined_at=NOW, paused_from=NOW).is_paused(NOW + timedelta(days=999))
    assert not Standing().is_joined


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/New_York", "Asia/Kathmandu"])
def test_a_pause_ends_at_the_midnight_of_the_person_s_own_zone(zone):
    _, ends_at = pause_between(starts_on=None, ends_on=date(2027, 3, 28), time_zone=zone, now=NOW)

    assert ends_at is not None
    assert ends_at.isoformat().startswith("2027-03-29T00:00")


@given(
    starts_on=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    length=st.integers(0, 400),
    zone=st.sampled_from(["Europe/Amsterdam", "Europe/Lisbon", "Asia/Kathmandu", "UTC"]),
)
def test_a_pause_never_ends_before_it_begins(starts_on, length, zone):
    last = max(starts_on or NOW.date(), NOW.date()) + timedelta(days=length)

    starts_at, ends_at = pause_between(starts_on=starts_on, ends_on=last, time_zone=zone, now=NOW)

    assert ends_at is None or starts_at < ends_at
    assert starts_at >= NOW


def test_a_quick_pause_covers_whole_days():
    assert pause_of_days(days=0, time_zone="UTC", now=NOW) == (NOW, None)
    assert pause_of_days(days=7, time_zone="UTC", now=NOW)[1] == datetime(2026, 12, 1, tzinfo=UTC)


def test_codes_are_eight_digits_and_differ():
    codes = {new_code() for _ in range(200)}

    assert len(codes) == 200
    assert all(len(plain(code)) == 8 and plain(code).isdigit() for code in codes)
    assert plain(" 1234 - 5678 ") == "12345678"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Linux",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("curl/8.5", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_by_family_and_system_alone(user_agent, name):
    assert browser_name(user_agent) == name


def test_choices_follow_the_working_days_and_the_day():
    assert [value for value, _ in weekday_choices([4, 0])] == ["0", "4"]
    assert [hour_of(anchor) for anchor, _ in anchor_choices()] == [9, 10, 13, 15, 16]
    assert hour_of("midnight") is None

"""Laws of the chain: what an act can never cost, and what place and calendar can never change.

A share or leave never costs anything at the time of it. Looking back over years it can: a week
that is mended early uses the one repair in eight weeks, which a later miss may then lack.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zetje.behaviour.streaks import Chains, Reason, State, judge
from zetje.behaviour.tests.histories import LETTERS, chain, history, shown
from zetje.behaviour.weeks import number_of, week_of, weeks_of

ZONES = [
    "Europe/Amsterdam",
    "America/New_York",
    "America/Asuncion",
    "Asia/Kolkata",
    "Asia/Beirut",
    "Pacific/Auckland",
    "Pacific/Apia",
    "UTC",
]
zones = st.sampled_from(ZONES).map(ZoneInfo)
histories = st.text(alphabet=LETTERS, min_size=1, max_size=60)
unbroken = st.text(alphabet="123aq", min_size=1, max_size=60)
ended = st.booleans()


def no_shorter(after: Chains, before: Chains) -> bool:
    """Whether neither the present chain nor the longest one lost a week."""
    return bool(after.length[0] >= before.length[0] and after.longest[0] >= before.longest[0])


@settings(deadline=None)
@given(weeks=histories, last_week_is_open=ended)
def test_one_more_share_never_makes_a_chain_shorter_at_the_time_of_it(
    weeks: str, last_week_is_open: bool
) -> None:
    now = weeks[-1]
    more = {"3": "3", "2": "3", "1": "2", "0": "1", "-": "1"}.get(now, now)
    before, after = (
        chain(weeks[:-1] + last, last_week_is_open=last_week_is_open) for last in (now, more)
    )

    assert no_shorter(after, before)


@settings(deadline=None)
@given(weeks=histories)
def test_in_a_week_that_is_open_a_share_is_never_worse_than_anything_else(weeks: str) -> None:
    shares = history(weeks)
    shares.shares[0, -1] += 1

    after = judge(shares, last_week_is_open=True)

    assert no_shorter(after, chain(weeks, last_week_is_open=True))


@settings(deadline=None)
@given(weeks=unbroken, where=st.integers(0, 59), last_week_is_open=ended)
@example(weeks="11a11", where=2, last_week_is_open=False)
def test_where_nothing_was_missed_one_more_share_only_ever_adds(
    weeks: str, where: int, last_week_is_open: bool
) -> None:
    more = history(weeks)
    more.shares[0, where % len(weeks)] += 1

    after = judge(more, last_week_is_open=last_week_is_open)

    assert no_shorter(after, chain(weeks, last_week_is_open=last_week_is_open))


@settings(deadline=None)
@given(weeks=histories, rest=st.sampled_from("aq"), last_week_is_open=ended)
def test_leave_instead_of_a_miss_never_makes_a_chain_shorter_at_the_time_of_it(
    weeks: str, rest: str, last_week_is_open: bool
) -> None:
    missed, eased = (
        chain(weeks + last, last_week_is_open=last_week_is_open) for last in ("-", rest)
    )

    assert no_shorter(eased, missed)


@settings(deadline=None)
@given(weeks=histories, days=st.text(alphabet="aq", max_size=30))
def test_leave_holds_a_chain_however_long_it_lasts(weeks: str, days: str) -> None:
    before, after = chain(weeks), chain(weeks + days)

    assert after.length[0] == before.length[0]
    assert after.mendable[0] == before.mendable[0]
    assert after.rest_weeks_left[0] == before.rest_weeks_left[0]


@settings(deadline=None)
@given(weeks=histories, later=st.text(alphabet=LETTERS, max_size=20))
def test_what_comes_later_changes_no_week_but_the_one_that_waits(weeks: str, later: str) -> None:
    before, after = chain(weeks), chain(weeks + later)

    changed = np.flatnonzero(before.reasons[0] != after.reasons[0, : len(weeks)])
    assert all(before.reasons[0, week] == Reason.WAITING for week in changed)
    assert after.longest[0] >= before.longest[0]


@settings(deadline=None)
@given(weeks=histories, earlier=st.integers(0, 60))
def test_weeks_before_joining_shift_a_chain_and_change_nothing(weeks: str, earlier: int) -> None:
    before, after = chain(weeks), chain("." * earlier + weeks)

    assert shown(after) == "." * earlier + shown(before)
    assert after.length[0] == before.length[0]
    assert after.rest_weeks_left[0] == before.rest_weeks_left[0]
    shift = earlier if before.start[0] >= 0 else 0
    assert after.start[0] == before.start[0] + shift


@settings(deadline=None)
@given(weeks=histories)
@example(weeks="1sass1ss")
def test_a_week_rests_for_skips_at_most_twice_between_two_shares(weeks: str) -> None:
    verdict = chain(weeks)

    run = 0
    for reason, state in zip(verdict.reasons[0], verdict.states[0], strict=True):
        run = 0 if state == State.SHARED else run + (reason == Reason.SKIPS)
        assert run <= 2


@settings(deadline=None)
@given(weeks=histories)
@example(weeks="1" * 24)
def test_own_rest_weeks_never_exceed_what_was_earned(weeks: str) -> None:
    verdict = chain(weeks)

    used = int((verdict.reasons[0] == Reason.OWN).sum())
    shared = int((verdict.states[0] == State.SHARED).sum())
    assert used + verdict.rest_weeks_left[0] <= 2 + shared // 8
    assert 0 <= verdict.rest_weeks_left[0] <= 2


def judged(moments: list[datetime], *, zone: ZoneInfo, last: int) -> Chains:
    """The chain of somebody who shared at these moments, up to a running week that is over."""
    weeks = weeks_of([moment.timestamp() for moment in moments], zone=zone)
    first = int(weeks.min())
    counts = np.bincount(weeks - first, minlength=last - first + 1)
    letters = "".join(str(min(int(count), 3)) for count in counts)
    return chain(letters)


@settings(deadline=None, max_examples=40)
@given(zone=zones, year=st.integers(2012, 2034), minute=st.integers(0, 7 * 24 * 60 - 61))
def test_a_share_in_each_local_week_is_one_chain_over_year_ends_and_summer_time(
    zone: ZoneInfo, year: int, minute: int
) -> None:
    first = datetime.fromisocalendar(year, 1, 1)
    local = [first + timedelta(weeks=week, minutes=minute) for week in range(106)]
    moments = [moment.replace(tzinfo=zone) for moment in local]

    found = judged(moments, zone=zone, last=number_of(year, 1) + 105)

    assert found.length[0] == 106


@settings(deadline=None, max_examples=40)
@given(
    zone=zones,
    moments=st.lists(
        st.datetimes(min_value=datetime(2011, 1, 1), max_value=datetime(2036, 1, 1)), max_size=30
    ),
)
def test_many_moments_at_once_lie_in_the_weeks_of_each_alone(
    zone: ZoneInfo, moments: list[datetime]
) -> None:
    aware = [moment.replace(tzinfo=UTC) for moment in moments]

    together = weeks_of([moment.timestamp() for moment in aware], zone=zone)

    assert together.tolist() == [week_of(moment, zone=zone) for moment in aware]


@pytest.mark.parametrize("name", ZONES)
def test_the_first_and_the_last_second_of_each_local_week_lie_in_it(name: str) -> None:
    zone = ZoneInfo(name)
    starts = [
        datetime.fromisocalendar(2026, 1, 1).replace(tzinfo=zone) + timedelta(weeks=week)
        for week in range(110)
    ]
    seconds = np.array([start.timestamp() for start in starts])

    first = number_of(2026, 1)
    assert weeks_of(seconds, zone=zone).tolist() == list(range(first, first + 110))
    assert weeks_of(seconds - 1, zone=zone).tolist() == list(range(first - 1, first + 109))


def test_a_week_53_continues_the_chain_of_the_year_before() -> None:
    zone = ZoneInfo("Europe/Amsterdam")
    sundays = [datetime(2026, 12, 27, 23, 59, tzinfo=zone), datetime(2027, 1, 3, 0, 0, tzinfo=zone)]
    monday = datetime(2027, 1, 4, 0, 0, tzinfo=zone)

    found = judged([*sundays, monday], zone=zone, last=number_of(2027, 1))

    assert found.length[0] == 3


def test_one_moment_lies_in_another_week_of_the_chain_elsewhere() -> None:
    midnight = datetime(2026, 3, 9, 3, 30, tzinfo=UTC)
    week_before = datetime(2026, 2, 25, 12, 0, tzinfo=UTC)

    new_york, amsterdam = (
        judged([week_before, midnight], zone=ZoneInfo(name), last=number_of(2026, 11))
        for name in ("America/New_York", "Europe/Amsterdam")
    )

    assert shown(new_york) == "##-"
    assert shown(amsterdam) == "#-#"


def test_a_moment_without_a_time_zone_has_no_week() -> None:
    with pytest.raises(ValueError, match="time zone"):
        week_of(datetime(2026, 3, 9), zone=ZoneInfo("UTC"))


def test_no_moments_lie_in_no_weeks() -> None:
    assert weeks_of([], zone=ZoneInfo("UTC")).tolist() == []

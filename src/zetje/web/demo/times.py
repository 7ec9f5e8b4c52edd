"""The calendar of the demo: its weeks, and moments as the clock in Zwolle shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from zetje.behaviour.weeks import monday_of, week_number

ZONE = ZoneInfo("Europe/Amsterdam")
WORKING_DAYS = range(5)
# For a quarter some find it hard to post; then the programme manager takes up a next step.
HARD_WEEKS = 13


@dataclass(frozen=True)
class Calendar:
    """The weeks of a history that ends with the week it is now."""

    now: datetime
    count: int

    @property
    def this_week(self) -> int:
        """The running number of the week it is."""
        return week_number(self.now.astimezone(ZONE).date())

    @property
    def weeks(self) -> range:
        """All weeks of the history, the present one last."""
        return range(self.this_week - self.count, self.this_week + 1)

    def is_eased(self, at: datetime) -> bool:
        """Whether it was made easier by then for who has no network open at work."""
        return at >= moment(self.weeks.start + HARD_WEEKS, 0, 0)

    @property
    def first_day(self) -> date:
        """The day on which the organisation began with it: a fortnight before its first digest."""
        return monday_of(self.weeks.start) - timedelta(days=14)


def moment(week: int, day: int, hour: float) -> datetime:
    """A moment of a week: its day (0 is Monday), and the hour on the clock, 9.5 being half past."""
    whole = datetime.combine(monday_of(week) + timedelta(days=day), time(), ZONE)
    return whole + timedelta(seconds=round(hour * 3600))


def on_clock(day: date, hour: float) -> datetime:
    """A moment of a day."""
    return datetime.combine(day, time(), ZONE) + timedelta(seconds=round(hour * 3600))


def last_working_moment(now: datetime) -> datetime:
    """The last afternoon of a working day that is over, or today's when it is later than that."""
    day = now.astimezone(ZONE).date()
    while day.weekday() not in WORKING_DAYS or on_clock(day, 14.5) > now:
        day -= timedelta(days=1)
    return on_clock(day, 14.5)

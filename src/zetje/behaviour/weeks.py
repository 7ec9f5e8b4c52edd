"""ISO weeks as one running number, so that week 53 and the turn of a year are no special case."""

from __future__ import annotations

from datetime import date

DAYS = 7


def week_number(day: date) -> int:
    """Count the Mondays since year 1: two neighbouring ISO weeks always differ by one.

    0001-01-01 was a Monday in the proleptic Gregorian calendar that Python keeps.
    """
    return (day.toordinal() - 1) // DAYS


def monday_of(number: int) -> date:
    """Give the Monday on which this week begins."""
    return date.fromordinal(number * DAYS + 1)


def iso_of(number: int) -> tuple[int, int]:
    """Give the ISO year and ISO week that this running number stands for."""
    year, week, _ = monday_of(number).isocalendar()
    return year, week


def number_of(iso_year: int, iso_week: int) -> int:
    """Give the running number of an ISO week.

    Raises ValueError for a week that the year does not have, such as 53 in most years.
    """
    return week_number(date.fromisocalendar(iso_year, iso_week, 1))

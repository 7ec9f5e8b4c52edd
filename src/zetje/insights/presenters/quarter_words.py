"""Weeks, days and months in words."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zetje.behaviour.weeks import iso_of, monday_of


def short_month(month: int) -> str:
    """A month, 1 to 12, in three letters: with a capital only in a language that writes it so."""
    short, whole = str(MONTHS_3[month]), str(MONTHS[month])
    return short.capitalize() if whole[0].isupper() else short


def short_day(day: date, *, with_year: bool = False) -> str:
    """A day of the year with its month in three letters."""
    return f"{day.day} {short_month(day.month)}" + (f" {day.year}" if with_year else "")


def week_in_words(week: int, *, with_year: bool = False) -> str:
    """A week by its number and its Monday."""
    return _("Week %(week)s, from %(first)s") % {
        "week": iso_of(week)[1],
        "first": date_format(monday_of(week), "j F Y" if with_year else "j F"),
    }


def weeks_in_words(first: int, last: int) -> str:
    """From the Monday of the first week to the Sunday of the last one."""
    return _("%(first)s to %(last)s") % {
        "first": date_format(monday_of(first), "j F"),
        "last": date_format(monday_of(last) + timedelta(days=6), "j F Y"),
    }

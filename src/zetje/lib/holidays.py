"""Public holidays by country and region, remembered by year."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

DAYS = 7


@lru_cache(maxsize=4096)
def public_holidays(country: str, region: str, year: int) -> frozenset[date]:
    """The public holidays of one year; none where the library does not know the country.

    A region that the library does not know falls back to the country as a whole.
    """
    for subdivision in (region or None, None):
        try:
            return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))
        except NotImplementedError:
            continue
    return frozenset()


@lru_cache(maxsize=4096)
def holiday_mask(country: str, region: str, monday: date) -> int:
    """The holidays of the week that begins on this day, as seven bits, Monday the lowest."""
    mask = 0
    for weekday in range(DAYS):
        day = monday + timedelta(days=weekday)
        if day in public_holidays(country, region, day.year):
            mask |= 1 << weekday
    return mask

"""In which state a story is, as editors see it."""

from datetime import date, datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

State = Literal["draft", "review", "planned", "live", "expiring", "archived", "withdrawn"]
EXPIRES_WITHIN: Final = timedelta(days=7)


def state_of(
    *,
    published_at: datetime | None,
    submitted_at: datetime | None = None,
    archived_at: datetime | None = None,
    withdrawn_at: datetime | None,
    starts_on: date,
    ends_on: date | None,
    on: date,
) -> State:
    """The state of a story on a day of the organisation."""
    if published_at is None:
        return "review" if submitted_at is not None else "draft"
    if withdrawn_at is not None:
        return "withdrawn"
    if archived_at is not None or (ends_on is not None and ends_on < on):
        return "archived"
    if starts_on > on:
        return "planned"
    if ends_on is not None and ends_on <= on + EXPIRES_WITHIN:
        return "expiring"
    return "live"


def day_in(time_zone: str, at: datetime) -> date:
    """The calendar day of a moment, where an organisation lives."""
    return at.astimezone(ZoneInfo(time_zone)).date()

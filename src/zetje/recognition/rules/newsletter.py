"""What a newsletter is made of, which days an edition is about, and how long its words may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

LANGUAGES: Final = ("nl", "en")
WEEKLY, MONTHLY = "weekly", "monthly"
RHYTHMS: Final = (WEEKLY, MONTHLY)
# In the order of a new edition. Its opening is the subject of the mail and what comes first.
OPENING, SHOUTOUTS, STORIES, NUMBERS, CHALLENGE, NEXT, OWN = (
    "opening",
    "shoutouts",
    "stories",
    "numbers",
    "challenge",
    "next",
    "own",
)
KINDS: Final = (OPENING, SHOUTOUTS, STORIES, NUMBERS, CHALLENGE, OWN, NEXT)
LONGEST_HEADING: Final = 120
LONGEST_TEXT: Final = 2_000
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True)
class Period:
    """Whole days, both included."""

    first: date
    last: date


def period_before(today: date, rhythm: str) -> Period:
    """The whole week from Monday, or the whole month, that was over on the day before today.

    Args:
        today: the day on which the edition is made.
        rhythm: `WEEKLY` or `MONTHLY`.
    """
    if rhythm == MONTHLY:
        last = today.replace(day=1) - timedelta(days=1)
        return Period(last.replace(day=1), last)
    monday = today - timedelta(days=today.weekday())
    return Period(monday - _WEEK, monday - timedelta(days=1))


def after(period: Period, taken_until: date | None) -> Period | None:
    """What is left of a period after the last day of an earlier edition; None when nothing is.

    So no two editions share a day, also when the rhythm changes.
    """
    if taken_until is None or taken_until < period.first:
        return period
    if taken_until >= period.last:
        return None
    return Period(taken_until + timedelta(days=1), period.last)


def words_needed(texts: Mapping[str, str]) -> tuple[str, ...]:
    """The languages that lack words while the other has them, so that no reader gets half."""
    if not any(texts.values()):
        return ()
    return tuple(language for language in LANGUAGES if not texts.get(language, ""))

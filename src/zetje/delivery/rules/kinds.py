"""What kinds of message there are, and how many of each a week may bring to one person.

A week brings at most one digest, one prompt and one notice. A kind that nobody has named here
counts as a notice, so that a forgotten line makes Zetje quieter, never louder.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

DIGEST: Final = "digest"
PROMPT: Final = "prompt"
NOTICE: Final = "notice"
CAPPED_FAMILIES: Final = (DIGEST, PROMPT, NOTICE)

# What somebody asked for this minute. It waits for nobody: not for a queue, a stop or a hold,
# since it is how an administrator gets in to lift them.
ANSWER: Final = "answer"
# What a person asked for beforehand, such as to be reminded: no weekly cap, but quiet in a pause.
WISH: Final = "wish"
# By subscription or by an administrator's own act: no weekly cap, every other rule holds.
UNCAPPED: Final = "uncapped"
FAMILIES: Final = (*CAPPED_FAMILIES, ANSWER, WISH, UNCAPPED)
# These come only to who takes part and has not paused.
PROGRAMME: Final = (*CAPPED_FAMILIES, WISH)

_FAMILY_OF_KIND: Final = {
    "digest": DIGEST,
    "prompt": PROMPT,
    "notice": NOTICE,
    "sign_in": ANSWER,
    "device_code": ANSWER,
    "story_corrected": NOTICE,
    "story_withdrawn": NOTICE,
    "feedback": NOTICE,
    "reminder": WISH,
    "feedback_reported": UNCAPPED,
    "invitation": UNCAPPED,
    "newsletter": UNCAPPED,
}

URGENT: Final = 0
ORDINARY: Final = 1


def family_of(kind: str) -> str:
    """The family whose cap a kind falls under when its registration names none."""
    return _FAMILY_OF_KIND.get(kind, NOTICE)


def urgency_of(family: str) -> int:
    """What is sent first: an answer to somebody who waits, then the rest."""
    return URGENT if family == ANSWER else ORDINARY


def cap_week(family: str, *, now: datetime, time_zone: str) -> str:
    """The ISO week in the person's own zone that a message counts for; empty when it has no cap."""
    return _week_of(now, time_zone) if family in CAPPED_FAMILIES else ""


@lru_cache(maxsize=1024)
def _week_of(now: datetime, time_zone: str) -> str:
    year, week, _ = now.astimezone(ZoneInfo(time_zone)).isocalendar()
    return f"{year}-W{week:02}"


def next_week(*, now: datetime, time_zone: str) -> datetime:
    """Monday morning of the person's next week, when there is room for a notice again."""
    zone = ZoneInfo(time_zone)
    today = now.astimezone(zone).date()
    monday = today + timedelta(days=7 - today.weekday())
    return datetime.combine(monday, time(9), tzinfo=zone)

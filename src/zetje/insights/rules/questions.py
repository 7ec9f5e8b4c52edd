"""Which moments each question about prompts is asked of: by kind, way, time, and who it is for.

Wherever questions share out the same moments, a part of fewer people than a count needs is counted
with the largest one: left out, it could be found by taking the others from the whole. Of a large
part so few change next to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from zetje.insights.rules.moments import Moments

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

WEEKDAYS: Final = ("0", "1", "2", "3", "4", "5", "6")
PARTS: Final = ("morning", "afternoon", "evening")
_PART_FROM: Final = (12, 17)
SIZES: Final = ("under_10", "10_to_24", "from_25")
_SIZE_FROM: Final = (10, 25)
# In weeks since the last prompt; from four on, or before the first, somebody is rested.
GAPS: Final = ("1", "2", "3", "rested")
RESTED: Final = 4
DOSES: Final = ("0", "1", "2")
_DOSE_WEEKS: Final = 2
NEVER: Final = 10_000


def against_silence(*, send: Floats, given: Floats) -> Floats:
    """The chance of one kind where it was that kind or silence: πm / (1 − π + πm).

    Args:
        send: (n,) π, of a prompt.
        given: (n,) m, of this kind, given a prompt.
    """
    drawn = send * given
    return np.asarray(drawn / (1 - send + drawn))


def parts_of(
    moments: Moments, part: Ints, *, names: Sequence[str], least: int
) -> dict[str, Moments]:
    """The moments of each part, those of too few people with those of the largest part.

    Args:
        moments: n of them.
        part: (n,) an index into `names`, below 0 for what has none.
        names: of the parts.
        least: how many people a count needs.
    """
    people = [np.unique(moments.person[part == place]).size for place in range(len(names))]
    if not people or max(people) < least:
        return {}
    few = [place for place, count in enumerate(people) if count < least]
    if np.unique(moments.person[part < 0]).size < least:
        few.append(-1)
    kept = np.where(np.isin(part, few), int(np.argmax(people)), part)
    return {
        name: moments.only(kept == place)
        for place, name in enumerate(names)
        if people[place] >= least
    }


def ways_of(*, person: Ints, channel: Ints) -> Ints:
    """(n,) by which channel each moment would have gone out: that of the prompt before, or of the
    first one after.

    Args:
        person: (n,) in groups, each in time.
        channel: (n,) an index, -1 where there was silence.
    """
    rows = np.arange(person.size)
    starts = _starts(person)
    before = np.maximum.accumulate(np.where(channel >= 0, rows, -1)) if rows.size else rows
    following = np.where(channel >= 0, rows, person.size)
    after = np.minimum.accumulate(following[::-1])[::-1]
    known = np.where(before >= starts, before, after)
    inside = np.minimum(known, max(person.size - 1, 0))
    mine = (known < person.size) & (person[inside] == person)
    return np.where(mine, channel[inside], -1)


def weeks_since_prompt(*, person: Ints, week: Ints, prompted: Flags) -> Ints:
    """(n,) weeks since the last prompt before each moment, `NEVER` before the first.

    Args:
        person: (n,) in groups, each in time.
        week: (n,) running numbers.
        prompted: (n,) whether a prompt was drawn.
    """
    if not person.size:
        return week
    last = np.maximum.accumulate(np.where(prompted, np.arange(person.size), -1))
    before = np.concatenate([[-1], last[:-1]])
    there = before >= _starts(person)
    return np.where(there, week - week[np.maximum(before, 0)], NEVER)


def gaps_of(since: Ints) -> Ints:
    """(n,) indices into `GAPS` of weeks since the last prompt."""
    return np.where(since >= RESTED, GAPS.index("rested"), since - 1)


def doses_of(*, person: Ints, week: Ints, prompted: Flags) -> Ints:
    """(n,) prompts in the two weeks before each moment, indices into `DOSES`.

    Args:
        person: (n,) in groups, each in time, at most one moment a week.
        week: (n,) running numbers.
        prompted: (n,) whether a prompt was drawn.
    """
    found = np.zeros(person.size, dtype=np.int64)
    for back in range(1, _DOSE_WEEKS + 1):
        if person.size > back:
            here, there = slice(back, None), slice(None, -back)
            near = week[here] - week[there] <= _DOSE_WEEKS
            found[here] += (person[here] == person[there]) & near & prompted[there]
    return found


def times_of(slot_at: Ints, *, zone: ZoneInfo) -> tuple[Ints, Ints]:
    """(n,) the weekday of each moment, Monday 0, and its part of the day, an index into `PARTS`."""
    seconds, place = np.unique(slot_at, return_inverse=True)
    local = [datetime.fromtimestamp(each, zone) for each in seconds.tolist()]
    weekday = np.array([each.weekday() for each in local], dtype=np.int64)
    part = np.digitize([each.hour for each in local], _PART_FROM).astype(np.int64)
    return weekday[place], part[place]


def sizes_of(people: Ints) -> Ints:
    """(n,) indices into `SIZES` of how many people are in somebody's team; -1 without one."""
    return np.where(people > 0, np.digitize(people, _SIZE_FROM), -1).astype(np.int64)


def _starts(person: Ints) -> Ints:
    """(n,) the first row of the person of each row."""
    if not person.size:
        return person
    new = np.concatenate([[True], person[1:] != person[:-1]])
    return np.maximum.accumulate(np.where(new, np.arange(person.size), 0))

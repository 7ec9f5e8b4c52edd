"""What people did in the weeks before: prompts they got, answers they gave, shares they made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.availability import ignored_in_a_row
from zetje.behaviour.burden import dose
from zetje.behaviour.weeks import DAYS, monday_of, weeks_of
from zetje.people import queries as people
from zetje.prompting.operations.crowd import places
from zetje.prompting.queries.deciding import past_prompts
from zetje.prompting.rules.arms import FAMILIES
from zetje.prompting.rules.deciding import RATE_WEEKS, WEEKS_BACK
from zetje.sharing import queries as sharing

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Histories:
    """What a decision looks at of the weeks before, (n,) each.

    `ignored` prompts in a row without any answer; `since_prompt` weeks since the last prompt;
    `dose` of prompts; `share_rate` weeks with a share among the last eight; `weeks_away` whole
    weeks since the last share, 0 for who has none in sight; `days_since` (n, K) days since each
    arm; `shared_now` whether they set out to share in this very week. `answered` are the pairs of
    a row and a story that they answered to, this week or before.
    """

    ignored: Ints
    since_prompt: Ints
    dose: Floats
    share_rate: Floats
    weeks_away: Ints
    days_since: Floats
    shared_now: Flags
    answered: tuple[Ints, Ints]


def look_back(
    crowd: people.Recipients, *, zones: Sequence[ZoneInfo], organisation_id: int, week: int
) -> Histories:
    """Read what these people did in the last half year, and sum it up for a week of theirs."""
    since = datetime.combine(monday_of(week - WEEKS_BACK), time(0), UTC) - timedelta(days=1)
    answers = sharing.answers_since(
        organisation_id=organisation_id, member_ids=crowd.member, since=since
    )
    row, _ = places(crowd.member, answers.member)
    when = _week_of_each(answers.at, crowd.zone[row], zones) - (week - WEEKS_BACK)
    before = (when >= 0) & (when < WEEKS_BACK)
    chose, shared = (np.zeros((crowd.member.size, WEEKS_BACK), dtype=np.bool_) for _ in range(2))
    chose[row[before], when[before]] = True
    posted = before & answers.is_confirmed
    shared[row[posted], when[posted]] = True
    shared_now = np.zeros(crowd.member.size, dtype=np.bool_)
    shared_now[row[answers.is_share & (when == WEEKS_BACK)]] = True
    prompted, days_since = _prompts(crowd.member, organisation_id, week, since)
    ignored, since_prompt = ignored_in_a_row(prompted=prompted, chose=chose)
    last = WEEKS_BACK - np.argmax(shared[:, ::-1], axis=1) - 1
    return Histories(
        ignored=ignored,
        since_prompt=since_prompt,
        dose=dose(prompted=prompted, chose=chose),
        share_rate=shared[:, -RATE_WEEKS:].mean(axis=1),
        weeks_away=np.where(shared.any(axis=1), WEEKS_BACK - last, 0),
        days_since=days_since,
        shared_now=shared_now,
        answered=(row, answers.story),
    )


def _prompts(
    members: Ints, organisation_id: int, week: int, since: datetime
) -> tuple[Flags, Floats]:
    """In which weeks each person was prompted, (n, weeks), and how long ago by each arm, (n, K)."""
    found = past_prompts(organisation_id=organisation_id, member_ids=members, since=since)
    row, _ = places(members, found.member)
    when = found.week - (week - WEEKS_BACK)
    counts = (when >= 0) & (when < WEEKS_BACK)
    row, when, arm = row[counts], when[counts], found.arm[counts]
    prompted = np.zeros((members.size, WEEKS_BACK), dtype=np.bool_)
    prompted[row, when] = True
    days_since = np.full((members.size, len(FAMILIES)), np.inf)
    np.minimum.at(days_since, (row, arm), (WEEKS_BACK - when) * float(DAYS))
    return prompted, days_since


def _week_of_each(moments: Ints, zone: Ints, zones: Sequence[ZoneInfo]) -> Ints:
    """The week of each moment on its person's own clock."""
    weeks = np.zeros(moments.size, dtype=np.int64)
    known: list[int] = np.unique(zone).tolist()
    for index in known:
        mine = zone == index
        weeks[mine] = weeks_of(moments[mine], zone=zones[index])
    return weeks

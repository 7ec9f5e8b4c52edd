"""Reads what each person was and did in a week that is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.weeks import monday_of
from zetje.insights.door.tallies import Deeds, deeds_of_week
from zetje.insights.rules.figures import COUNTED, Figure
from zetje.insights.rules.seats import Person
from zetje.people.queries.staff import Staff, staff_at
from zetje.prompting.queries.funnels import Funnels, funnels_of
from zetje.prompting.queries.week_of_everyone import Reached, reached_of_everyone
from zetje.recognition.queries.play_of_everyone import Play, play_of_everyone

Ints = NDArray[np.int64]

# The last weeks that count as a month, this one among them.
MONTH_WEEKS: Final = 4
# And as a quarter.
QUARTER_WEEKS: Final = 13
_FIRST_PHASE: Final = 1
_QUARTER: Final = (
    Figure.QUARTER_GOT,
    Figure.QUARTER_LOOKED,
    Figure.QUARTER_STARTED,
    Figure.QUARTER_SHARED,
)
_QUARTER_SUMS: Final = (
    Figure.QUARTER_DIGESTS,
    Figure.QUARTER_LOOKS,
    Figure.QUARTER_STARTS,
    Figure.QUARTER_SHARES,
)
_EARNED: Final = (Figure.EARNED, Figure.EARNED_TWO, Figure.EARNED_MONTH)
_POINTS: Final = (Figure.POINTS, Figure.POINTS_TWO, Figure.POINTS_MONTH)


@dataclass(frozen=True, slots=True)
class PersonWeeks:
    """What people were and did in a week.

    Attributes:
        member: (n,) ascending.
        people: (n) the same, with what they have in common with others.
        values: (n, figures) in the order of `COUNTED`, and in one column more their phase, 0 for
            who did not join.
    """

    member: Ints
    people: list[Person]
    values: Ints


def person_weeks(*, organisation_id: int, week: int, zone: ZoneInfo) -> PersonWeeks:
    """Everybody who works here at the end of a week, and their week as far as it is tallied.

    Args:
        organisation_id: whose; the tenant's block must be open.
        week: as `behaviour.weeks` numbers them.
        zone: of the organisation, whose Mondays bound the week.
    """
    starts = (week, week + 1, week - QUARTER_WEEKS + 1)
    since, until, quarter = (_start(each, zone) for each in starts)
    on = monday_of(week) + timedelta(days=6)
    staff = staff_at(organisation_id=organisation_id, until=until, on=on)
    deeds = deeds_of_week(organisation_id=organisation_id, week=week, month_weeks=MONTH_WEEKS)
    reached = reached_of_everyone(organisation_id=organisation_id, since=since, until=until)
    digests = funnels_of(organisation_id=organisation_id, since=quarter, until=until, by=until)
    play = play_of_everyone(organisation_id=organisation_id, week=week, since=since, until=until)
    values = _values(staff, deeds, reached, digests, play)
    return PersonWeeks(staff.member, _people(staff), values)


def _start(week: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(monday_of(week), time(), zone)


def _people(staff: Staff) -> list[Person]:
    columns = (staff.member, staff.team, staff.country, staff.is_dutch, staff.started)
    countries: list[str] = list(staff.countries)
    return [
        Person(
            member,
            team,
            countries[int(country)],
            "nl" if is_dutch else "en",
            date.fromordinal(started) if started else None,
        )
        for member, team, country, is_dutch, started in zip(
            *(column.tolist() for column in columns), strict=True
        )
    ]


def _values(staff: Staff, deeds: Deeds, reached: Reached, digests: Funnels, play: Play) -> Ints:
    """The values of everybody; what people did who did not join is of their time before."""

    def placed(members: Ints, counts: Ints | None = None) -> Ints:
        held = np.zeros(staff.member.size, dtype=np.int64)
        at = np.searchsorted(staff.member, members)
        known = at < staff.member.size
        known[known] = staff.member[at[known]] == members[known]
        held[at[known]] = 1 if counts is None else counts[known]
        return held * staff.joined

    def done(counts: Ints) -> Ints:
        return placed(deeds.member, counts)

    chosen, skipped = done(deeds.chosen), done(deeds.skipped)
    shared, clicks = done(deeds.shared), done(deeds.clicks)
    quarter = [placed(digests.member, steps) for steps in _steps(digests)]
    points = [placed(play.member, each) for each in (play.points, play.in_two, play.in_month)]
    posts = placed(play.member, play.posts)
    found = {
        Figure.JOINED: staff.joined,
        Figure.PAUSED: staff.joined & staff.paused,
        Figure.GOT_DIGEST: placed(reached.digested),
        # Who chooses has looked, wherever that was.
        Figure.OPENED_DIGEST: (done(deeds.opened) > 0) | (chosen > 0),
        Figure.PROMPTED: placed(reached.prompted),
        Figure.CHOSE: chosen > 0,
        Figure.SKIPPED: skipped > 0,
        Figure.STARTED: done(deeds.started) > 0,
        Figure.SHARED: shared > 0,
        Figure.SHARED_MONTH: done(deeds.in_month) > 0,
        Figure.OWN_WORDS: done(deeds.own_words) > 0,
        Figure.CLICKED: clicks > 0,
        Figure.CHOICES: chosen,
        Figure.SKIPS: skipped,
        Figure.SHARES: shared,
        Figure.CLICKS: clicks,
        **{figure: steps > 0 for figure, steps in zip(_QUARTER, quarter, strict=True)},
        **dict(zip(_QUARTER_SUMS, quarter, strict=True)),
        **{figure: each > 0 for figure, each in zip(_EARNED, points, strict=True)},
        **dict(zip(_POINTS, points, strict=True)),
        Figure.PLAYED: posts > 0,
        Figure.PLAYS: posts,
    }
    phase = placed(reached.placed, reached.phase)
    phase = np.where(staff.joined, np.maximum(phase, _FIRST_PHASE), 0)
    columns = [np.asarray(found[figure], dtype=np.int64) for figure in COUNTED]
    return np.column_stack([*columns, phase]).astype(np.int64)


def _steps(digests: Funnels) -> list[Ints]:
    """Digests that went out, were looked at, led to a share begun and to one confirmed, (n,) each.

    Of who lets Zetje learn from them: they are what the map of motivation and ability is made of.
    """
    trials, successes = digests.funnel.trials, digests.funnel.successes
    steps = (trials[:, 0], successes[:, 0], successes[:, 1], successes[:, 2])
    return [step.astype(np.int64) for step in steps]

"""Half a year of an invented organisation, week by week, through the product's own operations."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
from django.db import connection, transaction

from zetje.behaviour.weeks import monday_of
from zetje.content import queries as stories
from zetje.delivery.registry import Transport
from zetje.lib import events
from zetje.lib.tenancy import tenant
from zetje.prompting import operations as prompting
from zetje.prompting.queries import plans
from zetje.recognition import operations as recognition
from zetje.web.demo import publishing
from zetje.web.demo.characters import chain_of_sanne
from zetje.web.demo.choices import Act, Hands, acts_of_week, end_of
from zetje.web.demo.clicks import Public
from zetje.web.demo.entrances import ENTRANCES
from zetje.web.demo.joining import Participant, join_in_week, pause_and_leave
from zetje.web.demo.mail import past_mail, real_mail, send, without_words
from zetje.web.demo.publishing import Newsroom
from zetje.web.demo.times import WORKING_DAYS, Calendar, moment
from zetje.web.reactions import REACTIONS

if TYPE_CHECKING:
    from zetje.people.models import Organisation

_SEED = 1986
# When digests are planned on a day, and when they have all been mailed.
_PLANNED, _MAILED = 8.05, 10.5
Say = Callable[[str], None]
WayOut = Callable[[str], Transport]


@dataclass
class History:
    """What has happened so far, and who takes part."""

    organisation: Organisation
    calendar: Calendar
    newsroom: Newsroom
    participants: Sequence[Participant]
    public: Public
    taking_part: dict[int, Participant] = field(default_factory=dict[int, Participant])
    to_come: list[Act] = field(default_factory=list[Act])
    choices: int = 0
    clicks: int = 0


def live_through(history: History, *, say: Say, way_out: WayOut = real_mail) -> None:
    """Let all weeks pass, the present one up to now.

    Args:
        history: where to begin.
        say: told about each week that has passed.
        way_out: where the mail of the present week goes.
    """
    weekly = publishing.shares_of_weeks(history.calendar)
    with _quick_commits(), _without_reactions():
        for back, (week, numbered) in enumerate(zip(history.calendar.weeks, weekly, strict=True)):
            rng = np.random.default_rng([_SEED, week])
            is_present = week == history.calendar.this_week
            with tenant(history.organisation.pk):
                _begin_week(history, week, back, numbered, rng)
            if is_present:
                arrivals = _mail_week(history, week, way_out=way_out)
            else:
                with without_words():
                    arrivals = _mail_week(history, week, way_out=past_mail)
            with tenant(history.organisation.pk):
                _choose(history, week, arrivals, rng)
            until = min(end_of(week), history.calendar.now)
            history.clicks += history.public.follow_until(until)
            _tell(history, week, back, say)
    recognition.rebuild_chains(organisation_id=history.organisation.pk, now=history.calendar.now)
    prompting.place_members(organisation_id=history.organisation.pk, now=history.calendar.now)


@contextmanager
def _quick_commits() -> Generator[None]:
    """Do not wait for the disk at each of many thousand commits: a broken demo is made anew."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")


@contextmanager
def _without_reactions() -> Generator[None]:
    """Let nobody react while the past is made: reactions live in the present.

    They would mail people today about what happened in spring, and judge each chain thousands of
    times to the same end; the chains are judged once, when all is done.
    """
    events.route({})
    try:
        yield
    finally:
        events.route(REACTIONS)


def _begin_week(
    history: History,
    week: int,
    back: int,
    numbered: Sequence[tuple[int, publishing.DemoStory]],
    rng: np.random.Generator,
) -> None:
    publishing.publish_week(history.newsroom, numbered, week=week, rng=rng)
    if week == publishing.withdrawal_week(history.calendar):
        publishing.withdraw_one(history.newsroom, now=moment(week, 1, 14.5))
    if back:
        taking_part = list(history.taking_part.values())
        for left in pause_and_leave(taking_part, week=week, rng=rng):
            del history.taking_part[left.member.pk]
    joined = join_in_week(
        history.participants, organisation=history.organisation, week=week, back=back
    )
    history.taking_part |= {each.member.pk: each for each in joined}


def _mail_week(
    history: History, week: int, *, way_out: WayOut
) -> dict[int, tuple[datetime, list[int]]]:
    """Plan and mail the digests of a week; gives when each came to whom, with which stories.

    In the present week it goes on until now, and until those have theirs whom a visitor may be:
    on a Monday at dawn, or when Monday is a holiday, the demo is a little ahead of the clock.
    """
    arrivals: dict[int, tuple[datetime, list[int]]] = {}
    organisation_id = history.organisation.pk
    awaited = _awaited(history) if week == history.calendar.this_week else set[int]()
    for day in WORKING_DAYS:
        mailed_at = moment(week, day, _MAILED)
        if mailed_at > history.calendar.now and not awaited:
            break
        planned_at = moment(week, day, _PLANNED)
        digests = prompting.plan_digests(organisation_id=organisation_id, now=planned_at)
        reminders = prompting.remind_of_stories(organisation_id=organisation_id, now=planned_at)
        if digests or reminders:
            send(now=mailed_at, way_out=way_out)
            _note_arrivals(arrivals, organisation_id, week, mailed_at)
            awaited -= arrivals.keys()
    return arrivals


def _awaited(history: History) -> set[int]:
    addresses = {entrance.address for entrance in ENTRANCES}
    return {
        member_id
        for member_id, each in history.taking_part.items()
        if each.member.email in addresses
    }


def _note_arrivals(
    arrivals: dict[int, tuple[datetime, list[int]]],
    organisation_id: int,
    week: int,
    at: datetime,
) -> None:
    fresh: dict[int, list[int]] = defaultdict(list)
    with tenant(organisation_id):
        given = plans.given_in_week(organisation_id=organisation_id, week=week)
    pairs: list[tuple[int, int]] = list(
        zip(given.member.tolist(), given.story.tolist(), strict=True)
    )
    for member_id, story_id in pairs:
        if member_id not in arrivals:
            fresh[member_id].append(story_id)
    arrivals |= {member_id: (at, ids) for member_id, ids in fresh.items()}


def _choose(
    history: History,
    week: int,
    arrivals: dict[int, tuple[datetime, list[int]]],
    rng: np.random.Generator,
) -> None:
    """Let everybody choose, in the order of time, all of a week in one transaction."""
    until = min(end_of(week), history.calendar.now)
    acts = [
        act
        for member_id, (arrived_at, story_ids) in arrivals.items()
        if (who := history.taking_part.get(member_id))
        for act in _acts(history, who, week, arrived_at, story_ids, rng)
    ]
    acts += history.to_come
    due = sorted((act for act in acts if act.at <= until), key=lambda act: act.at)
    # What somebody would only have done later this week is left to them, or to the visitor.
    history.to_come = [act for act in history.to_come if act.at > until]
    ids = {act.story_id for act in due if act.story_id}
    hands = Hands(
        stories=stories.stories_by_ids(history.organisation.pk, ids),
        made_from=history.newsroom.made_from,
        rng=rng,
    )
    with transaction.atomic():
        for act in due:
            hands.do(act)
    history.to_come += hands.to_come
    history.choices += len(due)
    for who, share in hands.shares:
        history.public.read(who, share)


def _acts(
    history: History,
    who: Participant,
    week: int,
    arrived_at: datetime,
    story_ids: Sequence[int],
    rng: np.random.Generator,
) -> list[Act]:
    weeks_ago = history.calendar.this_week - week
    is_an_entrance = who.member.email in {entrance.address for entrance in ENTRANCES}
    if is_an_entrance and not weeks_ago:
        return []  # this week's choices are the visitor's
    must = chain_of_sanne(weeks_ago) if who.member.full_name == "Sanne Dekker" else ""
    return acts_of_week(
        who,
        story_ids=story_ids,
        arrived_at=arrived_at,
        mood=_mood(week - history.calendar.weeks.start),
        must=must,
        rng=rng,
    )


def _mood(week: int) -> float:
    """A good start, a dip when the new is off, and then slowly up."""
    return 0.75 + 0.5 * math.exp(-week / 3) + 0.02 * week


def _tell(history: History, week: int, back: int, say: Say) -> None:
    monday = monday_of(week)
    say(
        f"week {monday.isocalendar().week} ({back + 1} of {len(history.calendar.weeks)}): "
        f"{len(history.taking_part)} take part, {history.choices} choices, "
        f"{history.clicks} clicks so far"
    )

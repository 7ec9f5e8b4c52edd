"""Half a year of an invented organisation, week by week, through the product's own operations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from zetje.behaviour.weeks import monday_of
from zetje.content import queries as stories
from zetje.delivery.registry import Transport
from zetje.lib.tenancy import tenant
from zetje.prompting import operations as prompting
from zetje.recognition import operations as recognition
from zetje.web.demo import growth, guests, newsdesk, publishing, trying
from zetje.web.demo.characters import chain_of_sanne, mood_of
from zetje.web.demo.choices import Act, Hands, acts_of_week, answer_to_prompt, end_of
from zetje.web.demo.clicks import Public
from zetje.web.demo.days import MAILED, PLANNED, PROMPTED, Arrivals, mail_day, prompt_day
from zetje.web.demo.entrances import ENTRANCES
from zetje.web.demo.joining import Participant, join_in_week, pause_and_leave
from zetje.web.demo.mail import past_but_chats, past_mail, real_mail, without_words
from zetje.web.demo.publishing import Newsroom
from zetje.web.demo.quietly import quick_commits, without_reactions
from zetje.web.demo.times import WORKING_DAYS, Calendar, moment
from zetje.web.demo.voices import share_alike

if TYPE_CHECKING:
    from zetje.people.models import Organisation

_SEED = 1986
WEEK_DAYS = range(7)
_LEARNS_ON = 2
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
    # Who is reached in a chat, and whose week is the visitor's; see `guests`.
    guests: set[int] = field(default_factory=set[int])
    choices: int = 0
    clicks: int = 0


def live_through(history: History, *, say: Say, way_out: WayOut = real_mail) -> None:
    """Let all weeks pass, the present one up to now.

    Args:
        history: where to begin.
        say: told about each week that has passed.
        way_out: where the mail of the present week goes.
    """
    organisation_id = history.organisation.pk
    weekly = publishing.shares_of_weeks(history.calendar)
    with quick_commits(), without_reactions():
        for back, (week, numbered) in enumerate(zip(history.calendar.weeks, weekly, strict=True)):
            rng = np.random.default_rng([_SEED, week])
            with tenant(organisation_id):
                _begin_week(history, week, back, numbered, rng)
            _live_through_week(history, week, rng, way_out=way_out)
            until = min(end_of(week), history.calendar.now)
            _look_around(history, week, until)
            history.clicks += history.public.follow_until(until)
            prompting.place_members(organisation_id=organisation_id, now=until)
            _tell(history, week, back, say)
        with tenant(organisation_id):
            share_alike(history.newsroom, _not_visited(history), now=history.calendar.now)
    recognition.rebuild_chains(organisation_id=organisation_id, now=history.calendar.now)
    # What was shared after the last week was counted counts as well.
    prompting.place_members(organisation_id=organisation_id, now=history.calendar.now)


def _live_through_week(
    history: History, week: int, rng: np.random.Generator, *, way_out: WayOut
) -> None:
    """Of the present week the mail and the chats are kept, of those before it only the chats."""
    back = history.calendar.this_week - week
    if back == guests.SINCE:
        history.guests = guests.connect_guests(
            history.taking_part.values(),
            organisation=history.organisation,
            now=moment(week, 0, 7.5),
        )
    if not back:
        _live_week(history, week, rng, way_out=way_out)
    elif back <= guests.SINCE:
        _live_week(history, week, rng, way_out=past_but_chats(way_out))
    else:
        with without_words():
            _live_week(history, week, rng, way_out=past_mail)


def _look_around(history: History, week: int, until: datetime) -> None:
    """Some open what experts showed, by a chance of its own that moves nothing else."""
    members = [each.member for each in history.taking_part.values()]
    with tenant(history.organisation.pk):
        growth.look_around(
            members,
            organisation=history.organisation,
            now=until,
            rng=np.random.default_rng([_SEED, week, 7]),
        )


def _begin_week(
    history: History,
    week: int,
    back: int,
    numbered: Sequence[tuple[int, publishing.DemoStory]],
    rng: np.random.Generator,
) -> None:
    if not back:
        newsdesk.set_rules(history.newsroom, now=moment(week - 1, 1, 15))
    newsdesk.turn_campaigns(history.newsroom, calendar=history.calendar, week=week)
    publishing.publish_week(history.newsroom, numbered, week=week, rng=rng)
    if week == publishing.withdrawal_week(history.calendar):
        publishing.withdraw_one(history.newsroom, now=moment(week, 1, 14.5))
    if back == trying.STARTED_IN:
        trying.try_another_moment(organisation=history.organisation, now=moment(week, 2, 11))
    if back:
        taking_part = list(history.taking_part.values())
        for left in pause_and_leave(taking_part, week=week, rng=rng):
            del history.taking_part[left.member.pk]
    joined = join_in_week(
        history.participants, organisation=history.organisation, week=week, back=back
    )
    history.taking_part |= {each.member.pk: each for each in joined}


def _live_week(history: History, week: int, rng: np.random.Generator, *, way_out: WayOut) -> None:
    """Mail, choose, be prompted and choose again, day by day.

    In the present week it goes on until now, and until those have their mail whom a visitor may be:
    on a Monday at dawn, or when Monday is a holiday, the demo is a little ahead of the clock.
    """
    now, organisation_id = history.calendar.now, history.organisation.pk
    awaited = _awaited(history) if week == history.calendar.this_week else set[int]()
    arrivals: Arrivals = {}
    acts = history.to_come
    for day in WEEK_DAYS:
        if day in WORKING_DAYS and (moment(week, day, MAILED) <= now or awaited):
            if day == _LEARNS_ON:
                at = moment(week, day, 3)
                prompting.learn_from_decisions(organisation_id=organisation_id, now=at)
                prompting.estimate_missing(organisation_id=organisation_id, now=at)
            fresh = mail_day(organisation_id, week, day, arrivals, way_out=way_out)
            awaited -= fresh.keys()
            acts += _acts_of(history, week, fresh, rng)
            acts += _prompt_day(history, week, day, arrivals, acts, rng, way_out=way_out)
        until = min(moment(week, day + 1, PLANNED), end_of(week), now)
        acts = _choose(history, acts, until, rng)
    # What somebody would only have done later this week is left to them, or to the visitor.
    history.to_come = [act for act in acts if act.kind == "remind" or act.at > end_of(week)]


def _prompt_day(
    history: History,
    week: int,
    day: int,
    arrivals: Arrivals,
    acts: Sequence[Act],
    rng: np.random.Generator,
    *,
    way_out: WayOut,
) -> list[Act]:
    """Decide for whose slot lies on this day, send what was drawn, and let some answer to it."""
    organisation_id, at = history.organisation.pk, moment(week, day, PROMPTED)
    if at > history.calendar.now:
        return []
    prompted = prompt_day(organisation_id, week, day, way_out=way_out)
    answered = {act.who.member.pk for act in acts}
    return [
        act
        for member_id in prompted
        if member_id not in answered
        and (who := history.taking_part.get(member_id))
        and member_id in arrivals
        and not _is_visitors(history, who, week)
        and not _must(history, who, week)
        for act in answer_to_prompt(who, arrivals[member_id][1], arrived_at=at, rng=rng)
    ]


def _awaited(history: History) -> set[int]:
    addresses = {entrance.address for entrance in ENTRANCES}
    return {key for key, each in history.taking_part.items() if each.member.email in addresses}


def _acts_of(
    history: History,
    week: int,
    arrivals: Mapping[int, tuple[datetime, list[int]]],
    rng: np.random.Generator,
) -> list[Act]:
    """What everybody will do with the digests that just came."""
    return [
        act
        for member_id, (arrived_at, story_ids) in arrivals.items()
        if (who := history.taking_part.get(member_id))
        for act in _acts(history, who, week, arrived_at, story_ids, rng)
    ]


def _choose(
    history: History, acts: Sequence[Act], until: datetime, rng: np.random.Generator
) -> list[Act]:
    """Let everybody choose up to a moment, in the order of time; gives what is still to come."""
    due = sorted((act for act in acts if act.at <= until), key=lambda act: act.at)
    ids = {act.story_id for act in due if act.story_id}
    with tenant(history.organisation.pk):
        hands = Hands(
            stories=stories.stories_by_ids(history.organisation.pk, ids),
            made_from=history.newsroom.made_from,
            is_eased=history.calendar.is_eased(until),
            rng=rng,
        )
        for act in due:
            hands.do(act)
    history.choices += len(due)
    for who, share in hands.shares:
        history.public.read(who, share)
    return [*(act for act in acts if act.at > until), *hands.to_come]


def _acts(
    history: History,
    who: Participant,
    week: int,
    arrived_at: datetime,
    story_ids: Sequence[int],
    rng: np.random.Generator,
) -> list[Act]:
    if _is_visitors(history, who, week):
        return []
    return acts_of_week(
        who,
        story_ids=story_ids,
        arrived_at=arrived_at,
        mood=mood_of(week - history.calendar.weeks.start),
        must=_must(history, who, week),
        rng=rng,
    )


def _must(history: History, who: Participant, week: int) -> str:
    """What somebody does in a week where it is settled; "" for chance."""
    weeks_ago = history.calendar.this_week - week
    return chain_of_sanne(weeks_ago) if who.member.full_name == "Sanne Dekker" else ""


def _is_visitors(history: History, who: Participant, week: int) -> bool:
    """Whether the choices of a week are the visitor's, who enters as this person."""
    is_theirs = who.member.email in {entrance.address for entrance in ENTRANCES}
    is_theirs = is_theirs or who.member.pk in history.guests
    return is_theirs and week == history.calendar.this_week


def _not_visited(history: History) -> list[Participant]:
    week = history.calendar.this_week
    taking_part = history.taking_part.values()
    return [each for each in taking_part if not _is_visitors(history, each, week)]


def _tell(history: History, week: int, back: int, say: Say) -> None:
    monday = monday_of(week)
    say(
        f"week {monday.isocalendar().week} ({back + 1} of {len(history.calendar.weeks)}): "
        f"{len(history.taking_part)} take part, {history.choices} choices, "
        f"{history.clicks} clicks so far"
    )

"""Makes the demo: an invented organisation with half a year behind it, and a full hub."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
from django.conf import settings
from django.db import connection

from zetje.content import operations as content
from zetje.content import queries as hub
from zetje.lib.jobs import defer
from zetje.lib.record.operations import record
from zetje.lib.record.queries import events_of
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people import queries as directory
from zetje.web.demo import newsdesk, publishing
from zetje.web.demo.challenges import make_challenges
from zetje.web.demo.chats import is_played, set_up_chats
from zetje.web.demo.clicks import Public
from zetje.web.demo.entrances import demo_organisation
from zetje.web.demo.feedback import ask_and_answer
from zetje.web.demo.figures import freeze_weeks
from zetje.web.demo.founding import editor_of, expert_of, found_noordnaaf, members_of
from zetje.web.demo.growth import make_growth
from zetje.web.demo.history import History, Say, WayOut, live_through
from zetje.web.demo.joining import everyone, plan_leave
from zetje.web.demo.leagues import make_leagues
from zetje.web.demo.mail import real_mail
from zetje.web.demo.moving import move_demo
from zetje.web.demo.news import channels
from zetje.web.demo.newsletters import make_newsletters
from zetje.web.demo.points import make_points
from zetje.web.demo.publishing import Newsroom
from zetje.web.demo.rewards import make_rewards, make_tips_of_stories
from zetje.web.demo.shoutouts import make_shoutouts
from zetje.web.demo.times import Calendar, last_working_moment, on_clock
from zetje.web.demo.tips import give_tips
from zetje.web.demo.voices import raise_voices
from zetje.web.demo.website import serving

if TYPE_CHECKING:
    from zetje.content.models import FeedItem
    from zetje.people.models import Member, Organisation

_SEED = 1986
_MADE = "demo.made"
# How many of the newest items of a feed wait for somebody; of the others so many became stories.
_LEFT = {"newsroom.xml": 3, "blog.atom": 2, "vacancies.json": 1}
_TAKEN = 3


class OtherOrganisationError(RuntimeError):
    """This installation belongs to a real organisation: nothing invented is put beside it."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large a demo is."""

    people: int = 180
    weeks: int = 26


def is_made(organisation: Organisation) -> bool:
    """Whether the making of the demo came to its end."""
    with tenant(organisation.pk):
        return any(events_of(organisation_id=organisation.pk, kinds=[_MADE]))


def make_demo(
    *, now: datetime, say: Say, size: Size | None = None, way_out: WayOut = real_mail
) -> bool:
    """Make the demo where there is none; false when it is there already, on whatever port.

    Args:
        now: the moment that it leads up to.
        say: told how far it is.
        size: how many people and weeks.
        way_out: where this week's mail goes.

    Raises:
        OtherOrganisationError: there is a real organisation here.
        DemoFailedError: something of the demo was not taken.
    """
    found = demo_organisation()
    if found is not None and is_made(found):
        if move_demo(found):
            say(f"its stories and links lead to {settings.SITE_ADDRESS} from now on")
        _open_chatroom(found, now=now, say=say)
        return False
    if directory.organisations().filter(is_demo=False).exists():
        raise OtherOrganisationError
    if found is not None:
        say("the making of the demo was interrupted; it begins anew")
        take_away(found)
    _make(size or Size(), now=now, say=say, way_out=way_out)
    return True


def _open_chatroom(organisation: Organisation, *, now: datetime, say: Say) -> None:
    """Let the product and the chats that are played on this machine know each other."""
    if is_played() and not set_up_chats(organisation, now=now):
        say("the chatroom does not answer, so there are no chats this time")


def _make(size: Size, *, now: datetime, say: Say, way_out: WayOut) -> Organisation:
    calendar = Calendar(now=now, count=size.weeks)
    rng = np.random.default_rng(_SEED)
    began_at = on_clock(calendar.first_day, 9.5)
    organisation = found_noordnaaf(count=size.people, now=began_at, rng=rng)
    say(f"{organisation.name} is founded, {size.people} people work there")
    with tenant(organisation.pk):
        newsroom = Newsroom(organisation, editor_of(organisation), expert_of(organisation))
        participants = everyone(members_of(organisation), calendar=calendar)
        plan_leave(participants, calendar=calendar)
    history = History(
        organisation=organisation,
        calendar=calendar,
        newsroom=newsroom,
        participants=participants,
        public=Public(organisation.pk, np.random.default_rng([_SEED, 2])),
    )
    _open_chatroom(organisation, now=now, say=say)
    live_through(history, say=say, way_out=way_out)
    _bring_up_to_today(history, now=now)
    make_tips_of_stories(organisation=organisation, now=now, rng=np.random.default_rng([_SEED, 8]))
    make_growth(organisation=organisation, now=now, rng=np.random.default_rng([_SEED, 4]))
    make_points(organisation=organisation, now=now, rng=np.random.default_rng([_SEED, 3]))
    make_shoutouts(organisation=organisation, now=now, rng=np.random.default_rng([_SEED, 5]))
    # Team play and the newsletter tell what frozen weeks tell.
    freeze_weeks(organisation=organisation, weeks=size.weeks, now=now)
    make_leagues(organisation=organisation, now=now, rng=np.random.default_rng([_SEED, 6]))
    make_challenges(organisation=organisation, now=now, rng=np.random.default_rng([_SEED, 7]))
    make_newsletters(organisation=organisation, now=now, rng=np.random.default_rng([_SEED, 8]))
    make_rewards(organisation=organisation, now=now, rng=np.random.default_rng([_SEED, 9]))
    say("the hub reads its feeds")
    with serving(settings.SITE_ADDRESS):
        _read_feeds(newsroom.editor, now=now)
        newsdesk.read_pages(newsroom, now=now)
    with tenant(organisation.pk):
        record(organisation_id=organisation.pk, kind=_MADE, at=now, source="system")
        # The salts of the past are gone, so the hashes of its readers may go as well.
        defer("sharing.forget_visitors", timestamp=int(now.timestamp()))
    return organisation


def _bring_up_to_today(history: History, *, now: datetime) -> None:
    """What happened in the last days; here those react who react in the product."""
    with tenant(history.organisation.pk):
        publishing.add_drafts(history.newsroom, now=now - timedelta(days=2))
        newsdesk.lay_out_desk(
            history.newsroom, calendar=history.calendar, now=now - timedelta(hours=2)
        )
        publishing.correct_one(history.newsroom, now=last_working_moment(now))
        invited = [each.member for each in history.participants if _is_invited(each.member)]
        people.invite_members(members=invited, now=now)
        editor = history.newsroom.editor.pk
        colleagues = [each.member for key, each in history.taking_part.items() if key != editor]
        give_tips(colleagues, now=now)
        raise_voices(history.newsroom, now=now)
        ask_and_answer(
            list(history.taking_part.values()),
            expert=expert_of(history.organisation),
            now=now,
            rng=np.random.default_rng([_SEED, 3]),
        )


def _is_invited(member: Member) -> bool:
    return member.full_name == "Grace O'Brien"


def _read_feeds(editor: Member, *, now: datetime) -> None:
    """Add the feeds; take some of what they offer, let some pass, and leave the rest to the hub."""
    organisation = editor.organisation
    decided: list[FeedItem] = []
    with tenant(organisation.pk):
        # What was read last stands first, and the newsroom has most to offer.
        for key, channel in reversed(channels().items()):
            address = f"{settings.SITE_ADDRESS}{channel.path}"
            feed = content.add_feed(by=editor, address=address, now=now)
            waiting = [item for item in hub.inbox_of(organisation.pk) if item.feed_id == feed.pk]
            decided = [*waiting[_LEFT[key] :], *decided]
        for item in decided[:_TAKEN]:
            content.take_feed_item(item=item, by=editor, now=now)
        for item in decided[_TAKEN:]:
            content.pass_feed_item(item=item, by=editor, now=now)


def take_away(organisation: Organisation) -> None:
    """Remove an invented organisation with all it has, as only the owner of the tables can."""
    with tenant(organisation.pk), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute("SET LOCAL app.erasing = 'yes'")
        organisation.delete()
    for letter in (settings.DATA_FOLDER / "mailbox").glob("*.eml"):
        letter.unlink(missing_ok=True)
    shutil.rmtree(settings.DATA_FOLDER / "chatroom", ignore_errors=True)

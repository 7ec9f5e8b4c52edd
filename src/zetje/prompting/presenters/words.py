"""The sentences of the week: why you, what came of it, how the chain stands. Plain and warm."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.prompting.rules.reasons import Reason

if TYPE_CHECKING:
    from zetje.people.models import Member

_NOON, _EVENING = 12, 18


def greeting(member: Member, now: datetime) -> str:
    """Good morning, afternoon or evening on the person's own clock."""
    hour = now.astimezone(ZoneInfo(member.time_zone)).hour
    if hour < _NOON:
        return _("Good morning, %(name)s.") % {"name": member.given_name}
    if hour < _EVENING:
        return _("Good afternoon, %(name)s.") % {"name": member.given_name}
    return _("Good evening, %(name)s.") % {"name": member.given_name}


def week_line(iso_year: int, iso_week: int) -> str:
    """The week by its number and days: "Week 38, 14 to 20 September"."""
    first = date.fromisocalendar(iso_year, iso_week, 1)
    last = first + timedelta(days=6)
    start = date_format(first, "j" if first.month == last.month else "j F")
    return _("Week %(week)s, %(first)s to %(last)s") % {
        "week": iso_week,
        "first": start,
        "last": date_format(last, "j F"),
    }


def lead(open_stories: int, total: int) -> str:
    """How many stories wait, and how little time it takes."""
    if total == 0:
        return _("No stories that fit you this week. Your chain rests by itself.")
    if open_stories == 0:
        return _("You chose on all of them. That is all for this week.")
    if open_stories < total:
        return ngettext(
            "One more story is there if you like it.",
            "%(count)s more stories are there if you like them.",
            open_stories,
        ) % {"count": open_stories}
    return ngettext(
        "One story this week. Choosing takes you a minute.",
        "%(count)s stories this week. Choosing takes you about two minutes.",
        total,
    ) % {"count": {2: _("Two"), 3: _("Three")}.get(total, total)}


def why(reason: str, *, member: Member, topic: str) -> str:
    """Why this person got this story. It is true, or it was not given."""
    team = member.team.name if member.team else ""
    sentences = {
        Reason.OWN_TEAM: _("it is meant for your team, %(team)s.") % {"team": team},
        Reason.OWN_TOPIC: _("you asked for stories about %(topic)s.") % {"topic": topic},
        Reason.PINNED: _("the editors picked it for this week."),
        Reason.ONLY_YOU: _("nobody else in your team got this one."),
        Reason.POPULAR: _("at least five colleagues shared it."),
        Reason.FRESH: _("it is less than a week old."),
        Reason.FITS: _("it is in your language and you had not seen it yet."),
    }
    return sentences.get(Reason(reason), "") if reason else ""


def put_aside(until: datetime, member: Member, *, now: datetime) -> str:
    """Why a story of another week is here: the person asked for it."""
    if until > now:
        return _("you put this aside earlier.")
    return _("you put this aside until %(when)s.") % {"when": moment(until, member)}


def aside_title(stories: int) -> str:
    """What stands above the stories of other weeks."""
    return ngettext("You put this aside.", "You put these aside.", stories)


def clicked(count: int) -> str:
    """How many readers followed the link."""
    if count == 0:
        return _("Nobody has followed your link yet. That often takes a few days.")
    return ngettext(
        "One person followed your link.", "%(count)s people followed your link.", count
    ) % {"count": count}


def moment(at: datetime, member: Member) -> str:
    """A moment on the person's own clock: "Thursday 26 November, 9:00"."""
    local = at.astimezone(ZoneInfo(member.time_zone))
    return f"{date_format(local, 'l j F')}, {local:%H:%M}"

"""The own page in sentences: when the mail comes, or until when it is quiet."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zetje.people.models import Member
from zetje.people.rules.joining import Moment, Standing
from zetje.people.rules.words import WEEKDAYS


def headline(*, member: Member, standing: Standing, moment: Moment, now: datetime) -> str:
    """The one sentence that the own page opens with."""
    if not standing.is_joined:
        return _("You are not taking part.")
    if not standing.is_paused(now):
        return _("You hear from us on %(day)s, about %(hour)s:00.") % {
            "day": WEEKDAYS[moment.weekday],
            "hour": moment.hour,
        }
    if standing.paused_until is None:
        return _("It is quiet until you say so.")
    return _("It is quiet up to %(date)s.") % {"date": _last_day(standing.paused_until, member)}


def pause_to_come(*, member: Member, standing: Standing, now: datetime) -> str:
    """The sentence about a pause that has not begun; empty when there is none."""
    starts_at = standing.paused_from
    if starts_at is None or starts_at <= now:
        return ""
    first = _day(starts_at, member)
    if standing.paused_until is None:
        return _("Quiet from %(first)s, until you say so.") % {"first": first}
    last = _last_day(standing.paused_until, member)
    return _("Quiet from %(first)s up to %(last)s.") % {"first": first, "last": last}


def _day(moment: datetime, member: Member) -> str:
    return date_format(moment.astimezone(ZoneInfo(member.time_zone)), "j F")


def _last_day(ends_at: datetime, member: Member) -> str:
    return _day(ends_at - timedelta(seconds=1), member)

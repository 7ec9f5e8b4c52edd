"""When somebody posts: now, when their readers look, or at a time of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zetje.people import queries as people
from zetje.sharing import queries as sharing

if TYPE_CHECKING:
    from zetje.people.models import Member

_FRIDAY = 4


@dataclass(frozen=True)
class WhenView:
    """The moments to choose from.

    Attributes:
        chosen: "now", "best" or "other".
        best: the best moment in words.
        why: why that one.
        best_at: the same as a form sends it.
        other: what stands in the field of another time.
        earliest: before this no time can be chosen.
    """

    chosen: str
    best: str
    why: str
    best_at: str
    other: str
    earliest: str


def when_view(*, member: Member, now: datetime, chosen: str = "now", other: str = "") -> WhenView:
    """The moments to choose from, on the person's own clock."""
    zone = ZoneInfo(member.time_zone)
    local = now.astimezone(zone)
    slot = sharing.readers_hour(member=member, now=now)
    if slot is not None:
        best, why = (
            _next(local, hour=slot[1], weekday=slot[0]),
            _("When most of your readers look."),
        )
    else:
        best = _next(local, hour=people.digest_moment_of(member).hour)
        why = _("Your own hour, the one at which our mail comes.")
    if best.isocalendar()[:2] == local.isocalendar()[:2]:
        why = " ".join([why, _("It counts for this week.")])
    tomorrow = (local + timedelta(days=1)).replace(hour=9, minute=0)
    return WhenView(
        chosen=chosen if chosen in ("now", "best", "other") else "now",
        best=_("%(day)s at %(time)s")
        % {"day": date_format(best, "l").capitalize(), "time": f"{best:%-H:%M}"},
        why=why,
        best_at=f"{best:%Y-%m-%dT%H:%M}",
        other=other or f"{tomorrow:%Y-%m-%dT%H:%M}",
        earliest=f"{local:%Y-%m-%dT%H:%M}",
    )


def _next(local: datetime, *, hour: int, weekday: int | None = None) -> datetime:
    """The next such hour at least an hour away: on that weekday, or else on a day of work."""
    at = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    while (
        at < local + timedelta(hours=1)
        or (weekday is None and at.weekday() > _FRIDAY)
        or (weekday is not None and at.weekday() != weekday)
    ):
        at += timedelta(days=1)
    return at

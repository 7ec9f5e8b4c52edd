"""Reads the words that members keep for later, and when their readers look."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay

from zetje.sharing.models import Click, KeptText

if TYPE_CHECKING:
    from zetje.people.models import Member

# From so many clicks on the hour of most of them says something about the readers.
FEWEST_CLICKS = 20
_LOOKS_BACK = timedelta(days=180)


def kept_words(*, member: Member, story_id: int) -> KeptText | None:
    """What the member keeps about a story."""
    rows = KeptText.objects.filter(organisation_id=member.organisation_id, member=member)
    return rows.filter(story_id=story_id).first()


def readers_hour(*, member: Member, now: datetime) -> tuple[int, int] | None:
    """The weekday (0 is Monday) and hour at which most readers followed the member's own links.

    Counted on their own clock over half a year. None while there are too few to say so.
    """
    zone = ZoneInfo(member.time_zone)
    clicks = Click.objects.filter(
        organisation_id=member.organisation_id,
        link__member=member,
        counted=True,
        clicked_at__gt=now - _LOOKS_BACK,
    )
    hours = (
        clicks.annotate(
            weekday=ExtractIsoWeekDay("clicked_at", tzinfo=zone),
            hour=ExtractHour("clicked_at", tzinfo=zone),
        )
        .values_list("weekday", "hour")
        .annotate(clicks=Count("id"))
        .order_by("-clicks", "weekday", "hour")
    )
    found = list(hours)
    if sum(clicks for _weekday, _hour, clicks in found) < FEWEST_CLICKS:
        return None
    weekday, hour, _clicks = found[0]
    return weekday - 1, hour

"""Tells a team in its chat that there is a new shout-out on the wall, where there is a place.

Neither who is thanked nor the words go along: a chat cannot take back what was posted to a whole
team, and a yes can be taken back. Whoever follows the link sees what may be seen at that moment.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from zetje.delivery import operations as delivery
from zetje.delivery.registry import Accepted
from zetje.lib.jobs import defer
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.people.events import SwitchesChanged
from zetje.prompting import operations as prompting
from zetje.recognition import operations as recognition
from zetje.recognition import queries as wall
from zetje.recognition.events import ShoutoutGiven, ShoutoutPublished, ShoutoutReported

JOB = "web.tell_shoutouts"
# Once a day, in the afternoon of a working day.
AT = time(15, 0)
_FRIDAY = 4
_LOOKS_BACK = timedelta(days=4)
_REMEMBERED_SECONDS = int(timedelta(days=30).total_seconds())
log = structlog.get_logger("zetje.worker")


def tell_of_shoutout(event: ShoutoutGiven) -> None:
    """Who is named reads it first, and says yes or no."""
    prompting.tell_of_shoutout(
        organisation_id=event.organisation_id,
        member_id=event.member_id,
        shoutout_id=event.shoutout_id,
        now=timezone.now(),
    )


def tell_of_shoutout_report(event: ShoutoutReported) -> None:
    """The administrators hear that a shout-out was not right, without its words."""
    prompting.tell_of_shoutout_report(
        organisation_id=event.organisation_id, report_id=event.report_id, now=timezone.now()
    )


def tell_the_team(event: ShoutoutPublished) -> None:
    """A team's chat hears that the wall has something new."""
    queue_applause(organisation_id=event.organisation_id, now=timezone.now())


def end_shoutouts(event: Any) -> None:
    """Who left, or works here no longer, is named nowhere; coming back names nobody again."""
    recognition.end_shoutouts(
        organisation_id=event.organisation_id, member_id=event.member_id, now=timezone.now()
    )


def end_shoutouts_by_switch(event: SwitchesChanged) -> None:
    """Who no longer agrees to be named takes back each yes with it."""
    if "shoutouts" in event.names:
        end_shoutouts(event)


def queue_applause(*, organisation_id: int, now: datetime) -> None:
    """Plan to tell of new shout-outs, this afternoon or on the next working day."""
    if not delivery.news_channels(organisation_id=organisation_id):
        return
    organisation = people.organisations().get(pk=organisation_id)
    at = next_afternoon(now, zone=ZoneInfo(organisation.time_zone))
    # One job a day is enough: it tells of whatever is on the wall then.
    if cache.add(f"applause_queued:{organisation_id}:{at:%Y-%m-%d}", True, _REMEMBERED_SECONDS):
        defer(JOB, schedule_at=at, organisation_id=organisation_id)


def next_afternoon(now: datetime, *, zone: ZoneInfo) -> datetime:
    """Three o'clock of today, or of the next working day when that has passed."""
    local = now.astimezone(zone)
    day = local.date() if local.time() < AT else local.date() + timedelta(days=1)
    while day.weekday() > _FRIDAY:
        day += timedelta(days=1)
    return datetime.combine(day, AT, tzinfo=zone)


def tell_shoutouts(*, organisation_id: int, now: datetime) -> int:
    """Tell in every place for news that the wall has new shout-outs, once a day; says in how many.

    Args:
        organisation_id: whose.
        now: the moment; nothing is told when every new one was taken back meanwhile.
    """
    organisation = people.organisations().get(pk=organisation_id)
    with tenant(organisation_id):
        new = wall.shoutouts_between(
            organisation_id=organisation_id, since=now - _LOOKS_BACK, until=now
        )
    if not new:
        return 0
    address = f"{settings.SITE_ADDRESS}{reverse('shoutouts')}"
    told = 0
    day = now.astimezone(ZoneInfo(organisation.time_zone)).date()
    for channel in delivery.news_channels(organisation_id=organisation_id):
        # Noted before it leaves: whoever comes after a worker that died does not tell it twice.
        if not cache.add(f"applause:{organisation_id}:{day}:{channel}", True, _REMEMBERED_SECONDS):
            continue
        with override(organisation.default_language):
            outcome = delivery.post_news(
                organisation_id=organisation_id,
                channel=channel,
                language=organisation.default_language,
                title=_("New on the wall"),
                text=_("A colleague was thanked by a colleague. Read for what, and thank along."),
                links=[(_("To the wall"), address)],
            )
        told += isinstance(outcome, Accepted)
        log.info("shoutouts", organisation=organisation_id, channel=channel, outcome=str(outcome))
    return told

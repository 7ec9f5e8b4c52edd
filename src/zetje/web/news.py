"""Tells a team in its chat of a new story, where the organisation has a place for that.

Only stories for everybody, once they are live, with a link to read them: who follows it sees the
same page as anybody else. A story is told once, also when a worker dies on the way.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from zetje.content import queries as content
from zetje.content.events import StoryPublished
from zetje.delivery import operations as delivery
from zetje.delivery.registry import Accepted, Later
from zetje.lib.jobs import defer
from zetje.lib.tenancy import tenant
from zetje.people import queries as people

JOB = "web.tell_news"
# Nobody wants to read news of a story at night.
FROM = time(9, 0)
MOST_ATTEMPTS = 5
AGAIN_AFTER = timedelta(minutes=10)
_REMEMBERED_SECONDS = int(timedelta(days=400).total_seconds())
log = structlog.get_logger("zetje.worker")


def queue_news(event: StoryPublished) -> None:
    """Plan to tell of a story that was put live, on the first day that it is offered."""
    organisation_id = event.organisation_id
    if not delivery.news_channels(organisation_id=organisation_id):
        return
    organisation = people.organisations().get(pk=organisation_id)
    with tenant(organisation_id):
        story = content.stories_by_ids(organisation_id, [event.story_id]).get(event.story_id)
        if story is None or not content.is_for_everyone(story):
            return
        zone = ZoneInfo(organisation.time_zone)
        at = max(datetime.combine(story.starts_on, FROM, tzinfo=zone), timezone.now())
        defer(JOB, schedule_at=at, organisation_id=organisation_id, story_id=story.pk)


def tell_news(*, organisation_id: int, story_id: int, now: datetime, attempt: int = 1) -> int:
    """Tell of a story in every place for news, each once; in how many it stands now.

    What was surely not taken is tried again later, a few times.

    Args:
        organisation_id: whose.
        story_id: the story; one that is not live any more is not told of.
        now: the moment.
        attempt: which attempt it is, from 1 on.
    """
    organisation = people.organisations().get(pk=organisation_id)
    with tenant(organisation_id):
        story = content.stories_by_ids(organisation_id, [story_id]).get(story_id)
        today = content.today_of(organisation, at=now)
        if story is None or not content.is_live_on(story, on=today):
            return 0
        if not content.is_for_everyone(story):
            return 0
        address = content.public_address(story, organisation=organisation)
    told = 0
    for channel in delivery.news_channels(organisation_id=organisation_id):
        key = f"news:{organisation_id}:{story_id}:{channel}"
        # Noted before it leaves: whoever comes after a worker that died does not tell it twice.
        if not cache.add(key, True, _REMEMBERED_SECONDS):
            continue
        with override(story.language):
            outcome = delivery.post_news(
                organisation_id=organisation_id,
                channel=channel,
                language=story.language,
                title=story.title,
                text=story.summary,
                links=[(_("Read it"), address)],
            )
        told += isinstance(outcome, Accepted)
        if isinstance(outcome, Later) and attempt < MOST_ATTEMPTS:
            cache.delete(key)
            wait = max(AGAIN_AFTER * attempt, timedelta(seconds=outcome.wait_seconds))
            defer(
                JOB,
                schedule_at=now + wait,
                organisation_id=organisation_id,
                story_id=story_id,
                attempt=attempt + 1,
            )
        log.info("news", organisation=organisation_id, channel=channel, outcome=str(outcome))
    return told

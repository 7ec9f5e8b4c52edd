"""Keeps what a feed offers: each thing once, no more at once than the feed may, in its language."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from zetje.content.models import Feed, FeedItem, Story
from zetje.content.rules.feed_entries import FeedContents, FeedEntry
from zetje.content.rules.resemblance import likest

# The same news comes from several feeds within days of each other; an open day comes each year.
TOLD_AGAIN_WITHIN: Final = timedelta(days=14)
_COMPARED: Final = 500


def keep_entries(feed: Feed, contents: FeedContents, *, now: datetime) -> int:
    """Put what is new into the inbox, and say how many were new.

    Of a new feed, and whenever more waits than the feed may have waiting, only the newest are
    offered; the others are passed, by nobody. What stands in the inbox from another feed under
    another address stands behind that one.
    """
    known = set(feed.items.values_list("guid", flat=True))
    addresses = {entry.address for entry in contents.entries if entry.address}
    items = FeedItem.objects.filter(organisation_id=feed.organisation_id, address__in=addresses)
    known_addresses = set(items.values_list("address", flat=True))
    stories = Story.objects.of(feed.organisation_id).filter(url__in=addresses)
    told = dict(stories.values_list("url", "pk"))
    others = _told_elsewhere(feed, now=now)
    titles = [title for _pk, title in others]
    fresh: list[FeedItem] = []
    for entry in contents.entries:
        if entry.guid in known or entry.address in known_addresses:
            continue
        known.add(entry.guid)
        known_addresses |= {entry.address} - {""}
        item = _item(feed, entry, story_id=told.get(entry.address), now=now)
        like = likest(entry.title, titles)
        item.same_as_id = None if like is None else others[like][0]
        fresh.append(item)
    # The feed's newest stands first, and the inbox shows what was kept last on top.
    kept = FeedItem.objects.bulk_create(reversed(fresh), ignore_conflicts=True)
    make_room(feed, now=now)
    return len(kept)


def make_room(feed: Feed, *, now: datetime) -> int:
    """Pass the oldest that wait of a feed beyond its cap; what was put off stays."""
    waiting = feed.items.filter(
        taken_at__isnull=True, passed_at__isnull=True, later_until__isnull=True, same_as=None
    )
    keep = waiting.order_by("-pk").values("pk")[: feed.most_waiting]
    return waiting.exclude(pk__in=keep).update(passed_at=now)


def _told_elsewhere(feed: Feed, *, now: datetime) -> list[tuple[int, str]]:
    """What other feeds offered lately, by number and title."""
    rows = FeedItem.objects.filter(
        organisation_id=feed.organisation_id,
        found_at__gte=now - TOLD_AGAIN_WITHIN,
        same_as=None,
        passed_at__isnull=True,
    )
    rows = rows.exclude(feed=feed).order_by("-pk")
    return list(rows.values_list("pk", "title")[:_COMPARED])


def _item(feed: Feed, entry: FeedEntry, *, story_id: int | None, now: datetime) -> FeedItem:
    is_other_language = (
        feed.only_language != "" and entry.language != "" and entry.language != feed.only_language
    )
    return FeedItem(
        organisation_id=feed.organisation_id,
        feed=feed,
        guid=entry.guid,
        address=entry.address,
        title=entry.title,
        summary=entry.summary,
        picture_address=entry.picture_address,
        picture_alt=entry.picture_alt,
        language=entry.language,
        published_at=entry.published_at,
        found_at=now,
        story_id=story_id,
        passed_at=now if story_id or is_other_language else None,
    )

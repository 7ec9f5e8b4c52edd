"""Adds feeds and reads them; what goes wrong stays visible on the feed and is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction

from zetje.content.models import Feed, FeedItem, Story
from zetje.content.operations.permissions import check_may_edit_stories
from zetje.content.queries.feeds import due_feed_ids
from zetje.content.rules.feed_entries import FeedContents, FeedEntry, FeedUnreadable
from zetje.content.rules.feeds import FEED_KINDS, is_page, read_feed_body
from zetje.content.rules.markup import decoded
from zetje.content.rules.page import read_page
from zetje.content.rules.targets import checked_target
from zetje.lib.fetching import Fetched, FetchFailed, FetchRefused, fetch
from zetje.lib.jobs import defer
from zetje.lib.tenancy import tenant

if TYPE_CHECKING:
    from zetje.people.models import Member

_FEED_BYTES: Final = 2_000_000
_OFFERED_AT_FIRST: Final = 20
_PATIENCE: Final = (timedelta(hours=1), timedelta(hours=24))


class FeedKnown(Exception):  # noqa: N818 - an outcome, told to the editor as such
    """This feed is read already."""

    code = "feed_known"


def add_feed(*, by: Member, address: str, now: datetime) -> Feed:
    """Read a feed from now on. The address of a page that names its feed will do as well.

    Raises FeedKnown, FeedUnreadable, TargetRefused, FetchRefused or FetchFailed.
    """
    check_may_edit_stories(by)
    target = checked_target(address, let_through=settings.FETCH_ALLOWED_HOSTS)
    answer = _fetched(target)
    if is_page(decoded(answer.body[:4_096], answer.charset)):
        page = read_page(answer.body, address=answer.address, charset=answer.charset)
        if not page.feed_addresses:
            raise FeedUnreadable("page")
        target = page.feed_addresses[0]
        answer = _fetched(target)
    contents = _contents(answer, now=now)
    with transaction.atomic():
        feeds = Feed.objects.filter(organisation=by.organisation, stopped_at__isnull=True)
        if feeds.filter(address=target).exists():
            raise FeedKnown
        feed = Feed.objects.create(
            organisation=by.organisation,
            address=target,
            name=contents.name or target,
            added_by=by,
            added_at=now,
        )
        _keep(feed, contents, now=now)
        _note_success(feed, answer, now=now)
    return feed


@transaction.atomic
def stop_feed(*, feed: Feed, by: Member, now: datetime) -> None:
    """Read a feed no more. What was taken from it stays."""
    check_may_edit_stories(by)
    Feed.objects.filter(pk=feed.pk, stopped_at__isnull=True).update(stopped_at=now)


def read_due_feeds(*, organisation_id: int, now: datetime) -> int:
    """Have each feed of an organisation read by a job of its own, and say how many."""
    with tenant(organisation_id):
        due = due_feed_ids(organisation_id, at=now)
        for feed_id in due:
            name = f"content.read_feed:{feed_id}"
            defer(
                "content.read_feed",
                lock=name,
                queueing_lock=name,
                organisation_id=organisation_id,
                feed_id=feed_id,
            )
    return len(due)


def read_feed(*, organisation_id: int, feed_id: int, now: datetime) -> int:
    """Read one feed and keep what is new; say how many entries were.

    The site is asked outside any transaction. A fault is written on the feed, which then waits
    longer each time, a day at most.
    """
    with tenant(organisation_id):
        feed = Feed.objects.filter(pk=feed_id, stopped_at__isnull=True).first()
    if feed is None:
        return 0
    try:
        answer = _fetched(feed.address, etag=feed.etag, last_modified=feed.last_modified)
        contents = None if answer.unchanged else _contents(answer, now=now)
    except (FetchRefused, FetchFailed, FeedUnreadable) as fault:
        with tenant(organisation_id):
            _note_fault(feed, fault.code, now=now)
        return 0
    with tenant(organisation_id):
        found = _keep(feed, contents, now=now) if contents else 0
        _note_success(feed, answer, now=now)
    return found


def _fetched(address: str, *, etag: str = "", last_modified: str = "") -> Fetched:
    return fetch(
        address,
        kinds=FEED_KINDS,
        max_bytes=_FEED_BYTES,
        seconds=15.0,
        allowed=settings.FETCH_ALLOWED_HOSTS,
        etag=etag,
        last_modified=last_modified,
    )


def _contents(answer: Fetched, *, now: datetime) -> FeedContents:
    return read_feed_body(
        answer.body,
        address=answer.address,
        now=now,
        content_type=answer.content_type,
        charset=answer.charset,
    )


def _keep(feed: Feed, contents: FeedContents, *, now: datetime) -> int:
    """Put what is new into the inbox. Of a new feed only the newest entries are offered."""
    is_first = feed.read_at is None
    known = set(feed.items.values_list("guid", flat=True))
    addresses = {entry.address for entry in contents.entries if entry.address}
    items = FeedItem.objects.filter(organisation_id=feed.organisation_id, address__in=addresses)
    known_addresses = set(items.values_list("address", flat=True))
    stories = Story.objects.of(feed.organisation_id).filter(url__in=addresses)
    told = dict(stories.values_list("url", "pk"))
    fresh: list[FeedItem] = []
    for entry in contents.entries:
        if entry.guid in known or entry.address in known_addresses:
            continue
        known.add(entry.guid)
        known_addresses |= {entry.address} - {""}
        is_late = is_first and len(fresh) >= _OFFERED_AT_FIRST
        fresh.append(_item(feed, entry, story_id=told.get(entry.address), is_late=is_late, now=now))
    # The feed's newest stands first, and the inbox shows what was kept last on top.
    kept = FeedItem.objects.bulk_create(reversed(fresh), ignore_conflicts=True)
    return len(kept)


def _item(
    feed: Feed, entry: FeedEntry, *, story_id: int | None, is_late: bool, now: datetime
) -> FeedItem:
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
        passed_at=now if is_late or story_id else None,
    )


def _note_success(feed: Feed, answer: Fetched, *, now: datetime) -> None:
    if not answer.unchanged:
        feed.etag, feed.last_modified = answer.etag, answer.last_modified
    feed.read_at, feed.fault, feed.faults_in_a_row, feed.retry_at = now, "", 0, None
    feed.save(
        update_fields=["etag", "last_modified", "read_at", "fault", "faults_in_a_row", "retry_at"]
    )


def _note_fault(feed: Feed, code: str, *, now: datetime) -> None:
    first, longest = _PATIENCE
    wait = min(first * 2 ** min(feed.faults_in_a_row, 5), longest)
    feed.fault, feed.retry_at = code, now + wait
    feed.faults_in_a_row += 1
    feed.save(update_fields=["fault", "faults_in_a_row", "retry_at"])

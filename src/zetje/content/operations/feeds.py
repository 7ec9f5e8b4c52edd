"""Adds feeds and reads them; what goes wrong stays visible on the feed and is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction

from zetje.content.models import Feed, FeedItem
from zetje.content.operations.feed_items import keep_entries, make_room
from zetje.content.operations.permissions import check_may_edit_stories
from zetje.content.queries.feeds import due_feed_ids
from zetje.content.rules.feed_entries import FeedContents, FeedUnreadable
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
        keep_entries(feed, contents, now=now)
        _note_success(feed, answer, now=now)
    return feed


@transaction.atomic
def stop_feed(*, feed: Feed, by: Member, now: datetime) -> None:
    """Read a feed no more. What was taken from it stays."""
    check_may_edit_stories(by)
    Feed.objects.filter(pk=feed.pk, stopped_at__isnull=True).update(stopped_at=now)
    # What other feeds tell of the same now stands for itself.
    FeedItem.objects.filter(same_as__feed=feed).update(same_as=None)


@transaction.atomic
def set_feed(
    *, feed: Feed, by: Member, most_waiting: int, only_language: str, now: datetime
) -> Feed:
    """Say how much of a feed may wait at once, and in which language; "" for any."""
    check_may_edit_stories(by)
    feed.most_waiting, feed.only_language = most_waiting, only_language
    feed.save(update_fields=["most_waiting", "only_language"])
    make_room(feed, now=now)
    return feed


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
        found = keep_entries(feed, contents, now=now) if contents else 0
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

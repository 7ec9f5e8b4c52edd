"""Looks up the newsletter's editions, its rhythm, and its open feeds."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings

from zetje.lib import tokens
from zetje.recognition.models import Edition, NewsletterFeed, NewsletterPlan

if TYPE_CHECKING:
    from django.db.models import QuerySet

FEED: Final = "newsletter feed"
# A feed's address is kept by other programs; it is ended by hand and not by the clock.
_FEED_FOR: Final = timedelta(days=3_650)
SHOWN_EDITIONS: Final = 24
# As many as an intranet shows; older ones are read on their own pages.
IN_FEED: Final = 12


def newsletter_rhythm(organisation_id: int) -> str:
    """How often an edition is made by itself: "weekly", "monthly", or "" for never."""
    rows = NewsletterPlan.objects.filter(organisation_id=organisation_id)
    return rows.order_by("-version").values_list("rhythm", flat=True).first() or ""


def editions_of(organisation_id: int) -> QuerySet[Edition]:
    """The editions of an organisation, the newest first, with their blocks in order."""
    rows = Edition.objects.filter(organisation_id=organisation_id)
    return rows.select_related("organisation").prefetch_related("blocks").order_by("-ends_on")


def sent_editions(organisation_id: int) -> list[Edition]:
    """The editions that a feed offers, the newest first."""
    return list(editions_of(organisation_id).filter(sent_at__isnull=False)[:IN_FEED])


def edition_by_token(organisation_id: int, token: str) -> Edition | None:
    """One edition, or None where there is none of this organisation."""
    return editions_of(organisation_id).filter(token=token).first()


def edition_by_id(organisation_id: int, edition_id: int) -> Edition | None:
    """One edition by its number, for its mails."""
    return editions_of(organisation_id).filter(pk=edition_id).first()


def last_day_told(organisation_id: int) -> date | None:
    """The last day that an edition is about; None before the first."""
    rows = Edition.objects.filter(organisation_id=organisation_id).order_by("-ends_on")
    return rows.values_list("ends_on", flat=True).first()


def open_feeds(organisation_id: int) -> dict[str, NewsletterFeed]:
    """The feeds that can be read now, by language."""
    rows = NewsletterFeed.objects.filter(organisation_id=organisation_id, ended_at__isnull=True)
    return {row.language: row for row in rows}


def feed_token(feed: NewsletterFeed) -> str:
    """What stands for a feed in its secret address. It is signed, and kept nowhere."""
    payload = {"o": feed.organisation_id, "f": feed.pk}
    return tokens.sign(FEED, payload, expires_at=feed.made_at + _FEED_FOR)


def feed_address(feed: NewsletterFeed, *, page: bool = False) -> str:
    """The secret address of a feed: as RSS, or as a page."""
    end = "page/" if page else ""
    return f"{settings.SITE_ADDRESS}/newsletter/feed/{feed_token(feed)}/{end}"


def feed_place(token: str, *, now: datetime) -> tuple[int, int]:
    """The organisation and the number of the feed that a secret address stands for.

    Raises:
        InvalidToken: for every fault alike.
    """
    payload = tokens.read(FEED, token, now=now)
    return int(payload["o"]), int(payload["f"])


def open_feed(organisation_id: int, feed_id: int) -> NewsletterFeed | None:
    """A feed that nobody ended; its tenant's block must be open."""
    rows = NewsletterFeed.objects.filter(organisation_id=organisation_id, ended_at__isnull=True)
    return rows.filter(pk=feed_id).select_related("organisation").first()

"""Opens and ends the secret addresses at which an intranet reads the editions."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from zetje.people.operations import record_audit
from zetje.recognition.models import NewsletterFeed

if TYPE_CHECKING:
    from zetje.people.models import Member


@transaction.atomic
def renew_feed(*, by: Member, language: str, now: datetime) -> NewsletterFeed:
    """Open a feed in a language at a new address; the old one is dead at once. Audited."""
    _end(by.organisation_id, language, now)
    feed = NewsletterFeed.objects.create(
        organisation_id=by.organisation_id, language=language, made_at=now, made_by=by
    )
    record_audit(
        actor_member_id=by.pk,
        action="newsletter.feed_opened",
        details={"language": language},
        now=now,
    )
    return feed


@transaction.atomic
def end_feed(*, by: Member, language: str, now: datetime) -> bool:
    """End the feed in a language; False when there was none. Audited."""
    if not _end(by.organisation_id, language, now):
        return False
    record_audit(
        actor_member_id=by.pk,
        action="newsletter.feed_ended",
        details={"language": language},
        now=now,
    )
    return True


def _end(organisation_id: int, language: str, now: datetime) -> int:
    rows = NewsletterFeed.objects.filter(organisation_id=organisation_id, language=language)
    return rows.filter(ended_at__isnull=True).update(ended_at=now)

"""Makes digests for tests, of this capability and of those above it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from zetje.lib.tenancy import tenant
from zetje.lib.tokens import sign
from zetje.prompting.models import Digest, DigestStory
from zetje.prompting.rules.reasons import Reason

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member


def make_digest(
    member: Member, stories: Sequence[Story], *, now: datetime, reason: str = Reason.FRESH
) -> Digest:
    """The digest of a member's week with these stories, sent now."""
    iso = now.astimezone(ZoneInfo(member.time_zone)).isocalendar()
    with tenant(member.organisation_id):
        digest = Digest.objects.create(
            organisation_id=member.organisation_id,
            member=member,
            iso_year=iso.year,
            iso_week=iso.week,
            planned_at=now,
            send_at=now,
            useful_until=now + timedelta(hours=8),
        )
        DigestStory.objects.bulk_create(
            DigestStory(
                organisation_id=member.organisation_id,
                digest=digest,
                story=story,
                position=position,
                reason=reason,
            )
            for position, story in enumerate(stories, start=1)
        )
    return digest


def digest_path(digest: Digest, *, now: datetime) -> str:
    """The address of the mail's link, without the site."""
    payload = {"o": digest.organisation_id, "d": digest.pk}
    return f"/w/{sign('digest', payload, expires_at=now + timedelta(days=14))}/"

"""Gives what a whole past earned at once: for a past that was made while nobody listened."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import Final

from zetje.content.queries.tips import tips_taken
from zetje.lib.tenancy import tenant
from zetje.recognition.models import Feedback
from zetje.recognition.operations.points.earning import (
    earn_from_shares,
    earn_from_tip,
    earn_from_words,
)
from zetje.recognition.operations.points.settling import settle_points
from zetje.sharing.queries import scored

_EVER: Final = datetime(2000, 1, 1, tzinfo=UTC)


def earn_from_past(*, organisation_id: int, until: datetime) -> int:
    """Let everything earn that was posted, tipped and read before a moment.

    What was usual for each post is what was known when it was begun, so it comes out as if each had
    been told in its time. Called again it adds nothing.

    Returns:
        how many lines were written.
    """
    with tenant(organisation_id):
        posts = [
            post
            for post in scored.scored_posts_since(organisation_id=organisation_id, since=_EVER)
            if post.confirmed_at < until
        ]
        written = earn_from_shares(
            organisation_id=organisation_id, share_ids=[post.share_id for post in posts]
        )
        givers: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for tip, member, story in tips_taken(organisation_id):
            givers[story].append((tip, member))
        for post in posts:
            for tip, giver in givers.get(post.story_id or 0, ()):
                if giver != post.member_id:
                    written += earn_from_tip(
                        organisation_id=organisation_id,
                        member_id=giver,
                        tip_id=tip,
                        share_id=post.share_id,
                    )
        words = Feedback.objects.filter(organisation_id=organisation_id, seen_at__lt=until)
        for member in words.values_list("request__member_id", flat=True).distinct():
            written += earn_from_words(organisation_id=organisation_id, member_id=member)
        written += settle_points(organisation_id=organisation_id, now=until)
    return written

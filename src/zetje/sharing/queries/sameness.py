"""Finds what colleagues posted that a text might be too much like."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count

from zetje.sharing.models import WordingNumber
from zetje.sharing.rules.networks import Network
from zetje.sharing.rules.sameness import Likeness, Wording, likeness, sketch, words_of

if TYPE_CHECKING:
    from zetje.people.models import Member

# A text is like few wordings, and no threshold asks for more colleagues than this.
_MOST_WORDINGS = 200
_MOST_COLLEAGUES = 200
_NEAR = """
    SELECT near.text, near.posts
    FROM unnest(%s::bigint[]) AS one (wording)
    CROSS JOIN LATERAL (
        SELECT min(text), count(*) FROM (
            SELECT text FROM sharing_share
            WHERE organisation_id = %s AND network = %s AND wording = one.wording
              AND undone_at IS NULL AND started_at > %s AND member_id <> %s
            LIMIT %s
        ) AS posted
    ) AS near (text, posts)
    WHERE near.posts > 0
"""


def likeness_among_colleagues(
    *, member: Member, network: Network, text: str, leaving_out: Sequence[str], now: datetime
) -> Likeness:
    """How alike a text is to what colleagues took to that network lately; never whose.

    Args:
        member: who is about to post; their own posts do not count.
        network: where, which also says from when texts are one and how far to look back.
        text: what they would post.
        leaving_out: phrases that everybody has to use.
        now: the moment.
    """
    numbers = sketch(words_of(text, leaving_out))
    alike = WordingNumber.objects.filter(organisation_id=member.organisation_id, number__in=numbers)
    # Those that share most numbers first.
    wordings = alike.values_list("wording").annotate(Count("id")).order_by("-id__count")
    found = [wording for wording, _shared in wordings[:_MOST_WORDINGS]]
    since = now - timedelta(days=network.sameness.days)
    where = [member.organisation_id, network.key, since, member.pk]
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, [found, *where, _MOST_COLLEAGUES])
        near = [Wording(text=example, count=count) for example, count in cursor.fetchall()]
    return likeness(text, near, threshold=network.sameness, leaving_out=leaving_out)

"""Finds what colleagues posted that a text might be too much like."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection

from zetje.sharing.rules.networks import Network
from zetje.sharing.rules.sameness import Likeness, Wording, likeness, sketch, words_of

if TYPE_CHECKING:
    from zetje.people.models import Member

# More of one wording than any threshold asks for need not be counted.
_ENOUGH = 2000
_NEAR = """
    SELECT min(text), count(*)
    FROM (
        SELECT wording, text FROM sharing_share
        WHERE organisation_id = %s AND network = %s AND member_id <> %s
          AND undone_at IS NULL AND started_at > %s AND sketch && %s::bigint[]
        LIMIT %s
    ) near
    GROUP BY wording
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
    since = now - timedelta(days=network.sameness.days)
    numbers = sketch(words_of(text, leaving_out))
    with connection.cursor() as cursor:
        cursor.execute(
            _NEAR, [member.organisation_id, network.key, member.pk, since, numbers, _ENOUGH]
        )
        near = [Wording(text=found, count=count) for found, count in cursor.fetchall()]
    return likeness(text, near, threshold=network.sameness, leaving_out=leaving_out)

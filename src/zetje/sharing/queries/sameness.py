"""Finds what colleagues posted that a text might be too much like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection

from zetje.sharing.rules.networks import Network
from zetje.sharing.rules.sameness import (
    MOST_COMPARED,
    Likeness,
    Wording,
    likeness,
    pairs_of,
    words_of,
)

if TYPE_CHECKING:
    from zetje.people.models import Member

# Of a pair of words that everybody writes so many wordings are enough to look at, and of all that
# a text was found by so many; no threshold asks for more colleagues than the last.
_MOST_BY_PAIR = 120
_MOST_FOUND = 120
_MOST_COLLEAGUES = 200
# The rarer the pair, the more it tells. A text's best wordings are looked up among the posts of its
# network, and the best of those that stand there are given.
_NEAR = """
    WITH found AS (
        SELECT asked.place, kept.wording,
            1.0 / count(*) OVER (PARTITION BY asked.place, asked.number) AS weight
        FROM unnest(%(places)s::int[], %(numbers)s::bigint[]) AS asked (place, number)
        CROSS JOIN LATERAL (
            SELECT wording FROM sharing_wordingnumber
            WHERE organisation_id = %(organisation)s AND number = asked.number
            LIMIT %(by_pair)s
        ) AS kept
    ), best AS (
        SELECT place, wording, sum(weight) AS weight,
            row_number() OVER (PARTITION BY place ORDER BY sum(weight) DESC, wording) AS rank
        FROM found GROUP BY place, wording
    ), posted AS (
        SELECT best.place, near.text, near.posts,
            row_number() OVER (PARTITION BY best.place ORDER BY best.rank) AS rank
        FROM best
        JOIN unnest(%(networks)s::text[], %(since)s::timestamptz[]) WITH ORDINALITY
            AS looked (network, since, place) ON looked.place = best.place
        CROSS JOIN LATERAL (
            SELECT min(text) AS text, count(*) AS posts FROM (
                SELECT text FROM sharing_share
                WHERE organisation_id = %(organisation)s AND network = looked.network
                  AND wording = best.wording AND undone_at IS NULL
                  AND started_at > looked.since AND member_id <> %(member)s
                LIMIT %(colleagues)s
            ) AS shares
        ) AS near
        WHERE best.rank <= %(found)s AND near.posts > 0
    )
    SELECT place, text, posts FROM posted WHERE rank <= %(compared)s ORDER BY place, rank
"""


@dataclass(frozen=True)
class Planned:
    """A text that a page is about to offer, or that somebody is about to post, on a network."""

    key: str
    text: str
    network: Network
    leaving_out: tuple[str, ...] = ()


def likenesses_among_colleagues(
    *, member: Member, texts: Iterable[Planned], now: datetime
) -> dict[str, Likeness]:
    """How alike some texts are to what colleagues took to their networks lately; never whose.

    One query for all of them.

    Args:
        member: who is about to post; their own posts do not count.
        texts: what they might post; the network of each says from when texts are one, and how far
            to look back.
        now: the moment.

    Returns:
        The likeness of each text, by its key.
    """
    planned = list(texts)
    if not planned:
        return {}
    near = _near(planned, member=member, now=now)
    return {
        one.key: likeness(
            one.text,
            near[place],
            threshold=one.network.sameness,
            leaving_out=one.leaving_out,
        )
        for place, one in enumerate(planned, 1)
    }


def likeness_among_colleagues(
    *, member: Member, network: Network, text: str, leaving_out: Sequence[str], now: datetime
) -> Likeness:
    """How alike one text is to what colleagues took to that network lately; never whose.

    Args:
        member: who is about to post; their own posts do not count.
        network: where, which also says from when texts are one and how far to look back.
        text: what they would post.
        leaving_out: phrases that everybody has to use.
        now: the moment.
    """
    one = Planned("", text, network, tuple(leaving_out))
    return likenesses_among_colleagues(member=member, texts=[one], now=now)[""]


def texts_to_adapt(*, member: Member, texts: Iterable[Planned], now: datetime) -> set[str]:
    """Which of some texts, by key, so many colleagues posted that they need changing. One query."""
    planned = list(texts)
    found = likenesses_among_colleagues(member=member, texts=planned, now=now)
    return {one.key for one in planned if found[one.key].level(one.network.sameness) != "fine"}


def _near(planned: Sequence[Planned], *, member: Member, now: datetime) -> dict[int, list[Wording]]:
    """The wordings that each text might be like, by its place from one on."""
    asked = [
        (place, number)
        for place, one in enumerate(planned, 1)
        for number in pairs_of(words_of(one.text, one.leaving_out))
    ]
    values = {
        "places": [place for place, _number in asked],
        "numbers": [number for _place, number in asked],
        "networks": [one.network.key for one in planned],
        "since": [now - timedelta(days=one.network.sameness.days) for one in planned],
        "organisation": member.organisation_id,
        "member": member.pk,
        "by_pair": _MOST_BY_PAIR,
        "found": _MOST_FOUND,
        "compared": MOST_COMPARED,
        "colleagues": _MOST_COLLEAGUES,
    }
    near: dict[int, list[Wording]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, values)
        for place, text, posts in cursor.fetchall():
            near[place].append(Wording(text=text, count=posts))
    return near

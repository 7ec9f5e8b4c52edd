"""How posts were confirmed and links were followed, as arrays: for the rules against gaming.

Numbers and moments only, beside own words that are laid side by side; nothing here is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.content import queries as content
from zetje.lib.arrays import copy_out
from zetje.sharing.models import Share
from zetje.sharing.queries.drafts import terms_of
from zetje.sharing.queries.known_networks import networks
from zetje.sharing.rules import alike
from zetje.sharing.rules.disclosure import phrases_of
from zetje.sharing.rules.rings import IN_RING

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Stands for every text that is its story's.
OF_THE_STORY: Final = -1
_LANGUAGES: Final = ("nl", "en")
_POSTS: Final = """
    SELECT id, member_id, coalesce(story_id, 0), coalesce(link_id, 0),
        extract(epoch FROM started_at)::float8, extract(epoch FROM confirmed_at)::float8, own_words
    FROM sharing_share
    WHERE organisation_id = %s AND confirmed_at >= %s AND confirmed_at < %s AND undone_at IS NULL
        AND network = ANY(%s)
    ORDER BY id
"""
_READERS: Final = """
    SELECT click.link_id, link.member_id, extract(epoch FROM click.clicked_at)::float8,
        click.reason = %s
    FROM sharing_click click JOIN sharing_link link ON link.id = click.link_id
    WHERE click.organisation_id = %s AND link.organisation_id = %s AND link.member_id IS NOT NULL
        AND click.counted AND click.clicked_at >= %s AND click.clicked_at < %s
        AND link.network = ANY(%s)
    ORDER BY click.id
"""


@dataclass(frozen=True, slots=True)
class ConfirmedPosts:
    """Confirmed shares on scored networks; `opened` and `confirmed` in seconds since 1970.

    `story` and `link` are 0 where there is none.
    """

    share: Ints
    member: Ints
    story: Ints
    link: Ints
    opened: Floats
    confirmed: Floats
    own_words: Flags


@dataclass(frozen=True, slots=True)
class Readers:
    """Clicks that count on links of scored networks, `at` in seconds since 1970.

    `in_ring` flags colleagues who opened each other's links that day.
    """

    link: Ints
    member: Ints
    at: Floats
    in_ring: Flags


def confirmed_posts(*, organisation_id: int, since: datetime, until: datetime) -> ConfirmedPosts:
    """The posts that members confirmed from one moment to another, on networks that score."""
    rows = copy_out(
        _POSTS,
        [organisation_id, since, until, _scored()],
        columns=dict.fromkeys(("share", "member", "story", "link"), "bigint")
        | {"opened": "double", "confirmed": "double", "own_words": "boolean"},
    )
    return ConfirmedPosts(**rows)


def readers(*, organisation_id: int, since: datetime, until: datetime) -> Readers:
    """The clicks that count from one moment to another, on links of networks that score."""
    rows = copy_out(
        _READERS,
        [IN_RING, organisation_id, organisation_id, since, until, _scored()],
        columns={"link": "bigint", "member": "bigint", "at": "double", "in_ring": "boolean"},
    )
    return Readers(**rows)


def wordings_alike(
    *, organisation_id: int, posts: ConfirmedPosts, least: int, score: float, own: int
) -> Ints:
    """Group the own words of each member that say nearly the same, and those that are not own.

    Args:
        organisation_id: whose.
        posts: the posts, as from `confirmed_posts`.
        least: members with fewer posts in own words are not looked at.
        score: from which likeness on two texts say the same, 0 to 1.
        own: a text as like as that to its story's, with fewer words than this of its own, is the
            story's.

    Returns:
        (n,) equal numbers for posts of one member that say nearly the same; `OF_THE_STORY` for
        those that say what the story says; 0 where not looked at.
    """
    groups = np.zeros(len(posts.share), dtype=np.int64)
    owners, counts = np.unique(posts.member[posts.own_words], return_counts=True)
    rows = Share.objects.filter(
        organisation_id=organisation_id,
        member_id__in=owners[counts >= least].tolist(),
        pk__in=posts.share[posts.own_words].tolist(),
    ).order_by("member_id", "pk")
    shares = rows.select_related("member__organisation", "story").prefetch_related(
        "story__variants"
    )
    for _member, found in groupby(shares, key=lambda share: share.member_id):
        for share, group in _grouped(list(found), score, own):
            groups[np.searchsorted(posts.share, share)] = group
    return groups


def _grouped(shares: list[Share], score: float, own: int) -> Iterator[tuple[int, int]]:
    """Number the texts of one member: each has the number of the first that it is like."""
    phrases = [
        phrase
        for language in _LANGUAGES
        for phrase in phrases_of(terms_of(shares[0].member, language=language))
    ]
    firsts: list[list[alike.Sentence]] = []
    for share in shares:
        sentences = alike.sentences_of(share.text, phrases)
        if _is_the_storys(share, sentences, score, own):
            yield share.pk, OF_THE_STORY
            continue
        like = (at for at, first in enumerate(firsts) if alike.score(sentences, first) >= score)
        place = next(like, None)
        if place is None:
            firsts.append(sentences)
            place = len(firsts) - 1
        yield share.pk, place + 1


def _is_the_storys(share: Share, sentences: list[alike.Sentence], score: float, own: int) -> bool:
    """Whether a text is the story's own, but for a word or two."""
    if share.story is None:
        return False
    words = Counter(word for sentence in sentences for word in sentence)
    for language in _LANGUAGES:
        given = content.variant_for(
            share.story, network=share.network, language=language, author=share.member
        )
        theirs = alike.sentences_of(given.text)
        added = words - Counter(word for sentence in theirs for word in sentence)
        if added.total() < own and alike.score(sentences, theirs) >= score:
            return True
    return False


def _scored() -> list[str]:
    return [network.key for network in networks() if network.scored]

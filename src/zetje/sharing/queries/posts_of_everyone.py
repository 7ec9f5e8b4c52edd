"""Every post of everybody, in arrays, for what is worked out of all of them together.

Rows of single people: nothing here is shown to anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.lib.arrays import copy_out

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_POSTS: Final = """
    SELECT s.member_id, extract(epoch FROM s.confirmed_at)::float8
    FROM sharing_share s
    WHERE s.organisation_id = %s AND s.undone_at IS NULL AND s.confirmed_at < %s
    ORDER BY s.member_id, s.confirmed_at
"""
_RESULTS: Final = """
    SELECT s.member_id, s.id, coalesce(s.story_id, 0), coalesce(c.counted, 0),
        coalesce(array_position(%s::text[], s.network), 0)
    FROM sharing_share s
    LEFT JOIN sharing_linkcount c ON c.organisation_id = s.organisation_id AND c.link_id = s.link_id
    WHERE s.organisation_id = %s AND s.undone_at IS NULL
        AND s.confirmed_at >= %s AND s.confirmed_at < %s
    ORDER BY s.id
"""


@dataclass(frozen=True, slots=True)
class Posts:
    """Posts (n,) by member: whose, and when it was confirmed, in seconds since 1970 UTC."""

    member: Ints
    at: Floats


@dataclass(frozen=True, slots=True)
class PostResults:
    """Posts (n,): whose, of which story (0 for an own idea), on which network, and its readers.

    `network` is a place in the list that was given, from 1; 0 for any other. `clicks` are those
    that counted, by now.
    """

    member: Ints
    story: Ints
    clicks: Ints
    network: Ints


def posts_of_everyone(*, organisation_id: int, until: datetime) -> Posts:
    """All posts that were confirmed before a moment and not taken back by now.

    Args:
        organisation_id: whose; the tenant's block must be open.
        until: this moment excluded.
    """
    return Posts(
        **copy_out(_POSTS, [organisation_id, until], columns={"member": "bigint", "at": "double"})
    )


def results_of_everyone(
    *, organisation_id: int, networks: list[str], since: datetime, until: datetime
) -> PostResults:
    """The posts that were confirmed in a while, with the readers they have by now.

    Args:
        organisation_id: whose; the tenant's block must be open.
        networks: keys.
        since: this moment included.
        until: this moment excluded.
    """
    found = copy_out(
        _RESULTS,
        [networks, organisation_id, since, until],
        columns={
            "member": "bigint",
            "post": "bigint",
            "story": "bigint",
            "clicks": "bigint",
            "network": "integer",
        },
    )
    del found["post"]
    return PostResults(**found)

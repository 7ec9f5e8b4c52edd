"""How much people shared in a while and how many readers that brought, for whoever compares them.

Networks on which nothing is scored are left out (rule 8 of PRODUCT.md). Of everyone at once and in
numbers: nothing here is shown to anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.lib.arrays import copy_out
from zetje.sharing.queries.known_networks import plugged_in

Ints = NDArray[np.int64]

_ENGAGEMENT: Final = """
    SELECT s.member_id, count(*), coalesce(sum(c.counted), 0)::bigint
    FROM sharing_share s
    LEFT JOIN sharing_linkcount c ON c.organisation_id = s.organisation_id AND c.link_id = s.link_id
    WHERE s.organisation_id = %s AND s.confirmed_at IS NOT NULL AND s.undone_at IS NULL
        AND s.confirmed_at >= %s AND s.confirmed_at < %s AND s.network = ANY(%s::text[])
    GROUP BY s.member_id ORDER BY s.member_id
"""


@dataclass(frozen=True, slots=True)
class Engagement:
    """Whoever shared in a while, by number, ascending: their posts, and the readers of those."""

    member: Ints
    posts: Ints
    clicks: Ints


def engagement(*, organisation_id: int, since: datetime, until: datetime) -> Engagement:
    """The posts of each member that were confirmed in a while, and the clicks they have by now."""
    scored = [key for key, network in plugged_in.items() if network.scored]
    return Engagement(
        **copy_out(
            _ENGAGEMENT,
            [organisation_id, since, until, scored],
            columns={"member": "bigint", "posts": "bigint", "clicks": "bigint"},
        )
    )

"""What everybody did with stories in a while, counted by person and given in arrays.

Numbers of each person: nothing here is shown to anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.lib.arrays import copy_out

Ints = NDArray[np.int64]

_CHOICES: Final = """
    SELECT c.member_id, count(*), count(*) FILTER (WHERE c.kind = 'skip') FROM sharing_choice c
    WHERE c.organisation_id = %s AND c.undone_at IS NULL AND c.chosen_at >= %s AND c.chosen_at < %s
    GROUP BY c.member_id
"""
_STARTED: Final = """
    SELECT s.member_id, count(*) FROM sharing_share s
    WHERE s.organisation_id = %s AND s.undone_at IS NULL
        AND s.started_at >= %s AND s.started_at < %s
    GROUP BY s.member_id
"""
_SHARED: Final = """
    SELECT s.member_id, count(*) FILTER (WHERE s.confirmed_at >= %s),
        count(*) FILTER (WHERE s.confirmed_at >= %s AND s.own_words), count(*) FROM sharing_share s
    WHERE s.organisation_id = %s AND s.undone_at IS NULL AND s.confirmed_at >= %s
        AND s.confirmed_at < %s
    GROUP BY s.member_id
"""
_CLICKS: Final = """
    SELECT l.member_id, count(*) FROM sharing_click k
    JOIN sharing_link l ON l.organisation_id = k.organisation_id AND l.id = k.link_id
    WHERE k.organisation_id = %s AND k.counted AND k.clicked_at >= %s AND k.clicked_at < %s
        AND l.member_id IS NOT NULL
    GROUP BY l.member_id
"""


@dataclass(frozen=True, slots=True)
class Acts:
    """How often members, in no order, did each thing; each array of counts (n,) beside theirs.

    `chosen` and `skipped` stand beside `choosing`; `shared`, `own_words` and `in_month` (shares
    since the earlier moment) beside `sharing`; `started` beside `starting`; `clicks` that counted
    beside `clicked`.
    """

    choosing: Ints
    chosen: Ints
    skipped: Ints
    starting: Ints
    started: Ints
    sharing: Ints
    shared: Ints
    own_words: Ints
    in_month: Ints
    clicked: Ints
    clicks: Ints


def acts_of_everyone(
    *, organisation_id: int, month: datetime, since: datetime, until: datetime
) -> Acts:
    """What everybody did in a while, as far as it was not taken back by now.

    Args:
        organisation_id: whose people; the tenant's block must be open.
        month: from when `in_month` counts, not after `since`.
        since: from when the rest counts, this moment included.
        until: up to when, this moment excluded.
    """
    own = organisation_id
    chosen = _read(_CHOICES, [own, since, until], "choosing", "chosen", "skipped")
    started = _read(_STARTED, [own, since, until], "starting", "started")
    shared = _read(
        _SHARED, [since, since, own, month, until], "sharing", "shared", "own_words", "in_month"
    )
    clicks = _read(_CLICKS, [own, since, until], "clicked", "clicks")
    return Acts(**chosen, **started, **shared, **clicks)


def _read(query: str, given: list[object], *names: str) -> dict[str, Ints]:
    return copy_out(query, given, columns=dict.fromkeys(names, "bigint"))

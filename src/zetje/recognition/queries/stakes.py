"""Whose chain a share of this week would make longer, and who rests, for whoever decides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.weeks import iso_of
from zetje.lib.arrays import copy_out, numbers

Ints = NDArray[np.int64]


def members_with_a_chain(
    *, organisation_id: int, member_ids: Sequence[int] | Ints, week: int
) -> Ints:
    """Who of some members comes into a week with a chain: a share, and no gap after it."""
    rows = copy_out(
        """SELECT w.member_id FROM recognition_chainweek w
           WHERE w.organisation_id = %s AND w.member_id = ANY(%s::bigint[])
             AND (w.iso_year, w.iso_week) < (%s, %s)
           GROUP BY w.member_id
           HAVING max(w.iso_year * 100 + w.iso_week) FILTER (WHERE w.state = 'shared')
             > coalesce(max(w.iso_year * 100 + w.iso_week) FILTER (WHERE w.state = 'gap'), 0)""",
        [organisation_id, numbers(member_ids), *iso_of(week)],
        columns={"member": "bigint"},
    )
    return rows["member"]


def members_at_rest(*, organisation_id: int, member_ids: Sequence[int] | Ints, week: int) -> Ints:
    """Who of some members made a week a rest week."""
    rows = copy_out(
        """SELECT r.member_id FROM recognition_restweek r
           WHERE r.organisation_id = %s AND r.member_id = ANY(%s::bigint[])
             AND r.iso_year = %s AND r.iso_week = %s AND r.undone_at IS NULL""",
        [organisation_id, numbers(member_ids), *iso_of(week)],
        columns={"member": "bigint"},
    )
    return rows["member"]

"""Who is counted: the members in circles, for what is worked out of all of them together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zetje.insights.models import Seat


def counted_members(organisation_id: int) -> NDArray[np.int64]:
    """The members who are counted and work here, (n,) ascending; the tenant must be open."""
    rows = Seat.objects.filter(
        organisation_id=organisation_id,
        circle__isnull=False,
        member__isnull=False,
        left=False,
    ).order_by("member_id")
    return np.asarray(list(rows.values_list("member_id", flat=True)), dtype=np.int64)

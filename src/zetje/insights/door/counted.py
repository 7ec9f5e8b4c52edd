"""Who is counted: the members in circles, for what is worked out of all of them together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zetje.insights.models import Seat


def counted_members(organisation_id: int) -> NDArray[np.int64]:
    """The members who are counted, (n,) ascending; the tenant must be open.

    Who left is among them until the circle lets enough of them go at once, as with figures: a
    study that somebody alone dropped out of would tell, by the difference, what they had done.
    """
    rows = Seat.objects.filter(
        organisation_id=organisation_id,
        circle__isnull=False,
        member__isnull=False,
    ).order_by("member_id")
    return np.asarray(list(rows.values_list("member_id", flat=True)), dtype=np.int64)

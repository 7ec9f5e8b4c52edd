"""When everybody first joined, in arrays.

Rows of single people: nothing here is shown to anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.lib.arrays import copy_out

_JOININGS: Final = """
    SELECT m.member_id, extract(epoch FROM min(m.joined_at))::float8
    FROM people_membership m WHERE m.organisation_id = %s
    GROUP BY m.member_id ORDER BY m.member_id
"""


@dataclass(frozen=True, slots=True)
class Joinings:
    """Members (n,), ascending, and when they first joined, in seconds since 1970 UTC."""

    member: NDArray[np.int64]
    at: NDArray[np.float64]


def joinings_of_everyone(*, organisation_id: int) -> Joinings:
    """Everybody who ever joined; the tenant's block must be open."""
    columns = {"member": "bigint", "at": "double"}
    return Joinings(**copy_out(_JOININGS, [organisation_id], columns=columns))

"""Who was drawn for the hold-out or not, of everybody, for whoever compares the two.

Rows of single people: nothing here is shown to anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.lib.arrays import copy_out

_DRAWS: Final = """
    SELECT h.member_id, h.is_held_out, h.share, extract(epoch FROM h.drawn_at)::float8
    FROM prompting_holdoutdraw h WHERE h.organisation_id = %s ORDER BY h.member_id
"""


@dataclass(frozen=True, slots=True)
class Draws:
    """Draws (n,) by member: whether they are held out, with which chance, and since when.

    `at` is in seconds since 1970 UTC.
    """

    member: NDArray[np.int64]
    is_held_out: NDArray[np.bool_]
    share: NDArray[np.float64]
    at: NDArray[np.float64]


def hold_out_of_everyone(*, organisation_id: int) -> Draws:
    """All draws of an organisation; the tenant's block must be open."""
    columns = {"member": "bigint", "is_held_out": "boolean", "share": "double", "at": "double"}
    return Draws(**copy_out(_DRAWS, [organisation_id], columns=columns))

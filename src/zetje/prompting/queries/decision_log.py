"""The decisions of an organisation as arrays, for whoever works out what prompts do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.availability import Reason
from zetje.behaviour.weeks import number_of
from zetje.lib.arrays import copy_out

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLog:
    """The log of n decisions by week and member; arrays (n,).

    `person`, what stands for the member in what is learned, also after an erasure; `member`, 0
    after one; `week`, running numbers; `is_available`, chance decided; `is_held_out`, the member
    belongs to the hold-out; `send_chance`, of a prompt; `is_prompt`, one was drawn; `is_over`, the
    outcome is known; `shared`, in the outcome week.
    """

    person: Ints
    member: Ints
    week: Ints
    is_available: Flags
    is_held_out: Flags
    send_chance: Floats
    is_prompt: Flags
    is_over: Flags
    shared: Flags


_LOG: Final = """
    SELECT d.person, coalesce(d.member_id, 0), d.iso_year * 100 + d.iso_week, d.reason,
           d.send_chance, d.action > 0, o.id IS NOT NULL, coalesce(o.shared, false)
    FROM prompting_decision d
    LEFT JOIN prompting_decisionoutcome o
           ON o.organisation_id = d.organisation_id AND o.decision_id = d.id
    WHERE d.organisation_id = %s
    ORDER BY d.iso_year, d.iso_week, d.id
"""
_COLUMNS: Final = {
    "person": "bigint",
    "member": "bigint",
    "week": "integer",
    "reason": "smallint",
    "send_chance": "double",
    "is_prompt": "boolean",
    "is_over": "boolean",
    "shared": "boolean",
}


def decision_log(*, organisation_id: int) -> DecisionLog:
    """All decisions of an organisation. The tenant's block must be open."""
    found = copy_out(_LOG, [organisation_id], columns=_COLUMNS)
    reason = found.pop("reason")
    named, place = np.unique(found.pop("week"), return_inverse=True)
    weeks = np.array([number_of(*divmod(one, 100)) for one in named.tolist()], dtype=np.int64)
    return DecisionLog(
        **found,
        week=weeks[place],
        is_available=reason == Reason.AVAILABLE,
        is_held_out=reason == Reason.HELD_OUT,
    )

"""What already stands in the outbox for members, as arrays for whoever decides about more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.delivery.rules import states
from zetje.lib.arrays import copy_out, numbers

Ints = NDArray[np.int64]

# What went out or still may.
_COUNTED: Final = [states.PLANNED, states.INTENT, states.SENT, states.UNKNOWN]
_GONE_OUT: Final = [states.SENT, states.UNKNOWN]


def family_moments(
    *, organisation_id: int, member_ids: Sequence[int] | Ints, family: str, since: datetime
) -> tuple[Ints, Ints]:
    """The messages of a family that went to some members or still may: whose, and from when on.

    Returns:
        members, and moments in seconds since 1970: when it may go out, or when it went.
    """
    rows = copy_out(
        """SELECT m.member_id,
               floor(extract(epoch FROM greatest(m.not_before, m.changed_at)))::bigint
           FROM delivery_message m
           WHERE m.organisation_id = %s AND m.member_id = ANY(%s::bigint[]) AND m.family = %s
             AND m.state = ANY(%s) AND greatest(m.not_before, m.changed_at) >= %s""",
        [organisation_id, numbers(member_ids), family, _COUNTED, since],
        columns={"member": "bigint", "at": "bigint"},
    )
    return rows["member"], rows["at"]


def subjects_gone_out(*, organisation_id: int, kind: str, since: datetime) -> Ints:
    """What the messages of a kind were about that went out, or may have, from a moment on."""
    rows = copy_out(
        """SELECT DISTINCT m.subject_id FROM delivery_message m
           WHERE m.organisation_id = %s AND m.kind = %s AND m.state = ANY(%s)
             AND m.changed_at >= %s AND m.subject_id IS NOT NULL""",
        [organisation_id, kind, _GONE_OUT, since],
        columns={"subject": "bigint"},
    )
    return rows["subject"]

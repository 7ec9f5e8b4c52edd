"""Whom digests and prompts of a while reached, and everybody's phase after it.

Numbers of each person: nothing here is shown to anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.lib.arrays import copy_out
from zetje.prompting.rules.standing_facts import PHASE_CHANGED

Ints = NDArray[np.int64]

_DIGESTS: Final = """
    SELECT DISTINCT d.member_id FROM prompting_digest d
    WHERE d.organisation_id = %s AND d.send_at >= %s AND d.send_at < %s
"""
_PROMPTED: Final = """
    SELECT DISTINCT d.member_id FROM prompting_decision d
    WHERE d.organisation_id = %s AND d.action >= 1 AND d.member_id IS NOT NULL
        AND d.slot_at >= %s AND d.slot_at < %s
"""
_PHASES: Final = """
    SELECT m.id, e.phase FROM (
        SELECT DISTINCT ON (v.person_key) v.person_key, (v.details->>'after')::bigint AS phase
        FROM record_event v WHERE v.organisation_id = %s AND v.kind = %s AND v.at < %s
        ORDER BY v.person_key, v.at DESC, v.id DESC
    ) e JOIN people_member m ON m.person_key = e.person_key AND m.organisation_id = %s
"""


@dataclass(frozen=True, slots=True)
class Reached:
    """Members, in no order: who got a digest, who were prompted; and `placed` by `phase`.

    Who is not among `placed` is where everybody begins.
    """

    digested: Ints
    prompted: Ints
    placed: Ints
    phase: Ints


def reached_of_everyone(*, organisation_id: int, since: datetime, until: datetime) -> Reached:
    """Whom digests and prompts reached in a while, and the phases at its end.

    Args:
        organisation_id: whose people; the tenant's block must be open.
        since: from when, this moment included.
        until: up to when, this moment excluded.
    """
    own = organisation_id
    of_one = {"member": "bigint"}
    placed = copy_out(
        _PHASES, [own, PHASE_CHANGED, until, own], columns={"placed": "bigint", "phase": "bigint"}
    )
    return Reached(
        digested=copy_out(_DIGESTS, [own, since, until], columns=of_one)["member"],
        prompted=copy_out(_PROMPTED, [own, since, until], columns=of_one)["member"],
        **placed,
    )

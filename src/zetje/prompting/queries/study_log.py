"""The moments in which chance decided about a prompt, with all that studies of prompts go by.

Numbers of each person: nothing here is shown to anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from zetje.behaviour.availability import Reason
from zetje.lib.arrays import copy_out
from zetje.prompting.queries.deciding import WEEK_NUMBER
from zetje.prompting.rules.arms import FAMILIES

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

KINDS: Final[tuple[str, ...]] = tuple(family.key for family in FAMILIES)
_CHANCES: Final = {
    f"chance_{place}": f"coalesce(d.message_chances[{place}], 0)::float8"
    for place in range(1, len(KINDS) + 1)
}
_COLUMNS: Final = (
    dict.fromkeys(("person", "member", "week", "slot_at", "until", "eligible"), "bigint")
    | dict.fromkeys(("action", "phase"), "smallint")
    | {"channel": "integer", "send_chance": "double", "shared": "boolean"}
    | dict.fromkeys(_CHANCES, "double")
)
# Who wants nothing learned from them is below zero; what is not over yet has no outcome.
_LOG: Final = f"""
    SELECT d.person, coalesce(d.member_id, 0), {WEEK_NUMBER.format("d")}::bigint,
        floor(extract(epoch FROM d.slot_at))::bigint,
        floor(extract(epoch FROM d.outcome_until))::bigint, d.eligible, d.action, d.phase,
        coalesce(array_position(%s::text[], d.channel), 0) - 1, d.send_chance, o.shared,
        {", ".join(_CHANCES.values())}
    FROM prompting_decision d
    JOIN prompting_decisionoutcome o
        ON o.organisation_id = d.organisation_id AND o.decision_id = d.id
    WHERE d.organisation_id = %s AND d.reason = %s AND d.person >= 0 AND d.slot_at < %s
    ORDER BY d.person, d.slot_at, d.id
"""  # noqa: S608 -- fixed parts of ours
_CHOICES: Final = """
    SELECT c.member_id, floor(extract(epoch FROM c.chosen_at))::bigint FROM sharing_choice c
    WHERE c.organisation_id = %s AND c.undone_at IS NULL AND c.chosen_at < %s
"""
# Wider than any moment in seconds since 1970, so that member and moment make one number.
_MOMENT: Final = 1 << 34


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyLog:
    """n moments in which chance decided and whose outcome is known, by person and then in time.

    Attributes:
        person: (n,) what stands for the member in what is learned, also after an erasure.
        member: (n,) the member, 0 after an erasure.
        week: (n,) running numbers, as `behaviour.weeks` has them.
        slot_at: (n,) when it was decided, in seconds since 1970.
        may: (n, K) which kinds could have been drawn, in the order of `KINDS`.
        action: (n,) 0 for silence, else the kind that was drawn, counted from 1.
        phase: (n,) values of `behaviour.phases.Phase`.
        channel: (n,) an index into `channels`, -1 where nothing was drawn.
        send_chance: (n,) the chance of a prompt.
        chances: (n, K) of each kind, given a prompt.
        shared: (n,) whether the person shared between the slot and the end of their week.
        chose: (n,) whether they chose anything for a story in that time, skipping too.
        channels: names.
    """

    person: Ints
    member: Ints
    week: Ints
    slot_at: Ints
    may: Flags
    action: Ints
    phase: Ints
    channel: Ints
    send_chance: Floats
    chances: Floats
    shared: Flags
    chose: Flags
    channels: tuple[str, ...]


def study_log(*, organisation_id: int, until: datetime) -> StudyLog:
    """The moments of an organisation before another one; the tenant's block must be open.

    Whoever wants nothing learned from them is left out. A prompt counts as drawn, gone out or not.
    """
    channels = _channels(organisation_id)
    reason = int(Reason.AVAILABLE)
    found: dict[str, Any] = copy_out(
        _LOG, [channels, organisation_id, reason, until], columns=_COLUMNS
    )
    chances = np.column_stack([found.pop(name) for name in _CHANCES])
    bits: Ints = 1 << np.arange(len(KINDS), dtype=np.int64)
    may = (found.pop("eligible")[:, np.newaxis] & bits) > 0
    ends = found.pop("until")
    return StudyLog(
        **found,
        may=may,
        chances=chances,
        chose=_chose(organisation_id, found["member"], found["slot_at"], ends, until),
        channels=tuple(channels),
    )


def _channels(organisation_id: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT DISTINCT channel FROM prompting_decision
               WHERE organisation_id = %s AND channel > '' ORDER BY 1""",
            [organisation_id],
        )
        return [str(row[0]) for row in cursor.fetchall()]


def _chose(organisation_id: int, member: Ints, since: Ints, ends: Ints, until: datetime) -> Flags:
    """Whether each span [since, ends) of a member holds a choice of theirs."""
    columns = {"member": "bigint", "at": "bigint"}
    choices = copy_out(_CHOICES, [organisation_id, until], columns=columns)
    moments = np.sort(choices["member"] * _MOMENT + choices["at"])
    first, last = (np.searchsorted(moments, member * _MOMENT + at) for at in (since, ends))
    return np.asarray((last > first) & (member > 0))

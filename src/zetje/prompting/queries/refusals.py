"""What people said no to, as flags for whoever plans, and by name for their own pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.lib.arrays import copy_out, numbers
from zetje.prompting.models import NotAtThisTime, PromptRefusal
from zetje.prompting.rules.arms import FAMILIES

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

HOURS: Final = 7 * 24
ARMS: Final = tuple(family.key for family in FAMILIES)
_HOURS_OF_A_DAY: Final = 24


def refusals_of(*, organisation_id: int, member_ids: Sequence[int] | Ints) -> Flags:
    """Which kinds of prompt each member said "not this kind" to.

    Args:
        organisation_id: whose members; the tenant's block must be open.
        member_ids: n keys of members, in any order, none of them twice.

    Returns:
        (n, K) flags, the arms in the order of `FAMILIES`.
    """
    asked = np.asarray(member_ids, dtype=np.int64)
    rows = copy_out(
        """SELECT r.member_id, array_position(%s::text[], r.arm) - 1
           FROM prompting_promptrefusal r
           WHERE r.organisation_id = %s AND r.member_id = ANY(%s::bigint[]) AND r.ended IS NULL
             AND r.arm = ANY(%s::text[])""",
        [list(ARMS), organisation_id, numbers(asked), list(ARMS)],
        columns={"member": "bigint", "arm": "integer"},
    )
    return _flagged(asked, rows["member"], rows["arm"], width=len(ARMS))


def slots_refused(*, organisation_id: int, member_ids: Sequence[int] | Ints) -> Flags:
    """Which hours of their week each member said "not at this time" to.

    Args:
        organisation_id: whose members; the tenant's block must be open.
        member_ids: n keys of members, in any order, none of them twice.

    Returns:
        (n, 168) flags on the member's own clock; column 24 · weekday + hour, 0 is Monday 0:00.
    """
    asked = np.asarray(member_ids, dtype=np.int64)
    rows = copy_out(
        """SELECT t.member_id, t.weekday * %s + t.hour FROM prompting_notatthistime t
           WHERE t.organisation_id = %s AND t.member_id = ANY(%s::bigint[]) AND t.ended IS NULL""",
        [_HOURS_OF_A_DAY, organisation_id, numbers(asked)],
        columns={"member": "bigint", "hour": "integer"},
    )
    return _flagged(asked, rows["member"], rows["hour"], width=HOURS)


def refused_arms(*, organisation_id: int, member_id: int) -> frozenset[str]:
    """The keys of the arms that one member wants no prompts of now."""
    rows = PromptRefusal.objects.filter(
        organisation_id=organisation_id, member_id=member_id, ended__isnull=True
    )
    return frozenset(rows.values_list("arm", flat=True))


def refused_hours(*, organisation_id: int, member_id: int) -> Sequence[tuple[int, int]]:
    """The hours that one member keeps free of prompts now: weekday (0 is Monday) and hour."""
    rows = NotAtThisTime.objects.filter(
        organisation_id=organisation_id, member_id=member_id, ended__isnull=True
    )
    return sorted(rows.values_list("weekday", "hour"))


def _flagged(asked: Ints, members: Ints, columns: Ints, *, width: int) -> Flags:
    """Flags (n, width), true at each given pair of a member and a column."""
    flags = np.zeros((len(asked), width), dtype=np.bool_)
    order = np.argsort(asked, kind="stable")
    flags[order[np.searchsorted(asked, members, sorter=order)], columns] = True
    return flags

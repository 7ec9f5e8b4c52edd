"""Reads from the log what can be learned: decisions whose week is over, and those of past lessons.

Nothing that is not in the log is learned from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.decisions import Decisions
from zetje.lib.arrays import copy_out
from zetje.prompting.models import DecisionOutcome
from zetje.prompting.queries.deciding import WEEK_NUMBER
from zetje.prompting.rules.arms import FAMILIES

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

FEATURES: Final = 2
_TABLES: Final = {
    "message_chances": len(FAMILIES),
    "baseline": FEATURES,
    "advantage": FEATURES,
}
_CELLS: Final = {
    f"{table}_{place}": f"coalesce(d.{table}[{place}], 0)::float8"
    for table, width in _TABLES.items()
    for place in range(1, width + 1)
}
_COLUMNS: Final = (
    dict.fromkeys(
        ("decision", "member", "person", "slot_at", "until", "week", "eligible"), "bigint"
    )
    | {"reason": "smallint", "action": "smallint", "send_chance": "double", "dose": "double"}
    | dict.fromkeys(_CELLS, "double")
)
_SELECT: Final = f"""
SELECT d.id, coalesce(d.member_id, 0), d.person, floor(extract(epoch FROM d.slot_at))::bigint,
    floor(extract(epoch FROM d.outcome_until))::bigint, {WEEK_NUMBER.format("d")}::bigint,
    d.eligible, d.reason, d.action, d.send_chance, d.dose, {", ".join(_CELLS.values())}
"""  # noqa: S608 -- fixed parts of ours


@dataclass(frozen=True, slots=True)
class Rows:
    """n decisions of the log: their numbers, whose, from when until when (seconds since 1970)
    something could come of them, how the core sees them, and the dose of prompts before each.
    """

    decision: Ints
    member: Ints
    slot_at: Ints
    until: Ints
    log: Decisions
    dose: Floats


@dataclass(frozen=True, slots=True)
class PastLesson:
    """What one version of the policies was taught: the rows, and what came of them."""

    version: int
    rows: Rows
    shared: Flags
    price: Floats


def rows_to_learn(*, organisation_id: int, since: datetime, until: datetime) -> Rows:
    """The decisions of weeks from a moment on whose outcome was not noted yet, in their order.

    Their week was over at the other moment. Whoever was erased or wants nothing learned from them
    is left out.
    """
    return _rows(
        copy_out(
            f"""{_SELECT} FROM prompting_decision d
                WHERE d.organisation_id = %s AND (d.iso_year, d.iso_week) >= (%s, %s)
                  AND d.outcome_until <= %s AND d.person >= 0 AND d.member_id IS NOT NULL
                  AND NOT EXISTS (
                    SELECT FROM prompting_decisionoutcome o
                    WHERE o.organisation_id = d.organisation_id AND o.decision_id = d.id)
                ORDER BY d.id""",
            [organisation_id, *since.isocalendar()[:2], until],
            columns=_COLUMNS,
        )
    )


def past_lessons(*, organisation_id: int) -> Iterator[PastLesson]:
    """What the policies were taught, lesson by lesson, the first one first."""
    outcomes = DecisionOutcome.objects.filter(organisation_id=organisation_id)
    versions = outcomes.order_by("version").values_list("version", flat=True).distinct()
    for version in list(versions):
        found = copy_out(
            f"""{_SELECT}, o.shared, o.price FROM prompting_decision d
                JOIN prompting_decisionoutcome o
                    ON o.organisation_id = d.organisation_id AND o.decision_id = d.id
                WHERE o.organisation_id = %s AND o.version = %s ORDER BY d.id""",
            [organisation_id, version],
            columns=_COLUMNS | {"shared": "boolean", "price": "double"},
        )
        shared, price = found.pop("shared"), found.pop("price")
        yield PastLesson(version, _rows(found), shared, price)


def _rows(found: dict[str, NDArray[Any]]) -> Rows:
    tables = {
        table: np.column_stack([found[f"{table}_{place}"] for place in range(1, width + 1)])
        for table, width in _TABLES.items()
    }
    bits: Ints = np.arange(len(FAMILIES), dtype=np.int64)
    log = Decisions(
        person=found["person"],
        week=found["week"],
        slot=found["slot_at"],
        reason=found["reason"],
        eligible=(found["eligible"][:, np.newaxis] >> bits & 1).astype(np.bool_),
        send_chance=found["send_chance"],
        message_chance=tables["message_chances"],
        action=found["action"],
        baseline=tables["baseline"],
        advantage=tables["advantage"],
        send_policy="",
        message_policy="",
        seed=0,
        learned=np.zeros(found["decision"].size, dtype=np.bool_),
    )
    return Rows(
        found["decision"], found["member"], found["slot_at"], found["until"], log, found["dose"]
    )

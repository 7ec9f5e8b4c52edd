"""From what is due and what stands to the lines that are to be written. Nothing is ever changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from zetje.recognition.rules.points.fold import Due, Facts, Slot
from zetje.recognition.rules.points.values import (
    KEPT_OUT,
    MOVED,
    NOT_COUNTED,
    READERS,
    SHARE,
    TAKEN_BACK,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A line as it was written; `undoes` is the line that it takes back."""

    id: int
    slot: Slot
    amount: int
    event: int
    at: datetime
    network: str = ""
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line to write. `undoes` is the line it takes back; `after` the one it stands in for."""

    slot: Slot
    amount: int
    event: int
    at: datetime
    network: str = ""
    turn: int = 0
    undoes: int | None = None
    cause: str = ""
    after: int | None = None


def settle(lines: Collection[Standing], due: Mapping[Slot, Due], facts: Facts) -> list[Line]:
    """The lines that make the ledger of a person say what is due; none when it does.

    Lines are taken back whole, the newest first; what one gave too much for is given again.

    Args:
        lines: all that stand, and those that take back.
        due: what is due to each slot.
        facts: says why something is taken back.
    """
    gone = {line.undoes for line in lines if line.undoes is not None}
    slots: dict[Slot, list[Standing]] = defaultdict(list)
    turns: dict[tuple[Slot, int], int] = defaultdict(int)
    for line in sorted(lines, key=lambda line: line.id):
        if line.undoes is None:
            turns[line.slot, line.event] += 1
            if line.id not in gone:
                slots[line.slot].append(line)
    fewer = _fewer_readers(slots, due)
    written: list[Line] = []
    # What is taken back is written before what is given, so that one line reads after the other.
    for slot in sorted({*slots, *due}, key=lambda slot: (slot in due, slot)):
        written += _settle_slot(slot, slots[slot], due.get(slot), facts, turns, fewer)
    return written


def _fewer_readers(slots: Mapping[Slot, list[Standing]], due: Mapping[Slot, Due]) -> set[str]:
    """The posts whose readers come to less than they did; others' points only change weeks."""
    change: Counter[str] = Counter()
    for slot, standing in slots.items():
        if slot.reason == READERS:
            change[slot.subject] -= sum(line.amount for line in standing)
    for slot, one in due.items():
        if slot.reason == READERS:
            change[slot.subject] += one.amount
    return {subject for subject, points in change.items() if points < 0}


def _settle_slot(
    slot: Slot,
    standing: list[Standing],
    wanted: Due | None,
    facts: Facts,
    turns: Mapping[tuple[Slot, int], int],
    fewer: set[str],
) -> list[Line]:
    have, want = sum(line.amount for line in standing), wanted.amount if wanted else 0
    written: list[Line] = []
    last: Standing | None = None
    while have > want:
        last = standing.pop()
        have -= last.amount
        written.append(_back(last, facts, fewer))
    if have < want and wanted is not None:
        given = last or wanted
        turn = turns.get((slot, given.event), 0)
        after = last.id if last else None
        amount, network = want - have, wanted.network
        written.append(Line(slot, amount, given.event, given.at, network, turn, after=after))
    return written


def _back(line: Standing, facts: Facts, fewer: set[str]) -> Line:
    event, cause = line.event, MOVED
    share = int(line.slot.subject[6:]) if line.slot.subject.startswith("share:") else None
    if share is not None and not facts.stands(share, line.event):
        event, cause = facts.undone[share], TAKEN_BACK
    elif _is_kept_out(line, facts):
        cause = KEPT_OUT
    elif line.slot.subject in fewer and line.slot.reason == READERS:
        cause = NOT_COUNTED
    return Line(
        line.slot,
        -line.amount,
        event,
        line.at,
        line.network,
        undoes=line.id,
        cause=cause,
    )


def _is_kept_out(line: Standing, facts: Facts) -> bool:
    of_week = (f"{line.slot.reason}:{line.slot.week}", line.slot.subject)
    own, post = (line.slot.reason, line.slot.subject), (SHARE, line.slot.subject)
    return any(place in facts.kept_out for place in (own, of_week, post))

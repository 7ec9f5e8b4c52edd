"""What a staff file would change: who is new, changed, back, gone, or refused and why."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from zetje.people.rules.directory import Fault, ReadRow, Value
from zetje.people.rules.matching import ADMINISTRATOR, KnownPerson, Matcher

# The order in which a report shows what changed.
COMPARED = (
    "external_id",
    "email",
    "given_name",
    "family_name",
    "team",
    "job_title",
    "language",
    "time_zone",
    "working_days",
    "country",
    "region",
    "started_on",
    "leave",
    "roles",
)
# Below this many leavers nothing is held, unless it is more than half of everybody.
FEW = 5


@dataclass(frozen=True, kw_only=True)
class Change:
    """One line of the plan: what happens to one person."""

    kind: str  # new, changed, returning, leaver, kept
    name: str
    email: str
    row: int | None = None
    member_id: int | None = None
    values: Mapping[str, Value] | None = None
    differences: tuple[tuple[str, Value, Value], ...] = ()
    notes: tuple[Fault, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything a file would do."""

    changes: tuple[Change, ...]
    refused: tuple[ReadRow, ...]
    unchanged: int
    active: int

    def of(self, kind: str) -> list[Change]:
        """The lines of one kind."""
        return [change for change in self.changes if change.kind == kind]

    def fingerprint(self) -> str:
        """The same for the same plan, so that what is applied is what was looked at."""
        lines = [
            [change.kind, change.row, change.member_id, plain(change.values), change.differences]
            for change in self.changes
        ]
        refused = [[row.number, [fault.code for fault in row.faults]] for row in self.refused]
        text = json.dumps([lines, refused], default=plain, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def planned(
    rows: Sequence[ReadRow],
    *,
    known: Sequence[KnownPerson],
    complete: bool,
    today: date,
    unusable: Mapping[str, str] | None = None,
) -> Plan:
    """Compare a file with the directory.

    Args:
        rows: the rows, duplicates already judged.
        known: everyone in the directory, leavers who are not yet erased too.
        complete: whether whoever is not in the file has left.
        today: the day of the organisation.
        unusable: address → why it can get no account ("erased", "elsewhere").
    """
    matcher = Matcher(known, rows, unusable or {})
    changes: list[Change] = []
    refused: list[ReadRow] = []
    unchanged, in_file = 0, matcher.mentioned()
    for row in rows:
        person, faults = matcher.match(row)
        if row.faults or faults:
            refused.append(replace(row, faults=(*row.faults, *faults)))
            continue
        change = _change(row, person, today=today)
        if change is None:
            unchanged += 1
        else:
            changes.append(change)
    active = [person for person in known if person.left_on is None]
    if complete:
        missing = [person for person in active if person.member_id not in in_file]
        changes += [
            Change(
                kind="kept" if person.is_administrator else "leaver",
                name=person.name,
                email=person.email,
                member_id=person.member_id,
            )
            for person in missing
        ]
    return Plan(
        changes=tuple(changes), refused=tuple(refused), unchanged=unchanged, active=len(active)
    )


def must_hold(*, leavers: int, active: int, threshold: int) -> bool:
    """Whether so many leavers at once wait for a person: above the threshold in per cent."""
    if leavers * 100 <= active * threshold:
        return False
    return leavers >= FEW or leavers * 2 > active


def _change(row: ReadRow, person: KnownPerson | None, *, today: date) -> Change | None:
    left = row.values.get("left_on")
    has_left = isinstance(left, date) and left <= today
    if person is None:
        if has_left:
            return None
        return Change(
            kind="new",
            name=row.name,
            email=row.email,
            row=row.number,
            values=row.values,
            notes=row.notes,
        )
    if has_left:
        if person.left_on is not None:
            return None
        kind = "kept" if person.is_administrator else "leaver"
        return Change(
            kind=kind,
            name=person.name,
            email=person.email,
            row=row.number,
            member_id=person.member_id,
        )
    differences, notes = _differences(row, person)
    kind = "returning" if person.left_on is not None else "changed"
    if kind == "changed" and not differences:
        return None
    return Change(
        kind=kind,
        name=row.name,
        email=row.email,
        row=row.number,
        member_id=person.member_id,
        values=row.values,
        differences=differences,
        notes=(*row.notes, *notes),
    )


def _differences(
    row: ReadRow, person: KnownPerson
) -> tuple[tuple[tuple[str, Value, Value], ...], tuple[Fault, ...]]:
    found: list[tuple[str, Value, Value]] = []
    notes: list[Fault] = []
    for name in COMPARED:
        if name not in row.values or _same(name, row, person):
            continue
        if name in person.own_fields:
            notes.append(Fault(code="kept_own", field=name))
            continue
        new = row.values[name]
        if name == "roles" and isinstance(new, frozenset) and person.is_administrator:
            # A file neither makes nor unmakes an administrator.
            new |= {ADMINISTRATOR}
        found.append((name, person.values.get(name), new))
    return tuple(found), tuple(notes)


def _same(name: str, row: ReadRow, person: KnownPerson) -> bool:
    new = row.values[name]
    if name == "leave":
        return new is None or new in person.leaves
    old = person.values.get(name)
    if isinstance(new, frozenset) and isinstance(old, frozenset):
        return new - {ADMINISTRATOR} == old - {ADMINISTRATOR}
    if name == "external_id" and not new:
        # A file without numbers takes none away.
        return True
    return (new or None) == (old or None)


def plain(value: Any) -> Any:
    """A value as JSON has it: days as text, sets in order."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return [list(item) for item in sorted(cast("frozenset[tuple[str, str]]", value))]
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in cast("Mapping[str, Any]", value).items()}
    if isinstance(value, tuple):
        return [plain(item) for item in cast("tuple[Any, ...]", value)]
    return value

"""What a staff file would change: who is new, changed, back, gone, or refused and why."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from zetje.people.rules.directory import Fault, ReadRow, Value
from zetje.people.rules.names import same_word
from zetje.people.rules.roles import RoleName

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
ADMINISTRATOR = ("administrator", "")
# Below this many leavers nothing is held, unless it is more than half of everybody.
FEW = 5


@dataclass(frozen=True, kw_only=True)
class KnownPerson:
    """A member as the directory knows them, in the same forms as a row of the file."""

    member_id: int
    values: Mapping[str, Value]
    working_days: tuple[int, ...] = ()
    roles: frozenset[RoleName] = frozenset()
    left_on: date | None = None
    own_fields: frozenset[str] = frozenset()
    leaves: frozenset[tuple[date, date]] = frozenset()

    @property
    def is_administrator(self) -> bool:
        """Whether they administer the organisation now."""
        return ADMINISTRATOR in self.roles

    @property
    def email(self) -> str:
        """The address."""
        return str(self.values["email"])

    @property
    def external_id(self) -> str:
        """The personnel number, "" where there is none."""
        return str(self.values["external_id"] or "")

    @property
    def name(self) -> str:
        """The name as people write it."""
        return f"{self.values['given_name']} {self.values['family_name']}".strip()


@dataclass(frozen=True, kw_only=True)
class Change:
    """One line of the plan: what happens to one person."""

    kind: str  # new, changed, returning, leaver, kept
    name: str
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
    matcher = _Matcher(known, rows, unusable or {})
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


class _Matcher:
    """Finds whom a row is about: by personnel number, then by address."""

    def __init__(
        self, known: Sequence[KnownPerson], rows: Sequence[ReadRow], unusable: Mapping[str, str]
    ) -> None:
        ordered = sorted(known, key=lambda person: person.left_on is None)
        self.by_number = {person.external_id: person for person in ordered if person.external_id}
        self.by_email = {person.email: person for person in ordered}
        self.rows = rows
        self.unusable = unusable
        # People whose own row, found by number, gives them another address: theirs comes free.
        self.moving = {
            person.member_id
            for row in rows
            if not row.faults
            and (person := self.by_number.get(row.external_id))
            and row.email not in ("", person.email)
        }

    def mentioned(self) -> set[int]:
        """Everyone the file names, in refused rows too: a bad row makes nobody a leaver."""
        found = [self.by_number.get(row.external_id) for row in self.rows]
        found += [self.by_email.get(row.email) for row in self.rows]
        return {person.member_id for person in found if person is not None}

    def match(self, row: ReadRow) -> tuple[KnownPerson | None, tuple[Fault, ...]]:
        """The person a row is about, or None for somebody new, and why the row cannot stand."""
        numbered = self.by_number.get(row.external_id) if row.external_id else None
        addressed = self.by_email.get(row.email) if row.email else None
        if addressed and addressed.member_id in self.moving and addressed is not numbered:
            addressed = None
        reason = self.unusable.get(row.email, "")
        if reason and (numbered is None or numbered.email != row.email) and addressed is None:
            return None, (Fault(code=f"email_{reason}", field="email", value=row.email),)
        if _makes_administrator(row, numbered or addressed):
            return None, (Fault(code="administrator_by_file", field="roles"),)
        if numbered and addressed and numbered is not addressed:
            return None, (_other("belongs_to_two", numbered.name, addressed.name),)
        if numbered and addressed is None and _all_else_differs(row, numbered):
            return None, (_other("number_of_another", numbered.name, row.external_id),)
        if addressed and numbered is None and _another_person(row, addressed):
            return None, (_other("email_of_another", addressed.name, row.email),)
        return numbered or addressed, ()


def _makes_administrator(row: ReadRow, person: KnownPerson | None) -> bool:
    roles = row.values.get("roles")
    wanted = isinstance(roles, frozenset) and ADMINISTRATOR in roles
    return wanted and not (person and person.is_administrator)


def _other(code: str, name: str, value: str) -> Fault:
    return Fault(
        code=code,
        field="email" if code != "number_of_another" else "external_id",
        value=value,
        other=name,
    )


def _all_else_differs(row: ReadRow, person: KnownPerson) -> bool:
    """A number that now carries another name and another address is probably another person's."""
    return not (
        same_word(str(row.values.get("given_name") or ""), str(person.values["given_name"]))
        or same_word(str(row.values.get("family_name") or ""), str(person.values["family_name"]))
    )


def _another_person(row: ReadRow, person: KnownPerson) -> bool:
    """An address given to somebody new must not carry the old owner's history along."""
    renumbered = bool(row.external_id and person.external_id)
    given = str(row.values.get("given_name") or "")
    return renumbered and not same_word(given, str(person.values["given_name"]))


def _change(row: ReadRow, person: KnownPerson | None, *, today: date) -> Change | None:
    left = row.values.get("left_on")
    has_left = isinstance(left, date) and left <= today
    if person is None:
        if has_left:
            return None
        return Change(kind="new", name=row.name, row=row.number, values=row.values, notes=row.notes)
    if has_left:
        if person.left_on is not None:
            return None
        kind = "kept" if person.is_administrator else "leaver"
        return Change(kind=kind, name=person.name, row=row.number, member_id=person.member_id)
    differences, notes = _differences(row, person)
    kind = "returning" if person.left_on is not None else "changed"
    if kind == "changed" and not differences:
        return None
    return Change(
        kind=kind,
        name=row.name,
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
        return sorted(cast("frozenset[tuple[str, str]]", value))
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in cast("Mapping[str, Any]", value).items()}
    if isinstance(value, tuple):
        return [plain(item) for item in cast("tuple[Any, ...]", value)]
    return value

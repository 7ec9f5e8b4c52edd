"""Whom a row of a staff file is about: by personnel number, then by address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zetje.people.rules.directory import Fault, ReadRow, Value
from zetje.people.rules.names import same_word
from zetje.people.rules.roles import RoleName

ADMINISTRATOR = ("administrator", "")


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


class Matcher:
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

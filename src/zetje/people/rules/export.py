"""Writes the directory as a CSV file that an import reads back without a change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zetje.lib.csv_lines import csv_text
from zetje.people.rules.columns import EXPORTED, displayed
from zetje.people.rules.matching import KnownPerson
from zetje.people.rules.names import split_family_name
from zetje.people.rules.roles import written_roles
from zetje.people.rules.working_days import written_days


def directory_csv(people: Iterable[KnownPerson], *, language: str) -> str:
    """The directory under the headings of a language, one row for each person who works here."""
    header = [displayed(field, language=language) for field in EXPORTED]
    rows = (
        [_cell(person, field, language=language) for field in EXPORTED]
        for person in people
        if person.left_on is None
    )
    return csv_text(header, rows, language=language)


def _cell(person: KnownPerson, field: str, *, language: str) -> str:
    values = person.values
    particle, name = split_family_name(str(values["family_name"]))
    start, end = max(person.leaves, default=("", ""))
    made: dict[str, str] = {
        "particle": particle,
        "family_name": name,
        "leave_from": str(start),
        "leave_until": str(end),
        "working_days": written_days(person.working_days, language=language),
        "roles": written_roles(person.roles, language=language),
    }
    value = made.get(field, values.get(field))
    return value.isoformat() if isinstance(value, date) else str(value or "")

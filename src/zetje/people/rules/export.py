"""Writes the directory as a CSV file that an import reads back without a change."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from zetje.lib.csv_lines import safe_text
from zetje.people.rules.columns import EXPORTED, displayed
from zetje.people.rules.matching import KnownPerson
from zetje.people.rules.names import split_family_name
from zetje.people.rules.roles import written_roles
from zetje.people.rules.working_days import written_days

# Excel takes the semicolon for granted in Dutch, and knows UTF-8 by the mark at the start.
DELIMITER = {"nl": ";", "en": ","}
MARK = "\ufeff"


def directory_csv(people: Iterable[KnownPerson], *, language: str) -> str:
    """The directory under the headings of a language, one row for each person who works here."""
    header = [displayed(field, language=language) for field in EXPORTED]
    rows = (
        [_cell(person, field, language=language) for field in EXPORTED]
        for person in people
        if person.left_on is None
    )
    return table_csv(header, rows, language=language)


def table_csv(header: Sequence[str], rows: Iterable[Sequence[str]], *, language: str) -> str:
    """A table that opens well in a spreadsheet, no cell of it a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=DELIMITER.get(language[:2], ","), lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe_text(cell) for cell in row] for row in rows)
    return MARK + text.getvalue()


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

"""Reads a whole staff file: from bytes to rows that are persons, and a report people can read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from zetje.people.rules.changes import Change, Plan, plain
from zetje.people.rules.columns import NOT_KEPT, matched_columns, missing_fields
from zetje.people.rules.csv_table import CsvTable, read_table
from zetje.people.rules.csv_text import UnreadableFileError, read_text
from zetje.people.rules.directory import Defaults, Fault, ReadRow, read_row
from zetje.people.rules.duplicates import with_duplicates

KINDS = ("new", "changed", "returning", "leaver", "kept")


@dataclass(frozen=True, kw_only=True)
class StaffFile:
    """A file with its columns matched and its rows read."""

    table: CsvTable
    columns: Mapping[int, str]
    rows: tuple[ReadRow, ...]

    @property
    def missing(self) -> list[str]:
        """The fields without a column, without which nothing can be taken in."""
        return missing_fields(set(self.columns.values()))


def read_staff_file(content: bytes, *, by_hand: Mapping[str, str], defaults: Defaults) -> StaffFile:
    """Read a file, with the columns somebody matched by hand where they did.

    Raises UnreadableFileError when it is no CSV file, empty, too large or broken.
    """
    table = read_table(read_text(content))
    columns = matched_columns(table.header, by_hand=by_hand)
    if missing_fields(set(columns.values())):
        return StaffFile(table=table, columns=columns, rows=())
    used = {place: field for place, field in columns.items() if field not in NOT_KEPT}
    rows = [
        read_row(
            row,
            columns=used,
            defaults=defaults,
            header_width=len(table.header),
            delimiter=table.delimiter,
        )
        for row in table.rows
    ]
    return StaffFile(table=table, columns=columns, rows=tuple(with_duplicates(rows)))


def file_report(file: StaffFile) -> dict[str, Any]:
    """How the file was read: encoding, delimiter, columns."""
    return {
        "encoding": file.table.encoding,
        "delimiter": file.table.delimiter,
        "other_lines": list(file.table.other_lines[:50]),
        "row_count": len(file.table.rows),
        "columns": [
            {"heading": heading, "field": file.columns.get(place, "")}
            for place, heading in enumerate(file.table.header)
        ],
        "missing": file.missing,
    }


def plan_report(plan: Plan, *, held: bool) -> dict[str, Any]:
    """The plan row by row, as it is kept and shown; who stays the same is only counted."""
    counts = {kind: len(plan.of(kind)) for kind in KINDS}
    return {
        "counts": counts | {"refused": len(plan.refused), "unchanged": plan.unchanged},
        "active": plan.active,
        "held": held,
        "fingerprint": plan.fingerprint(),
        "changes": [_change_line(change) for change in plan.changes],
        "refused": [_refused_line(row) for row in plan.refused],
    }


def fault_of(line: Mapping[str, str]) -> Fault:
    """A fault as it was kept in a report."""
    return Fault(**{name: str(line.get(name, "")) for name in ("code", "field", "value", "other")})


def unreadable(error: UnreadableFileError) -> dict[str, Any]:
    """A fault of the whole file, as it is kept."""
    return {"code": error.code, "params": error.params}


def _change_line(change: Change) -> dict[str, Any]:
    # The address is there so that erasing a person finds the reports they stand in.
    line: dict[str, Any] = {"kind": change.kind, "name": change.name, "email": change.email}
    if change.row is not None:
        line["row"] = change.row
    if change.member_id is not None:
        line["member"] = change.member_id
    if change.differences:
        line["differences"] = [
            [name, plain(old), plain(new)] for name, old, new in change.differences
        ]
    if change.notes:
        line["notes"] = [asdict(note) for note in change.notes]
    return line


def _refused_line(row: ReadRow) -> dict[str, Any]:
    return {
        "row": row.number,
        "name": row.name,
        "email": row.email,
        "faults": [asdict(fault) for fault in row.faults],
    }

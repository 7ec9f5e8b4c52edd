"""Writes tables as CSV, a line at a time, such that no spreadsheet takes a text for a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final, TextIO

Value = str | int | float | None
# Excel takes the semicolon for granted in Dutch, and knows UTF-8 by the mark at the start.
_DELIMITERS: Final = {"nl": ";", "en": ","}
_MARK: Final = "\ufeff"
FORMULA: Final = re.compile(r"[=+\-@\t\r\n＝＋－＠]")


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula: `=1+1` becomes `'=1+1`."""
    return f"'{text}" if FORMULA.match(text) else text


def write_csv(
    out: TextIO, *, header: Sequence[str], rows: Iterable[Sequence[Value]], language: str
) -> None:
    """Write a table that opens well in a spreadsheet.

    Args:
        out: opened with `newline=""`.
        header: the heads of the columns.
        rows: numbers stay numbers, with the comma or point of the language; None is empty.
        language: "nl" or "en", with what may follow.
    """
    is_dutch = language.startswith("nl")
    out.write(_MARK)
    writer = csv.writer(out, delimiter=_DELIMITERS["nl" if is_dutch else "en"])
    writer.writerow([safe_text(head) for head in header])
    writer.writerows([_cell(value, is_dutch=is_dutch) for value in row] for row in rows)


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Value]], *, language: str) -> str:
    """A table as `write_csv` writes it, in one text, for one that fits the memory."""
    out = StringIO(newline="")
    write_csv(out, header=header, rows=rows, language=language)
    return out.getvalue()


def _cell(value: Value, *, is_dutch: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return safe_text(value)
    return repr(value).replace(".", ",") if is_dutch else repr(value)

"""What rows and cells a staff file has: delimiter, quotes, and the sizes it may have."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from zetje.lib.csv_lines import FORMULA
from zetje.people.rules.csv_text import FileText, UnreadableFileError, repaired

ROWS_LIMIT = 100_000
COLUMNS_LIMIT = 60
CELL_LIMIT = 1_000
DELIMITERS = ";,\t|"
SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u3000]+")
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


@dataclass(frozen=True, kw_only=True)
class CsvRow:
    """One row: its number as a spreadsheet shows it, its cells, and which cells were set right."""

    number: int
    cells: tuple[str, ...]
    set_right: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CsvTable:
    """A staff file as rows under a header."""

    header: tuple[str, ...]
    rows: tuple[CsvRow, ...]
    encoding: str
    delimiter: str
    other_lines: tuple[int, ...] = ()


def read_table(file: FileText) -> CsvTable:
    """Read the rows of a file.

    Raises UnreadableFileError for no header, no rows, too many of them, or a quote left open.
    """
    text, said = _delimiter_line(file.text)
    delimiter = said or _delimiter(text)
    records = _records(text, delimiter)
    header: tuple[str, ...] | None = None
    rows: list[CsvRow] = []
    for number, cells in records:
        row = _row(number + (1 if said else 0), cells)
        if not any(row.cells):
            continue
        if header is None:
            header = row.cells
        elif len(rows) == ROWS_LIMIT:
            raise UnreadableFileError("too_many_rows", limit=ROWS_LIMIT)
        else:
            rows.append(row)
    if header is None or not rows:
        raise UnreadableFileError("no_rows")
    return CsvTable(
        header=header,
        rows=tuple(rows),
        encoding=file.encoding,
        delimiter=delimiter,
        other_lines=file.other_lines,
    )


def clean(cell: str) -> str:
    """A cell with one form for each letter, single spaces, and nothing invisible."""
    if cell.isascii() and cell.isalnum():
        return cell
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", cell))
    return SPACES.sub(" ", text).strip()


def plain_cell(cell: str) -> str:
    """The cell as it was before `safe_text` guarded it."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:2]) else cell


def _row(number: int, cells: list[str]) -> CsvRow:
    if len(cells) > COLUMNS_LIMIT:
        raise UnreadableFileError("too_many_columns", row=number, limit=COLUMNS_LIMIT)
    right: list[int] = []
    done: list[str] = []
    for place, cell in enumerate(cells):
        if len(cell) > CELL_LIMIT:
            raise UnreadableFileError("cell_too_long", row=number, limit=CELL_LIMIT)
        mended = repaired(cell)
        if mended != cell:
            right.append(place)
        done.append(plain_cell(clean(mended)))
    return CsvRow(number=number, cells=tuple(done), set_right=tuple(right))


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, cells
    except csv.Error as error:
        if "field limit" in str(error):
            raise UnreadableFileError("cell_too_long", row=number + 1, limit=CELL_LIMIT) from error
        raise UnreadableFileError("quote_left_open", row=number + 1) from error


def _delimiter_line(text: str) -> tuple[str, str]:
    """Excel may say `sep=;` in a first line of its own."""
    match = re.match(r"\s*\"?sep=(.)\"?\n", text, re.IGNORECASE)
    if match and match.group(1) in DELIMITERS:
        return text[match.end() :], match.group(1)
    return text, ""


def _delimiter(text: str) -> str:
    """The sign that cuts the first rows into the same number of cells most often."""
    sample = "\n".join(text.split("\n", 60)[:60])
    return max(DELIMITERS, key=lambda sign: _evenness(sample, sign))


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        widths = [len(cells) for cells in reader if any(cells)]
    except csv.Error:
        widths = []
    if not widths or widths[0] == 1:
        return (0.0, 0)
    return (sum(width == widths[0] for width in widths) / len(widths), widths[0])

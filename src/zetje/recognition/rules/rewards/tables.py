"""Reads the codes that a shop sends."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Final

LONGEST_CODE: Final = 200
MOST_CODES: Final = 20_000
BYTES_LIMIT: Final = 2_000_000
# The headings under which shops put the code itself.
_HEADINGS: Final = frozenset({"code", "codes", "voucher", "vouchercode", "voucher code", "bon"})
_HEADINGS_NL: Final = frozenset({"boncode", "bonnummer", "cadeaucode", "kortingscode", "tegoedbon"})


class CodesRefusedError(ValueError):
    """The file holds no codes that can be brought in.

    Attributes:
        why: "empty", "long", "many", "no_text" or "doubled".
        line: on which line, 0 for the whole file.
    """

    def __init__(self, why: str, line: int = 0) -> None:
        # The line's text stays out: it may be a code.
        super().__init__(why)
        self.why, self.line = why, line


def codes_of(raw: bytes) -> list[str]:
    """The codes of a file: the column that is headed as such, or else the first.

    Raises:
        CodesRefusedError: it is no text, has no code, too many, one too long or one twice.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise CodesRefusedError("no_text") from fault
    if "\0" in text:
        raise CodesRefusedError("no_text")
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=first.count) if any(sign in first for sign in ",;\t") else ","
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    column, start = _column(rows)
    found: dict[str, int] = {}
    for number, row in enumerate(rows[start:], start + 1):
        code = row[column].strip() if len(row) > column else ""
        if not code:
            continue
        if len(code) > LONGEST_CODE:
            raise CodesRefusedError("long", number)
        if found.setdefault(code, number) != number:
            raise CodesRefusedError("doubled", number)
    if not found:
        raise CodesRefusedError("empty")
    if len(found) > MOST_CODES:
        raise CodesRefusedError("many")
    return list(found)


def _column(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Where the codes stand, and the first row that holds one."""
    heading = [cell.strip().casefold() for cell in rows[0]] if rows else []
    for place, cell in enumerate(heading):
        if cell in _HEADINGS | _HEADINGS_NL:
            return place, 1
    return 0, 0

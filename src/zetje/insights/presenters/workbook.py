"""Writes everything that may be taken along as a workbook: a sheet for each family of figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]
from django.utils.translation import gettext as _

from zetje.insights.presenters.figure_words import family_of, not_shown, words_of
from zetje.insights.presenters.tables import Column, Line, Value
from zetje.insights.rules.figures import Figure

if TYPE_CHECKING:
    from zetje.insights.presenters.files import Taken

# A sheet of a workbook ends there, whatever writes it.
_MOST_ROWS: Final = 1_048_576
# Texts stay texts: nothing that people named becomes a formula, a link or a number.
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


@dataclass
class _Sheet:
    """A sheet that is being written, and how far it has come."""

    sheet: Any
    row: int = 1


class _Book:
    """A workbook; its sheets are made when their first row comes."""

    def __init__(self, book: Any, columns: Sequence[Column]) -> None:
        self._book, self._columns = book, columns
        self._head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self._wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self._sheets: dict[str, _Sheet] = {}

    def read_me(self, title: str, minimum: int) -> None:
        """The first sheet: what each figure means, and what is not shown and why."""
        sheet = self._book.add_worksheet(_("Read me"))
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 100, self._wrap)
        sheet.write_string(0, 0, title, self._head)
        row = 2
        for figure in Figure:
            words = words_of(figure)
            sheet.write_string(row, 0, words.name)
            sheet.write_string(row, 1, words.meaning or str(figure))
            row += 1
        row += 1
        sheet.write_string(row, 0, _("What is not shown, and why"), self._head)
        for said in not_shown(minimum):
            sheet.write_string(row, 1, said)
            row += 1

    def write(self, name: str, line: Line) -> None:
        """A row at the end of a sheet."""
        held = self._sheets.get(name) or self._open(name, name)
        if held.row == _MOST_ROWS:
            held = self._open(name, f"{name} {len(self._sheets) + 1}")
        for place, (column, value) in enumerate(zip(self._columns, line.values, strict=True)):
            _put(held.sheet, held.row, place, column, value)
        held.row += 1

    def _open(self, name: str, title: str) -> _Sheet:
        sheet = self._book.add_worksheet(title)
        for place, column in enumerate(self._columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.head, self._head)
        sheet.freeze_panes(1, 0)
        self._sheets[name] = _Sheet(sheet)
        return self._sheets[name]


def workbook(
    *, title: str, columns: Sequence[Column], lines: Iterable[Line], sheet: str, minimum: int
) -> Taken:
    """A table as a workbook, opened at its start.

    Args:
        title: what it is of, at the head of its first sheet.
        columns: of the table.
        lines: its rows; those of figures go to the sheet of their family.
        sheet: where other rows go.
        minimum: how many people a count needs.
    """
    made = TemporaryFile()  # noqa: SIM115 -- the answer closes it, once it was sent
    book: Any = xlsxwriter.Workbook(made, _OPTIONS)
    written = _Book(book, columns)
    written.read_me(title, minimum)
    for line in lines:
        written.write(family_of(line.figure) if line.figure else sheet, line)
    book.close()
    made.seek(0)
    return made


def _put(sheet: Any, row: int, place: int, column: Column, value: Value) -> None:
    if value is None or value == "":
        return
    if column.kind in ("whole", "number"):
        sheet.write_number(row, place, value)
    else:
        sheet.write_string(row, place, str(value))

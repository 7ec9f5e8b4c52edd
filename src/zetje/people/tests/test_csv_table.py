"""What rows and cells a staff file has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zetje.lib.csv_lines import safe_text
from zetje.people.rules import csv_table
from zetje.people.rules.csv_table import clean, plain_cell, read_table
from zetje.people.rules.csv_text import FileText, UnreadableFileError


def table(text: str):
    return read_table(FileText(text=text, encoding="utf-8"))


@pytest.mark.parametrize("sign", list(";,\t|"))
def test_finds_the_delimiter(sign) -> None:
    read = table(f'naam{sign}plaats\n"Jan{sign} de Vries"{sign}Ede\nPiet{sign}Epe\n')

    assert read.delimiter == sign
    assert read.rows[0].cells == (clean(f"Jan{sign} de Vries"), "Ede")


def test_believes_the_line_in_which_excel_says_its_delimiter() -> None:
    read = table("sep=|\nnaam|plaats\nJan;Piet|Ede\n")

    assert (read.delimiter, read.rows[0].number) == ("|", 3)


def test_counts_rows_as_a_spreadsheet_does_and_skips_empty_ones() -> None:
    read = table('\nnaam;e-mail\n;;\n"Jan\nPiet";a@x.nl\nKlaas;b@x.nl\n')

    assert [(row.number, row.cells[0]) for row in read.rows] == [(4, "Jan Piet"), (5, "Klaas")]


def test_one_column_is_a_table_too() -> None:
    assert table("e-mail\na@x.nl\n").rows[0].cells == ("a@x.nl",)


def test_says_which_cells_were_set_right() -> None:
    row = table("naam;team\nJosÃ©;Zorg\n").rows[0]

    assert (row.cells, row.set_right) == (("José", "Zorg"), (0,))


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("  Jan\u00a0 de\u2009Vries ", "Jan de Vries"),
        ("Jose\u0301", "José"),
        ("A\u200bnna\x07", "Anna"),
        ("\ufeffAnna", "Anna"),
        ("\u202eannA", "annA"),
    ],
)
def test_a_cell_has_one_form_and_nothing_invisible(given, cleaned) -> None:
    assert clean(given) == cleaned


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("naam;e-mail\n", "no_rows"),
        ('naam;e-mail\n"Jan;a@x.nl\nPiet;b@x.nl\n', "quote_left_open"),
        ('naam;e-mail\n"Jan"x;a@x.nl\n', "quote_left_open"),
        ("naam\n" + "x" * 1001 + "\n", "cell_too_long"),
        ("naam\n" + "x" * 200_000 + "\n", "cell_too_long"),
        ("naam\n" + ";" * 60 + "x\n", "too_many_columns"),
    ],
)
def test_says_plainly_what_cannot_be_read(text, code) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        table(text)

    assert refused.value.code == code


def test_stops_at_too_many_rows(monkeypatch) -> None:
    monkeypatch.setattr(csv_table, "ROWS_LIMIT", 2)

    with pytest.raises(UnreadableFileError, match="too_many_rows"):
        table("naam\na\nb\nc\n")


@pytest.mark.parametrize("cell", ["=1+1", "+31 6 12", "-x", "@SUM(A1)", "\t=1", "\n=1", "＝1+1"])
def test_no_cell_of_an_export_is_a_formula(cell) -> None:
    assert safe_text(cell) == f"'{cell}"


@given(st.text(max_size=30))
def test_a_guarded_cell_comes_back_as_it_was(text) -> None:
    cell = clean(text)
    if not cell.startswith("'"):
        assert plain_cell(safe_text(cell)) == cell


def test_a_name_that_begins_with_an_apostrophe_stays() -> None:
    assert plain_cell("'t Hart") == "'t Hart"
    assert safe_text("'t Hart") == "'t Hart"

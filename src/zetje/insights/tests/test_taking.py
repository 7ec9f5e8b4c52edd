"""What is taken along says the same in each kind of file, to the last unit, and nothing more."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import duckdb
import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from zetje.insights.presenters.figure_words import words_of
from zetje.insights.queries.taken import leaves
from zetje.insights.rules.figures import Figure
from zetje.insights.tests.taken_weeks import freeze
from zetje.lib.csv_lines import write_csv
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in


@pytest.fixture
def cast(db: None) -> Cast:
    cast = make_cast()
    freeze(cast.organisation)
    return cast


def taken(member: Any, what: str, form: str, language: str = "en") -> tuple[bytes, str]:
    client = signed_in(Client(), member)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.post("/insight/export/", {"what": what, "form": form, "weeks": "13"})
    assert answer.status_code == 200
    return answer.getvalue(), answer.headers["Content-Disposition"]


def of_csv(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))[1:]


def of_parquet(raw: bytes, tmp_path: Any) -> list[tuple[Any, ...]]:
    path = tmp_path / "taken.parquet"
    path.write_bytes(raw)
    with duckdb.connect() as engine:
        return engine.read_parquet(str(path)).fetchall()


def of_workbook(raw: bytes) -> dict[str, list[list[Any]]]:
    """The sheets by name, numbers as numbers; read from the XML, by nobody's library."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    found = {}
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        assert not [name for name in book.namelist() if "hyperlink" in name.lower()]
        names = ElementTree.fromstring(book.read("xl/workbook.xml")).findall(".//m:sheet", space)
        for number, sheet in enumerate(names, start=1):
            root = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            assert root.find(".//m:f", space) is None
            rows = []
            for row in root.findall(".//m:row", space):
                cells: list[Any] = [None] * 10
                for cell in row.findall("m:c", space):
                    place = ord(re.match("[A-Z]", cell.attrib["r"])[0]) - ord("A")
                    text, value = cell.find(".//m:t", space), cell.find("m:v", space)
                    if text is not None:
                        cells[place] = text.text
                    elif value is not None:
                        cells[place] = int(value.text)
                rows.append(cells)
            found[sheet.attrib["name"]] = rows
    return found


def test_figures_are_the_same_in_every_kind_of_file(cast: Cast, tmp_path: Any) -> None:
    table = of_csv(taken(cast.wil, "figures", "csv")[0])
    columns = of_parquet(taken(cast.pim, "figures", "parquet")[0], tmp_path)
    sheets = of_workbook(taken(cast.ad, "figures", "xlsx")[0])

    assert len(columns) == len(table) > 20
    assert [row[7:9] for row in table if row[3] == "shares" and not row[5]] == [["4321", "58"]]
    for row, typed in zip(table, columns, strict=True):
        plain = ["" if value is None else str(value) for value in typed]
        assert plain == [cell.removeprefix("'") for cell in row]
    by_key = {(row[3], row[5], row[6]): row for row in columns}
    in_book = [row for name, held in sheets.items() if name != "Read me" for row in held[1:]]
    assert len(in_book) == len(columns)
    for row in in_book:
        typed = by_key[row[3], row[5] or "", row[6] or ""]
        assert row == [
            str(value) if place < 7 and value else value or None
            for place, value in enumerate(typed)
        ]


def test_what_is_not_shown_is_words_in_every_row(cast: Cast) -> None:
    rows = of_csv(taken(cast.pim, "figures", "csv")[0])

    paused = [row for row in rows if row[3] == "paused" and row[5] == ""]
    assert [row[7:] for row in paused] == [["", "58", "fewer than five"]]
    closed = [row for row in rows if row[3] == "joined" and row[6] == "Workshop"]
    assert [row[7:] for row in closed] == [["", "30", "counted together with other groups"]]
    assert all(int(row[7]) >= 5 for row in rows if row[7])


def test_studies_are_taken_along_value_by_value(cast: Cast, tmp_path: Any) -> None:
    table = of_csv(taken(cast.pim, "studies", "csv")[0])
    dutch, _ = taken(cast.pim, "studies", "csv", "nl")
    columns = of_parquet(taken(cast.pim, "studies", "parquet")[0], tmp_path)

    assert {row[3]: (row[4], row[5]) for row in table} == {
        "estimate": ("-1.25", ""),
        "people": ("58", ""),
        "words": ("", "'+works"),
        "arms.0.n": ("12", ""),
        "arms.1.n": ("", ""),
    }
    assert {row[3]: row[4:] for row in columns}["estimate"] == (-1.25, "")
    assert ";-1,25;" in dutch.decode()


def test_a_file_says_whose_it_is_of_and_is_written_down(cast: Cast) -> None:
    _, named = taken(cast.wil, "studies", "xlsx")

    assert re.search(r'filename="noordnaaf-studies-\d{4}-W\d\d\.xlsx"', named)
    with tenant(cast.organisation.pk):
        entry = apps.get_model("people.AuditEntry").objects.get(action="insight.exported")
    assert (entry.actor_id, entry.details) == (
        cast.wil.pk,
        {"what": "studies", "form": "xlsx", "weeks": 1},
    )


def test_before_a_week_is_frozen_a_file_has_its_heads_alone(db: None, tmp_path: Any) -> None:
    pim = make_cast().pim

    assert of_csv(taken(pim, "figures", "csv")[0]) == []
    assert of_parquet(taken(pim, "figures", "parquet")[0], tmp_path) == []
    assert list(of_workbook(taken(pim, "studies", "xlsx")[0])) == ["Read me"]


def test_no_cell_becomes_a_formula() -> None:
    out = io.StringIO(newline="")

    write_csv(out, header=["a"], rows=[["=1+1"], ["@x"], [-2], [None]], language="en")

    assert out.getvalue() == "\ufeffa\r\n'=1+1\r\n'@x\r\n-2\r\n\"\"\r\n"


def test_the_values_of_a_result_are_named_by_their_place() -> None:
    found = json.loads('{"a": {"b": [1, true]}, "c": null}')

    assert list(leaves(found)) == [("a.b.0", 1), ("a.b.1", True), ("c", None)]


def test_every_figure_says_what_it_counts() -> None:
    with override("en"):
        assert [figure for figure in Figure if not words_of(figure).meaning] == []

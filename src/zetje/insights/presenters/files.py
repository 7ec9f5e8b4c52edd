"""Writes the tables that are taken along as files: CSV, a workbook, or Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Final

import duckdb

from zetje.insights.presenters.tables import Column, Line
from zetje.lib.csv_lines import write_csv

# What a file is written into and read from again: on disk, so that no size fills the memory.
Taken = IO[bytes]
_TYPES: Final = {"text": "VARCHAR", "date": "DATE", "whole": "BIGINT", "number": "DOUBLE"}


def csv_file(*, columns: Sequence[Column], lines: Iterable[Line], language: str) -> Taken:
    """A table as CSV, in the way of a language's spreadsheets; opened at its start."""
    made = TemporaryFile()  # noqa: SIM115 -- the answer closes it, once it was sent
    text = TextIOWrapper(made, encoding="utf-8", newline="")
    header = [column.head for column in columns]
    write_csv(text, header=header, rows=(line.values for line in lines), language=language)
    text.flush()
    text.detach()
    made.seek(0)
    return made


def parquet_file(*, columns: Sequence[Column], lines: Iterable[Line]) -> Taken:
    """A table as Parquet with typed columns; a value that is not shown is null beside its words."""
    made = TemporaryFile()  # noqa: SIM115 -- the answer closes it, once it was sent
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "rows.json"), Path(folder, "rows.parquet")
        with source.open("w", encoding="utf-8") as out:
            for line in lines:
                row = dict(zip((column.key for column in columns), line.values, strict=True))
                out.write(json.dumps(row, ensure_ascii=True) + "\n")
        _convert(source, target, columns)
        with target.open("rb") as written:
            while piece := written.read(1 << 20):
                made.write(piece)
    made.seek(0)
    return made


def _convert(source: Path, target: Path, columns: Sequence[Column]) -> None:
    kinds = {column.key: _TYPES[column.kind] for column in columns}
    with duckdb.connect(config={"autoinstall_known_extensions": False, "threads": 1}) as engine:
        rows = engine.read_json(str(source), columns=kinds, format="newline_delimited")
        rows.write_parquet(str(target), compression="zstd")

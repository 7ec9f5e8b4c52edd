"""Moves many rows between PostgreSQL and NumPy by COPY in its binary form, without a loop a row.

Every column has a fixed width and no NULL, so that a row has one size and a buffer of rows is an
array: queries encode what is wider (`coalesce`, `array_position`, `extract(epoch …)`). The layout
is PostgreSQL's: https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

_HEADER = b"PGCOPY\n\xff\r\n\x00" + (0).to_bytes(4, "big") * 2
_TRAILER = (0xFFFF).to_bytes(2, "big")
_FIELD_COUNT = 2
_LENGTH = 4
# Of an array of one dimension: dimensions, whether it holds NULL, type, size, first index.
_ARRAY_HEADER = 20

# The SQL type of a column, and how PostgreSQL writes it in binary COPY.
_TYPES = {"bigint": ">i8", "integer": ">i4", "smallint": ">i2", "boolean": "u1", "double": ">f8"}
# Rows that are laid out for COPY at a time.
_AT_ONCE = 65_536


class LayoutError(ValueError):
    """The rows that came do not have the columns that were promised."""


def _layout(kind: str) -> str:
    """How a value lies in memory; "text(24)" is ASCII of exactly that many bytes."""
    return f"S{kind[5:-1]}" if kind.startswith("text(") else _TYPES[kind]


def copy_out(
    query: str, parameters: Sequence[Any] = (), *, columns: Mapping[str, str]
) -> dict[str, NDArray[Any]]:
    """Read the rows of a query into arrays, one a column.

    The database gathers each column into one array of its own and COPY brings them in one row, so
    that nothing here runs once a row.

    Args:
        query: a SELECT whose columns are those of `columns`, in order, never NULL.
        parameters: its parameters, bound in the client as COPY takes none.
        columns: name → "bigint", "integer", "smallint", "boolean", "double" or "text(<bytes>)".

    Raises:
        LayoutError: when a column holds NULL, or is of another type or width than was promised.
    """
    names = [f"column_{number}" for number in range(len(columns))]
    gathered = ", ".join(f"array_agg({name})" for name in names)
    with connection.cursor() as cursor:
        # Django's own cursor binds in the client; COPY has no parameters on the server.
        statement = cursor.mogrify(query, list(parameters)) if parameters else query
        whole = f"SELECT {gathered} FROM ({statement}) AS rows ({', '.join(names)})"  # noqa: S608
        with cursor.copy(f"COPY ({whole}) TO STDOUT (FORMAT binary)") as copy:
            raw = memoryview(b"".join(copy))
    place = len(_HEADER) + _FIELD_COUNT
    found: dict[str, NDArray[Any]] = {}
    for name, kind in columns.items():
        length = int.from_bytes(raw[place : place + _LENGTH], "big", signed=True)
        place += _LENGTH
        found[name] = _values(raw[place : place + max(length, 0)], name, kind)
        place += max(length, 0)
    return found


def numbers(values: Sequence[int] | NDArray[np.int64]) -> str:
    """Numbers as PostgreSQL writes an array of them, to bind for `ANY(%s::bigint[])`.

    A list would be searched for quotes number by number, which takes longer than many a query.
    """
    return "{" + ",".join(map(str, np.asarray(values, dtype=np.int64).tolist())) + "}"


def _values(raw: memoryview, name: str, kind: str) -> NDArray[Any]:
    """The values of one array as PostgreSQL sends it; an absent one is empty."""
    layout = np.dtype([("length", ">i4"), ("value", _layout(kind))])
    body = raw[_ARRAY_HEADER:]
    if len(body) % layout.itemsize:
        raise LayoutError(f"Column {name} is NULL or of another width than was promised.")
    values = np.frombuffer(body, dtype=layout)
    if not (values["length"] == layout["value"].itemsize).all():
        raise LayoutError(f"Column {name} is NULL or of another width than was promised.")
    if kind == "boolean":
        return values["value"].astype(np.bool_)
    if kind == "double":
        return values["value"].astype(np.float64)
    return values["value"].copy() if kind.startswith("text(") else values["value"].astype(np.int64)


def _row_layout(columns: Mapping[str, str]) -> np.dtype[np.void]:
    """The bytes of one row: a count of fields, then each field after its length."""
    fields = [("columns", ">i2")]
    for name, kind in columns.items():
        fields += [(f"{name} length", ">i4"), (name, _layout(kind))]
    return np.dtype(fields)


@contextmanager
def copied_in(
    table: str, columns: Mapping[str, str], arrays: Mapping[str, NDArray[Any]]
) -> Generator[None]:
    """Keep arrays in a temporary table while the block lasts, in the transaction that is open.

    COPY FROM is refused under row security, so rows go on from there by INSERT … SELECT.

    Args:
        table: the name of the temporary table; it must not exist.
        columns: name → type, as in `copy_out`.
        arrays: one array a column, all of one length.
    """
    declared = ", ".join(f'"{name}" {_declared(kind)}' for name, kind in columns.items())
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMPORARY TABLE "{table}" ({declared}) ON COMMIT DROP')
        with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)') as copy:
            copy.write(_HEADER)
            for rows in _laid_out(columns, arrays):
                copy.write(rows)
            copy.write(_TRAILER)
        # Autovacuum never sees a temporary table; without this the joins are planned blindly.
        cursor.execute(f'ANALYZE "{table}"')
        yield
        cursor.execute(f'DROP TABLE "{table}"')


def _declared(kind: str) -> str:
    """The type of a column as SQL has it."""
    return "text" if kind.startswith("text(") else {"double": "double precision"}.get(kind, kind)


def _laid_out(columns: Mapping[str, str], arrays: Mapping[str, NDArray[Any]]) -> Generator[bytes]:
    """The rows as COPY takes them, some at a time: a million would take their memory twice."""
    layout = _row_layout(columns)
    count = len(next(iter(arrays.values())))
    for start in range(0, count, _AT_ONCE):
        part = slice(start, min(start + _AT_ONCE, count))
        rows = np.zeros(part.stop - start, dtype=layout)
        rows["columns"] = len(columns)
        for name in columns:
            rows[f"{name} length"] = layout[name].itemsize
            rows[name] = arrays[name][part]
        yield rows.tobytes()


def random_tokens(count: int, *, entropy: bytes) -> NDArray[np.bytes_]:
    """Cut random bytes into tokens of 24 characters, 144 bits each, safe in an address.

    Args:
        count: how many.
        entropy: 18 random bytes for each, made by the caller.
    """
    return np.frombuffer(urlsafe_b64encode(entropy[: 18 * count]), dtype="S24").copy()

"""Tests of moving many rows between the database and arrays."""

from typing import Any

import numpy as np
import pytest
from django.db import connection, transaction

from zetje.lib.arrays import LayoutError, copied_in, copy_out, numbers, random_tokens

pytestmark = pytest.mark.django_db

EVERY_KIND = {
    "a": "bigint",
    "b": "integer",
    "c": "smallint",
    "d": "boolean",
    "e": "text(2)",
    "f": "double",
}


def test_rows_come_as_one_array_a_column_in_their_order() -> None:
    found = copy_out(
        """SELECT n::bigint * %s, n, n::smallint, n %% 2 = 0, '#' || n, n / 8.0::float8
           FROM generate_series(1, 3) n ORDER BY 2 DESC""",
        [-5_000_000_000],
        columns=EVERY_KIND,
    )

    assert {name: values.tolist() for name, values in found.items()} == {
        "a": [-15_000_000_000, -10_000_000_000, -5_000_000_000],
        "b": [3, 2, 1],
        "c": [3, 2, 1],
        "d": [False, True, False],
        "e": [b"#3", b"#2", b"#1"],
        "f": [0.375, 0.25, 0.125],
    }


def test_no_rows_are_empty_arrays() -> None:
    found = copy_out("SELECT 1, true WHERE false", columns={"a": "integer", "b": "boolean"})

    assert [values.size for values in found.values()] == [0, 0]


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("SELECT NULL::bigint UNION SELECT 1", "bigint"),
        ("SELECT 1", "bigint"),
        ("SELECT 'abc'", "text(2)"),
        ("SELECT 'a' UNION SELECT 'abc'", "text(2)"),
    ],
)
def test_a_column_that_is_not_as_promised_is_refused(query: str, kind: str) -> None:
    with pytest.raises(LayoutError, match="a is NULL or of another width"):
        copy_out(query, columns={"a": kind})


def test_arrays_stand_in_a_table_while_the_block_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zetje.lib.arrays._AT_ONCE", 1)
    arrays: dict[str, Any] = {
        "a": np.array([1, -2]),
        "b": np.array([3, 4]),
        "c": np.array([5, 6]),
        "d": np.array([True, False]),
        "e": np.array([b"xy", b"zz"]),
        "f": np.array([0.1, -np.inf]),
    }

    with transaction.atomic():
        for _ in range(2):
            with copied_in("some_rows", EVERY_KIND, arrays):
                back = copy_out("SELECT a, b, c, d, e, f FROM some_rows", columns=EVERY_KIND)
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('some_rows')")
            assert cursor.fetchone() == (None,)

    assert {name: values.tolist() for name, values in back.items()} == {
        name: values.tolist() for name, values in arrays.items()
    }


def test_numbers_are_bound_as_an_array_of_the_database() -> None:
    found = copy_out(
        "SELECT n FROM generate_series(1::bigint, 9) n WHERE n = ANY(%s::bigint[])",
        [numbers(np.array([7, 2, -3]))],
        columns={"n": "bigint"},
    )

    assert found["n"].tolist() == [2, 7]
    assert numbers([]) == "{}"


def test_tokens_are_24_safe_characters_cut_from_the_given_chance() -> None:
    tokens = random_tokens(2, entropy=b"\x00" * 18 + b"\xff" * 18)

    assert tokens.tolist() == [b"A" * 24, b"_" * 24]

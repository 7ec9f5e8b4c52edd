from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection

from zetje.people.operations.limits import Limit, is_spent, seconds_left, take

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
THREE = Limit("three", 3)


@pytest.fixture(autouse=True)
def _clean_cache(db):
    cache.clear()


def test_a_key_has_its_tries_and_no_more():
    assert [take(THREE, key="anna", now=NOW) for _ in range(4)] == [True, True, True, False]
    assert is_spent(THREE, key="anna", now=NOW)


def test_one_key_does_not_spend_the_tries_of_another():
    for _ in range(3):
        take(THREE, key="stranger", now=NOW)

    assert take(THREE, key="anna", now=NOW)


def test_asking_whether_a_limit_is_spent_takes_nothing():
    for _ in range(9):
        assert not is_spent(THREE, key="anna", now=NOW)


def test_a_new_window_gives_new_tries():
    for _ in range(3):
        take(THREE, key="anna", now=NOW)

    assert take(THREE, key="anna", now=NOW + timedelta(seconds=seconds_left(NOW)))


def test_no_address_stands_in_the_cache():
    take(THREE, key="anna@noordnaaf.example", now=NOW)

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM web_cache")
        kept = str(cursor.fetchall())

    assert "anna" not in kept

"""Of two who do the same work for the same key, one waits for the commit of the other."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from zetje.lib.turns import hold_turn


def turns_held() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_a_turn_is_held_until_the_commit_and_is_one_for_a_name_and_a_key() -> None:
    with transaction.atomic():
        hold_turn("insights.freezing", 1)
        hold_turn("insights.freezing", 1)
        held = [turns_held()]
        hold_turn("insights.freezing", 2)
        hold_turn("insights.minimum", 1)
        held.append(turns_held())

    assert held == [1, 3]
    assert turns_held() == 0

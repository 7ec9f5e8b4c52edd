"""A database that another version of Zetje made is left as it is, with a sentence that says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from zetje.web.run.errors import PlainError
from zetje.web.run.tables import bring_up_to_date, look

pytestmark = pytest.mark.django_db


def done() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


def test_tables_of_this_version_need_nothing() -> None:
    assert bring_up_to_date() == ["the tables are up to date"]
    assert look()[-1] == "the tables are up to date"


@pytest.mark.parametrize("command", [bring_up_to_date, look])
@pytest.mark.parametrize("name", ["0001_initial", "9999_of_tomorrow"])
def test_tables_of_another_version_stay_as_they_are(
    name: str, command: Callable[[], list[str]]
) -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("people", "0001_tables")
    recorder.record_applied("people", name)
    before = done()

    with pytest.raises(PlainError, match=rf"does not know people\.{name}.*an empty data folder"):
        command()

    assert done() == before


def test_what_a_library_took_back_stands_in_nobodys_way() -> None:
    MigrationRecorder(connection).record_applied("account", "9999_of_tomorrow")

    assert bring_up_to_date() == ["the tables are up to date"]


def test_what_is_due_is_told_by_a_look() -> None:
    MigrationRecorder(connection).record_unapplied("web", "0001_cache")

    with pytest.raises(PlainError, match="1 changes to the tables are due"):
        look()

"""Shows how far an import is while its one transaction is still open."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

from django.db import connection

Report = Callable[[int], None]


@contextmanager
def shown_progress(*, organisation_id: int, run_id: int) -> Generator[Report]:
    """A function that writes per cents to the run over a connection of its own.

    The import commits once, at its end, so nobody would see progress written on its own connection.
    """
    aside = connection.copy()
    try:

        def report(percent: int) -> None:
            with aside.cursor() as cursor:
                cursor.execute("BEGIN")
                cursor.execute(
                    "SELECT set_config('app.organisation_id', %s, true)", [str(organisation_id)]
                )
                cursor.execute(
                    "UPDATE people_importrun SET progress = %s"
                    " WHERE organisation_id = %s AND id = %s",
                    [percent, organisation_id, run_id],
                )
                cursor.execute("COMMIT")

        yield report
    finally:
        aside.close()

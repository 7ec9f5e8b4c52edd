"""Whatever a view raises: a page with a number and no trace, and not one row of what it did."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import BadRequest
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse

from tests.architecture.ladder import LADDER
from tests.architecture.world import PATTERNS, World, ask, insider, written
from zetje.lib.tenancy import tenant

pytestmark = pytest.mark.django_db

INSIDE = "inside-words-of-a-fault"


def broken(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, which fails after all of its work is done."""

    def fails(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        with suppress(Http404, BadRequest):
            view(request, *args, **named)
        raise RuntimeError(INSIDE)

    return fails


def break_view(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Break the view of a route, and of each route that has the same address."""
    address = str(PATTERNS[name].pattern)
    for pattern in PATTERNS.values():
        if str(pattern.pattern) == address:
            monkeypatch.setattr(pattern, "callback", broken(pattern.callback))


def rows(world: World, tables: Iterable[str]) -> dict[str, str]:
    """These tables, each as a digest of what stands in it."""
    with tenant(world.cast.organisation.pk), connection.cursor() as cursor:
        digests = (
            f"SELECT '{table}', md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{table}\" t"
            for table in sorted(tables)
        )
        cursor.execute(" UNION ALL ".join(digests))
        return dict(cursor.fetchall())


@pytest.fixture(scope="module")
def untouched(world: World) -> dict[str, str]:
    """What stands in every table of the world that each test comes to."""
    return rows(world, written())


@pytest.mark.parametrize("name", [name for name, line in LADDER.items() if line.who != "demo"])
def test_a_fault_shows_a_number_and_leaves_no_row(
    name: str, world: World, untouched: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = insider(name, world)
    break_view(monkeypatch, name)
    before = written()

    for method in LADDER[name].methods.split():
        answer = ask(browser, name, world, method=method)

        page = answer.content.decode()
        assert answer.status_code == 500
        assert re.search(r"\b[0-9a-f]{8}\b", page)
        assert INSIDE not in page
        assert "Traceback" not in page
    # Where nothing was written, nor written and taken back, all is as it was.
    touched = {table for table, count in written().items() if count != before[table]}
    if touched:
        assert rows(world, touched).items() <= untouched.items()


def test_without_the_fault_rows_would_have_changed(world: World) -> None:
    browser = insider("me_leave", world)
    before = rows(world, written())

    with transaction.atomic():
        ask(browser, "me_leave", world)
        assert rows(world, written()) != before
        transaction.set_rollback(True)


def test_who_cannot_be_recognised_is_let_in_nowhere(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(user_id: int) -> None:
        raise RuntimeError(INSIDE)

    monkeypatch.setattr("zetje.web.middleware.people.visitor_of", fails)

    answer = ask(insider("people_directory", world), "people_directory", world)

    assert answer.status_code == 500
    assert INSIDE not in answer.content.decode()

"""Ways to make the past fast, and without anything that happens only in the present."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from django.db import connection

from zetje.lib import events
from zetje.web.reactions import REACTIONS


@contextmanager
def quick_commits() -> Generator[None]:
    """Do not wait for the disk at each of many thousand commits: a broken demo is made anew."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")


@contextmanager
def without_reactions() -> Generator[None]:
    """Let nobody react while the past is made: reactions live in the present.

    They would mail people today about what happened in spring, and judge each chain thousands of
    times to the same end; the chains are judged once, when all is done.
    """
    events.route({})
    try:
        yield
    finally:
        events.route(REACTIONS)

"""Moves a demo that was made on another port: its stories, feeds, links and letters follow it."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from psycopg import sql

from zetje.content import queries as hub
from zetje.lib.tenancy import tenant

if TYPE_CHECKING:
    from zetje.people.models import Organisation

# Where addresses of the invented website stand.
_COLUMNS = (
    ("content_story", "url"),
    ("content_sourcepage", "address"),
    ("content_feed", "address"),
    ("content_feeditem", "address"),
    ("content_feeditem", "guid"),
    ("content_feeditem", "picture_address"),
    ("sharing_link", "target"),
)
_MOVE = sql.SQL(
    "UPDATE {table} SET {column} = %(after)s || substr({column}, length(%(before)s) + 1)"
    " WHERE organisation_id = %(organisation)s AND starts_with({column}, %(before)s)"
)


def move_demo(organisation: Organisation) -> bool:
    """Let a demo's addresses lead to where it runs now; false when they do already.

    Its letters keep their signed tokens, which hold on every port.

    Args:
        organisation: the invented one.
    """
    after = str(settings.SITE_ADDRESS)
    with tenant(organisation.pk):
        before = _site_of(organisation)
        if before in ("", after):
            return False
        with connection.cursor() as cursor:
            for table, column in _COLUMNS:
                statement = _MOVE.format(table=sql.Identifier(table), column=sql.Identifier(column))
                given = {"organisation": organisation.pk, "before": before, "after": after}
                cursor.execute(statement, given)
    moves = [(f"{before}/l/", f"{settings.LINKS_ADDRESS}/l/"), (f"{before}/", f"{after}/")]
    if door := _next_port(before):
        moves.append((f"{door}/l/", f"{settings.LINKS_ADDRESS}/l/"))
    for letter in (settings.DATA_FOLDER / "mailbox").glob("*.eml"):
        _move_letter(letter, moves)
    return True


def _site_of(organisation: Organisation) -> str:
    """The address of the site as the demo's feeds have it; empty when it has none."""
    for feed in hub.feeds_of(organisation.pk):
        site, found, _ = feed.address.partition("/demo/feeds/")
        if found:
            return site
    return ""


def _next_port(site: str) -> str:
    """Where the link door stood beside a site; empty where the site's port was not written."""
    parts = urlsplit(site)
    return f"{parts.scheme}://{parts.hostname}:{parts.port + 1}" if parts.port else ""


def _move_letter(path: Path, moves: list[tuple[str, str]]) -> None:
    parser = BytesParser(_class=EmailMessage, policy=policy.default)
    message = parser.parsebytes(path.read_bytes())
    for name, value in message.items():
        if (moved := _moved(str(value), moves)) != value:
            message.replace_header(name, moved)
    for part in message.walk():
        if part.get_content_maintype() == "text":
            words = _moved(part.get_content(), moves)
            part.set_content(words, subtype=part.get_content_subtype())
    path.write_bytes(message.as_bytes())


def _moved(words: str, moves: list[tuple[str, str]]) -> str:
    for before, after in moves:
        words = words.replace(before, after)
    return words

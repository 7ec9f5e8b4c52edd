"""Notes in a database: what was written before a fault, and is there after it."""

from __future__ import annotations

import psycopg

from zetje.web.run.postgres import Server


def write(server: Server, word: str) -> None:
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS note (word text)")
        connection.execute("INSERT INTO note VALUES (%s)", [word])


def words(server: Server) -> list[str]:
    with psycopg.connect(server.url) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM note ORDER BY word")]

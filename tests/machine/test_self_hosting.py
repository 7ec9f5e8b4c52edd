"""What docs/self-hosting.md promises is true."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Generator
from pathlib import Path

import click
import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from pydantic.fields import FieldInfo

from tests.machine.installation import Installation
from zetje.web.cli import main
from zetje.web.configure import Configuration

PAGE = (Path(__file__).parents[2] / "docs" / "self-hosting.md").read_text()


def variable(name: str, field: FieldInfo) -> str:
    """The environment variable of a setting."""
    alias = field.validation_alias
    if alias is None:
        return f"ZETJE_{name.upper()}"
    return str(alias.choices[0]) if not isinstance(alias, str) else alias


def test_every_setting_stands_in_the_table_and_no_other() -> None:
    settings = {variable(name, field) for name, field in Configuration.model_fields.items()}

    assert set(re.findall(r"^\| `([A-Z_]+)` \|", PAGE, flags=re.MULTILINE)) == settings


def test_every_setting_has_a_description() -> None:
    assert [
        name for name, field in Configuration.model_fields.items() if not field.description
    ] == []


def test_every_command_that_is_named_exists() -> None:
    named = set(re.findall(r"(?:bin/|`)zetje ([a-z]+)", PAGE))

    assert named <= set(main.list_commands(click.Context(main)))


@pytest.fixture
def own_server(tmp_path: Path) -> Generator[Installation]:
    """A database on a server, and the account that the page makes for it."""
    name = f"zetje_test_{secrets.token_hex(4)}"
    given = conninfo_to_dict(os.environ["DATABASE_URL"])
    role, password = sql.Identifier(name), sql.Literal("a word")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(
            sql.SQL("CREATE ROLE {} LOGIN CREATEROLE PASSWORD {}").format(role, password)
        )
        for known in ("zetje_app", "zetje_links"):
            server.execute(
                sql.SQL("GRANT {} TO {} WITH ADMIN OPTION").format(sql.Identifier(known), role)
            )
        server.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
                role, role
            )
        )
        url = make_conninfo(**given | {"dbname": name, "user": name, "password": "a word"})
        yield Installation(data=tmp_path / "data", settings={"DATABASE_URL": url})
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(role))
        server.execute(sql.SQL("DROP ROLE {}").format(role))


@pytest.mark.processes
def test_an_account_that_is_no_superuser_suffices_on_a_server(own_server: Installation) -> None:
    migrated = own_server.zetje("migrate")
    after = own_server.zetje("check")

    assert migrated.returncode == 0, migrated.stderr
    assert after.returncode == 0, after.stderr
    assert "as zetje_app" in after.stdout


@pytest.mark.processes
@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"PORT": "eight"}, "PORT"),
        ({"ZETJE_TRUSTED_PROXIES": "10.0.0.1"}, "trusted_proxies"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "does not answer"),
    ],
)
def test_a_wrong_setting_is_said_in_a_sentence(
    tmp_path: Path, settings: dict[str, str], said: str
) -> None:
    done = Installation(data=tmp_path, settings=settings).zetje("check")

    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr

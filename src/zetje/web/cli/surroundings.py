"""What every command stands on: settings that can be read, a database, errors in plain words."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path

import click
import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import OperationalError, ProgrammingError
from pydantic import ValidationError
from pydantic_settings import SettingsError

from zetje.web.configure import Configuration
from zetje.web.run.errors import PlainError
from zetje.web.run.postgres import embedded, running_url


def configuration() -> Configuration:
    """The settings of the installation.

    Raises:
        PlainError: one of them cannot be read.
    """
    try:
        return Configuration()
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc']) or 'a setting'}: {fault['msg']}"
            for fault in error.errors(include_input=False, include_url=False)
        )
        raise PlainError(f"The settings cannot be read. {wrong}") from None
    except SettingsError as error:
        raise PlainError(
            f'A setting cannot be read: {error}. Lists are written as ["one","two"].'
        ) from None


def open_database(*, migrate: bool = True) -> Callable[[], None]:
    """Find the installation's database or, where it does not run, start it for this command.

    Args:
        migrate: whether the tables of one that was started are brought up to date.

    Returns:
        What to call when the command is done.
    """
    settings = configuration()
    if settings.database_url:
        return _nothing
    running = running_url(settings.data)
    if running is not None:
        os.environ["DATABASE_URL"] = running
        return _nothing
    server = embedded(settings.data)
    server.start()
    os.environ["DATABASE_URL"] = server.url
    if not migrate:
        return server.stop
    migrated = subprocess.run(
        [sys.executable, "-m", "zetje.web.cli", "migrate"],
        env=os.environ | {"ZETJE_DATABASE_OWNER": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if migrated.returncode:
        server.stop()
        raise PlainError(f"The tables could not be made. {migrated.stdout.strip()}")
    return server.stop


def _nothing() -> None:
    pass


@contextlib.contextmanager
def database_of_its_own() -> Generator[None]:
    """Give a command an empty database that is gone afterwards, whatever the installation has."""
    import django
    from django.db import connections

    with tempfile.TemporaryDirectory(prefix="zetje-simulation-") as folder:
        # The embedded database may have to run as another account.
        Path(folder).chmod(0o755)
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {"ZETJE_DATA": f"{folder}/data", "ZETJE_DEMO": "0"}
        stop = open_database()
        try:
            django.setup()
            yield
            connections.close_all()
        finally:
            stop()


@contextlib.contextmanager
def plain_errors() -> Generator[None]:
    """Say what a person can mend in one sentence; anything else keeps its trace."""
    try:
        yield
    except PlainError as error:
        raise click.ClickException(str(error)) from None
    except ImproperlyConfigured as error:
        raise click.ClickException(f"The settings do not fit together. {error}") from None
    except (OperationalError, psycopg.OperationalError) as error:
        said = " ".join(str(error).split())
        raise click.ClickException(
            f"The database does not answer. Look at DATABASE_URL and at the server. It said: {said}"
        ) from None
    except ProgrammingError as error:
        if isinstance(error.__cause__, psycopg.errors.UndefinedTable):
            raise click.ClickException(
                "The database has no tables yet, or old ones. Run `zetje migrate` first."
            ) from None
        raise

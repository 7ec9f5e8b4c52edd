"""What every test run stands on: one database for all of it, a data folder of its own, Chromium.

Without DATABASE_URL an embedded PostgreSQL is started for the run and taken away after it. This
module is imported before any other test code, so the environment is set before Django reads it.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import django
import psycopg
import pytest
from django.db import connections
from playwright.sync_api import Browser, sync_playwright
from psycopg import sql

from zetje.lib.tenancy_role import APPLICATION_ROLE
from zetje.sharing.door.database import ROLE as LINKS_ROLE
from zetje.web.run.cluster import cluster_in
from zetje.web.run.postgres import Server

_FOLDER = "ZETJE_TESTS_FOLDER"
_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_KEPT = {"ZETJE_CHROMIUM", _FOLDER}


def _prepare_environment() -> Path:
    """Give the run a folder of its own and none of the settings of an installation."""
    if _FOLDER not in os.environ:
        made = tempfile.mkdtemp(prefix="zetje-tests-")
        Path(made).chmod(0o755)
        os.environ[_FOLDER] = made
        atexit.register(shutil.rmtree, made, ignore_errors=True)
    for name in list(os.environ):
        if (name.startswith("ZETJE_") and name not in _KEPT) or name in {"PORT", "LINKS_URL"}:
            del os.environ[name]
    folder = Path(os.environ[_FOLDER])
    # A run starts Python dozens of times: they need not all compile everything anew, though the
    # environment may ask for that.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    data = folder / os.environ.get("PYTEST_XDIST_WORKER", "main")
    (data / "static").mkdir(parents=True, exist_ok=True)
    os.environ["ZETJE_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "zetje.web.settings"
    return folder


def _embedded_server(folder: Path) -> Server | None:
    """The run's own server, where the environment names none; the controller has it for all."""
    if os.environ.get("DATABASE_URL"):
        return None
    cluster = cluster_in(folder / "main", home=folder / "postgres")
    server = Server(cluster=cluster, durable=False)
    os.environ["DATABASE_URL"] = server.url
    return server


def _find_static_files_once() -> None:
    """Let each client of a process know the static files that the first one found on the disk."""
    from whitenoise.middleware import WhiteNoiseMiddleware

    look, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def look_once(self: WhiteNoiseMiddleware) -> None:
        if not found:
            look(self)
            found.update(self.files)
        self.files.update(found)

    WhiteNoiseMiddleware.add_files_from_finders = look_once


_SERVER = _embedded_server(_prepare_environment())
django.setup()
_find_static_files_once()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Start the database; its roles belong to the whole server, so they are made once, here."""
    if hasattr(session.config, "workerinput") or session.config.option.collectonly:
        return
    if _SERVER is not None:
        _SERVER.start()
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        for role in (APPLICATION_ROLE, LINKS_ROLE):
            _make_role(connection, role)


def _make_role(connection: psycopg.Connection, role: str) -> None:
    """Give the owner a role that the migrations of two test databases would else fight for."""
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    if known is None:
        connection.execute(f"CREATE ROLE {role} NOLOGIN NOSUPERUSER NOBYPASSRLS")
        connection.execute(f"GRANT {role} TO CURRENT_USER")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that start processes: what takes longest is not to come last."""
    slow = {item.path for item in items if item.get_closest_marker("processes")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish() -> None:
    """Leave what stays until the end, modules and tests, out of each search for what may go."""
    gc.freeze()


def pytest_unconfigure() -> None:
    """Stop the database, also after Ctrl-C; from a server that stays, take the template away."""
    if _SERVER is not None and _SERVER.process is not None:
        _SERVER.stop()
    elif _SERVER is None and "PYTEST_XDIST_WORKER" not in os.environ:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            drop = sql.SQL("DROP DATABASE IF EXISTS {}")
            server.execute(drop.format(sql.Identifier(_template_name())))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: pytest.FixtureDef[None],
) -> None:
    """Make and drop the test database as its owner: the application's role may do neither."""
    from django.db import connection

    given = connection.settings_dict["TEST"]
    connection.settings_dict["OPTIONS"].pop("assume_role", None)
    given["NAME"] = _database_name()
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        with django_db_blocker.unblock():
            _make_template(_template_name())
        given["NAME"], given["TEMPLATE"] = f"{_database_name()}_{worker}", _template_name()


def _database_name() -> str:
    return os.environ.get("TEST_DATABASE_NAME", "test_zetje")


def _template_name() -> str:
    """The database that the workers of one run copy theirs from, so that it is migrated once."""
    return f"{_database_name()}_{Path(os.environ[_FOLDER]).name[-8:]}"


def _make_template(name: str) -> None:
    """Make the template, or wait for the worker that is making it."""
    from django.conf import settings
    from django.db import connection

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return
        before = connection.settings_dict["NAME"]
        connection.settings_dict["TEST"]["NAME"] = name
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        connection.close()
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = before


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: pytest.FixtureDef[None]
) -> Generator[None]:
    """Work in the test database as the application does: without the rights of the owner."""
    from django.db import connection

    options = connection.settings_dict["OPTIONS"]
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            # Tests with real transactions empty the tables after them; nothing else may.
            cursor.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {APPLICATION_ROLE}")
        connection.close()
        options["assume_role"] = APPLICATION_ROLE
    yield
    with django_db_blocker.unblock():
        connection.close()
        options.pop("assume_role")


@pytest.fixture(scope="session")
def database_url(django_db_setup: None) -> str:
    """The test database's address, for a process that a test starts."""
    from django.db import connection

    given = psycopg.conninfo.conninfo_to_dict(os.environ["DATABASE_URL"])
    return psycopg.conninfo.make_conninfo(**given | {"dbname": connection.settings_dict["NAME"]})


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser of the journeys."""
    found = os.environ.get("ZETJE_CHROMIUM") or shutil.which("chromium")
    assert found, "No Chromium on this machine. `make setup` fetches it."
    if "PLAYWRIGHT_NODEJS_PATH" not in os.environ:
        node = Path(__file__).parent / "scripts" / "node"
        said = subprocess.run([node], capture_output=True, text=True, check=True)
        os.environ["PLAYWRIGHT_NODEJS_PATH"] = said.stdout.strip()
    return found


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Generator[Browser]:
    """One Chromium for the whole run: its driver keeps an event loop, and a thread has but one."""
    # In that thread Django would refuse to work.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium_path, args=_CHROMIUM)
        yield started
        started.close()
        # The loop keeps connections of its own; the database could not be dropped.
        connections.close_all()

"""What every test stands on: the application's own rights, in a database of the run."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import psycopg
import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[2]


@pytest.mark.django_db
def test_tests_work_with_the_rights_of_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        found = cursor.fetchone()

    assert found == ("zetje_app", False, False)


@pytest.mark.django_db
def test_tests_never_touch_the_database_of_an_installation() -> None:
    assert str(connection.settings_dict["NAME"]).startswith("test_")
    assert "zetje-tests-" in str(settings.DATA_FOLDER)


@pytest.mark.django_db(transaction=True)
def test_a_test_with_real_transactions_may_empty_the_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_organisation")
        assert cursor.fetchone() == (0,)


def test_a_process_that_a_test_starts_finds_the_same_database(database_url: str) -> None:
    with psycopg.connect(database_url) as direct:
        found = direct.execute("SELECT to_regclass('people_member')::text").fetchone()

    assert found == ("people_member",)


@pytest.mark.processes
def test_a_killed_test_run_leaves_no_database_behind(home: Path) -> None:
    (home / "test_sleep.py").write_text(
        textwrap.dedent(
            """
            import time
            def test_sleep(pytestconfig):
                print("started", flush=True)
                time.sleep(120)
            """
        )
    )
    environment = {
        name: value
        for name, value in os.environ.items()
        if name != "DATABASE_URL" and not name.startswith(("ZETJE_", "PYTEST_"))
    } | {"TMPDIR": str(home)}
    run = subprocess.Popen(
        [
            *(sys.executable, "-m", "pytest", "-s", "-q", "-p", "no:cacheprovider"),
            *("-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT)),
            *("--confcutdir", str(ROOT), "-p", "conftest", str(home / "test_sleep.py")),
        ],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert run.stdout is not None
    assert any("started" in line for line in run.stdout)
    servers = [child for child in psutil.Process(run.pid).children() if "postgres" in child.name()]

    run.kill()
    run.communicate()

    assert len(servers) == 1
    until = time.monotonic() + 15
    while servers[0].is_running() and time.monotonic() < until:
        time.sleep(0.05)
    assert not servers[0].is_running()

"""Whatever is killed, nothing is left behind, the rest comes back, and no row is lost."""

from __future__ import annotations

import signal
import socket
from collections.abc import Generator

import psutil
import psycopg
import pytest

from tests.machine.installation import Installation, eventually
from zetje.web.run.postgres import running_url

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Generator[Installation]:
    """One installation for all of these tests, not running yet."""
    made = Installation(data=tmp_path_factory.mktemp("installation") / "data")
    yield made
    made.remove()


@pytest.fixture
def installation(data_folder: Installation) -> Installation:
    """The installation, running."""
    if data_folder.process is None or data_folder.process.poll() is not None:
        data_folder.start()
    return data_folder


def write(installation: Installation, word: str) -> None:
    with psycopg.connect(installation.database_url()) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS test_note (word text)")
        connection.execute("INSERT INTO test_note VALUES (%s)", [word])


def words(installation: Installation) -> set[str]:
    with psycopg.connect(installation.database_url()) as connection:
        return {row[0] for row in connection.execute("SELECT word FROM test_note")}


def is_gone(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_pages_links_jobs_and_clicks_each_have_a_process(installation: Installation) -> None:
    assert installation.answers("/health/") == 200
    assert eventually(lambda: installation.answers("/l/unknown", next_port=True)) == 404
    for name in ("web", "links", "worker", "sender", "spool", "postgres"):
        assert installation.child(name).is_running()
    assert installation.child("spool").nice() > installation.child("links").nice()
    assert installation.child("worker").nice() > installation.child("web").nice()


@pytest.mark.parametrize("name", ["web", "links"])
def test_a_killed_server_comes_back_on_its_port(installation: Installation, name: str) -> None:
    main = installation.child(name)
    workers = eventually(main.children)

    main.kill()

    eventually(lambda: all(is_gone(worker) for worker in workers))
    assert installation.child(name, after=main).is_running()
    eventually(lambda: installation.answers("/l/unknown", next_port=name == "links") == 404)


def test_a_killed_process_of_the_pages_is_replaced(installation: Installation) -> None:
    main = installation.child("web")
    worker = eventually(main.children)[0]

    worker.kill()

    eventually(lambda: is_gone(worker))
    eventually(lambda: installation.answers() == 200)
    assert installation.child("web").pid == main.pid


@pytest.mark.parametrize("name", ["worker", "sender", "spool"])
def test_a_killed_job_runner_is_started_again(installation: Installation, name: str) -> None:
    before = installation.child(name)

    before.kill()

    eventually(lambda: is_gone(before))
    assert installation.child(name, after=before).is_running()


def test_after_the_database_is_killed_all_comes_back_and_nothing_is_lost(
    installation: Installation,
) -> None:
    write(installation, "before the kill")
    before = installation.child("postgres")

    before.kill()

    eventually(lambda: is_gone(before))
    assert "before the kill" in words(installation)
    eventually(lambda: installation.answers() == 200)
    eventually(lambda: installation.answers("/l/unknown", next_port=True) == 404)


def test_a_second_start_on_the_folder_ends_with_a_plain_sentence(
    installation: Installation,
) -> None:
    second = Installation(data=installation.data)

    said = second.zetje("run")

    assert said.returncode == 1
    assert "already runs on the database" in said.stderr
    assert "Traceback" not in said.stderr
    assert installation.answers() == 200


def test_a_port_that_is_taken_is_said_before_anything_starts(installation: Installation) -> None:
    said = installation.zetje("run")

    assert said.returncode == 1
    assert f"Port {installation.port}" in said.stderr
    assert "choose another: PORT=" in said.stderr


def test_other_commands_use_the_database_that_runs(installation: Installation) -> None:
    said = installation.zetje("check")

    assert said.returncode == 0, said.stderr
    assert "as zetje_app" in said.stdout


def test_a_killed_supervisor_leaves_nothing_and_the_next_finds_all(
    installation: Installation,
) -> None:
    write(installation, "before the worst")
    installation.look_round()
    assert len(installation.left_over()) > 8

    assert installation.end(signal.SIGKILL) == -signal.SIGKILL
    installation.start()  # at once, as a service manager would

    assert "before the worst" in words(installation)
    assert installation.answers() == 200
    old = [found for found in installation.seen.values() if found.pid not in _now(installation)]
    eventually(lambda: all(is_gone(found) for found in old))


def _now(installation: Installation) -> set[int]:
    assert installation.process is not None
    top = psutil.Process(installation.process.pid)
    return {top.pid, *(found.pid for found in top.children(recursive=True))}


def test_asked_to_end_it_ends_cleanly_with_all_it_started(installation: Installation) -> None:
    assert installation.end(signal.SIGTERM) == 0

    assert installation.left_over() == []
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", installation.port))
    assert "Traceback" not in installation.log.read_text()


def test_a_command_starts_the_database_for_itself_where_none_runs(
    data_folder: Installation,
) -> None:
    assert running_url(data_folder.data) is None

    said = data_folder.zetje("check")

    assert said.returncode == 0, said.stderr
    assert running_url(data_folder.data) is None


def test_ctrl_c_ends_it_too_even_while_it_starts(data_folder: Installation) -> None:
    data_folder.launch()
    eventually(lambda: "runs in" in data_folder.log.read_text())

    assert data_folder.end(signal.SIGINT) == 0

    assert data_folder.left_over() == []
    assert "Traceback" not in data_folder.log.read_text()

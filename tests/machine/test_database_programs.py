"""Which PostgreSQL is taken, and for which account it runs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.machine.conftest import MakeServer
from tests.machine.notes import words, write
from zetje.web.run import binaries, cluster
from zetje.web.run.binaries import Binaries
from zetje.web.run.errors import PlainError
from zetje.web.run.processes import Account

pytestmark = pytest.mark.processes


def test_root_hands_the_database_to_an_account_without_rights(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    found = cluster.cluster_in(tmp_path)

    assert found.account is not None
    assert found.account.name in {"postgres", "nobody", "65534"}
    assert found.account.uid != 0
    assert found.home.parent == Path("/var/lib")
    assert found.home.name.startswith("zetje-")


def test_two_clones_have_two_databases(tmp_path: Path) -> None:
    one, two = cluster.cluster_in(tmp_path / "one"), cluster.cluster_in(tmp_path / "two")

    assert one.home != two.home
    assert one.sockets != two.sockets


def test_a_long_temporary_folder_does_not_break_the_socket(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / ("d" * 120)))

    assert len(os.fsencode(cluster.cluster_in(tmp_path).sockets)) < 90


def test_without_fitting_binaries_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(binaries, "major_version", lambda _folder: None)

    with pytest.raises(PlainError, match=r"apt install postgresql.*DATABASE_URL"):
        binaries.find_binaries.__wrapped__()


def test_an_old_postgres_of_the_system_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {Path("/old"): 13, Path("/good"): 16}
    monkeypatch.setattr(binaries, "_wheel_folders", lambda: [Path("/broken"), Path("/old")])
    monkeypatch.setattr(binaries, "_system_folders", lambda: [Path("/good")])
    monkeypatch.setattr(binaries, "major_version", versions.get)

    assert binaries.find_binaries.__wrapped__() == Binaries(folder=Path("/good"), major=16)


def test_the_binaries_of_the_wheel_are_copied_once_for_another_account(
    home: Path, programs: Path
) -> None:
    found = binaries.find_binaries()
    first = binaries.copy_binaries(found, into=programs)
    again = binaries.copy_binaries(found, into=programs)

    assert first == again
    assert binaries.major_version(first.folder) == found.major
    assert [path.name for path in programs.iterdir() if path.name.count(".") > 3] == []


def test_the_binaries_of_the_system_do_as_well(make_server: MakeServer) -> None:
    for folder in binaries._system_folders():
        major = binaries.major_version(folder)
        if major is None or major < binaries.OLDEST_MAJOR:
            continue
        server = make_server()
        shutil.rmtree(server.cluster.data, ignore_errors=True)
        server.cluster.binaries = Binaries(folder=folder, major=major)

        server.start()
        write(server, "x")
        server.stop()
        server.start()

        assert words(server) == ["x"]
        server.stop()


def test_an_account_gives_a_path_over(tmp_path: Path) -> None:
    ours = Account(name="ours", uid=os.geteuid(), gid=os.getegid())

    ours.gives(tmp_path)

    assert tmp_path.stat().st_uid == os.geteuid()

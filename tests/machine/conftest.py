"""Real servers in folders of their own, gone when the test is."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Protocol

import pytest

from zetje.web.run.cluster import cluster_in
from zetje.web.run.postgres import Server


@pytest.fixture(scope="session")
def programs() -> Generator[Path]:
    """Where root's copy of the binaries stands, once for all tests."""
    folder = Path(tempfile.mkdtemp(prefix="zetje-programs-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def home() -> Generator[Path]:
    """A folder that any account may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="zetje-home-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


class MakeServer(Protocol):
    """Makes a server on the folder of the test, durable where what survives a kill is asked."""

    def __call__(self, *, durable: bool = False) -> Server: ...


@pytest.fixture
def make_server(home: Path, programs: Path) -> Generator[MakeServer]:
    """Servers on one and the same folder; what still runs at the end is stopped."""
    made: list[Server] = []

    def make(*, durable: bool = False) -> Server:
        cluster = cluster_in(home / "data-folder", home=home, programs=programs)
        made.append(Server(cluster=cluster, durable=durable))
        return made[-1]

    yield make
    for server in made:
        if server.process is not None:
            server.stop()

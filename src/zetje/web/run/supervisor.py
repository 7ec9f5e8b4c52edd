"""Runs all that one machine needs: database, pages, link door, jobs and the demo's mailbox."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from zetje.web.run.children import Child
from zetje.web.run.database import Database
from zetje.web.run.errors import PlainError
from zetje.web.run.postgres import embedded
from zetje.web.run.stream import Stream

_ANSWERS_WITHIN = 60.0
# Left in the data folder by whoever saves the first app token.
SLACK_WISH = "slack-socket-mode"
_LOOKS_FOR_WISH_EVERY = 2.0
# How a step whose lines are kept for later begins those that are shown at once.
PROGRESS = "… "
# What nobody waits for steps back: while 10,000 clicks a second are loaded into the database, one
# reader in a hundred waited 40 ms instead of 187.
BEHIND_READERS = 10


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to run, and where.

    Args:
        host: the address the servers listen on.
        port: the port of the pages; the link door takes the next one.
        data: the data folder of the installation.
        database_url: a PostgreSQL server; empty: the embedded one.
        demo: whether the invented organisation and the mailbox are shown.
        log_json: whether lines are JSON objects.
        takes_mail: whether mailed tips are taken in at an address of this machine.
    """

    host: str
    port: int
    data: Path
    database_url: str
    demo: bool
    log_json: bool
    takes_mail: bool = False

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the pages."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104
        return f"http://{host}:{self.port}/"


@dataclass(kw_only=True)
class Supervisor:
    """The process above all others of an installation."""

    plan: Plan
    stream: Stream = field(init=False)
    _asked_to_end: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _database: Database | None = field(default=None, init=False)
    _children: list[Child] = field(default_factory=list[Child], init=False)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list[asyncio.Task[None]], init=False)
    _environment: dict[str, str] = field(default_factory=dict[str, str], init=False)

    def __post_init__(self) -> None:
        self.stream = Stream(as_json=self.plan.log_json, on_closed=self._asked_to_end.set)

    async def run(self) -> None:
        """Run until asked to end, then end everything, the database last.

        Raises:
            PlainError: it cannot run, and why.
        """
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._asked_to_end.set)
        start = asyncio.create_task(self._start())
        end = asyncio.create_task(self._asked_to_end.wait())
        try:
            await asyncio.wait({start, end}, return_when=asyncio.FIRST_COMPLETED)
            if start.done():
                await start
                await end
        finally:
            for task in (start, end):
                task.cancel()
            await asyncio.gather(start, end, return_exceptions=True)
            await self._stop()

    async def _start(self) -> None:
        for port in (self.plan.port, self.plan.port + 1):
            check_port(self.plan.host, port)
        self._environment = dict(os.environ) | {"PYTHONUNBUFFERED": "1"}
        if not self.plan.database_url:
            await self._start_database()
        await self._once("migrate", ZETJE_DATABASE_OWNER="1")
        shown: list[str] = []
        if self.plan.demo:
            self._start_mailbox_and_chats()
            shown = await self._once("demo", keep=True)
        self._keep("web", patience=10)
        self._keep("links", patience=10)
        self._keep("worker", patience=20, niceness=BEHIND_READERS)
        self._keep("sender", patience=12)
        self._keep("spool", patience=10, niceness=BEHIND_READERS)
        self._tasks.append(asyncio.create_task(self._keep_slack_once_wished(), name="slack"))
        if self.plan.takes_mail:
            self._keep("tips", command=["tips", "listen"], patience=10)
        await self._wait_for_pages()
        for line in shown:
            self.stream.plain(line)
        self.stream.plain(f"Zetje runs: {self.plan.address} (Ctrl-C ends it)")

    async def _start_database(self) -> None:
        server = embedded(self.plan.data)
        self._database = Database(server=server, stream=self.stream)
        await self._database.start()
        self._environment["DATABASE_URL"] = server.url
        self.stream.say("database", f"runs in {server.cluster.home}")

    def _start_mailbox_and_chats(self) -> None:
        port = free_port()
        self._environment |= {
            "ZETJE_DEMO": "1",
            "ZETJE_MAIL_HOST": "127.0.0.1",
            "ZETJE_MAIL_PORT": str(port),
            "ZETJE_MAIL_SECURITY": "none",
            "ZETJE_MAIL_USER": "",
        }
        self._keep("mailbox", patience=5)
        self._environment["ZETJE_SLACK_API"] = f"http://127.0.0.1:{free_port()}/api/"
        self._environment |= place_of_teams(self.plan.data, self._environment)
        self._keep("chatroom", patience=5)

    async def _keep_slack_once_wished(self) -> None:
        """Listen by Socket Mode from the moment that an organisation has filled in an app token."""
        wish = self.plan.data / SLACK_WISH
        while not wish.exists():
            await asyncio.sleep(_LOOKS_FOR_WISH_EVERY)
        if not self._asked_to_end.is_set():
            self._keep("slack", patience=10)

    def _keep(
        self, name: str, *, patience: float, niceness: int = 0, command: list[str] | None = None
    ) -> None:
        child = Child(
            name=name,
            command=command or [name],
            environment=self._environment,
            stream=self.stream,
            patience=patience,
            niceness=niceness,
        )
        self._children.append(child)
        self._tasks.append(asyncio.create_task(child.keep_running(), name=name))

    async def _once(self, name: str, *, keep: bool = False, **settings: str) -> list[str]:
        """Run a step that must succeed; its lines go to the stream, or are kept for later.

        Raises:
            PlainError: the step failed.
        """
        kept: list[str] = []
        child = Child(
            name=name,
            command=[name],
            environment=self._environment | settings,
            stream=self.stream,
        )
        self._children.append(child)

        def hear(line: str) -> None:
            if line.startswith(PROGRESS):
                self.stream.say(name, line.removeprefix(PROGRESS))
            else:
                kept.append(line)

        code = await child.run(listener=hear if keep else None)
        self._children.remove(child)
        if code:
            for line in kept:
                self.stream.say(name, line)
            raise PlainError(f"`zetje {name}` failed, so nothing else was started.")
        return kept

    async def _wait_for_pages(self) -> None:
        until = asyncio.get_running_loop().time() + _ANSWERS_WITHIN
        while asyncio.get_running_loop().time() < until:
            if await asyncio.to_thread(answers, self.plan.address):
                return
            await asyncio.sleep(0.2)
        self.stream.say("run", f"The pages do not answer yet on {self.plan.address}.")

    async def _stop(self) -> None:
        await asyncio.gather(*(child.stop() for child in self._children))
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._database is not None:
            await self._database.stop()


async def supervise(*, plan: Plan) -> None:
    """Run everything of a plan until asked to end.

    Raises:
        PlainError: it cannot run, and why.
    """
    await Supervisor(plan=plan).run()


def check_port(host: str, port: int) -> None:
    """Make sure that a port is ours to take.

    Raises:
        PlainError: another program has it, or it may not be taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise PlainError(
                f"Port {port} may not be opened by this account. Choose one above 1023: PORT=8000."
            ) from None
        except (OSError, OverflowError) as error:
            raise PlainError(
                f"Port {port} on {host} cannot be opened ({error}). Stop the program that has it, "
                "or choose another: PORT=8100 takes 8100 for the pages and 8101 for the links."
            ) from None


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def place_of_teams(data: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Where the demo's Teams is played, as the processes are told.

    The same port as the last time if it is free: whoever is linked is reached at its address.
    """
    kept = data / "chatroom" / "teams.port"
    port = free_port()
    with contextlib.suppress(OSError, ValueError, PlainError):
        check_port("127.0.0.1", last := int(kept.read_text()))
        port = last
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(str(port))
    hosts = json.loads(environment.get("ZETJE_FETCH_ALLOWED_HOSTS", "[]"))
    origin = f"http://127.0.0.1:{port}"
    return {
        "ZETJE_TEAMS_LOGIN": origin,
        "ZETJE_TEAMS_KEYS": f"{origin}/v1/.well-known/openidconfiguration",
        "ZETJE_FETCH_ALLOWED_HOSTS": json.dumps([*hosts, f"127.0.0.1:{port}"]),
    }


def answers(address: str) -> bool:
    """Whether a page comes back, whichever."""
    with contextlib.suppress(OSError):
        try:
            with urllib.request.urlopen(address, timeout=10):  # noqa: S310  our own address
                return True
        except urllib.error.HTTPError:
            return True
    return False

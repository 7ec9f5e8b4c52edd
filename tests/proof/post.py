"""The office of the sending tests: a sink, senders, and what became of the messages."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
from django.conf import settings

from zetje.delivery import operations as delivery
from zetje.delivery.models import ChannelLink, Message
from zetje.lib.secrets import seal
from zetje.lib.tenancy import tenant
from zetje.people.models import Member, Membership, Organisation

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "src"


@dataclass
class Post:
    """The office of one test: a sink, senders, and what became of the messages."""

    database_url: str
    folder: Path
    organisation: Organisation
    port: int = 0
    chat_port: int = 0
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    many: subprocess.Popen[bytes] | None = None
    forked: list[psutil.Process] = field(default_factory=list)

    @property
    def log(self) -> Path:
        return self.folder / "taken.log"

    def _start(self, *command: str, pipe: int | None = None) -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "PYTHONPATH": str(SOURCE),
            "DATABASE_URL": self.database_url,
            "ZETJE_DATA": str(self.folder),
            "ZETJE_MAIL_HOST": "127.0.0.1",
            "ZETJE_MAIL_PORT": str(self.port),
            "ZETJE_TEST_CHAT_PORT": str(self.chat_port),
            "ZETJE_SEAL_KEYS": json.dumps(settings.SEAL_KEYS),
        }
        with (self.folder / "errors.log").open("ab") as errors:
            process = subprocess.Popen(
                [sys.executable, *command],
                env=environment,
                stdin=pipe,
                stdout=pipe,
                stderr=errors,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def open(self) -> None:
        self.port, self.chat_port = free_port(), free_port()
        self.log.touch()
        self._start("-m", "zetje.delivery.testing.relay", str(self.port), str(self.log))
        self._start("-m", "zetje.delivery.testing.chat", str(self.chat_port), str(self.log))
        for port in (self.port, self.chat_port):
            wait_for(port)

    def close(self) -> None:
        for process in self.forked:
            if process.is_running():
                process.kill()
        for process in self.processes:
            process.kill()
            process.communicate()

    def sender(self) -> subprocess.Popen[bytes]:
        return self._start(str(HERE / "sender_process.py"))

    def quick_sender(self) -> psutil.Process:
        """A sender that has its code from another, where many are started to be killed."""
        if self.many is None:
            self.many = self._start(str(HERE / "sender_process.py"), "--many", pipe=subprocess.PIPE)
        assert self.many.stdin is not None
        assert self.many.stdout is not None
        self.many.stdin.write(b"\n")
        self.many.stdin.flush()
        self.forked.append(psutil.Process(int(self.many.stdout.readline())))
        return self.forked[-1]

    def taken(self) -> list[str]:
        return self.log.read_text().split()

    def states(self) -> Counter[str]:
        with tenant(self.organisation.pk):
            return Counter(Message.objects.values_list("state", flat=True))

    def queue(self, count: int, *, name: str = "", chat_every: int = 0) -> None:
        queue_digests(self.organisation, count, name=name, chat_every=chat_every)

    def wait_until_more(self, than: int, *, seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while len(self.taken()) <= than and time.monotonic() < end and self.open_messages():
            time.sleep(0.01)

    def open_messages(self) -> int:
        states = self.states()
        return states["planned"] + states["intent"]

    def wait_until_done(self, *, seconds: float = 120) -> None:
        end = time.monotonic() + seconds
        while self.open_messages():
            assert time.monotonic() < end, (self.states(), self.errors())
            time.sleep(0.05)

    def errors(self) -> str:
        return (self.folder / "errors.log").read_text()[-4000:]

    def check_nothing_lost_or_doubled(self, *, unknown_at_most: int) -> int:
        taken = Counter(self.taken())
        with tenant(self.organisation.pk):
            rows = list(Message.objects.values_list("state", "message_id"))
            others = Message.objects.exclude(state__in=["sent", "unknown"])
            stuck = Counter(others.values_list("state", "channel", "reason"))
        doubled = [number for number, times in taken.items() if times > 1]
        unknown = {number for state, number in rows if state == "unknown"}
        lost = [row for row in rows if row[0] == "sent" and row[1] not in taken]
        assert doubled == []
        assert lost == []
        assert not stuck, stuck
        assert taken.keys() <= {number for _, number in rows}
        assert "" not in unknown
        assert len(unknown) <= unknown_at_most
        return len(unknown)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("a server did not start")


def queue_digests(
    organisation: Organisation, count: int, *, name: str, chat_every: int = 0
) -> None:
    """A digest for each of so many new members, of whom one in `chat_every` is in a chat."""
    now = datetime.now(UTC)
    with tenant(organisation.pk):
        members = Member.objects.bulk_create(
            Member(
                organisation=organisation,
                email=f"m{number}@example.org",
                given_name=f"M{number}",
            )
            for number in range(count)
        )
        Membership.objects.bulk_create(
            Membership(
                organisation=organisation,
                member=member,
                house_rules_version=1,
                joined_at=now - timedelta(days=30),
            )
            for member in members
        )
        in_chat = {member.pk for member in members[::chat_every]} if chat_every else set()
        ChannelLink.objects.bulk_create(
            ChannelLink(
                organisation=organisation,
                member_id=number,
                channel="chat",
                sealed_address=seal(json.dumps([f"U{number}", f"U{number}"])),
                linked_at=now,
            )
            for number in in_chat
        )
    delivery.queue_messages(
        [
            delivery.Queued(
                member_id=member.pk,
                kind="digest",
                subject_id=None,
                dedupe_key=f"digest:{member.pk}",
                not_before=now,
                useful_until=now + timedelta(hours=8),
                address=f"{name}@example.org" if name else "",
                channel="chat" if member.pk in in_chat else "mail",
            )
            for member in members
        ],
        organisation_id=organisation.pk,
        now=now,
    )

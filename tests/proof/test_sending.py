"""Senders are killed, ended and cut off at random; each message arrives once or is listed."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from zetje.delivery import operations as delivery
from zetje.delivery.models import Message
from zetje.lib.tenancy import tenant
from zetje.people.models import Member, Membership, Organisation
from zetje.people.testing import make_organisation

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "src"


@dataclass
class Post:
    """The office of one test: a sink, senders, and what became of the messages."""

    database_url: str
    folder: Path
    organisation: Organisation
    port: int = 0
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def log(self) -> Path:
        return self.folder / "taken.log"

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "PYTHONPATH": str(SOURCE),
            "DATABASE_URL": self.database_url,
            "ZETJE_DATA": str(self.folder),
            "ZETJE_MAIL_HOST": "127.0.0.1",
            "ZETJE_MAIL_PORT": str(self.port),
        }
        with (self.folder / "errors.log").open("ab") as errors:
            process = subprocess.Popen(
                [sys.executable, *command],
                env=environment,
                stderr=errors,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def open(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log.touch()
        self._start("-m", "zetje.delivery.testing.relay", str(self.port), str(self.log))
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("the sink did not start")

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()

    def sender(self) -> subprocess.Popen[bytes]:
        return self._start(str(HERE / "sender_process.py"))

    def taken(self) -> list[str]:
        return self.log.read_text().split()

    def states(self) -> Counter[str]:
        with tenant(self.organisation.pk):
            return Counter(Message.objects.values_list("state", flat=True))

    def queue(self, count: int, *, name: str = "") -> None:
        queue_digests(self.organisation, count, name=name)

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
        doubled = [number for number, times in taken.items() if times > 1]
        unknown = {number for state, number in rows if state == "unknown"}
        lost = [row for row in rows if row[0] == "sent" and row[1] not in taken]
        assert doubled == []
        assert lost == []
        assert {state for state, _ in rows} <= {"sent", "unknown"}
        assert taken.keys() <= {number for _, number in rows}
        assert "" not in unknown
        assert len(unknown) <= unknown_at_most
        return len(unknown)


def queue_digests(organisation: Organisation, count: int, *, name: str) -> None:
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
            )
            for member in members
        ],
        organisation_id=organisation.pk,
        now=now,
    )


@pytest.fixture
def post(transactional_db: None, database_url: str, tmp_path: Path) -> Iterator[Post]:
    post = Post(database_url, tmp_path, make_organisation())
    post.open()
    yield post
    post.close()


def kill_at_random(post: Post, *, kills: int, rng: random.Random, longest: float) -> int:
    """Kill a sender soon after it began to send, again and again."""
    done = 0
    while done < kills and post.open_messages():
        before = len(post.taken())
        process = post.sender()
        post.wait_until_more(before)
        time.sleep(rng.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        process.wait()
        done += 1
    return done


def test_killed_senders_lose_nothing_and_double_nothing(post: Post) -> None:
    rng = random.Random(20261121)
    post.queue(150)

    kills = kill_at_random(post, kills=4, rng=rng, longest=0.06)
    post.sender()
    post.wait_until_done()

    assert kills >= 3
    post.check_nothing_lost_or_doubled(unknown_at_most=kills)


@pytest.mark.proof
def test_twenty_kills_in_a_run_of_two_thousand_lose_nothing_and_double_nothing(
    post: Post,
) -> None:
    rng = random.Random(2026)
    post.queue(2000)

    kills = kill_at_random(post, kills=20, rng=rng, longest=0.2)
    post.sender()
    post.wait_until_done()

    assert kills == 20
    unknown = post.check_nothing_lost_or_doubled(unknown_at_most=kills)
    print(f"{kills} kills, {unknown} unknown, 0 lost, 0 double")


@pytest.mark.proof
def test_fifty_kills_of_two_senders_in_a_run_of_five_thousand(post: Post) -> None:
    rng = random.Random(5000)
    post.queue(5000)
    pair = [post.sender(), post.sender()]

    kills = 0
    while kills < 50 and post.open_messages():
        before = len(post.taken())
        post.wait_until_more(before)
        time.sleep(rng.uniform(0, 0.5))
        pair[kills % 2].kill()
        pair[kills % 2].wait()
        pair[kills % 2] = post.sender()
        kills += 1
    post.wait_until_done()

    unknown = post.check_nothing_lost_or_doubled(unknown_at_most=kills)
    print(f"{kills} kills, {unknown} unknown, 0 lost, 0 double")


@pytest.mark.parametrize("senders", [2, pytest.param(8, marks=pytest.mark.proof)])
def test_senders_of_one_queue_send_each_message_once(post: Post, senders: int) -> None:
    post.queue(100 * senders)

    for _ in range(senders):
        post.sender()
    post.wait_until_done()

    post.check_nothing_lost_or_doubled(unknown_at_most=0)
    assert len(post.taken()) == 100 * senders


def test_asked_to_end_a_sender_finishes_its_message_and_leaves_nothing_unknown(
    post: Post,
) -> None:
    post.queue(400)
    process = post.sender()
    post.wait_until_more(5)

    started = time.monotonic()
    process.terminate()
    code = process.wait(timeout=10)

    assert code == 0, post.errors()
    assert time.monotonic() - started < 10
    states = post.states()
    assert states["planned"] > 0
    assert (states["intent"], states["unknown"]) == (0, 0)
    assert states["sent"] == len(post.taken())


def test_senders_cut_off_from_the_database_come_back_and_forget_nothing(post: Post) -> None:
    post.queue(300)
    process = post.sender()

    with psycopg.connect(post.database_url, autocommit=True) as server:
        for _ in range(4):
            post.wait_until_more(len(post.taken()))
            server.execute(
                "SELECT pg_terminate_backend(l.pid) FROM pg_locks l "
                "JOIN pg_database d ON d.oid = l.database AND d.datname = current_database() "
                "WHERE l.locktype = 'advisory'"
            )
    post.wait_until_done()

    assert process.poll() is None, post.errors()
    post.check_nothing_lost_or_doubled(unknown_at_most=0)


@pytest.mark.proof
def test_asked_to_end_while_the_relay_hangs_a_sender_ends_all_the_same(post: Post) -> None:
    post.queue(3, name="hanging")
    process = post.sender()
    post.wait_until_more(0)

    started = time.monotonic()
    process.terminate()
    process.wait(timeout=10)

    assert time.monotonic() - started < 10
    post.sender()
    end = time.monotonic() + 20
    while post.states()["unknown"] == 0 and time.monotonic() < end:
        time.sleep(0.1)
    assert post.states()["unknown"] == 1

"""Senders are killed, ended and cut off at random; each message arrives once or is listed."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import Popen

import psutil
import psycopg
import pytest

from tests.proof.post import Post
from zetje.people.testing import make_organisation

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def post(transactional_db: None, database_url: str, tmp_path: Path) -> Iterator[Post]:
    post = Post(database_url, tmp_path, make_organisation())
    post.open()
    yield post
    post.close()


def kill_at_random(
    post: Post,
    *,
    start: Callable[[], Popen[bytes] | psutil.Process],
    kills: int,
    rng: random.Random,
    longest: float,
) -> int:
    """Kill a sender soon after it began to send, again and again."""
    done = 0
    while done < kills and post.open_messages():
        before = len(post.taken())
        process = start()
        post.wait_until_more(before)
        time.sleep(rng.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        process.wait()
        done += 1
    return done


def test_killed_senders_lose_nothing_and_double_nothing_by_mail_or_in_a_chat(post: Post) -> None:
    rng = random.Random(20261121)
    post.queue(150, chat_every=2)

    kills = kill_at_random(post, start=post.quick_sender, kills=4, rng=rng, longest=0.06)
    post.quick_sender()
    post.wait_until_done()

    assert kills >= 3
    post.check_nothing_lost_or_doubled(unknown_at_most=kills)


@pytest.mark.proof
def test_twenty_kills_in_a_run_of_two_thousand_lose_nothing_and_double_nothing(
    post: Post,
) -> None:
    rng = random.Random(2026)
    post.queue(2000)

    kills = kill_at_random(post, start=post.sender, kills=20, rng=rng, longest=0.06)
    post.sender()
    post.wait_until_done()

    assert kills == 20
    unknown = post.check_nothing_lost_or_doubled(unknown_at_most=kills)
    print(f"{kills} kills, {unknown} unknown, 0 lost, 0 double")


@pytest.mark.proof
def test_fifty_kills_of_two_senders_in_a_run_of_five_thousand(post: Post) -> None:
    rng = random.Random(5000)
    post.queue(5000, chat_every=2)
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
    post.queue(100 * senders, chat_every=4)

    for _ in range(senders):
        post.quick_sender()
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

"""How fast digests are written and handed to SMTP, beside Postfix's own load generator.

`smtp-source` sends ready bytes of the same size to the same sink over as many kept connections as
we have senders: the fastest that can be asked of that sink. We send with two sender processes: for
each mail the words are rendered, the mail is written, its intent is on disk before it leaves and
its outcome after.

Beside it stands what a Django project usually does, in as many processes on the same rows: the same
templates rendered for each mail (what they show is read a hundred at a time, which is kind), an
`EmailMultiAlternatives` over a connection that is kept open, and the row saved once it was sent. It
promises nothing about a crash.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from datetime import UTC, datetime
from typing import Any

import crowd
import psycopg

NAME = "digest.send"
GOAL = 0.2
USUAL = "digest.send.django"
USUAL_GOAL = 2.5
SENDERS = 2
MAILS = 6_000
USUAL_MAILS = 1_000
REFERENCE_MAILS = 40_000


def measure() -> dict[str, dict[str, Any]]:
    """Messages a second, ours as a ratio of `smtp-source`'s and of Django's usual path."""
    source, sink = _tool("smtp-source"), _tool("smtp-sink")
    if source is None or sink is None:
        note = "needs smtp-source and smtp-sink of Debian's package postfix (apt install postfix)"
        return {
            name: {"ratio": None, "goal": goal, "holds": False, "note": note}
            for name, goal in ((NAME, GOAL), (USUAL, USUAL_GOAL))
        }
    with _sink(sink) as port, crowd.database() as url:
        before = _reference(source, port)
        environment = _prepared(url, port)
        usual = _send_as_usual(environment)
        ours, size = _send(environment, url)
        reference = (before + _reference(source, port, size=size)) / 2
    note = (
        f"{ours:.0f} digests/s of {size / 1000:.0f} kB by {SENDERS} senders, "
        f"smtp-source {reference:.0f}/s over {SENDERS} connections"
    )
    beside = f"{ours:.0f} digests/s; Django's templates and mail {usual:.0f}/s"
    return {
        NAME: _figure(ours / reference, goal=GOAL, note=note),
        USUAL: _figure(ours / usual, goal=USUAL_GOAL, note=beside),
    }


def _figure(ratio: float, *, goal: float, note: str) -> dict[str, Any]:
    return {"ratio": round(ratio, 4), "goal": goal, "holds": ratio >= goal, "note": note}


def _tool(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")


@contextlib.contextmanager
def _sink(command: str) -> Generator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # It gives its rights up when it is started with any.
    rights = ["-u", "nobody"] if os.geteuid() == 0 else []
    process = subprocess.Popen([command, *rights, f"127.0.0.1:{port}", "1000"])
    try:
        _wait_for(port)
        yield port
    finally:
        process.kill()
        process.wait()


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the sink did not start")


def _reference(command: str, port: int, *, size: int = 25_000) -> float:
    """Messages a second of `smtp-source`, its connections kept open."""
    options = ["-d", "-s", str(SENDERS), "-m", str(REFERENCE_MAILS), "-l", str(size)]
    addresses = ["-f", "zetje@example.org", "-t", "anna@example.org"]
    began = time.perf_counter()
    subprocess.run([command, *options, *addresses, f"127.0.0.1:{port}"], check=True)
    return REFERENCE_MAILS / (time.perf_counter() - began)


def _prepared(url: str, port: int) -> dict[str, str]:
    """The environment of the senders, with a digest due for everyone."""
    environment = crowd.migrated(url) | {
        "ZETJE_MAIL_HOST": "127.0.0.1",
        "ZETJE_MAIL_PORT": str(port),
        "ZETJE_BENCH_PEOPLE": str(MAILS + USUAL_MAILS),
    }
    subprocess.run([sys.executable, __file__, "prepare"], env=environment, check=True)
    return environment


def _send_as_usual(environment: dict[str, str]) -> float:
    """Digests a second by Django's own means, as many processes as we have senders."""
    command = [sys.executable, __file__, "usual"]
    processes = [
        subprocess.Popen([*command, str(part)], env=environment, stdout=subprocess.PIPE)
        for part in range(SENDERS)
    ]
    spans = [[float(word) for word in each.communicate()[0].split()] for each in processes]
    return USUAL_MAILS / (max(end for _, end in spans) - min(start for start, _ in spans))


def _send(environment: dict[str, str], url: str) -> tuple[float, int]:
    """Our digests a second, and the bytes of one."""
    senders = [
        subprocess.Popen(
            [sys.executable, __file__, "send"], env=environment, stdout=subprocess.PIPE
        )
        for _ in range(SENDERS)
    ]
    with psycopg.connect(url, autocommit=True) as database:
        _wait_until_sent(database)
        for sender in senders:
            sender.send_signal(signal.SIGTERM)
        outputs = [sender.communicate()[0] for sender in senders]
        seconds = database.execute(
            "SELECT extract(epoch FROM max(at) - min(at)) FROM delivery_receipt"
        ).fetchone()[0]
    sizes = [int(line) for output in outputs for line in output.split()]
    return MAILS / float(seconds), max(sizes)


def _wait_until_sent(database: psycopg.Connection[Any]) -> None:
    end = time.monotonic() + 300
    query = "SELECT state, count(*) FROM delivery_message GROUP BY state"
    while time.monotonic() < end:
        states = dict(database.execute(query).fetchall())
        if states == {"sent": MAILS + USUAL_MAILS}:
            return
        if states.keys() & {"failed", "dropped", "unknown", "suppressed"}:
            raise RuntimeError(f"not everything was sent: {states}")
        time.sleep(0.5)
    raise RuntimeError("the digests did not go out in time")


def _prepare() -> None:
    """People who joined, and a digest for each that is due."""
    crowd.set_up()
    now = datetime.now(UTC)
    people = int(os.environ.get("ZETJE_BENCH_PEOPLE", MAILS))
    organisation = crowd.make_organisation(people=people, now=now)
    crowd.make_digests(organisation, now=now)


def _run_sender() -> None:
    """A sender as `zetje sender` runs it; at the end it prints the size of a mail."""
    crowd.set_up()
    from zetje.delivery.channels.mail import smtp
    from zetje.delivery.rules import mime
    from zetje.web.cli.sending import sender

    sizes: list[int] = []

    def write(letter: Any) -> mime.Parcel:
        parcel = mime.write(letter)
        if not sizes:
            sizes.append(len(parcel.contents))
        return parcel

    smtp.write = write
    sender.main(args=[], standalone_mode=False)
    print(*sizes)


def _run_usual(part: int) -> None:
    """Send one process's part by Django's own means, and print when it began and ended."""
    crowd.set_up()
    from django.core.mail import EmailMultiAlternatives, get_connection

    from zetje.delivery.models import Message
    from zetje.delivery.operations import batches
    from zetje.delivery.registry import renderer_of
    from zetje.lib.tenancy import tenant
    from zetje.people.models import Organisation
    from zetje.prompting.operations.mail import chains, pieces, rendering

    # A template is a template again, rendered whenever it is asked for.
    for module in (rendering, chains):
        module.piece = pieces.piece.__wrapped__
    organisation = Organisation.objects.get()
    with tenant(organisation.pk):
        numbers = list(Message.objects.order_by("-id").values_list("id", flat=True)[:USUAL_MAILS])
    mine, now = numbers[part::SENDERS], datetime.now(UTC)
    connection = get_connection()
    began = time.time()
    for start in range(0, len(mine), 100):
        batch = mine[start : start + 100]
        _, taken = batches.look_up(organisation_id=organisation.pk, message_ids=batch, now=now)
        words = renderer_of("digest").render([each.row for each in taken], now)
        for number, mail in words.items():
            message = EmailMultiAlternatives(
                mail.subject, mail.text, None, [mail.to_address], connection=connection
            )
            message.attach_alternative(mail.html, "text/html")
            connection.open()
            message.send()
            with tenant(organisation.pk):
                row = Message.objects.get(pk=number)
                row.state, row.message_id, row.sender = "sent", f"<{number}@x>", 1
                row.save()
    print(began, time.time())


if __name__ == "__main__":
    part = sys.argv[1] if len(sys.argv) > 1 else ""
    if part == "prepare":
        _prepare()
    elif part == "usual":
        _run_usual(int(sys.argv[2]))
    elif part == "send":
        _run_sender()
    else:
        print(measure())

"""How fast digests are written and handed to SMTP, beside Postfix's own load generator.

`smtp-source` sends ready bytes of the same size to the same sink over as many kept connections as
we have senders: the fastest that can be asked of that sink. We send with two sender processes: for
each mail the words are rendered, the mail is written, its intent is on disk before it leaves and
its outcome after.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

NAME = "digest.send"
GOAL = 0.06
SENDERS = 2
MAILS = 6_000
REFERENCE_MAILS = 40_000
_SOURCE = Path(__file__).resolve().parents[1] / "src"
_PIECE = '<tr><td class="story" style="padding:8px 24px;font:400 17px/1.5 sans-serif">{}</td></tr>'


def measure() -> dict[str, dict[str, Any]]:
    """Messages a second, ours as a ratio of `smtp-source`'s."""
    source, sink = _tool("smtp-source"), _tool("smtp-sink")
    if source is None or sink is None:
        note = "needs smtp-source and smtp-sink of Debian's package postfix (apt install postfix)"
        return {NAME: {"ratio": None, "goal": GOAL, "holds": False, "note": note}}
    with _sink(sink) as port, _database() as url:
        before = _reference(source, port)
        ours, size = _send(url, port)
        reference = (before + _reference(source, port, size=size)) / 2
    ratio = ours / reference
    note = (
        f"{ours:.0f} digests/s of {size / 1000:.0f} kB by {SENDERS} senders, "
        f"smtp-source {reference:.0f}/s over {SENDERS} connections"
    )
    return {NAME: {"ratio": round(ratio, 4), "goal": GOAL, "holds": ratio >= GOAL, "note": note}}


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


@contextlib.contextmanager
def _database() -> Generator[str]:
    """A database for this measurement alone, on the server of the environment or embedded."""
    given = os.environ.get("DATABASE_URL")
    if given:
        name = f"zetje_bench_{os.getpid()}"
        with psycopg.connect(given, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}"')
            yield psycopg.conninfo.make_conninfo(given, dbname=name)
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        return
    from zetje.web.run.postgres import embedded

    with tempfile.TemporaryDirectory(prefix="zetje-bench-") as folder:
        Path(folder).chmod(0o755)
        server = embedded(Path(folder))
        server.start()
        try:
            yield server.url
        finally:
            server.stop()


def _send(url: str, port: int) -> tuple[float, int]:
    """Our digests a second, and the bytes of one."""
    environment = os.environ | {
        "PYTHONPATH": str(_SOURCE),
        "DATABASE_URL": url,
        "ZETJE_MAIL_HOST": "127.0.0.1",
        "ZETJE_MAIL_PORT": str(port),
    }
    owner = environment | {"ZETJE_DATABASE_OWNER": "1"}
    subprocess.run([sys.executable, "-m", "zetje.web.cli", "migrate"], env=owner, check=True)
    subprocess.run([sys.executable, __file__, "prepare"], env=environment, check=True)
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
        if states == {"sent": MAILS}:
            return
        if states.keys() & {"failed", "dropped", "unknown", "suppressed"}:
            raise RuntimeError(f"not everything was sent: {states}")
        time.sleep(0.5)
    raise RuntimeError("the digests did not go out in time")


def _prepare() -> None:
    """Members who joined, and a digest for each."""
    _set_up()
    from zetje.delivery import operations as delivery
    from zetje.lib.tenancy import tenant
    from zetje.people.models import Member, Membership, Organisation

    now = datetime.now(UTC)
    organisation = Organisation.objects.create(name="Noordnaaf", slug="noordnaaf")
    with tenant(organisation.pk):
        members = Member.objects.bulk_create(
            Member(
                organisation=organisation, email=f"m{number}@example.org", given_name=f"M{number}"
            )
            for number in range(MAILS)
        )
        Membership.objects.bulk_create(
            Membership(
                organisation=organisation,
                member=member,
                house_rules_version=1,
                joined_at=now - timedelta(days=1),
            )
            for member in members
        )
    rows = [
        delivery.Queued(
            member_id=member.pk,
            kind="digest",
            subject_id=None,
            dedupe_key=f"digest:{member.pk}",
            not_before=now,
            useful_until=now + timedelta(hours=8),
        )
        for member in members
    ]
    delivery.queue_messages(rows, organisation_id=organisation.pk, now=now)
    _analyse()


def _analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("ANALYZE")


def _run_sender() -> None:
    """A sender as `zetje sender` runs it; at the end it prints the size of a mail."""
    _set_up()
    from zetje.delivery.channels.mail import mime, smtp
    from zetje.delivery.registry import register_renderer
    from zetje.web.cli.sending import sender

    sizes: list[int] = []

    def write(letter: Any) -> mime.Parcel:
        parcel = mime.write(letter)
        if not sizes:
            sizes.append(len(parcel.contents))
        return parcel

    smtp.write = write
    register_renderer("digest", "__main__.render")
    profile = os.environ.get("ZETJE_BENCH_PROFILE")
    if profile:
        import cProfile

        profiler = cProfile.Profile()
        profiler.enable()
    sender.main(args=[], standalone_mode=False)
    if profile:
        profiler.dump_stats(f"{profile}.{os.getpid()}")
    print(*sizes)


def _set_up() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zetje.web.settings")
    django.setup()


def render(rows: Sequence[Any], now: datetime) -> Mapping[int, Any]:
    """Digests of the usual size: three stories with their links, in HTML and in plain text."""
    from zetje.delivery.registry import Mail

    html, text = _templates()
    from django.template import Context

    words: dict[int, Any] = {}
    for row in rows:
        stories = [
            {"title": f"Verhaal {n} voor {row.member_id}", "links": _links(row, n)}
            for n in range(3)
        ]
        context = Context({"name": f"Lid {row.member_id}", "stories": stories, "row": row})
        words[row.id] = Mail(
            to_address=f"m{row.member_id}@example.org",
            to_name=f"Lid één {row.member_id}",
            subject=f"Drie verhalen voor jou, Lid {row.member_id}",
            text=text.render(context),
            html=html.render(context),
            language="nl",
        )
    return words


def _links(row: Any, number: int) -> list[str]:
    from zetje.lib import tokens

    expires_at = datetime(2027, 1, 1, tzinfo=UTC)
    payloads = [{"d": row.id, "s": number, "c": choice} for choice in ("copy", "adapt", "skip")]
    signed = [tokens.sign("week", payload, expires_at=expires_at) for payload in payloads]
    return [f"https://zetje.example/w/{token}/" for token in signed]


def _templates() -> tuple[Any, Any]:
    from django.template import engines

    if not _made:
        story = "".join(
            _PIECE.format(words)
            for words in (
                "{{ story.title }}",
                *("Een regel van het verhaal met één accent, en nog wat woorden erbij. " * 2,) * 18,
                *(
                    f'<a href="{{{{ story.links.{n} }}}}">Kies {{{{ story.title }}}}</a>'
                    for n in range(3)
                ),
            )
        )
        html = (
            "<!doctype html><html lang=nl><body><table>"
            "<tr><td>Dag {{ name }}</td></tr>{% for story in stories %}" + story + "{% endfor %}"
            '<tr><td><a href="{{ row.unsubscribe_url }}">Afmelden</a></td></tr>'
            "</table></body></html>"
        )
        text = (
            "Dag {{ name }},\n{% for story in stories %}\n{{ story.title }}\n"
            + "Een regel van het verhaal met één accent.\n" * 8
            + "{% for link in story.links %}{{ link }}\n{% endfor %}{% endfor %}\n"
            "{{ row.unsubscribe_url }}\n"
        )
        engine: Any = engines["django"].engine
        _made.extend([engine.from_string(html), engine.from_string(text)])
    return _made[0], _made[1]


_made: list[Any] = []

if __name__ == "__main__":
    part = sys.argv[1] if len(sys.argv) > 1 else ""
    if part == "prepare":
        _prepare()
    elif part == "send":
        _run_sender()
    else:
        print(measure())

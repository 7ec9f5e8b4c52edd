"""Commands about what happened: the spool of clicks, and figures made again from the record."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from types import FrameType

import click
import structlog
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.recognition import operations as recognition
from zetje.sharing import operations as sharing
from zetje.web.run.errors import PlainError

Rebuild = Callable[[int, datetime], int]

# Every figure that is derived from what happened, and what makes it again. Each opens the block of
# the tenant itself or has it opened, and tells how many figures stood otherwise.
REBUILDERS: Mapping[str, Rebuild] = {
    "clicks of links": lambda organisation_id, now: sharing.rebuild_link_counts(
        organisation_id=organisation_id
    ),
    "choices and shares of stories": lambda organisation_id, now: sharing.rebuild_story_counts(
        organisation_id=organisation_id
    ),
    "chains": lambda organisation_id, now: recognition.rebuild_chains(
        organisation_id=organisation_id, now=now
    ),
}

_PAUSE_SECONDS = 1.0
_TIDY_SECONDS = 60.0

log = structlog.get_logger("zetje.spool")


@click.group()
def events() -> None:
    """What happened, and the figures that follow from it."""


@events.command()
@click.option("--check", is_flag=True, help="Only compare; leave every figure as it stands.")
def replay(*, check: bool) -> None:
    """Make all derived figures again from the event record, and say where they differed."""
    now = timezone.now()
    different = 0
    for organisation in people.organisations():
        for name, rebuild in REBUILDERS.items():
            number = _rebuild(rebuild, organisation_id=organisation.pk, now=now, keep=not check)
            different += number
            outcome = f"{number} different" if number else "equal"
            click.echo(f"{organisation.name}: {name}: {outcome}")
    if different and check:
        raise PlainError(f"{different} figures are not what the record says; replay mends them.")


def _rebuild(rebuild: Rebuild, *, organisation_id: int, now: datetime, keep: bool) -> int:
    with transaction.atomic():
        with tenant(organisation_id):
            number = rebuild(organisation_id, now)
        if not keep:
            transaction.set_rollback(True)
    return number


@click.command()
@click.option("--once", is_flag=True, help="Load what is there and end.")
def spool(*, once: bool) -> None:
    """Load the clicks of this machine's link door into the database, each exactly once."""
    asked = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        asked.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    reader = sharing.spool_reader()
    if once:
        click.echo(f"{sharing.load_spool(reader)} clicks read")
        return
    _keep_loading(reader, asked)


def _keep_loading(reader: sharing.SpoolReader, asked: threading.Event) -> None:
    """Load until asked to end; a database that is away is waited for."""
    tidied_at = 0.0
    while not asked.is_set():
        now = timezone.now().timestamp()
        if now - tidied_at >= _TIDY_SECONDS:
            reader.tidy(now=now)
            tidied_at = now
        try:
            sharing.load_spool(reader)
        except (OperationalError, InterfaceError) as fault:
            log.warning("clicks wait in the spool", why=" ".join(str(fault).split()))
            connection.close()
        asked.wait(_PAUSE_SECONDS)


COMMANDS = [events, spool]

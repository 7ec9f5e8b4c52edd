"""Commands about what happened: the spool of clicks, and figures made again from the record."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from types import FrameType

import click
import structlog
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from zetje.insights import operations as insights
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.prompting import operations as prompting
from zetje.prompting import queries as standings
from zetje.recognition import operations as recognition
from zetje.recognition import queries as chains
from zetje.recognition.operations.ranks import rebuild_ranks
from zetje.sharing import operations as sharing
from zetje.web.run.errors import PlainError


@dataclass(frozen=True)
class Derived:
    """Figures that follow from what happened.

    `rebuild` makes those of an organisation again and tells how many stood otherwise. Where that
    number is no measure of faults, because figures also follow the clock, `amiss` names those that
    stand otherwise than they should.
    """

    name: str
    rebuild: Callable[[int, datetime], int]
    amiss: Callable[[int, datetime], list[str]] | None = None


def _tallies_amiss(organisation_id: int, now: datetime) -> int:
    """They are added up at night; what is only too new to stand there is no fault."""
    insights.keep_tallies(organisation_id=organisation_id, now=now)
    return insights.rebuild_tallies(organisation_id=organisation_id, now=now)


DERIVED = (
    Derived(
        "clicks of links",
        lambda organisation_id, now: sharing.rebuild_link_counts(organisation_id=organisation_id),
    ),
    Derived(
        "choices and shares of stories",
        lambda organisation_id, now: sharing.rebuild_story_counts(organisation_id=organisation_id),
    ),
    Derived(
        "chains",
        lambda organisation_id, now: recognition.rebuild_chains(
            organisation_id=organisation_id, now=now
        ),
        # A week is judged when it is over or when somebody looks.
        lambda organisation_id, now: chains.chains_amiss(organisation_id=organisation_id, now=now),
    ),
    Derived(
        "weeks of people, added up",
        lambda organisation_id, now: _tallies_amiss(organisation_id, now),
    ),
    Derived(
        "badges",
        lambda organisation_id, now: recognition.rebuild_badges(
            organisation_id=organisation_id, now=now
        ),
    ),
    Derived(
        "points",
        lambda organisation_id, now: recognition.rebuild_points(
            organisation_id=organisation_id, now=now
        ),
    ),
    Derived(
        "ranks",
        lambda organisation_id, now: rebuild_ranks(organisation_id=organisation_id, now=now),
    ),
    Derived(
        "phases and habits",
        lambda organisation_id, now: prompting.place_members(
            organisation_id=organisation_id, now=now
        ),
        # They follow the weeks that pass; a standing is counted at night or when something is done.
        lambda organisation_id, now: standings.standings_amiss(
            organisation_id=organisation_id, now=now
        ),
    ),
    Derived(
        "policies of prompts",
        lambda organisation_id, now: prompting.rebuild_policies(
            organisation_id=organisation_id, now=now
        ),
        lambda organisation_id, now: prompting.policies_amiss(
            organisation_id=organisation_id, now=now
        ),
    ),
)
# More names than this say no more than their number does.
_NAMED = 20

_PAUSE_SECONDS = 1.0
_TIDY_SECONDS = 60.0

log = structlog.get_logger("zetje.spool")


@click.group()
def events() -> None:
    """What happened, and the figures that follow from it."""


@events.command()
@click.option("--check", is_flag=True, help="Only compare; fail when a figure differs.")
def replay(*, check: bool) -> None:
    """Make all derived figures again from the event record, and say where they differed."""
    now = timezone.now()
    faults = 0
    for organisation in people.organisations():
        for derived in DERIVED:
            number, names = _replayed(derived, organisation.pk, now=now, keep=not check)
            faults += number
            outcome = f"{number} different" if number else "equal"
            click.echo(f"{organisation.name}: {derived.name}: {outcome}")
            for name in names[:_NAMED]:
                click.echo(f"  {name}")
    if faults and check:
        raise PlainError(f"{faults} figures are not what the record says; replay mends them.")


def _replayed(
    derived: Derived, organisation_id: int, *, now: datetime, keep: bool
) -> tuple[int, list[str]]:
    """How many figures stood otherwise, and which, where they have names. Kept or taken back."""
    with transaction.atomic():
        with tenant(organisation_id):
            names = derived.amiss(organisation_id, now) if derived.amiss else []
            is_told = derived.amiss is not None
            number = len(names) if is_told else derived.rebuild(organisation_id, now)
            if is_told and keep:
                derived.rebuild(organisation_id, now)
        transaction.set_rollback(not keep)
    return number, names


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
            sharing.load_spool(reader, stopping=asked.is_set)
        except (OperationalError, InterfaceError) as fault:
            log.warning("clicks wait in the spool", why=" ".join(str(fault).split()))
            connection.close()
        asked.wait(_PAUSE_SECONDS)


COMMANDS = [events, spool]

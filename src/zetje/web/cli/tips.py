"""Commands for mailed tips: one mail from a mail server's pipe, or a door that stays open."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import NoReturn

import click

from zetje.web.cli.surroundings import configuration
from zetje.web.run.errors import PlainError
from zetje.web.run.postgres import running_url

# What a mail server understands (sysexits.h): no such address; a mail it should not try again with;
# try again later.
NO_SUCH_ADDRESS, UNUSABLE, LATER = 67, 65, 75
_MOST_BYTES = 10_000_000


@click.group()
def tips() -> None:
    """Tips that colleagues mail."""


@tips.command()
@click.option(
    "--to", "recipient", help="To whom it goes; left out, what the mail server set as RECIPIENT."
)
@click.option(
    "--from", "sender", help="Who sent it, by its envelope; left out, what stands in SENDER."
)
def receive(*, recipient: str | None, sender: str | None) -> None:
    """Take one mail from standard input, as a mail server's pipe gives it.

    It ends with the codes that mail servers know: 67 for an address that is none of ours, 65 for a
    mail that is too large, 75 when it is to be tried again.
    """
    recipient = recipient or os.environ.get("ORIGINAL_RECIPIENT") or os.environ.get("RECIPIENT")
    if not recipient:
        raise PlainError("Say with --to for whom the mail is.")
    raw = sys.stdin.buffer.read(_MOST_BYTES + 1)
    if len(raw) > _MOST_BYTES:
        _end(UNUSABLE, "The mail is larger than 10 MB.")
    try:
        taken = _taken(raw, recipient, os.environ.get("SENDER") if sender is None else sender)
    except PlainError as fault:
        _end(LATER, f"Not now. {fault}")
    except Exception as fault:  # whatever it is, the mail must not be lost
        _end(LATER, f"Not now: {type(fault).__name__}.")
    if not taken:
        _end(NO_SUCH_ADDRESS, "No tips are taken at this address.")


@tips.command()
def listen() -> None:
    """Take mails in at ZETJE_TIPS_MAIL_LISTEN until asked to end."""
    from zetje.web.cli.surroundings import open_database

    settings = configuration()
    if not settings.tips_mail_listen:
        raise PlainError("Set ZETJE_TIPS_MAIL_LISTEN first, for example to lmtp:127.0.0.1:8024.")
    stop = open_database()
    try:
        _set_up()
        from urllib.parse import urlsplit

        from django.utils import timezone

        from zetje.web.tipmail.door import Door, keep_door, place_of

        door = Door(clock=timezone.now, peers=settings.tips_mail_peers)
        host = urlsplit(settings.address).hostname or "localhost"
        place = place_of(settings.tips_mail_listen)
        asyncio.run(keep_door(place=place, door=door, hostname=host))
    finally:
        stop()


def _taken(raw: bytes, recipient: str, sender: str | None) -> bool:
    """Bring it in, where Zetje runs; it is not started for one mail."""
    settings = configuration()
    if not settings.database_url:
        running = running_url(settings.data)
        if running is None:
            raise PlainError("Zetje does not run.")
        os.environ["DATABASE_URL"] = running
    _set_up()
    from django.utils import timezone

    from zetje.web.tipmail.delivering import deliver_tip_mail

    return deliver_tip_mail(
        raw=raw,
        recipient=recipient,
        envelope_sender=sender,
        # Only the mail server of this machine can start us.
        is_from_our_server=True,
        now=timezone.now(),
    )


def _set_up() -> None:
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def _end(code: int, words: str) -> NoReturn:
    click.echo(words, err=True)
    raise SystemExit(code)


COMMANDS = [tips]

"""Listens for mailed tips, over SMTP or LMTP; takes nothing for anybody else, sends nothing."""

from __future__ import annotations

import asyncio
import logging
import re
import signal
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP
from django.db import DatabaseError, connection

from zetje.web.run.errors import PlainError
from zetje.web.tipmail.delivering import deliver_tip_mail, organisation_at

MOST_BYTES: Final = 10_000_000
MOST_AT_ONCE: Final = 20
_MOST_RECIPIENTS: Final = 10
_WAITS_SECONDS: Final = 60
_PLACE: Final = re.compile(r"(smtp|lmtp):(?:\[([0-9a-fA-F:]+)\]|([^:\s\[\]]+)):(\d{1,5})")
log = structlog.get_logger("zetje.tipmail")


@dataclass(frozen=True)
class Place:
    """Where the door is, and what is spoken there."""

    protocol: str
    host: str
    port: int


def place_of(text: str) -> Place:
    """Read `lmtp:127.0.0.1:8024` or `smtp:[::1]:8025`. Raises PlainError."""
    found = _PLACE.fullmatch(text.strip())
    if found is None:
        raise PlainError("ZETJE_TIPS_MAIL_LISTEN is written as lmtp:127.0.0.1:8024 or smtp:….")
    return Place(found[1], found[2] or found[3], int(found[4]))


class Door:
    """Answers the commands of a mail server; the names are those of the SMTP library's hooks.

    Args:
        clock: tells the moment.
        peers: the addresses from which our own mail server hands mail over.
    """

    def __init__(self, *, clock: Callable[[], datetime], peers: Collection[str]) -> None:
        self.clock, self.peers = clock, frozenset(peers)
        self.open = 0

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Whether a recipient is one of ours."""
        if len(envelope.rcpt_tos) >= _MOST_RECIPIENTS:
            return "452 4.5.3 too many recipients"
        try:
            found = await asyncio.to_thread(_asked, organisation_at, address)
        except DatabaseError:
            return "451 4.3.0 try again later"
        if found is None:
            return "550 5.1.1 no tips are taken here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a mail. LMTP wants an answer for each recipient."""
        answers = [await self._answer(session, envelope, to) for to in envelope.rcpt_tos]
        if isinstance(server, LMTP):
            return "\r\n".join(answers)
        # Tried again, those who have it already get no second one: a mail is known by its number.
        return next((answer for answer in answers if answer.startswith("4")), answers[0])

    async def _answer(self, session: Any, envelope: Any, recipient: str) -> str:
        deliver = partial(
            deliver_tip_mail,
            raw=bytes(envelope.original_content),
            recipient=recipient,
            envelope_sender=envelope.mail_from or "",
            is_from_our_server=str(session.peer[0]) in self.peers,
            now=self.clock(),
        )
        try:
            taken = await asyncio.to_thread(_asked, deliver)
        except DatabaseError:
            log.warning("tip mail put off: the database does not answer")
            return "451 4.3.0 try again later"
        return "250 2.0.0 taken" if taken else "550 5.1.1 no tips are taken here"


class _Guarded:
    """Hangs up on whoever comes when too many are there already."""

    # Some programs write longer lines than the standard's thousand signs.
    line_length_limit = 65_536
    door: Door

    def connection_made(self, transport: Any) -> None:
        self.door.open += 1
        if self.door.open > MOST_AT_ONCE:
            transport.write(b"421 4.3.2 too many at once, try again later\r\n")
            transport.close()
            return
        super().connection_made(transport)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] -- the library's

    def connection_lost(self, error: Exception | None) -> None:
        self.door.open -= 1
        if getattr(self, "transport", None) is not None:
            super().connection_lost(error)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] -- the library's


class _GuardedSmtp(_Guarded, SMTP):
    pass


class _GuardedLmtp(_Guarded, LMTP):
    pass


async def open_door(*, place: Place, door: Door, hostname: str) -> asyncio.Server:
    """Open the door; port 0 takes a free one. Raises PlainError where it cannot be opened."""
    spoken = _GuardedLmtp if place.protocol == "lmtp" else _GuardedSmtp

    def answer() -> Any:
        made = spoken(
            door,
            data_size_limit=MOST_BYTES,
            enable_SMTPUTF8=True,
            hostname=hostname,
            ident="Zetje",
            timeout=_WAITS_SECONDS,
        )
        made.door = door
        return made

    try:
        return await asyncio.get_running_loop().create_server(answer, place.host, place.port)
    except (OSError, OverflowError) as fault:
        raise PlainError(
            f"Mailed tips cannot be taken in at {place.host}, port {place.port} ({fault})."
        ) from None


async def keep_door(*, place: Place, door: Door, hostname: str) -> None:
    """Keep the door open until asked to end."""
    asked = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    # The library tells every command.
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    server = await open_door(place=place, door=door, hostname=hostname)
    log.info("tips are taken in by mail", protocol=place.protocol, port=place.port)
    async with server:
        await asked.wait()


def _asked(question: Callable[..., Any], *given: Any) -> Any:
    """Ask the database in a thread of its own, and leave no connection behind."""
    try:
        return question(*given)
    finally:
        connection.close()

"""A real SMTP server for tests: it keeps what it takes, and misbehaves for the names it is told.

Started as a process it writes the Message-ID of each mail to a file, flushed before it answers:
`python -m zetje.delivery.testing.relay PORT FILE`.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

# What happens to mail for these local parts, everything else is taken.
AT_RECIPIENT = {
    "nobody": "550 5.1.1 User unknown",
    "greylisted": "451 4.7.1 Try again later",
    "closing": "421 4.3.2 Shutting down",
    "policy": "550 5.7.1 Not from you",
}
AFTER_CONTENTS = {
    "spam": "554 5.7.1 Message refused",
    "full": "452 4.2.2 Mailbox full",
    "late-unknown": "550 5.1.1 User unknown",
}
DROPS = "dropped"
HANGS = "hanging"
HANGS_EARLY = "tarpit"


@dataclass
class Relay:
    """The handler of the server: what it took, and whom it was asked for."""

    log: Path | None = None
    taken: list[EmailMessage] = field(default_factory=list[EmailMessage])
    raw: list[bytes] = field(default_factory=list[bytes])
    recipients: list[list[str]] = field(default_factory=list[list[str]])
    # How often a misbehaving name still misbehaves; left out, always.
    patience: dict[str, int] = field(default_factory=dict[str, int])

    def _misbehaves(self, name: str) -> bool:
        left = self.patience.get(name)
        if left is None:
            return True
        self.patience[name] = left - 1
        return left > 0

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's own name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        """Offer what real servers do."""
        session.host_name = hostname
        return [responses[0], "250-PIPELINING", *responses[1:]]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Accept a recipient, or not."""
        name = address.partition("@")[0]
        if name == HANGS_EARLY and self._misbehaves(name):
            await asyncio.sleep(3600)
        if name in AT_RECIPIENT and self._misbehaves(name):
            return AT_RECIPIENT[name]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take a mail, or break off just before saying so."""
        name = envelope.rcpt_tos[0].partition("@")[0]
        if name in AFTER_CONTENTS and self._misbehaves(name):
            return AFTER_CONTENTS[name]
        contents = envelope.original_content or b""
        self._keep(contents, list(envelope.rcpt_tos))
        if name == DROPS and self._misbehaves(name):
            transport: Any = server.transport
            transport.abort()
            await asyncio.sleep(3600)
        if name == HANGS and self._misbehaves(name):
            await asyncio.sleep(3600)
        return "250 2.0.0 Taken"

    def _keep(self, contents: bytes, recipients: list[str]) -> None:
        if self.log is None:
            self.raw.append(contents)
            self.taken.append(message_from_bytes(contents, policy=policy.default))
            self.recipients.append(recipients)
            return
        head = contents.partition(b"\r\n\r\n")[0]
        number = next(
            line.partition(b":")[2].strip()
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"message-id:")
        )
        with self.log.open("ab", buffering=0) as log:
            log.write(number + b"\n")


class RelayServer(Controller):
    """The server in a thread of its own, on a free port of this machine."""

    def __init__(self, relay: Relay, *, port: int = 0) -> None:
        self.relay = relay
        super().__init__(relay, hostname="127.0.0.1", port=port)  # pyright: ignore[reportUnknownMemberType] -- untyped keywords

    def factory(self) -> SMTP:
        """The protocol for one connection."""
        return _server(self.relay)

    @property
    def real_port(self) -> int:
        """The port it was given."""
        server: Any = self.server
        return int(server.sockets[0].getsockname()[1])

    def _trigger_server(self) -> None:
        """Let the library's own trial connection use the port that was given."""
        self.port = self.real_port
        super()._trigger_server()


def _server(relay: Relay) -> SMTP:
    return SMTP(relay, hostname="relay.example", enable_SMTPUTF8=False)


def main() -> None:
    """Serve until killed, logging Message-IDs."""
    port, log = int(sys.argv[1]), Path(sys.argv[2])
    relay = Relay(log=log)

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _server(relay), host="127.0.0.1", port=port)
        await server.serve_forever()

    asyncio.run(serve())


if __name__ == "__main__":
    main()

"""Hands mail to an SMTP server over a connection that is kept open.

The library opens, secures and closes the connection; the dialogue of a message is ours, because it
must be known to the byte whether the contents were under way when something broke. Sender,
recipient and DATA travel in one packet where the server allows it (RFC 2920).
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, cast

from zetje.delivery.rules import replies
from zetje.delivery.rules.mails import Letter
from zetje.delivery.rules.mime import Parcel, write
from zetje.delivery.rules.outcomes import Later, Outcome, Undecided
from zetje.delivery.transport import Prepared

_STEPS: Final = ("MAIL", "RCPT", "DATA")
_YES: Final = {"MAIL": (250,), "RCPT": (250, 251), "DATA": (354,)}


@dataclass(frozen=True, slots=True)
class Relay:
    """Where the mail goes and how to get in."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False
    timeout_seconds: float = 30.0
    # RFC 5321 allows ten minutes after the contents; nobody's queue should wait that long.
    answer_seconds: float = 60.0
    # The name we greet with; the library would ask the name server for it.
    hello: str = "localhost"


class _Lost(Exception):  # noqa: N818 - an inner signal, never seen outside
    """The connection broke before any of the contents was sent."""


class SmtpTransport:
    """One connection to one relay."""

    def __init__(self, relay: Relay) -> None:
        self.relay = relay
        self._smtp: smtplib.SMTP | None = None
        self._fresh = False

    def prepare(self, letter: Letter) -> Parcel:
        """The mail as bytes."""
        return write(letter)

    def hand_over(self, prepared: Prepared) -> Outcome:
        """Send one mail. A connection that went stale while idle is opened anew, once."""
        parcel = cast("Parcel", prepared)
        try:
            return self._converse(parcel)
        except _Lost as fault:
            if self._fresh:
                return Later(f"connection: {fault}", everyone=True)
        self.close()
        try:
            return self._converse(parcel)
        except _Lost as fault:
            return Later(f"connection: {fault}", everyone=True)

    def close(self) -> None:
        """Say goodbye and hang up."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()
            smtp.close()

    def _hang_up(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()

    def _converse(self, parcel: Parcel) -> Outcome:
        smtp = self._connection()
        self._fresh = smtp is not self._smtp
        self._smtp = smtp
        try:
            obstacle = self._envelope(smtp, parcel)
        except (OSError, smtplib.SMTPException) as fault:
            self._hang_up()
            raise _Lost(_short(fault)) from fault
        if obstacle is not None:
            return obstacle
        return self._contents(smtp, parcel)

    def _connection(self) -> smtplib.SMTP:
        if self._smtp is not None:
            return self._smtp
        smtp: smtplib.SMTP | None = None
        try:
            smtp = self._called()
            self._entered(smtp)
        except (OSError, smtplib.SMTPException) as fault:
            if smtp is not None:
                smtp.close()
            self._fresh = True
            raise _Lost(_short(fault)) from fault
        return smtp

    def _called(self) -> smtplib.SMTP:
        relay = self.relay
        kind = smtplib.SMTP_SSL if relay.tls else smtplib.SMTP
        return kind(
            relay.host, relay.port, local_hostname=relay.hello, timeout=relay.timeout_seconds
        )

    def _entered(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo_or_helo_if_needed()
        if self.relay.starttls:
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
        if self.relay.user:
            smtp.login(self.relay.user, self.relay.password)
        if smtp.sock is not None:
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _envelope(self, smtp: smtplib.SMTP, parcel: Parcel) -> Outcome | None:
        """Name sender and recipient and ask to send; None once the server waits for contents."""
        size = f" SIZE={len(parcel.contents)}" if smtp.has_extn("size") else ""
        commands = [
            f"MAIL FROM:<{parcel.from_address}>{size}\r\n",
            f"RCPT TO:<{parcel.to_address}>\r\n",
            "DATA\r\n",
        ]
        together = smtp.has_extn("pipelining")
        if together:
            smtp.send("".join(commands))
        obstacle: Outcome | None = None
        code = 0
        for step, command in zip(_STEPS, commands, strict=True):
            if not together:
                smtp.send(command)
            code, words = smtp.getreply()
            if code in _YES[step]:
                continue
            if obstacle is None:
                text = words.decode("utf-8", "replace")
                obstacle = replies.before_contents(step, code, text)
            if not together:
                break
        if obstacle is None:
            return None
        self._start_over(smtp, waits_for_contents=code == 354)
        return obstacle

    def _start_over(self, smtp: smtplib.SMTP, *, waits_for_contents: bool) -> None:
        """Leave no half transaction behind.

        A server that said yes to DATA although it took nobody waits for contents now; the only safe
        way out is to hang up.
        """
        if waits_for_contents:
            self._hang_up()
            return
        try:
            if smtp.rset()[0] != 250:
                self._hang_up()
        except (OSError, smtplib.SMTPException):
            self._hang_up()

    def _contents(self, smtp: smtplib.SMTP, parcel: Parcel) -> Outcome:
        contents = parcel.contents.replace(b"\r\n.", b"\r\n..")
        ending = b".\r\n" if contents.endswith(b"\r\n") else b"\r\n.\r\n"
        try:
            if smtp.sock is not None:
                smtp.sock.settimeout(self.relay.answer_seconds)
            smtp.send(contents + ending)
            code, words = smtp.getreply()
            if smtp.sock is not None:
                smtp.sock.settimeout(self.relay.timeout_seconds)
        except (OSError, smtplib.SMTPException) as fault:
            self._hang_up()
            return Undecided(f"no answer after the contents: {_short(fault)}")
        return self._answered(code, words.decode("utf-8", "replace"))

    def _answered(self, code: int, text: str) -> Outcome:
        outcome = replies.after_contents(code, text)
        if code == 421:
            self._hang_up()
        return outcome


def _short(fault: Exception) -> str:
    if isinstance(fault, smtplib.SMTPResponseException):
        words = fault.smtp_error
        text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
        return replies.reason_of(fault.smtp_code, text)
    return replies.reason_of(0, str(fault) or type(fault).__name__).removeprefix("0 ")

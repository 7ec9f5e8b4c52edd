"""Hands mail to whatever e-mail backend of Django the installation names."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from email.headerregistry import Address
from typing import Any, cast

from django.core.mail import EmailMultiAlternatives, get_connection

from zetje.delivery.rules import replies
from zetje.delivery.rules.lines import one_line
from zetje.delivery.rules.mails import Letter
from zetje.delivery.rules.mime import write
from zetje.delivery.rules.outcomes import Accepted, Later, Outcome, Refused, Undecided
from zetje.delivery.transport import Prepared


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message of Django's with the address it goes to."""

    to_address: str
    message: EmailMultiAlternatives


class BackendTransport:
    """One connection of a backend. What it raises is read as carefully as it lets us."""

    def __init__(self) -> None:
        self._connection: Any = get_connection()

    def prepare(self, letter: Letter) -> Envelope:
        """The mail as Django's backends take it, after the same checks as our own."""
        parcel = write(letter)
        mail = letter.mail
        headers = {**mail.headers, **letter.headers, "Message-ID": letter.message_id}
        message = EmailMultiAlternatives(
            subject=one_line(mail.subject),
            body=mail.text,
            from_email=_mailbox(letter.from_name, parcel.from_address),
            to=[_mailbox(mail.to_name, parcel.to_address)],
            headers={name: one_line(value) for name, value in headers.items()},
            connection=self._connection,
        )
        if mail.html:
            message.attach_alternative(mail.html, "text/html")
        return Envelope(parcel.to_address, message)

    def hand_over(self, prepared: Prepared) -> Outcome:
        """Let the backend send it."""
        message = cast("Envelope", prepared).message
        try:
            taken = message.send()
        except smtplib.SMTPRecipientsRefused as fault:
            code, words = next(iter(fault.recipients.values()))
            return replies.before_contents("RCPT", code, words.decode("utf-8", "replace"))
        except (ConnectionRefusedError, smtplib.SMTPConnectError, smtplib.SMTPHeloError) as fault:
            return Later(f"connection: {type(fault).__name__}", everyone=True)
        except smtplib.SMTPDataError as fault:
            text = cast("bytes", fault.smtp_error).decode("utf-8", "replace")
            return replies.after_contents(fault.smtp_code, text)
        except Exception as fault:
            # A backend that breaks somewhere on its way tells nobody how far it came.
            return Undecided(f"backend: {type(fault).__name__}")
        return Accepted() if taken else Refused("backend: took nothing")

    def close(self) -> None:
        """Close the backend's connection."""
        self._connection.close()


def _mailbox(name: str, address: str) -> str:
    line = one_line(name)
    return str(Address(display_name=line, addr_spec=address)) if line else address

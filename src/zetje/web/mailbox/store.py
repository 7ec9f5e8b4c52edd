"""Caught mail as files, one a message, newest first when listed."""

from __future__ import annotations

import os
import re
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

_NAME = re.compile(r"\d{13}-[0-9a-f]{8}")
_ENDING = ".eml"
_RECIPIENT = "X-Caught-For"
MOST_SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class CaughtMail:
    """One message as the list shows it."""

    name: str
    subject: str
    sender: str
    recipients: str
    caught_at: datetime


@dataclass(frozen=True, kw_only=True)
class Store:
    """The folder of the mailbox."""

    folder: Path

    def keep(self, content: bytes, *, recipients: list[str]) -> str:
        """Put a message in the folder; it appears there whole or not at all.

        Returns:
            Its name.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{time.time_ns() // 1_000_000:013d}-{secrets.token_hex(4)}"
        unfinished = self.folder / f"{name}.part"
        caught_for = f"{_RECIPIENT}: {', '.join(recipients)}\r\n".encode()
        unfinished.write_bytes(caught_for + content)
        unfinished.rename(self.folder / f"{name}{_ENDING}")
        return name

    def listed(self, *, recipient: str = "") -> list[CaughtMail]:
        """The newest messages, of everyone or of one recipient."""
        found: list[CaughtMail] = []
        for name in self._names():
            mail = self._summary(name)
            if mail is not None and recipient.lower() in mail.recipients.lower():
                found.append(mail)
            if len(found) == MOST_SHOWN:
                break
        return found

    def message(self, name: str) -> EmailMessage | None:
        """One message in full, or None when there is none of that name."""
        content = self.content(name)
        return None if content is None else _parse(content)

    def content(self, name: str) -> bytes | None:
        """One message as it was sent, or None when there is none of that name."""
        if not _NAME.fullmatch(name):
            return None
        try:
            return (self.folder / f"{name}{_ENDING}").read_bytes()
        except FileNotFoundError:
            return None

    def _names(self) -> list[str]:
        try:
            with os.scandir(self.folder) as entries:
                names = [e.name.removesuffix(_ENDING) for e in entries if e.name.endswith(_ENDING)]
        except FileNotFoundError:
            return []
        return sorted((name for name in names if _NAME.fullmatch(name)), reverse=True)

    def _summary(self, name: str) -> CaughtMail | None:
        content = self.content(name)
        if content is None:
            return None
        message = _parse(content, only_headers=True)
        return CaughtMail(
            name=name,
            subject=str(message.get("Subject", "")),
            sender=str(message.get("From", "")),
            recipients=str(message.get(_RECIPIENT, "")),
            caught_at=datetime.fromtimestamp(int(name[:13]) / 1000, tz=UTC),
        )


def _parse(content: bytes, *, only_headers: bool = False) -> EmailMessage:
    return BytesParser(policy=policy.default).parsebytes(content, headersonly=only_headers)


def text_of(message: EmailMessage, kind: str) -> str:
    """The part a person reads, as "plain" or as "html"; empty when there is none."""
    part = message.get_body((kind,))
    if part is None:
        return ""
    content = part.get_content()
    return content if isinstance(content, str) else ""

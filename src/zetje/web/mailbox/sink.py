"""An SMTP server that takes every message and passes none on."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP

from zetje.web.mailbox.store import Store

_LARGEST_BYTES = 32 * 1024 * 1024


class Keeper:
    """Puts what arrives into the store before it says that it has it."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Answer the end of a message; the name is that of the SMTP library's hook."""
        recipients = [str(address) for address in envelope.rcpt_tos]
        name = self.store.keep(bytes(envelope.original_content), recipients=recipients)
        return f"250 kept as {name}"


async def catch_mail(*, folder: Path, port: int) -> None:
    """Catch mail on this machine until asked to end.

    Args:
        folder: where the messages go.
        port: the port to listen on, on this machine only.
    """
    keeper = Keeper(Store(folder=folder))
    loop = asyncio.get_running_loop()
    end = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end.set)
    server = await loop.create_server(
        lambda: SMTP(keeper, data_size_limit=_LARGEST_BYTES, enable_SMTPUTF8=True),
        host="127.0.0.1",
        port=port,
    )
    async with server:
        await end.wait()

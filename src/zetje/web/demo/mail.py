"""Where the mail of the demo's history goes: nowhere. It was read long ago, by nobody."""

from __future__ import annotations

import random
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from zetje.delivery import operations as delivery
from zetje.delivery.registry import (
    Accepted,
    Letter,
    Mail,
    OutboxRow,
    Outcome,
    Prepared,
    Transport,
    open_transport,
    register_renderer,
    renderer_of,
)

_SEED = 1986
_KINDS = ("digest", "reminder", "prompt")
_BLANK = f"{__name__}.blank_letters"
_NOBODY = "past@noordnaaf.example"


@dataclass(frozen=True)
class _Envelope:
    """A letter of which only the address is kept."""

    to_address: str


class PastMail:
    """A way out of the building that leads nowhere and says that all arrived."""

    def prepare(self, letter: Letter) -> Prepared:
        """Keep the address."""
        return _Envelope(letter.mail.to_address)

    def hand_over(self, prepared: Prepared) -> Outcome:
        """Take it, and keep nothing."""
        return Accepted("of the demo's past")

    def close(self) -> None:
        """Nothing is open."""


def past_mail(channel: str) -> Transport:
    """The way out for what was mailed before the demo was made."""
    return PastMail()


def real_mail(channel: str) -> Transport:
    """The way out that the installation has: in the demo it ends in the local mailbox."""
    return open_transport(channel)


def past_but_chats(way_out: Callable[[str], Transport]) -> Callable[[str], Transport]:
    """The way out of a week whose chats a visitor may still scroll back to, and not its mail."""
    return lambda channel: past_mail(channel) if channel == "mail" else way_out(channel)


@contextmanager
def without_words() -> Generator[None]:
    """Mail without writing the words: what nobody keeps need not be written."""
    usual = [renderer_of(kind) for kind in _KINDS]
    for each in usual:
        register_renderer(each.kind, _BLANK, family=each.family)
    try:
        yield
    finally:
        for each in usual:
            register_renderer(each.kind, each.function, family=each.family, allowed=each.allowed)


def blank_letters(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Mail]:
    """A letter for each row with nothing in it, to nobody."""
    return {row.id: Mail(to_address=_NOBODY, subject="-", text="-") for row in rows}


def send(*, now: datetime, way_out: Callable[[str], Transport]) -> int:
    """Send what was due at a moment, as the sender would have done then; how many were due."""
    return delivery.send_due(now=now, rng=random.Random(_SEED), open_channel=way_out)  # noqa: S311 - jitter of retries, no secret

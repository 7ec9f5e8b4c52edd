"""A channel that only remembers, and a renderer of one line of words."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from zetje.delivery import registry
from zetje.delivery.rules.mails import Drop, Letter, Mail, OutboxRow, Rendered
from zetje.delivery.rules.mime import Parcel, write
from zetje.delivery.rules.outcomes import Accepted, Outcome
from zetje.delivery.transport import Prepared, Transport

RENDERER = "zetje.delivery.testing.fakes.render"

# What the fake renderer should do for a subject: drop it, or raise.
drops: dict[int, str] = {}
poisons: set[int] = set()


@dataclass
class FakeTransport:
    """Takes every message, or answers as it is told for an address."""

    answers: dict[str, list[Outcome]] = field(default_factory=dict[str, list[Outcome]])
    sent: list[Parcel] = field(default_factory=list[Parcel])
    closed: bool = False

    def prepare(self, letter: Letter) -> Parcel:
        """The mail as the real channel would write it."""
        return write(letter)

    def hand_over(self, prepared: Prepared) -> Outcome:
        """The next answer for the address; yes when there is none."""
        answers = self.answers.get(prepared.to_address, [])
        outcome = answers.pop(0) if answers else Accepted("250 OK")
        if isinstance(outcome, Accepted):
            self.sent.append(cast("Parcel", prepared))
        return outcome

    def close(self) -> None:
        """Remember that it was closed."""
        self.closed = True

    def open(self, channel: str) -> Transport:
        """This transport, whatever the channel."""
        return self

    @property
    def addresses(self) -> list[str]:
        """Where the messages went, in order."""
        return [parcel.to_address for parcel in self.sent]


def render(rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
    """One line of words for each row, to its address or to one made of its member's number."""
    words: dict[int, Rendered] = {}
    for row in rows:
        subject = row.subject_id or 0
        if subject in poisons:
            raise RuntimeError("poisoned")
        if subject in drops:
            words[row.id] = Drop(drops[subject])
            continue
        words[row.id] = Mail(
            to_address=row.address or f"member{row.member_id}@example.org",
            subject=f"{row.kind} {subject}",
            text=f"Words of {row.dedupe_key}\n{row.unsubscribe_url}\n",
            html=f"<p>Words of {row.dedupe_key}</p>",
            language="en",
        )
    return words


@contextmanager
def fake_renderers(*kinds: str, allowed: str = "") -> Generator[None]:
    """Let the fake renderer make the words of some kinds, and give the real ones back."""
    before = registry.renderers()
    for kind in kinds:
        registry.register_renderer(kind, RENDERER, allowed=allowed)
    try:
        yield
    finally:
        registry.restore(before)
        drops.clear()
        poisons.clear()

"""Channels that only remember, and a renderer of one line of words."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from django.urls import URLPattern

from zetje.delivery import registry
from zetje.delivery.rules.cards import Card
from zetje.delivery.rules.channels import MAIL, Channel, Field
from zetje.delivery.rules.mails import CardLetter, Drop, Letter, Mail, OutboxRow, Rendered
from zetje.delivery.rules.mime import Parcel, write
from zetje.delivery.rules.outcomes import Accepted, Outcome
from zetje.delivery.transport import Prepared, Transport

RENDERER = "zetje.delivery.testing.fakes.render"

# What the fake renderer should do for a subject: drop it, or raise.
drops: dict[int, str] = {}
poisons: set[int] = set()


@dataclass(frozen=True)
class CardParcel:
    """A card with the address it goes to."""

    to_address: str
    letter: CardLetter


@dataclass
class FakeTransport:
    """Takes every message, or answers as it is told for an address."""

    answers: dict[str, list[Outcome]] = field(default_factory=dict[str, list[Outcome]])
    sent: list[Parcel] = field(default_factory=list[Parcel])
    cards: list[CardLetter] = field(default_factory=list[CardLetter])
    closed: bool = False

    def prepare(self, letter: Letter | CardLetter) -> Parcel | CardParcel:
        """The mail as the real channel would write it; a card stays as it is."""
        return (
            CardParcel(letter.address, letter) if isinstance(letter, CardLetter) else write(letter)
        )

    def hand_over(self, prepared: Prepared) -> Outcome:
        """The next answer for the address; yes when there is none."""
        answers = self.answers.get(prepared.to_address, [])
        outcome = answers.pop(0) if answers else Accepted("250 OK")
        if not isinstance(outcome, Accepted):
            return outcome
        if isinstance(prepared, CardParcel):
            self.cards.append(prepared.letter)
        else:
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


@dataclass
class FakeChannel:
    """A channel around a transport, as `register_channel` takes it."""

    name: str = "chat"
    transport: FakeTransport = field(default_factory=FakeTransport)
    label: str = "Chat"
    fields: Sequence[Field] = ()
    urls: Sequence[URLPattern] = ()
    # What is said of settings when they are saved.
    fault: str = ""
    asked: list[Mapping[str, str]] = field(default_factory=list[Mapping[str, str]])

    def open_transport(self) -> Transport:
        """Its one transport."""
        return self.transport

    def check(self, settings: Mapping[str, str]) -> str:
        """Remember what was asked, and find what it is told to find."""
        self.asked.append(settings)
        return self.fault


@contextmanager
def fake_channels(*channels: Channel, per_second: float = 0.0) -> Generator[None]:
    """Plug channels in beside the real ones, and take them out again."""
    before = [(each, registry.pace_of(name)) for name, each in registry.channels().items()]
    for channel in channels:
        registry.register_channel(channel, per_second=per_second)
    try:
        yield
    finally:
        registry.restore_channels(before)


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
        if row.channel != MAIL:
            title, text = f"{row.kind} {subject}", f"Words of {row.dedupe_key}"
            words[row.id] = Card(language="en", title=title, text=text)
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

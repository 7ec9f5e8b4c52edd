"""The values that travel between the outbox, the renderers and the channels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from zetje.delivery.rules.cards import Card


class Pieced(str):
    """A text that knows the parts it was joined of.

    Many mails have most of their parts in common, and what is worked out of such a part, as how it
    is written in a mail, serves for all of them.
    """

    parts: tuple[str, ...]

    @classmethod
    def of(cls, parts: Iterable[str]) -> Pieced:
        """The text of some parts, which may be joined of parts themselves."""
        flat: list[str] = []
        for part in parts:
            if isinstance(part, Pieced):
                flat += part.parts
            elif part:
                flat.append(part)
        text = cls("".join(flat))
        text.parts = tuple(flat)
        return text


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message of the outbox as a renderer sees it.

    Attributes:
        id: the key under which the renderer answers.
        subject_id: what the message is about, in the renderer's own words; a digest, a link.
        address: where it goes when it is not a member's own address; empty otherwise.
        unsubscribe_url: the page on which the person stops this kind of mail, if it is a member.
        channel: where it goes, which says what is wanted: a `Mail` for "mail", else a `Card`. The
            rows that a renderer is given together go to one channel.
    """

    id: int
    organisation_id: int
    member_id: int | None
    kind: str
    subject_id: int | None
    dedupe_key: str
    address: str
    not_before: datetime
    useful_until: datetime | None
    unsubscribe_url: str = ""
    channel: str = "mail"


@dataclass(frozen=True, slots=True)
class Mail:
    """What a renderer makes of a row: the words, and the one address they go to.

    Attributes:
        text, html: plain, or `Pieced` where mails have parts in common.
        headers: more lines for the head; ours win over them.
    """

    to_address: str
    subject: str
    text: str
    html: str = ""
    to_name: str = ""
    language: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Drop:
    """A renderer's word that a message should not go out any more, and why."""

    reason: str


Rendered = Mail | Card | Drop


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail with everything its channel needs to hand it over."""

    mail: Mail
    message_id: str
    from_address: str
    from_name: str
    written_at: datetime
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CardLetter:
    """A card with everything its channel needs to hand it over.

    Attributes:
        address: the person's own address in that channel, as it was linked.
        message_id: the same over every attempt.
        useful_until: after which it should not reach the person any more; None for no end.
    """

    card: Card
    address: str
    message_id: str
    organisation_id: int
    written_at: datetime
    useful_until: datetime | None = None

"""Turns rendered words into a letter that is ready to be handed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from zetje.delivery import queries
from zetje.delivery.operations.batches import Taken
from zetje.delivery.operations.steps import Starting
from zetje.delivery.registry import Renderer
from zetje.delivery.rules.cards import Card
from zetje.delivery.rules.channels import MAIL
from zetje.delivery.rules.kinds import ANSWER, NOTICE, cap_week, next_week
from zetje.delivery.rules.lines import one_address
from zetje.delivery.rules.mails import CardLetter, Letter, Mail
from zetje.delivery.transport import Prepared, Transport


@dataclass(frozen=True, slots=True)
class Ready:
    """A message that can be handed over at once."""

    message_id: int
    attempts: int
    # Whose place in which week it takes; 0 and "" where nothing is counted.
    place: tuple[int, str]
    starting: Starting
    prepared: Prepared
    # When there is room for it again, should this week's place be taken; None: it is dropped.
    next_room: datetime | None


def make_ready(
    *,
    taken: Taken,
    words: Mail | Card,
    organisation: Any,
    renderer: Renderer,
    transport: Transport,
    now: datetime,
) -> Ready:
    """The letter of a message, written out.

    A message keeps its Message-ID over every attempt, so that even two copies would be one to the
    person's mail program; the random part of it is its token.

    Raises:
        ValueError: when the message cannot be sent as it is.
        TypeError: when its renderer made a card of what was to be mailed.
    """
    letter: Letter | CardLetter
    if isinstance(words, Mail):
        letter = _letter(taken, words, organisation, renderer, now)
    elif taken.row.channel == MAIL:
        raise TypeError("a card cannot be mailed")
    else:
        letter = CardLetter(
            card=words,
            address=taken.address,
            message_id=taken.header_id or taken.token,
            organisation_id=taken.row.organisation_id,
            written_at=now,
            useful_until=taken.row.useful_until,
        )
    prepared = transport.prepare(letter)
    week = cap_week(renderer.family, now=now, time_zone=taken.time_zone)
    # Under which the address may be suppressed; a chat has links that end instead.
    digests: list[str] = []
    if isinstance(words, Mail):
        found = queries.address_digests(organisation.pk, prepared.to_address)
        digests = [f"\\x{digest.hex()}" for digest in found]
    member_id = taken.row.member_id or 0
    place = (member_id, week if member_id else "")
    return Ready(
        message_id=taken.row.id,
        attempts=taken.attempts + 1,
        place=place,
        starting=Starting(taken.row.id, letter.message_id, place[1], digests, taken.link_id),
        prepared=prepared,
        next_room=_next_room(taken, renderer, now),
    )


def _letter(
    taken: Taken, mail: Mail, organisation: Any, renderer: Renderer, now: datetime
) -> Letter:
    own_name, from_address = _from(organisation.mail_from or settings.DEFAULT_FROM_EMAIL)
    return Letter(
        mail=mail,
        message_id=taken.header_id or f"<{taken.token}@{from_address.rpartition('@')[2]}>",
        from_address=from_address,
        from_name=own_name or organisation.name,
        written_at=now,
        headers=_headers(taken, organisation, renderer),
    )


@lru_cache(maxsize=256)
def _from(sender: str) -> tuple[str, str]:
    """Name and address of a sender as it was filled in."""
    name, address = parseaddr(sender)
    return name, one_address(address)


def _next_room(taken: Taken, renderer: Renderer, now: datetime) -> datetime | None:
    """A second notice of a week waits for the next, if it is still of use then."""
    if renderer.family != NOTICE:
        return None
    room, until = next_week(now=now, time_zone=taken.time_zone), taken.row.useful_until
    return room if until is None or room < until else None


def _headers(taken: Taken, organisation: Any, renderer: Renderer) -> dict[str, str]:
    """What tells mail programs and providers that a machine wrote, and how to stop it."""
    kind = taken.row.kind
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply"}
    if renderer.family == ANSWER:
        return headers
    host = _host_of(str(settings.SITE_ADDRESS))
    headers["List-Id"] = f"<{kind}.{organisation.slug}.{host}>".replace("_", "-")
    headers["Feedback-ID"] = f"{kind}:{organisation.slug}:zetje"
    if taken.row.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{taken.row.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


@lru_cache(maxsize=16)
def _host_of(site: str) -> str:
    return urlsplit(site).hostname or "localhost"

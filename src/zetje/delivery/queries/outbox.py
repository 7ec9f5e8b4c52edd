"""Reads the outbox, and who asked for quiet."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Count, Q, QuerySet

from zetje.delivery.models import Hold, Message, SendingPlace, Suppression, Unsubscription
from zetje.delivery.rules import states
from zetje.delivery.rules.lines import same_address
from zetje.lib import tokens
from zetje.lib.secrets import unseal

UNSUBSCRIBE = "unsubscribe"
_UNSUBSCRIBE_FOR = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Unsubscriber:
    """Who a mail's unsubscribe address stands for, and from what."""

    organisation_id: int
    member_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class Due:
    """Messages of an organisation that may go out now, of one urgency by one channel.

    Attributes:
        troubles: how often in a row the channel's other side failed this organisation.
    """

    organisation_id: int
    urgency: int
    channel: str
    troubles: int


@dataclass(frozen=True, slots=True)
class ChannelCounts:
    """How many messages of a channel are due, failed for good, or undecided."""

    waiting: int
    failed: int
    unknown: int


@dataclass(frozen=True, slots=True)
class SuppressedAddress:
    """An address that takes no mail, readable for an administrator."""

    key: str
    address: str
    reason: str
    suppressed_at: datetime


def unsubscribe_url(
    *, organisation_id: int, member_id: int | None, kind: str, now: datetime
) -> str:
    """The address at which a member stops one kind of mail; empty for nobody's."""
    if member_id is None:
        return ""
    # Whole days, so that the mails of one day to one person carry one address.
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    payload = {"o": organisation_id, "m": member_id, "k": kind}
    token = tokens.sign(UNSUBSCRIBE, payload, expires_at=day + _UNSUBSCRIBE_FOR)
    return f"{settings.SITE_ADDRESS}/unsubscribe/{token}/"


def unsubscriber(*, token: str, now: datetime) -> Unsubscriber:
    """Who a token stands for.

    Raises:
        InvalidToken: for every fault alike.
    """
    payload = tokens.read(UNSUBSCRIBE, token, now=now)
    return Unsubscriber(int(payload["o"]), int(payload["m"]), str(payload["k"]))


def is_unsubscribed(*, member_id: int, kind: str) -> bool:
    """Whether a member wants no more of a kind."""
    return Unsubscription.objects.filter(
        member_id=member_id, kind=kind, ended_at__isnull=True
    ).exists()


def unsubscribed_members(*, organisation_id: int, kind: str) -> frozenset[int]:
    """The members who want no more of a kind, for whoever plans it."""
    rows = Unsubscription.objects.filter(
        organisation_id=organisation_id, kind=kind, ended_at__isnull=True
    )
    return frozenset(rows.values_list("member_id", flat=True))


def address_digests(organisation_id: int, address: str) -> list[bytes]:
    """The digests under which an address may be suppressed, one for each key still in use."""
    words = f"{organisation_id}:{same_address(address)}".encode()
    return [
        hmac.digest(b"zetje suppression " + key.encode(), words, hashlib.sha256)
        for key in settings.SEAL_KEYS
    ]


def suppressed_addresses(*, organisation_id: int) -> list[SuppressedAddress]:
    """The addresses that take no mail, the newest first."""
    rows = Suppression.objects.filter(organisation_id=organisation_id, lifted_at__isnull=True)
    return [
        SuppressedAddress(
            bytes(row.digest).hex(), unseal(row.sealed_address), row.reason, row.suppressed_at
        )
        for row in rows.order_by("-id")[:200]
    ]


def open_stop(*, organisation_id: int) -> Any:
    """The stop that halts an organisation's sending now, or None."""
    stops = apps.get_model("people", "SendingStop")._default_manager
    return stops.filter(organisation_id=organisation_id, resumed_at__isnull=True).first()


def open_hold(*, organisation_id: int) -> Hold | None:
    """The hold under which an organisation's sending waits for a person, or None."""
    holds = Hold.objects.filter(organisation_id=organisation_id, released_at__isnull=True)
    return holds.first()


def messages_in_state(*, organisation_id: int, state: str) -> QuerySet[Message]:
    """The messages in a state, the newest first."""
    rows = Message.objects.filter(organisation_id=organisation_id, state=state)
    return rows.order_by("-id")


def counts_by_channel(*, organisation_id: int, now: datetime) -> dict[str, ChannelCounts]:
    """How many messages are due, failed or undecided, by channel."""
    rows = Message.objects.filter(organisation_id=organisation_id).order_by()
    counted = rows.filter(
        Q(state=states.PLANNED, not_before__lte=now) | Q(state__in=[states.FAILED, states.UNKNOWN])
    )
    found: dict[str, dict[str, int]] = {}
    for channel, state, count in counted.values_list("channel", "state").annotate(Count("id")):
        found.setdefault(channel, {})[state] = count
    return {
        channel: ChannelCounts(
            waiting=by.get(states.PLANNED, 0),
            failed=by.get(states.FAILED, 0),
            unknown=by.get(states.UNKNOWN, 0),
        )
        for channel, by in found.items()
    }


def waiting_count(*, organisation_id: int, now: datetime) -> int:
    """How many messages are due and have not gone out."""
    rows = Message.objects.filter(
        organisation_id=organisation_id, state=states.PLANNED, not_before__lte=now
    )
    return rows.count()


def sending_place() -> SendingPlace | None:
    """The installation's note of where it sends from, once a sender has run."""
    return SendingPlace.objects.first()


def organisations_due(*, now: datetime) -> list[Due]:
    """Where something may go out now, urgent messages first.

    Asked before there is a tenant; the database's function tells numbers of organisations only.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT organisation_id, urgency, channel, troubles FROM delivery_due_by_channel(%s)",
            [now],
        )
        return [Due(*row) for row in cursor.fetchall()]


def senders_holding() -> list[tuple[int, int]]:
    """Organisation and sender of each message that is in a sender's hands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id, sender FROM delivery_held_by()")
        return cursor.fetchall()


def cluster_name() -> str:
    """A name for the very database these rows live in.

    It differs after a restore: from a dump by the numbers of database and table, from a copy of the
    data folder that was recovered to a point in time by its timeline.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT delivery_cluster()")
        row = cursor.fetchone()
    return str(row[0])

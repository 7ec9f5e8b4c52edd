"""Reads by which channels people are reached, and how those channels do."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from cryptography.fernet import InvalidToken
from django.conf import settings

from zetje.delivery.models import ChannelCircuit, ChannelLink, ChannelSetup, Unsubscription
from zetje.delivery.rules.channels import MAIL
from zetje.lib.secrets import unseal
from zetje.lib.tenancy import tenant

_PURPOSE: Final = b"zetje channel account "


@dataclass(frozen=True, slots=True)
class Link:
    """By what a person is reached in a channel."""

    id: int
    channel: str
    address: str
    linked_at: datetime


class Account(NamedTuple):
    """What is kept sealed of a link: how it is reached, and what it is found by."""

    address: str
    account: str


@dataclass(frozen=True, slots=True)
class Circuit:
    """A channel whose other side is in trouble."""

    channel: str
    reason: str
    since: datetime
    open_until: datetime


def channel_settings(organisation_id: int, name: str) -> dict[str, str]:
    """What an organisation filled in for a channel, by the name of the field.

    Empty when it filled in nothing, or when no listed key opens it any more.
    """
    with tenant(organisation_id):
        setup = ChannelSetup.objects.filter(organisation_id=organisation_id, channel=name).first()
    if setup is None:
        return {}
    try:
        return dict(json.loads(unseal(setup.sealed_settings)))
    except InvalidToken:
        return {}


def channels_set_up(*, organisation_id: int) -> frozenset[str]:
    """The channels that an organisation has filled something in for."""
    with tenant(organisation_id):
        rows = ChannelSetup.objects.filter(organisation_id=organisation_id)
        return frozenset(rows.values_list("channel", flat=True))


def account_digests(*, organisation_id: int, channel: str, account: str) -> list[bytes]:
    """The digests under which an account may be known, one for each key still in use."""
    words = f"{organisation_id}:{channel}:{account}".encode()
    return [
        hmac.digest(_PURPOSE + key.encode(), words, hashlib.sha256) for key in settings.SEAL_KEYS
    ]


def read_sealed_account(sealed: bytes) -> Account:
    """What `sealed_address` of a link holds."""
    return Account(*json.loads(unseal(sealed)))


def links_of(*, organisation_id: int, member_ids: Collection[int]) -> dict[int, list[Link]]:
    """Each member's own links in their own order, those of mail and in-app among them.

    What no listed key opens any more is as good as not linked.
    """
    found: dict[int, list[Link]] = {number: [] for number in member_ids}
    with tenant(organisation_id):
        rows = ChannelLink.objects.filter(
            organisation_id=organisation_id, member_id__in=list(member_ids), ended_at__isnull=True
        )
        for row in rows.order_by("place", "id"):
            try:
                address = read_sealed_account(row.sealed_address).address
            except InvalidToken:
                continue
            found[row.member_id].append(Link(row.pk, row.channel, address, row.linked_at))
    return found


def channels_of(
    *, organisation_id: int, member_ids: Collection[int], kind: str = ""
) -> dict[int, list[str]]:
    """By which channels each member is reached, the first of them the one they like best.

    Mail is among them always, at the end unless they gave it another place. Whether a channel has
    what it needs is asked again when a message goes out; if not, the next of them takes it.

    Args:
        organisation_id: whose members.
        member_ids: which.
        kind: when given, who wants no more of that kind of message has no channel for it.
    """
    with tenant(organisation_id):
        rows = ChannelLink.objects.filter(
            organisation_id=organisation_id, member_id__in=list(member_ids), ended_at__isnull=True
        )
        linked = rows.order_by("place", "id").values_list("member_id", "channel")
        quiet: frozenset[int] = frozenset()
        if kind:
            stopped = Unsubscription.objects.filter(
                organisation_id=organisation_id, kind=kind, ended_at__isnull=True
            )
            quiet = frozenset(stopped.values_list("member_id", flat=True))
        found: dict[int, list[str]] = {number: [] for number in member_ids}
        for member_id, channel in linked:
            found[member_id].append(channel)
    return {
        number: [] if number in quiet else with_mail(channels) for number, channels in found.items()
    }


def with_mail(channels: Sequence[str]) -> list[str]:
    """The channels with mail at the end, if it has no place among them."""
    return [*channels] if MAIL in channels else [*channels, MAIL]


def member_at(*, organisation_id: int, channel: str, address: str) -> int | None:
    """Whose account in a channel this is, by what it was linked under; None for nobody's."""
    digests = account_digests(organisation_id=organisation_id, channel=channel, account=address)
    with tenant(organisation_id):
        return (
            ChannelLink.objects.filter(
                organisation_id=organisation_id,
                channel=channel,
                digest__in=digests,
                ended_at__isnull=True,
            )
            .values_list("member_id", flat=True)
            .first()
        )


def open_circuits(*, organisation_id: int) -> list[Circuit]:
    """The channels in trouble, the longest first; the tenant's block must be open."""
    rows = ChannelCircuit.objects.filter(organisation_id=organisation_id).order_by("since")
    return [Circuit(row.channel, row.reason, row.since, row.open_until) for row in rows]

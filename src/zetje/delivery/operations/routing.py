"""Finds by what account a message reaches its person, and the next channel when there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db import connection

from zetje.delivery import queries
from zetje.delivery.operations import batches
from zetje.delivery.operations.batches import Taken
from zetje.delivery.registry import channels
from zetje.delivery.rules import states
from zetje.delivery.rules.channels import APP, MAIL, WITHOUT_LINK
from zetje.lib.tenancy import tenant

NO_CHANNEL: Final = "no_channel"
# Its number in the other channel means nothing in this one, so it gets a new one there.
_REROUTE: Final = """
UPDATE delivery_message SET channel = %s, message_id = '', sender = NULL, leased_until = NULL
WHERE organisation_id = %s AND id = %s AND sender = %s AND state = 'planned'
"""


def find_ways(
    *,
    organisation_id: int,
    channel: str,
    taken: Sequence[Taken],
    sender: int,
    now: datetime,
) -> list[Taken]:
    """The messages that can go by a channel, each with the person's own address there.

    The others are let go of: planned for the next channel of the person, or dropped when there is
    none.
    """
    if channel == MAIL:
        return list(taken)
    ready = ready_channels(organisation_id=organisation_id)
    members = {each.row.member_id for each in taken if each.row.member_id is not None}
    links = queries.links_of(organisation_id=organisation_id, member_ids=members)
    found: list[Taken] = []
    for each in taken:
        theirs = {link.channel: link for link in links.get(each.row.member_id or 0, [])}
        link = theirs.get(channel)
        if each.row.member_id is None:
            _drop(each, organisation_id=organisation_id, sender=sender, now=now)
        elif channel not in ready or (link is None and channel != APP):
            ways = [name for name in queries.with_mail([*theirs]) if name in ready - {channel}]
            reroute(
                organisation_id=organisation_id,
                message_id=each.row.id,
                channel=[*ways, MAIL][0],
                sender=sender,
            )
        elif link is None or channel in WITHOUT_LINK:
            found.append(each)
        else:
            found.append(replace(each, address=link.address, link_id=link.id))
    return found


def ready_channels(*, organisation_id: int) -> frozenset[str]:
    """The channels that are plugged in, and filled in where they need that."""
    filled = queries.channels_set_up(organisation_id=organisation_id)
    return frozenset(
        name for name, channel in channels().items() if not channel.fields or name in filled
    )


def reroute(*, organisation_id: int, message_id: int, channel: str, sender: int) -> None:
    """Let go of a message that is to take another channel."""
    with tenant(organisation_id), connection.cursor() as cursor:
        cursor.execute(_REROUTE, [channel, organisation_id, message_id, sender])


def _drop(taken: Taken, *, organisation_id: int, sender: int, now: datetime) -> None:
    """A bare address takes mail alone."""
    batches.conclude(
        organisation_id=organisation_id,
        sender=sender,
        message_id=taken.row.id,
        state=states.DROPPED,
        reason=NO_CHANNEL,
        now=now,
    )

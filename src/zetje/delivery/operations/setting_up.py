"""Fills in and takes away what an organisation needs for a channel."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from zetje.delivery import queries
from zetje.delivery.models import ChannelCircuit, ChannelSetup
from zetje.delivery.registry import channels
from zetje.lib.secrets import seal
from zetje.lib.tenancy import tenant
from zetje.people import operations as people


def set_up_channel(
    *,
    organisation_id: int,
    channel: str,
    settings: Mapping[str, str],
    by_member_id: int | None,
    now: datetime,
) -> str:
    """Keep what was filled in for a channel, once the real counterpart says that it works.

    A secret that is left empty stays what it was, since it is never shown again.

    Args:
        organisation_id: whose.
        channel: its name.
        settings: what was filled in, by the name of the field; other names are left out.
        by_member_id: the administrator; None for the command line.
        now: the moment.

    Returns:
        what is wrong in plain words; "" when it was kept.
    """
    known = channels()[channel]
    before = queries.channel_settings(organisation_id, channel)
    filled: dict[str, str] = {}
    for field in known.fields:
        given = settings.get(field.name, "").strip()
        filled[field.name] = given or (before.get(field.name, "") if field.is_secret else "")
    if fault := known.check(filled):
        return fault
    with tenant(organisation_id):
        ChannelSetup.objects.update_or_create(
            organisation_id=organisation_id,
            channel=channel,
            defaults={
                "sealed_settings": seal(json.dumps(filled)),
                "set_up_at": now,
                "set_up_by_id": by_member_id,
            },
        )
        # Whatever was wrong, the next message may try again at once.
        ChannelCircuit.objects.filter(organisation_id=organisation_id, channel=channel).delete()
        _record(channel, "channel.set_up", by_member_id, now)
    return ""


def turn_off_channel(
    *, organisation_id: int, channel: str, by_member_id: int | None, now: datetime
) -> bool:
    """Forget what was filled in; messages take the next channel of each person.

    The links of persons stay, so that nobody has to link again when it comes back.

    Returns:
        false when it was not set up.
    """
    with tenant(organisation_id):
        gone = ChannelSetup.objects.filter(organisation_id=organisation_id, channel=channel)
        if not gone.delete()[0]:
            return False
        ChannelCircuit.objects.filter(organisation_id=organisation_id, channel=channel).delete()
        _record(channel, "channel.turned_off", by_member_id, now)
    return True


def _record(channel: str, action: str, by_member_id: int | None, now: datetime) -> None:
    people.record_audit(
        actor_member_id=by_member_id, action=action, subject=f"channel:{channel}", now=now
    )

"""Ties a person's own accounts and browsers to them, in the order in which they like them."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from cryptography.fernet import InvalidToken
from django.db.models import QuerySet

from zetje.delivery.models import ChannelLink, LinkCode
from zetje.delivery.queries import account_digests, channels_of, read_sealed_account
from zetje.delivery.rules.channels import APP, MAIL, WITHOUT_LINK
from zetje.lib.secrets import seal
from zetje.lib.tenancy import tenant

CODE_LIFETIME: Final = timedelta(minutes=15)
# Without signs that are taken for one another when somebody types them over.
_SIGNS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE_SIGNS: Final = 10


def link_channel(
    *,
    organisation_id: int,
    member_id: int,
    channel: str,
    address: str,
    now: datetime,
    account: str = "",
) -> None:
    """Reach a member by their own account in a channel from now on, before they are mailed.

    A newer account takes the place of an older one. An account that was somebody else's is theirs
    no longer: whoever linked it last has shown that it is in their hands.

    Args:
        organisation_id: whose member.
        member_id: who.
        channel: its name.
        address: what the channel needs to reach them, as it will be given back.
        now: the moment.
        account: by what `queries.member_at` finds them; left out, the address itself.
    """
    known = account or address
    digests = account_digests(organisation_id=organisation_id, channel=channel, account=known)
    with tenant(organisation_id):
        theirs = _open_links(organisation_id).filter(channel=channel)
        _end(theirs.filter(member_id=member_id), reason="", now=now)
        _end(theirs.filter(digest__in=digests), reason="linked by another", now=now)
        order = _order(organisation_id, member_id)
        ChannelLink.objects.create(
            organisation_id=organisation_id,
            member_id=member_id,
            channel=channel,
            sealed_address=_sealed(address, known),
            digest=b"" if channel in WITHOUT_LINK else digests[0],
            linked_at=now,
        )
        order.insert(order.index(MAIL), channel)
        _give_places(organisation_id, member_id, order)


def unlink_channel(
    *, organisation_id: int, member_id: int, channel: str, now: datetime, reason: str = ""
) -> bool:
    """Reach a member by this channel no more.

    Args:
        organisation_id: whose member.
        member_id: who.
        channel: its name.
        now: the moment.
        reason: what the other side said, when it is not the member's own wish.

    Returns:
        false when there was no such link.
    """
    with tenant(organisation_id):
        links = _open_links(organisation_id).filter(member_id=member_id, channel=channel)
        return bool(_end(links, reason=reason, now=now))


def end_link(*, organisation_id: int, link_id: int, reason: str, now: datetime) -> None:
    """End a link whose account is gone, as the other side said."""
    with tenant(organisation_id):
        _end(_open_links(organisation_id).filter(pk=link_id), reason=reason, now=now)


def order_channels(
    *, organisation_id: int, member_id: int, channels: Sequence[str], now: datetime
) -> None:
    """Keep the order in which a member wants to be reached.

    What they have not linked is left out; what they have linked and not named comes last. In-app
    and mail need no link: named here, in-app is chosen by that.
    """
    with tenant(organisation_id):
        linked = _order(organisation_id, member_id)
        order = [name for name in dict.fromkeys(channels) if name in linked or name == APP]
        order += [name for name in linked if name not in order]
        for name in {MAIL, APP} & set(order):
            ChannelLink.objects.get_or_create(
                organisation_id=organisation_id,
                member_id=member_id,
                channel=name,
                ended_at=None,
                defaults={"sealed_address": _sealed("", ""), "linked_at": now},
            )
        _give_places(organisation_id, member_id, order)


def link_code(*, organisation_id: int, member_id: int, channel: str, now: datetime) -> str:
    """A code that the member types in the channel, to show that the account there is theirs.

    It takes the place of one that was given before, holds for a quarter of an hour and works once.
    """
    code = "".join(secrets.choice(_SIGNS) for _ in range(_CODE_SIGNS))
    digest = account_digests(organisation_id=organisation_id, channel=channel, account=code)[0]
    with tenant(organisation_id):
        LinkCode.objects.filter(organisation_id=organisation_id, expires_at__lte=now).delete()
        LinkCode.objects.update_or_create(
            organisation_id=organisation_id,
            member_id=member_id,
            channel=channel,
            defaults={"digest": digest, "expires_at": now + CODE_LIFETIME},
        )
    return f"{code[:5]}-{code[5:]}"


def member_of_link_code(
    *, organisation_id: int, channel: str, code: str, now: datetime
) -> int | None:
    """Who was given this code, which is spent by asking; None for every fault alike."""
    typed = "".join(sign for sign in code.upper() if sign in _SIGNS)
    digests = account_digests(organisation_id=organisation_id, channel=channel, account=typed)
    with tenant(organisation_id):
        codes = LinkCode.objects.select_for_update().filter(
            organisation_id=organisation_id,
            channel=channel,
            digest__in=digests,
            expires_at__gt=now,
        )
        found = codes.first()
        if found is None:
            return None
        found.delete()
    return found.member_id


def reseal_accounts(*, organisation_id: int) -> int:
    """Bring the digests of linked accounts under the newest key, while the product runs.

    What no listed key opens is left as it is.

    Returns:
        how many were not under that key yet.
    """
    older: list[ChannelLink] = []
    with tenant(organisation_id):
        links = _open_links(organisation_id).select_for_update().exclude(digest=b"")
        for link in links:
            try:
                account = read_sealed_account(link.sealed_address).account
            except InvalidToken:
                continue
            digest = account_digests(
                organisation_id=organisation_id, channel=link.channel, account=account
            )[0]
            if bytes(link.digest) != digest:
                link.digest = digest
                older.append(link)
        ChannelLink.objects.bulk_update(older, ["digest"], batch_size=500)
    return len(older)


def _sealed(address: str, account: str) -> bytes:
    return seal(json.dumps([address, account]))


def _end(links: QuerySet[ChannelLink], *, reason: str, now: datetime) -> int:
    """End links, and forget at once which accounts they were."""
    return links.update(
        ended_at=now, end_reason=reason[:300], sealed_address=_sealed("", ""), digest=b""
    )


def _open_links(organisation_id: int) -> QuerySet[ChannelLink]:
    return ChannelLink.objects.filter(organisation_id=organisation_id, ended_at__isnull=True)


def _order(organisation_id: int, member_id: int) -> list[str]:
    return channels_of(organisation_id=organisation_id, member_ids=[member_id])[member_id]


def _give_places(organisation_id: int, member_id: int, order: Sequence[str]) -> None:
    links = list(_open_links(organisation_id).filter(member_id=member_id))
    for link in links:
        link.place = order.index(link.channel)
    ChannelLink.objects.bulk_update(links, ["place"])

"""Which keys there are, and which one a program came with."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from zetje.insights.models import ApiKey
from zetje.lib.tenancy import tenant
from zetje.people import queries as people

# So that a key that was pasted somewhere is found by whoever looks for keys.
PREFIX: Final = "zetje_"
# Who may look at the page Insight; what a key reads is on it.
READERS: Final = frozenset({"programme_manager", "works_council", "administrator"})


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A key that opens: whose organisation it reads, and its number."""

    organisation_id: int
    key_id: int


def hash_of(secret: str) -> bytes:
    """What is kept of a key: it has enough chance in it for a plain hash."""
    return hashlib.sha256(secret.encode()).digest()


def open_key(secret: str, *, now: datetime) -> OpenKey | None:
    """The key that a program came with, while it opens; None for every fault alike.

    It opens until it expires or is taken away, and while who made it works here and may look at
    Insight. The organisation is read from the key; no tenant needs to be open.
    """
    if not secret.startswith(PREFIX) or "\0" in secret:
        return None
    organisation = people.organisation_of_cookie(secret.removeprefix(PREFIX))
    if organisation is None:
        return None
    with tenant(organisation.pk):
        rows = ApiKey.objects.filter(
            organisation_id=organisation.pk,
            secret_hash=hash_of(secret),
            ended_at__isnull=True,
            expires_at__gt=now,
        )
        key = rows.first()
        if key is None or not _may_read(key.made_by_id):
            return None
        return OpenKey(organisation.pk, key.pk)


def api_keys(organisation_id: int) -> Sequence[ApiKey]:
    """The keys that nobody took away, the newest first; the tenant's block must be open."""
    rows = ApiKey.objects.filter(organisation_id=organisation_id, ended_at__isnull=True)
    return list(rows.select_related("made_by").order_by("-made_at", "-pk"))


def api_key(organisation_id: int, token: str) -> ApiKey | None:
    """A key by what names it on its page; the tenant's block must be open."""
    rows = ApiKey.objects.filter(organisation_id=organisation_id, ended_at__isnull=True)
    return rows.filter(token=token).first()


def makers_who_may_read(keys: Sequence[ApiKey]) -> frozenset[int]:
    """Of who made these keys, the members who work here and may still look at Insight."""
    makers = {key.made_by_id for key in keys if key.made_by_id is not None}
    return frozenset(member_id for member_id in makers if _may_read(member_id))


def _may_read(member_id: int | None) -> bool:
    if member_id is None or member_id not in people.members_by_ids([member_id]):
        return False
    return bool(people.roles_of(member_id) & READERS)

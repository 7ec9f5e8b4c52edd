"""Reads links and what came of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction

from zetje.sharing.models import Link, LinkCount

_DOOR_ROLE = "zetje_links"


@dataclass(frozen=True)
class DoorLink:
    """A link as the link door sees it: where it leads, and to whom its clicks belong."""

    link_id: int
    organisation_id: int
    target: str
    is_withdrawn: bool


def address_of(link: Link) -> str:
    """The whole address of a short link, as it stands in a post."""
    return f"{settings.LINKS_ADDRESS}/l/{link.code}"


def link_of(*, member_id: int, story_id: int, network: str) -> Link | None:
    """The link that a member shares for a story on a network, if there is one."""
    found = Link.objects.living().filter(member_id=member_id, story_id=story_id, network=network)
    return found.first()


def clicks_of(link_ids: Collection[int]) -> dict[int, int]:
    """How many readers followed each of these links; a link nobody followed is left out."""
    counts = LinkCount.objects.filter(link_id__in=link_ids, counted__gt=0)
    return dict(counts.values_list("link_id", "counted"))


def door_link(*, code: str) -> DoorLink | None:
    """A link by its code, of whatever organisation: read with the right of the link door.

    That role may read where links lead and nothing else; the role before is restored at once.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (before,) = cursor.fetchone() or ("",)
        cursor.execute("SELECT set_config('role', %s, true)", [_DOOR_ROLE])
        cursor.execute(
            "SELECT id, organisation_id, target, withdrawn_at IS NOT NULL"
            " FROM sharing_link WHERE code = %s",
            [code],
        )
        row = cursor.fetchone()
        cursor.execute("SELECT set_config('role', %s, true)", [before])
    return DoorLink(*row) if row else None

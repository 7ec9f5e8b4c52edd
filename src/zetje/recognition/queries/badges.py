"""Reads the badges that somebody holds, and one that they show to the world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from zetje.people import queries as people
from zetje.recognition.models import MemberBadge
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.rules.badge_faces import FACES, Face
from zetje.recognition.rules.badges import BADGES, NEVER_AHEAD

if TYPE_CHECKING:
    from zetje.people.models import Member, Organisation


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge that somebody holds.

    Attributes:
        kind: which.
        earned_at: when they earned it.
        face: how it looks and what it says.
        address: what stands in its public address; empty while they show it to nobody.
    """

    kind: str
    earned_at: datetime
    face: Face
    address: str = ""


@dataclass(frozen=True, slots=True)
class ShownBadge:
    """A badge that its person shows to the world."""

    badge: Badge
    member: Member


def badges_of(*, organisation_id: int, member_id: int) -> tuple[Badge, ...]:
    """The badges of a member, in the order in which they earned them; for that member alone.

    None where the organisation has badges switched off.
    """
    if not game_switches(organisation_id).badges:
        return ()
    rows = MemberBadge.objects.filter(
        organisation_id=organisation_id, member_id=member_id, revoked_at__isnull=True
    )
    return tuple(_badge(row) for row in rows.order_by("earned_at", "pk"))


def badges_ahead(held: tuple[Badge, ...], *, most: int = 2) -> tuple[Face, ...]:
    """The next badges that somebody may come to, by what they hold already."""
    known = {badge.kind for badge in held} | NEVER_AHEAD
    return tuple(FACES[kind] for kind in BADGES if kind not in known)[:most]


def badge_path(badge: Badge, *, organisation: Organisation) -> str:
    """Where anybody can see a badge, without the site's own address; "" while it is not shown."""
    return reverse("mark", args=[organisation.slug, badge.address]) if badge.address else ""


def shown_badge(*, organisation: Organisation, address: str) -> ShownBadge | None:
    """The badge that stands at a public address, while its person takes part and works here."""
    if not game_switches(organisation.pk).badges:
        return None
    rows = MemberBadge.objects.filter(
        organisation=organisation, address=address, member__in=people.joined_members(organisation)
    )
    row = rows.exclude(address="").select_related("member").first()
    return None if row is None else ShownBadge(_badge(row), row.member)


def _badge(row: MemberBadge) -> Badge:
    return Badge(row.kind, row.earned_at, FACES[row.kind], row.address)

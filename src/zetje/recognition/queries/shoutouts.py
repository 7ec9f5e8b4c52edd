"""The shout-outs that may be shown now: asked anew each time, so that a no is a no everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from zetje.recognition.models import Shoutout, ShoutoutThanks
from zetje.recognition.queries.settings import game_switches
from zetje.recognition.rules.shoutouts import SMALLEST_THANKS

if TYPE_CHECKING:
    from zetje.recognition.models.shoutouts import ShoutoutQuerySet


@dataclass(frozen=True, kw_only=True)
class PublicShoutout:
    """A shout-out as every colleague may see it at this moment. Never kept, always asked anew.

    Attributes:
        token: what stands for it in addresses.
        member_id: who is thanked.
        name: their given name.
        full_name: given and family name.
        text_nl: the words in Dutch, or empty.
        text_en: the words in English, or empty; one of the two there always is.
        giver: the given name of who gave it; empty where they did not agree to be named.
        giver_team: the giver's team; empty with their name, or without a team.
        giver_id: who gave it, for whoever must know what is their own; never shown.
        at: when the person named said yes.
        thanks: how many colleagues thanked along; 0 below five.
    """

    token: str
    member_id: int
    name: str
    full_name: str
    text_nl: str
    text_en: str
    giver: str
    giver_team: str
    giver_id: int | None
    at: datetime
    thanks: int

    def language(self, wanted: str) -> str:
        """The language in which it can be read: the one wanted, else the other."""
        other = "en" if wanted == "nl" else "nl"
        return wanted if self._texts().get(wanted) else other

    def text(self, wanted: str) -> str:
        """The words in the language wanted, else in the other one."""
        return self._texts()[self.language(wanted)]

    def _texts(self) -> dict[str, str]:
        return {"nl": self.text_nl, "en": self.text_en}


def shoutouts_between(
    *, organisation_id: int, since: datetime, until: datetime, limit: int = 100
) -> tuple[PublicShoutout, ...]:
    """The shout-outs that came on the wall in a while and may be shown now, newest first.

    Only those whose person agrees at this very moment; nothing where the organisation has
    shout-outs off. Whatever shows them asks each time, and keeps none.

    Args:
        organisation_id: whose; its tenant's block must be open.
        since: from when, this moment included.
        until: up to when, this moment excluded.
        limit: how many at most.
    """
    rows = public_rows(organisation_id).filter(agreed_at__gte=since, agreed_at__lt=until)
    return tuple(_public(row) for row in rows.order_by("-agreed_at", "-pk")[:limit])


def public_rows(organisation_id: int) -> ShoutoutQuerySet:
    """The shout-outs of an organisation that may be shown now; none while they are off."""
    if not game_switches(organisation_id).shoutouts:
        return Shoutout.objects.none()
    rows = Shoutout.objects.filter(organisation_id=organisation_id).public().with_giver_named()
    here = Q(thanks__member__left_on__isnull=True)
    counted = rows.annotate(thanked=Count("thanks", filter=here))
    return counted.select_related("member", "giver__team")


def tokens_thanked(*, organisation_id: int, member_id: int) -> frozenset[str]:
    """The shout-outs with which a member thanked along, by token."""
    mine = ShoutoutThanks.objects.filter(organisation_id=organisation_id, member=member_id)
    return frozenset(mine.values_list("shoutout__token", flat=True))


def _public(row: Shoutout) -> PublicShoutout:
    giver = row.giver if getattr(row, "giver_agrees", False) else None
    thanked = int(getattr(row, "thanked", 0))
    return PublicShoutout(
        token=row.token,
        member_id=row.member_id,
        name=row.member.given_name,
        full_name=row.member.full_name,
        text_nl=row.text_nl,
        text_en=row.text_en,
        giver=giver.given_name if giver else "",
        giver_team=giver.team.name if giver and giver.team else "",
        giver_id=row.giver_id,
        at=row.agreed_at or row.given_at,
        thanks=thanked if thanked >= SMALLEST_THANKS else 0,
    )

"""Posts in own words that found readers, for whoever proposes to thank their authors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Q

from zetje.sharing.models import Share
from zetje.sharing.queries.known_networks import networks

# Fewer readers than this say nothing; more of them count no more, so that a large network is no
# advantage.
FEWEST_READERS: Final = 5
_MOST: Final = 2_000


@dataclass(frozen=True, slots=True)
class NoticedPost:
    """A post that found readers; how many is its author's to know, and not in here.

    Attributes:
        token: of the share.
        member_id: whose.
        title: of the story that it is about.
        network: how people call the network.
    """

    token: str
    member_id: int
    title: str
    network: str


def posts_with_readers(
    *, organisation_id: int, since: datetime, until: datetime
) -> list[NoticedPost]:
    """The posts in own words of a while that found readers, one a person, the latest.

    Networks that forbid rewards are left out, and so is a story that was taken back.

    Args:
        organisation_id: whose; its tenant's block must be open.
        since: posted from when.
        until: and before when.
    """
    labels = {network.key: str(network.label) for network in networks() if network.scored}
    rows = Share.objects.confirmed().filter(
        organisation_id=organisation_id,
        own_words=True,
        network__in=list(labels),
        confirmed_at__gte=since,
        confirmed_at__lt=until,
        story__withdrawn_at__isnull=True,
        story__isnull=False,
    )
    # As they stood at the end of the while, so that it comes out the same for whoever asks later.
    seen = Count(
        "link__clicks", filter=Q(link__clicks__counted=True, link__clicks__clicked_at__lt=until)
    )
    rows = rows.annotate(readers=seen).filter(readers__gte=FEWEST_READERS)
    found: dict[int, NoticedPost] = {}
    for share in rows.select_related("story").order_by("confirmed_at", "pk")[:_MOST]:
        found[share.member_id] = NoticedPost(
            token=share.token,
            member_id=share.member_id,
            title=share.story.title,
            network=labels[share.network],
        )
    return list(found.values())

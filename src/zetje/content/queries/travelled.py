"""Tips whose stories went live, of givers who agreed to be named with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zetje.content.queries.tips import credited_names


@dataclass(frozen=True, slots=True)
class NamedTip:
    """A tip that a story was made of, whose giver may be named with it."""

    token: str
    member_id: int
    story_id: int
    title: str


def named_tips_live(*, organisation_id: int, since: datetime, until: datetime) -> list[NamedTip]:
    """The tips whose stories went live in a while and were not taken back, oldest first."""
    rows = credited_names().filter(
        organisation_id=organisation_id,
        story__published_at__gte=since,
        story__published_at__lt=until,
        story__withdrawn_at__isnull=True,
    )
    return [
        NamedTip(
            token=tip.token,
            member_id=tip.member_id,
            story_id=tip.story.pk,
            title=tip.story.title,
        )
        for tip in rows.select_related("story")
        if tip.story is not None
    ]

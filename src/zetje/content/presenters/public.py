"""The public page of a story, with what link previews ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from zetje.content import queries
from zetje.content.rules.states import day_in
from zetje.content.rules.text import one_line, shortened

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Organisation


@dataclass(frozen=True)
class PublicView:
    """What the page shows and says of itself."""

    address: str
    published_on: date | None
    corrected_on: date | None
    description: str
    paragraphs: tuple[str, ...]
    picture_address: str
    # Drawn from the story; what link previews show when it has no picture of its own.
    card_address: str
    locale: str
    link: str
    host: str


def public_view(story: Story, *, organisation: Organisation) -> PublicView:
    """The public page of a story."""
    picture = queries.picture_path(story, organisation=organisation)
    card = queries.card_path(story, organisation=organisation)
    return PublicView(
        address=queries.public_address(story, organisation=organisation),
        published_on=_day(story.published_at, organisation),
        corrected_on=_day(story.corrected_at, organisation),
        description=shortened(one_line(story.summary), 200),
        paragraphs=tuple(part for part in story.summary.split("\n\n") if part.strip()),
        picture_address=f"{settings.SITE_ADDRESS}{picture}" if picture else "",
        card_address=f"{settings.SITE_ADDRESS}{card}",
        locale={"nl": "nl_NL", "en": "en_GB"}[story.language],
        link=story.url,
        host=(urlsplit(story.url).hostname or "").removeprefix("www.") if story.url else "",
    )


def _day(at: datetime | None, organisation: Organisation) -> date | None:
    return day_in(organisation.time_zone, at) if at else None

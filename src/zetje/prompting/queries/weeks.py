"""Finds what a member was offered in a week, for the page that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from zetje.content import queries as content
from zetje.prompting.models import Digest, DigestStory

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member


@dataclass(frozen=True)
class Offer:
    """One story of a week, at its place, and why this person got it."""

    position: int
    story: Story
    reason: str


@dataclass(frozen=True)
class Week:
    """A member's ISO week and what they were offered in it. Without a digest there is no offer."""

    iso_year: int
    iso_week: int
    offers: tuple[Offer, ...]
    digest: Digest | None


def this_week(*, member: Member, now: datetime) -> Week:
    """The week that it is for a member, on their own clock."""
    iso = now.astimezone(ZoneInfo(member.time_zone)).isocalendar()
    rows = DigestStory.objects.filter(
        organisation_id=member.organisation_id,
        digest__member=member,
        digest__iso_year=iso.year,
        digest__iso_week=iso.week,
    )
    found = list(rows.select_related("digest").order_by("position"))
    digest = found[0].digest if found else None
    return Week(iso.year, iso.week, _offers(member, found), digest)


def week_of_digest(digest: Digest) -> Week:
    """The week that a digest is of."""
    rows = DigestStory.objects.filter(organisation_id=digest.organisation_id, digest=digest)
    found = list(rows.order_by("position"))
    return Week(digest.iso_year, digest.iso_week, _offers(digest.member, found), digest)


def digest_by_id(organisation_id: int, digest_id: int) -> Digest | None:
    """One digest with its member, or None where there is none of this organisation."""
    rows = Digest.objects.filter(organisation_id=organisation_id, pk=digest_id)
    return rows.select_related(
        "member", "member__organisation", "member__team", "member__preferences"
    ).first()


def offer_of_story(week: Week, token: str) -> Offer | None:
    """The offer of one story in a week, by the story's token."""
    return next((offer for offer in week.offers if offer.story.token == token), None)


def _offers(member: Member, rows: list[DigestStory]) -> tuple[Offer, ...]:
    if not rows:
        return ()
    stories = content.stories_by_ids(member.organisation_id, [row.story_id for row in rows])
    return tuple(
        Offer(row.position, stories[row.story_id], row.reason)
        for row in rows
        if row.story_id in stories
    )

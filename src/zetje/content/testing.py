"""Makes stories and feeds for tests, of this capability and of those above it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

from zetje.content.models import Feed, FeedItem, Story, StoryColleague, StoryTeam, Tip, Variant
from zetje.lib.tenancy import tenant

if TYPE_CHECKING:
    from zetje.people.models import Member, Organisation, Team

LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)
LONG_AGO_ON = LONG_AGO.date()
_numbers = count(1)


def make_story(
    organisation: Organisation,
    *,
    title: str = "",
    published_at: datetime | None = LONG_AGO,
    starts_on: date = LONG_AGO_ON,
    teams: Collection[Team] = (),
    variants: Collection[dict[str, Any]] = (),
    **fields: Any,
) -> Story:
    """A story that is live unless `published_at` is None; `variants` are fields of each."""
    number = next(_numbers)
    with tenant(organisation.pk):
        story = Story.objects.create(
            organisation=organisation,
            title=title or f"Verhaal {number}",
            published_at=published_at,
            starts_on=starts_on,
            **{
                "summary": "Een verhaal dat het delen waard is.",
                "url": f"https://noordnaaf.example/verhaal/{number}",
                "created_at": published_at or LONG_AGO,
            }
            | fields,
        )
        StoryTeam.objects.bulk_create(
            StoryTeam(organisation=organisation, story=story, team=team) for team in teams
        )
        Variant.objects.bulk_create(
            Variant(organisation=organisation, story=story, **{"language": story.language} | given)
            for given in variants
        )
    return story


def make_feed(organisation: Organisation, *, address: str = "", **fields: Any) -> Feed:
    """A feed of an organisation that was not read yet."""
    number = next(_numbers)
    with tenant(organisation.pk):
        return Feed.objects.create(
            organisation=organisation,
            address=address or f"https://noordnaaf.example/feed/{number}.xml",
            **{"name": f"Feed {number}", "added_at": LONG_AGO} | fields,
        )


def make_feed_item(feed: Feed, *, title: str = "", **fields: Any) -> FeedItem:
    """Something a feed offers, waiting in the inbox."""
    number = next(_numbers)
    with tenant(feed.organisation_id):
        return FeedItem.objects.create(
            organisation_id=feed.organisation_id,
            feed=feed,
            title=title or f"Bericht {number}",
            **{
                "guid": f"guid-{number}",
                "address": f"https://noordnaaf.example/bericht/{number}",
                "found_at": LONG_AGO,
            }
            | fields,
        )


def make_tip(member: Member, *, title: str = "", **fields: Any) -> Tip:
    """A tip of a member, confirmed and waiting in the inbox."""
    number = next(_numbers)
    with tenant(member.organisation_id):
        return Tip.objects.create(
            organisation_id=member.organisation_id,
            member=member,
            title=title or f"Idee {number}",
            **{"origin": "page", "given_at": LONG_AGO, "confirmed_at": LONG_AGO} | fields,
        )


def make_colleague(story: Story, *, member: Member, **fields: Any) -> StoryColleague:
    """The colleague whom a story is about, who has not answered yet."""
    with tenant(story.organisation_id):
        return StoryColleague.objects.create(
            organisation_id=story.organisation_id,
            story=story,
            member=member,
            **{"post": "Mijn eerste naaf.", "asked_at": LONG_AGO} | fields,
        )

"""What tests of the newsletter share: a week with shares and thanks, and its edition."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from zetje.content.testing import make_story
from zetje.lib.tenancy import tenant
from zetje.people import operations as people
from zetje.people.testing import Cast, make_member
from zetje.recognition.models import Edition, Shoutout
from zetje.recognition.operations.newsletter import make_edition
from zetje.recognition.testing import make_shared_weeks

# A Wednesday; the week before it began on 9 November 2026.
NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
LAST_WEEK = datetime(2026, 11, 11, 10, tzinfo=UTC)


def make_week(cast: Cast, *, sharers: int = 12) -> list[Any]:
    """A story that colleagues shared last week; gives them."""
    here = cast.organisation
    story = make_story(here, title="De naaf", published_at=LAST_WEEK - timedelta(days=2))
    crowd = [make_member(here) for number in range(sharers)]
    for number, member in enumerate(crowd):
        make_shared_weeks(member, story, LAST_WEEK + timedelta(minutes=number))
    return crowd


def make_shoutout(
    member: Any, *, giver: Any = None, text: str = "", at: datetime = LAST_WEEK, **fields: Any
) -> Shoutout:
    """Thanks that the person named agreed to."""
    with tenant(member.organisation_id):
        people.set_switch(member=member, name="shoutouts", on=True, now=at)
        return Shoutout.objects.create(
            organisation_id=member.organisation_id,
            member=member,
            giver=giver,
            kind=fields.pop("kind", "hand"),
            text_nl=text or f"{member.given_name} hielp de hele week.",
            given_at=at,
            agreed_at=at,
            **fields,
        )


def made_edition(by: Any, *, now: datetime = NOW) -> Edition:
    """The edition about last week."""
    with tenant(by.organisation_id):
        edition = make_edition(by=by, now=now)
    assert edition is not None
    return edition

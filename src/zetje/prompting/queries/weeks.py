"""Finds what a member was offered in a week, for the page that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from zetje.content import queries as content
from zetje.prompting.models import Digest, DigestStory
from zetje.recognition import queries as recognition
from zetje.sharing import queries as sharing

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member
    from zetje.sharing.models import Choice

# The week's own stories have the places 1 to 3; what was put aside stands after them.
_FIRST_ASIDE = 4


@dataclass(frozen=True)
class Offer:
    """One story of a week, at its place, and why this person got it.

    `aside_until` is the moment until which they put it aside in another week; None for the stories
    of the week itself.
    """

    position: int
    story: Story
    reason: str
    aside_until: datetime | None = None

    @property
    def number(self) -> str:
        """The number people see at it; a story that was put aside has none."""
        return str(self.position) if self.aside_until is None else ""


@dataclass(frozen=True)
class Week:
    """A member's ISO week and what they were offered in it. Without a digest there is no offer.

    Attributes:
        aside: what they put aside in other weeks and may choose on now; nobody else is shown it.
        choices: the member's living choices for all of these stories, by story.
        has_words: whether there may be words of experts to show; asked along with the stories.
    """

    iso_year: int
    iso_week: int
    offers: tuple[Offer, ...]
    digest: Digest | None
    aside: tuple[Offer, ...] = ()
    choices: Mapping[int, Choice] = field(default_factory=dict["int", "Choice"])
    has_words: bool = True


def this_week(*, member: Member, now: datetime) -> Week:
    """The week that it is for a member, on their own clock."""
    iso = now.astimezone(ZoneInfo(member.time_zone)).isocalendar()
    rows = DigestStory.objects.filter(
        organisation_id=member.organisation_id,
        digest__member=member,
        digest__iso_year=iso.year,
        digest__iso_week=iso.week,
    )
    words = recognition.words_due(
        organisation_id=member.organisation_id, member=OuterRef("digest__member"), now=now
    )
    asked = rows.annotate(has_words=Exists(words)).select_related("digest")
    found = list(asked.order_by("position"))
    digest = found[0].digest if found else None
    return _personal(member, found, Week(iso.year, iso.week, (), digest), now=now)


def week_of_digest(digest: Digest, *, now: datetime, is_known: bool) -> Week:
    """The week that a digest is of.

    Args:
        digest: whose mail led here, with its member.
        now: the moment.
        is_known: whether its own person looks; for others it holds what was offered, and no more.
    """
    rows = DigestStory.objects.filter(organisation_id=digest.organisation_id, digest=digest)
    found = list(rows.order_by("position"))
    week = Week(digest.iso_year, digest.iso_week, (), digest)
    if is_known:
        return _personal(digest.member, found, week, now=now)
    ids = [row.story_id for row in found]
    stories = content.stories_by_ids(digest.organisation_id, ids) if ids else {}
    return replace(week, offers=_offers(found, stories))


def digest_by_id(organisation_id: int, digest_id: int) -> Digest | None:
    """One digest with its member, or None where there is none of this organisation."""
    rows = Digest.objects.filter(organisation_id=organisation_id, pk=digest_id)
    return rows.select_related(
        "member", "member__organisation", "member__team", "member__preferences"
    ).first()


def offer_of_story(week: Week, token: str) -> Offer | None:
    """The offer of one story in a week, or of one that was put aside, by the story's token."""
    offers = (*week.offers, *week.aside)
    return next((offer for offer in offers if offer.story.token == token), None)


def _personal(member: Member, rows: list[DigestStory], week: Week, *, now: datetime) -> Week:
    """The week with its stories, and with what its person put aside and chose."""
    ids = [row.story_id for row in rows]
    standing = sharing.standing_of(
        member=member, story_ids=ids, since=_monday_of(member, now), now=now
    )
    wanted = [*ids, *standing.aside]
    stories = content.stories_by_ids(member.organisation_id, wanted) if wanted else {}
    return replace(
        week,
        offers=_offers(rows, stories),
        aside=_aside(member, standing, stories, now=now),
        choices=standing.choices,
        has_words=bool(getattr(rows[0], "has_words", True)) if rows else True,
    )


def _offers(rows: list[DigestStory], stories: Mapping[int, Story]) -> tuple[Offer, ...]:
    return tuple(
        Offer(row.position, stories[row.story_id], row.reason)
        for row in rows
        if row.story_id in stories
    )


def _aside(
    member: Member, standing: sharing.Standing, stories: Mapping[int, Story], *, now: datetime
) -> tuple[Offer, ...]:
    """What was put aside; a story that ended before it was chosen on is left out."""
    today = content.today_of(member.organisation, at=now)
    shown = [
        (stories[story_id], until)
        for story_id, until in standing.aside.items()
        if story_id in stories
        and (
            _is_answered(standing.choices.get(story_id))
            or content.is_live_on(stories[story_id], on=today)
        )
    ]
    return tuple(
        Offer(place, story, "", aside_until=until)
        for place, (story, until) in enumerate(shown, start=_FIRST_ASIDE)
    )


def _is_answered(choice: Choice | None) -> bool:
    return choice is not None and choice.remind_at is None


def _monday_of(member: Member, now: datetime) -> datetime:
    """When the week began on the member's own clock."""
    local = now.astimezone(ZoneInfo(member.time_zone))
    return (local - timedelta(days=local.weekday())).replace(
        hour=0, minute=0, second=0, microsecond=0
    )

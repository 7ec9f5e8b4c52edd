"""Lets Femke fill the hub, week by week: drafts, wordings, live stories, one taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from django.conf import settings
from numpy.random import Generator

from zetje.behaviour.weeks import monday_of
from zetje.content import operations as content
from zetje.people import queries as people
from zetje.sharing import operations as sharing
from zetje.web.demo.material import DemoStory, stories
from zetje.web.demo.news import page_of_story
from zetje.web.demo.pictures import picture
from zetje.web.demo.times import Calendar, moment

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member, Organisation

_TEAM_STORIES = {20: "Verkoop Benelux", 41: "Service", 63: "Gieterij"}
_DRAFTS = 2
_WITH_PICTURE = 9
_SHORT_NETWORKS = ("x", "bluesky")
_WITHDRAWN_BEFORE_WEEKS = 8
_CORRECTED_FROM_THE_END = 7
_DAYS_ON_OFFER = {"event": 20, "vacancy": 41, "success_story": 90}
_USUAL_DAYS = 62


@dataclass
class Newsroom:
    """The hub of the invented organisation, and what each of its stories is made from."""

    organisation: Organisation
    editor: Member
    made_from: dict[int, DemoStory] = field(default_factory=dict[int, DemoStory])
    live: list[Story] = field(default_factory=list["Story"])


def shares_of_weeks(calendar: Calendar) -> list[Sequence[tuple[int, DemoStory]]]:
    """Which stories come in which week: the same number every week, the best three last.

    The drafts are those that are left over.
    """
    numbered = list(enumerate(stories()))
    live = numbered[_DRAFTS:]
    count = len(calendar.weeks)
    last = live[-3:]
    rest = live[:-3]
    # A short history takes the newest of them only, about as many a week as a long one.
    a_week = max(len(rest) // 26, 3)
    rest = rest[-a_week * (count - 1) - a_week :]
    cuts = [round(place * len(rest) / (count - 1)) for place in range(count)]
    weekly = [rest[start:stop] for start, stop in pairwise(cuts)]
    return [*weekly, last]


def publish_week(
    newsroom: Newsroom, numbered: Sequence[tuple[int, DemoStory]], *, week: int, rng: Generator
) -> None:
    """Put a week's stories live on the Thursday before it."""
    for number, story in numbered:
        now = moment(week - 1, 3, float(rng.uniform(9, 16)))
        added = _add(newsroom, number, story, first_day=monday_of(week), now=now)
        _write(newsroom, added, number, story, now=now + timedelta(minutes=4))
        later = now + timedelta(minutes=9)
        published = content.publish_story(story=added, by=newsroom.editor, now=later)
        newsroom.live.append(published)


def add_drafts(newsroom: Newsroom, *, now: datetime) -> None:
    """Leave a few stories half finished, as a hub has them."""
    for number, story in list(enumerate(stories()))[:_DRAFTS]:
        _add(newsroom, number, story, first_day=now.date(), now=now)


def withdraw_one(newsroom: Newsroom, *, now: datetime) -> None:
    """Take the newest vacancy back: it was filled. Its links say so from now on."""
    vacancies = [story for story in newsroom.live if story.kind == "vacancy"]
    if not vacancies:
        return
    story = vacancies[-1]
    content.withdraw_story(story=story, by=newsroom.editor, now=now, note="De plek is vervuld.")
    sharing.on_story_withdrawn(organisation_id=newsroom.organisation.pk, story_id=story.pk, now=now)
    newsroom.live.remove(story)


def correct_one(newsroom: Newsroom, *, now: datetime) -> None:
    """Put a figure right in a story of some weeks ago; who shared it is told, today."""
    if len(newsroom.live) < _CORRECTED_FROM_THE_END:
        return
    story = newsroom.live[-_CORRECTED_FROM_THE_END]
    source = newsroom.made_from[story.pk]
    content.correct_story(
        story=story,
        by=newsroom.editor,
        words=content.StoryWords(
            title=source.title["nl"],
            summary=f"{source.text['nl']} (Eerder stond hier een verkeerde dag.)",
            url=story.url,
            kind=story.kind,
            language="nl",
            topic=source.topic,
        ),
        now=now,
        note="De dag klopte niet.",
    )


def withdrawal_week(calendar: Calendar) -> int:
    """The week in which one story is taken back."""
    return calendar.this_week - min(_WITHDRAWN_BEFORE_WEEKS, calendar.count - 1)


def _add(
    newsroom: Newsroom, number: int, story: DemoStory, *, first_day: date, now: datetime
) -> Story:
    has_picture = number % _WITH_PICTURE == 0
    drawn = (
        content.store_picture(
            organisation_id=newsroom.organisation.pk, raw=picture(story.slug), now=now
        )
        if has_picture
        else None
    )
    days = _DAYS_ON_OFFER.get(story.kind, _USUAL_DAYS)
    team_ids = [
        team.pk
        for team in people.teams_of(newsroom.organisation.pk)
        if team.name == _TEAM_STORIES.get(number)
    ]
    page = page_of_story(story, language="nl")
    added = content.add_story(
        by=newsroom.editor,
        words=content.StoryWords(
            title=story.title["nl"],
            summary=story.text["nl"],
            url=f"{settings.SITE_ADDRESS}{page.path}",
            kind=story.kind,
            language="nl",
            topic=story.topic,
        ),
        audience=content.Audience(
            starts_on=first_day,
            ends_on=first_day + timedelta(days=days),
            team_ids=team_ids,
        ),
        picture=drawn,
        picture_alt="Tekening van schijven in oranje en blauwzwart" if drawn else "",
        now=now,
    )
    newsroom.made_from[added.pk] = story
    return added


def _write(
    newsroom: Newsroom, story: Story, number: int, source: DemoStory, *, now: datetime
) -> None:
    """Write it in both languages; for a few also shorter, where a network has little room."""
    for language, text in source.text.items():
        content.write_variant(
            story=story, by=newsroom.editor, text=text, language=language, now=now
        )
        if number % 4 == 0:
            for network in _SHORT_NETWORKS:
                content.write_variant(
                    story=story,
                    by=newsroom.editor,
                    text=f"{source.title[language]}. {first_sentence(text)}",
                    language=language,
                    network=network,
                    now=now,
                )


def first_sentence(text: str) -> str:
    """The first sentence of a text."""
    head, found, _ = text.partition(". ")
    return f"{head}." if found else text

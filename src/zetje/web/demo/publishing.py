"""Lets Femke and Marijke fill the hub, week by week: wordings, live stories, one taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from zetje.web.demo.desk import Named, blocked, campaigns, library_seed, named, wordings
from zetje.web.demo.founding import member_named
from zetje.web.demo.material import DemoStory, stories
from zetje.web.demo.news import page_of_story
from zetje.web.demo.pictures import description, picture
from zetje.web.demo.times import Calendar, moment

if TYPE_CHECKING:
    from zetje.content.models import Campaign, Picture, Story
    from zetje.people.models import Member, Organisation

_TEAM_STORIES = {20: "Verkoop Benelux", 41: "Service", 63: "Gieterij"}
_DRAFTS = 2
_WITH_PICTURE = 9
_READ_BY_ANOTHER = 3
_CREDIT = "Tekening: Noordnaaf"
_SHORT_NETWORKS = ("x", "bluesky")
_WITHDRAWN_BEFORE_WEEKS = 8
_CORRECTED_FROM_THE_END = 7
_DAYS_ON_OFFER = {"event": 20, "vacancy": 41, "success_story": 90}
_USUAL_DAYS = 62


@dataclass
class Newsroom:
    """The hub of the invented organisation, and what each of its stories is made from.

    Attributes:
        editor: who writes most.
        reader: the second pair of eyes, who writes now and then.
        campaigns: those that run, by name.
        library: the pictures that were put into the library, by what they are drawn from.
    """

    organisation: Organisation
    editor: Member
    reader: Member
    made_from: dict[int, DemoStory] = field(default_factory=dict[int, DemoStory])
    live: list[Story] = field(default_factory=list["Story"])
    campaigns: dict[str, Campaign] = field(default_factory=dict[str, "Campaign"])
    library: dict[str, Picture] = field(default_factory=dict[str, "Picture"])


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
        added = add(newsroom, story, first_day=monday_of(week), now=now, number=number)
        _write(newsroom, added, number, story, now=now + timedelta(minutes=4))
        for row in blocked(story.slug):
            block(newsroom, row, story=added, now=now + timedelta(minutes=5))
        if about := named().get(story.slug):
            name_in(added, about, by=newsroom.editor, now=now + timedelta(minutes=6))
        later = now + timedelta(minutes=9)
        newsroom.live.append(_put_live(newsroom, added, number, now=later))


def block(
    newsroom: Newsroom, row: Mapping[str, str], *, story: Story | None = None, now: datetime
) -> None:
    """Keep words out of posts, with the reason and what to say instead."""
    content.block_words(
        by=newsroom.editor,
        words=row["words"],
        reason=row["reason"],
        instead=row.get("instead", ""),
        story=story,
        now=now,
    )


def name_in(story: Story, about: Named, *, by: Member, now: datetime) -> None:
    """Say whom a story is about; a member who agrees says so at once."""
    member = member_named(about.local) if about.local else None
    colleague = content.name_colleague(
        story=story,
        by=by,
        words=content.ColleagueWords(
            name=about.name, post=about.post, network=about.network, remark=about.remark
        ),
        member=member,
        has_agreed=about.agrees,
        now=now,
    )
    if member is not None and about.agrees:
        content.agree_to_story(member=member, colleague=colleague, now=now + timedelta(minutes=2))


def add_drafts(newsroom: Newsroom, *, now: datetime) -> None:
    """Leave a few stories half finished, as a hub has them."""
    for number, story in list(enumerate(stories()))[:_DRAFTS]:
        add(newsroom, story, first_day=now.date(), now=now, number=number)


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


def add(
    newsroom: Newsroom,
    story: DemoStory,
    *,
    first_day: date,
    now: datetime,
    number: int = 1,
    by: Member | None = None,
) -> Story:
    """Add a draft of a story.

    Args:
        newsroom: the hub.
        story: what it is made from.
        first_day: from when it is on offer.
        now: the moment.
        number: its place among all; some have a picture of their own, some are for one team.
        by: who writes it; None: the editor.
    """
    seed = library_seed(story.slug) or ("" if number % _WITH_PICTURE else story.slug)
    drawn = _picture(newsroom, seed, now=now) if seed else None
    days = _DAYS_ON_OFFER.get(story.kind, _USUAL_DAYS)
    team_ids = [
        team.pk
        for team in people.teams_of(newsroom.organisation.pk)
        if team.name == _TEAM_STORIES.get(number)
    ]
    page = page_of_story(story, language="nl")
    added = content.add_story(
        by=by or newsroom.editor,
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
        picture_alt=description(seed) if drawn else "",
        now=now,
    )
    newsroom.made_from[added.pk] = story
    return file(newsroom, added, _campaign_for(story.topic), now=now)


def file(newsroom: Newsroom, story: Story, name: str, *, now: datetime) -> Story:
    """Put a story under a campaign, if that runs."""
    campaign = newsroom.campaigns.get(name)
    if campaign is None:
        return story
    return content.set_campaign(story=story, by=newsroom.editor, campaign=campaign, now=now)


def _campaign_for(topic: str) -> str:
    return next((each.name for each in campaigns() if each.topic == topic), "")


def _picture(newsroom: Newsroom, seed: str, *, now: datetime) -> Picture:
    """The library's picture drawn from something; put there when it is first needed."""
    if seed not in newsroom.library:
        newsroom.library[seed] = content.add_picture(
            by=newsroom.editor,
            raw=picture(seed),
            description=description(seed),
            credit=_CREDIT,
            now=now,
        )
    return newsroom.library[seed]


def _put_live(newsroom: Newsroom, story: Story, number: int, *, now: datetime) -> Story:
    """Put a story live; of some Marijke reads it first, and does so herself."""
    if number % _READ_BY_ANOTHER:
        return content.publish_story(story=story, by=newsroom.editor, now=now)
    content.submit_story(story=story, by=newsroom.editor, now=now)
    then = now + timedelta(minutes=25)
    return content.approve_story(story=story, by=newsroom.reader, now=then)


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

    for words in wordings(source.slug):
        for language in source.text:
            content.write_variant(
                story=story,
                by=newsroom.editor,
                text=words[language],
                language=language,
                network=words.get("network", ""),
                tone=words.get("tone", "plain"),
                now=now,
            )


def first_sentence(text: str) -> str:
    """The first sentence of a text."""
    head, found, _ = text.partition(". ")
    return f"{head}." if found else text

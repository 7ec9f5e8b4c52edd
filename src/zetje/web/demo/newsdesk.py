"""Lets the editors keep their desk: campaigns, pins, words to keep out, and stories under way."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from zetje.behaviour.weeks import monday_of
from zetje.content import operations as content
from zetje.lib.tenancy import tenant
from zetje.web.demo import publishing
from zetje.web.demo.desk import DeskStory, blocked, campaigns, desk_stories
from zetje.web.demo.publishing import Newsroom
from zetje.web.demo.times import Calendar, moment

if TYPE_CHECKING:
    from zetje.content.models import Story


# How many stories the present week has.
_PRESENT: Final = 3


def set_rules(newsroom: Newsroom, *, now: datetime) -> None:
    """Say which words no post may hold."""
    for row in blocked():
        publishing.block(newsroom, row, now=now)


def turn_campaigns(newsroom: Newsroom, *, calendar: Calendar, week: int) -> None:
    """Begin the campaigns of a week, and close those that are over."""
    for planned in campaigns():
        first = max(calendar.this_week + planned.first, calendar.weeks.start)
        last = calendar.this_week + planned.last
        if week == first <= last:
            newsroom.campaigns[planned.name] = content.add_campaign(
                by=newsroom.editor,
                name=planned.name,
                starts_on=monday_of(first),
                ends_on=monday_of(last + 1) - timedelta(days=1),
                now=moment(week - 1, 2, 10),
            )
        elif week > last and planned.name in newsroom.campaigns:
            ended = newsroom.campaigns.pop(planned.name)
            content.close_campaign(campaign=ended, by=newsroom.editor, now=moment(week, 0, 9))


def lay_out_desk(newsroom: Newsroom, *, calendar: Calendar, now: datetime) -> None:
    """Leave stories at the desk in every state.

    Args:
        newsroom: the hub.
        calendar: whose present week it is.
        now: of the last thing done; the others lie in the days before.
    """
    stories = desk_stories()
    for place, told in enumerate(stories):
        at = now - timedelta(hours=3 * (len(stories) - place))
        _lay_out(newsroom, told, week=calendar.this_week, now=at)


def read_pages(newsroom: Newsroom, *, now: datetime) -> None:
    """Read the pages of the present week's stories, to hold wordings against them."""
    with tenant(newsroom.organisation.pk):
        for story in newsroom.live[-_PRESENT:]:
            content.read_source_page(story=story, by=newsroom.editor, now=now)


def _lay_out(newsroom: Newsroom, told: DeskStory, *, week: int, now: datetime) -> None:
    writer = newsroom.reader if told.state in ("review", "sent_back") else newsroom.editor
    first_day = monday_of(week + told.weeks)
    source = told.story
    story = publishing.add(newsroom, source, first_day=first_day, now=now, by=writer)
    if told.campaign:
        story = publishing.file(newsroom, story, told.campaign, now=now)
    for tone, texts in (("plain", source.text), ("warm", told.warm)):
        for language, text in texts.items():
            content.write_variant(
                story=story, by=writer, text=text, language=language, tone=tone, now=now
            )
    if told.colleague is not None:
        publishing.name_in(story, told.colleague, by=writer, now=now)
    _bring_on(newsroom, told, story, now=now + timedelta(minutes=20))


def _bring_on(newsroom: Newsroom, told: DeskStory, story: Story, *, now: datetime) -> None:
    """Put it live, or hand it in and talk about it."""
    if told.state in ("planned", "live"):
        story = content.publish_story(story=story, by=newsroom.editor, now=now)
        if told.is_pinned:
            content.pin_story(story=story, by=newsroom.editor, now=now)
    if told.state not in ("review", "sent_back"):
        return
    content.submit_story(story=story, by=newsroom.reader, now=now, note=told.note)
    for place, (who, text) in enumerate(told.talk, start=1):
        by = newsroom.editor if who == "editor" else newsroom.reader
        then = now + timedelta(minutes=17 * place)
        content.comment_on_story(story=story, by=by, text=text, now=then)
    if told.back:
        then = now + timedelta(minutes=40)
        content.send_back(story=story, by=newsroom.editor, note=told.back, now=then)

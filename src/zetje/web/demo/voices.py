"""Lets a few people show how they write, take suggestions, and keep words for later."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from zetje.content import queries as content
from zetje.sharing import operations as sharing
from zetje.voice import operations as voice
from zetje.voice import queries as voices
from zetje.web.demo.founding import member_named
from zetje.web.demo.joining import Participant
from zetje.web.demo.material import HERE
from zetje.web.demo.publishing import Newsroom

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member

# Whose mind about suggestions is known, about how many stories, and in how much room.
_MINDED: Final = "sanne.dekker"
_STORIES: Final = 5
_ROOM: Final = 600
# On this network so few posts alike are enough that the next person is asked for their own words.
_SAME_ON: Final = "mastodon"
_SAME: Final = 4
_SAME_ABOUT: Final = "the-hub-that-outlives-the-bike"


def raise_voices(newsroom: Newsroom, *, now: datetime) -> None:
    """Let some paste posts of theirs, take suggestions, and keep words for later."""
    for told in _told()["voice"]:
        member = member_named(told["local"])
        for days, text in enumerate(reversed(told["samples"]), start=9):
            voice.add_sample(member=member, text=text, now=now - timedelta(days=days))
    _take_suggestions(member_named(_MINDED), newsroom.live[-3 - _STORIES : -3], now=now)
    for told in _told()["kept"]:
        sharing.keep_words(
            member=member_named(told["local"]),
            story=_story(newsroom, told["story"]),
            network_key=told["network"],
            text=told["text"],
            now=now - timedelta(minutes=25),
        )


def share_alike(newsroom: Newsroom, colleagues: Iterable[Participant], *, now: datetime) -> None:
    """Let some post a story in its own words on one network, so that the next is asked for theirs.

    Args:
        newsroom: the hub.
        colleagues: who may; those who are on that network come first.
        now: the moment before which they did.
    """
    story = _story(newsroom, _SAME_ABOUT)
    posted = 0
    for who in sorted(colleagues, key=lambda each: _SAME_ON not in each.character.networks):
        at = now - timedelta(minutes=4 * (_SAME - posted))
        posted += _post(who.member, story, at=at)
        if posted == _SAME:
            return


def _post(member: Member, story: Story, *, at: datetime) -> bool:
    """Whether somebody posted the story as it is."""
    try:
        share = sharing.copy_story(
            member=member, story=story, network_key=_SAME_ON, language="nl", now=at
        )
        sharing.confirm_share(member=member, share=share, now=at + timedelta(minutes=2))
    except sharing.ChoiceRefusedError:
        return False
    return True


def _take_suggestions(member: Member, stories: Sequence[Story], *, now: datetime) -> None:
    """Of each story one way of saying it is taken, of the same kind each time, and one left."""
    found = content.stories_by_ids(member.organisation_id, [story.pk for story in stories])
    liked = ""
    for days, story in enumerate((found[story.pk] for story in stories), start=3):
        ways = voices.suggestions_for(
            member=member, story=story, network="linkedin", language="nl", room=_ROOM
        )
        if len(ways) > 1:
            liked = liked or _kind(ways[-1].key)
            taken = next((way for way in ways if _kind(way.key) == liked), ways[0])
            left = next(way for way in ways if way is not taken)
            for way, outcome in ((taken, "taken"), (left, "discarded")):
                voice.note_suggestion(
                    member=member,
                    story_id=story.pk,
                    key=way.key,
                    method=way.method,
                    outcome=outcome,
                    now=now - timedelta(days=days),
                )


def _kind(key: str) -> str:
    return key.rpartition("-")[0]


def _story(newsroom: Newsroom, slug: str) -> Story:
    return next(story for story in newsroom.live if newsroom.made_from[story.pk].slug == slug)


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads((HERE / "voices.toml").read_text())

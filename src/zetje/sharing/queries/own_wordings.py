"""Finds a wording of a person's own for a story whose words enough colleagues posted already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from zetje.sharing.queries.drafts import finished_text, terms_of
from zetje.sharing.queries.personal import planned_address
from zetje.sharing.queries.sameness import Planned, likenesses_among_colleagues
from zetje.sharing.rules.disclosure import phrases_of
from zetje.sharing.rules.networks import Network
from zetje.sharing.rules.texts import count
from zetje.voice import queries as voice

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member

# Above this nobody's post gets better by more room.
_MOST_ROOM = 3000
# The first three ways of saying a story, then the next.
_SKIPS = (0, 3)


@dataclass(frozen=True)
class OwnWording:
    """A wording of a person's own, made by the rules of their voice.

    Attributes:
        key: names it among the suggestions of its story.
        label: what kind of way of saying it is.
        text: finished, with the personal link and the disclosure.
    """

    key: str
    label: str
    text: str


@dataclass(frozen=True)
class Wanted:
    """A story that needs a wording of its member's own on a network."""

    key: str
    story: Story
    network: Network
    language: str


def room_for(*, member: Member, story_id: int, network: Network, language: str) -> int:
    """How many signs a network leaves for the words, without link and disclosure."""
    link = planned_address(member=member, story_id=story_id, network=network.key)
    terms = terms_of(member, language=language)
    bare = finished_text(text="x", link=link, network=network, terms=terms)
    taken = count(bare, network.limit).used + 1
    return max(0, min(_MOST_ROOM, network.limit.most - taken))


def own_wordings(
    *, member: Member, wanted: Iterable[Wanted], now: datetime
) -> dict[str, OwnWording]:
    """A wording for each that few colleagues posted anything like; none where there is no such.

    Where the first three ways of saying a story will not do, the next three are looked at.

    Args:
        member: whose voice it is said in.
        wanted: the stories and where they go.
        now: the moment.

    Returns:
        The wordings by the keys of what was wanted.
    """
    chosen: dict[str, OwnWording] = {}
    open_yet = list(wanted)
    profile = voice.profile_of(member=member) if open_yet else None
    for skip in _SKIPS:
        open_yet = [one for one in open_yet if one.key not in chosen]
        if not open_yet:
            break
        said = {
            one.key: _suggestions(member=member, wanted=one, skip=skip, profile=profile)
            for one in open_yet
        }
        chosen |= _fresh(member, open_yet, said, now=now)
    return chosen


def own_wording(*, member: Member, wanted: Wanted, key: str) -> voice.Suggestion | None:
    """The wording of a member's own that a page offered by its key; None once it changed."""
    profile = voice.profile_of(member=member)
    for skip in _SKIPS:
        for one in _suggestions(member=member, wanted=wanted, skip=skip, profile=profile):
            if one.key == key:
                return one
    return None


def _suggestions(
    *, member: Member, wanted: Wanted, skip: int, profile: voice.Profile | None
) -> tuple[voice.Suggestion, ...]:
    room = room_for(
        member=member, story_id=wanted.story.pk, network=wanted.network, language=wanted.language
    )
    return voice.suggestions_for(
        member=member,
        story=wanted.story,
        network=wanted.network.key,
        language=wanted.language,
        room=room,
        skip=skip,
        profile=profile,
    )


def _fresh(
    member: Member,
    wanted: Iterable[Wanted],
    said: Mapping[str, Iterable[voice.Suggestion]],
    *,
    now: datetime,
) -> dict[str, OwnWording]:
    """The first of the suggestions for each that few colleagues posted anything like."""
    made = [
        (one, suggestion, _planned(member, one, suggestion))
        for one in wanted
        for suggestion in said[one.key]
    ]
    texts = [planned for _one, _suggestion, planned in made]
    likeness = likenesses_among_colleagues(member=member, texts=texts, now=now)
    found: dict[str, OwnWording] = {}
    for one, suggestion, planned in made:
        fine = likeness[planned.key].level(one.network.sameness) == "fine"
        if fine and one.key not in found and count(planned.text, one.network.limit).fits:
            found[one.key] = OwnWording(suggestion.key, suggestion.label, planned.text)
    return found


def _planned(member: Member, one: Wanted, suggestion: voice.Suggestion) -> Planned:
    terms = terms_of(member, language=one.language)
    link = planned_address(member=member, story_id=one.story.pk, network=one.network.key)
    text = finished_text(text=suggestion.text, link=link, network=one.network, terms=terms)
    return Planned(f"{one.key} {suggestion.key}", text, one.network, tuple(phrases_of(terms)))

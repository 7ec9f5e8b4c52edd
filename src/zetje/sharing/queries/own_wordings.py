"""Finds a wording of a person's own for a story whose words enough colleagues posted already."""

from __future__ import annotations

from collections.abc import Iterable
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

    Args:
        member: whose voice it is said in.
        wanted: the stories and where they go.
        now: the moment.

    Returns:
        The wordings by the keys of what was wanted.
    """
    found = {
        (one.key, suggestion.key): (one, suggestion)
        for one in wanted
        for suggestion in suggestions(member=member, wanted=one)
    }
    planned = [
        _planned(member, one, suggestion, key=f"{key} {mark}")
        for (key, mark), (one, suggestion) in found.items()
    ]
    likeness = likenesses_among_colleagues(member=member, texts=planned, now=now)
    chosen: dict[str, OwnWording] = {}
    for made, (one, suggestion) in zip(planned, found.values(), strict=True):
        fine = likeness[made.key].level(one.network.sameness) == "fine"
        if fine and one.key not in chosen and count(made.text, one.network.limit).fits:
            chosen[one.key] = OwnWording(suggestion.key, suggestion.label, made.text)
    return chosen


def own_wording(*, member: Member, wanted: Wanted, key: str) -> voice.Suggestion | None:
    """The wording of a member's own that a page offered by its key; None once it changed."""
    return next((one for one in suggestions(member=member, wanted=wanted) if one.key == key), None)


def suggestions(*, member: Member, wanted: Wanted) -> tuple[voice.Suggestion, ...]:
    """The ways in which a member might say a story on a network."""
    room = room_for(
        member=member, story_id=wanted.story.pk, network=wanted.network, language=wanted.language
    )
    return voice.suggestions_for(
        member=member,
        story=wanted.story,
        network=wanted.network.key,
        language=wanted.language,
        room=room,
    )


def _planned(member: Member, one: Wanted, suggestion: voice.Suggestion, *, key: str) -> Planned:
    terms = terms_of(member, language=one.language)
    link = planned_address(member=member, story_id=one.story.pk, network=one.network.key)
    text = finished_text(text=suggestion.text, link=link, network=one.network, terms=terms)
    return Planned(key, text, one.network, tuple(phrases_of(terms)))

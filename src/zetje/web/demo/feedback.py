"""Lets invented people ask Marijke for a word on their posts, and Marijke answer some of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from numpy.random import Generator

from zetje.people import queries as people
from zetje.recognition import operations as recognition
from zetje.recognition import queries as words
from zetje.sharing import queries as sharing
from zetje.web.demo.chance import one_of
from zetje.web.demo.joining import Participant
from zetje.web.demo.material import HERE

if TYPE_CHECKING:
    from zetje.people.models import Member
    from zetje.sharing.models import Share

_ANSWERED = 4
_WAITING = 5
_RECENT = timedelta(days=28)
_OPENINGS = ("compliment", "tip", "question")


def ask_and_answer(
    participants: Sequence[Participant], *, expert: Member, now: datetime, rng: Generator
) -> None:
    """Have people ask about their latest own words; Marijke answers a few, the rest wait for her.

    Whom a visitor enters as comes first: a word for them lies on their page, not yet read.

    Args:
        participants: who takes part, the named ones among them.
        expert: Marijke.
        now: the moment it leads up to.
        rng: the chance.
    """
    posts = _posts(participants, expert=expert, now=now, rng=rng)
    asks = [
        recognition.ask_feedback(member=who.member, share=share, now=_between(share, now, rng))
        for who, share in posts[: _ANSWERED + _WAITING]
    ]
    # Others got theirs: the named ones find an unread word, and who is not read it already.
    for number, ask in enumerate(asks[: min(_ANSWERED, len(asks) - 1)]):
        answer_as(expert, ask, now=now - timedelta(hours=3 * (number + 1)), rng=rng)
    read = [who.member for who, _share in posts[:_ANSWERED] if not who.is_named]
    for member in read:
        _read(member, now=now - timedelta(minutes=40), is_thankful=rng.random() < 0.7)


def answer_as(expert: Member, ask: Any, *, now: datetime, rng: Generator) -> None:
    """Write what this expert might say about a post."""
    opening = one_of(_OPENINGS, rng)
    recognition.give_feedback(
        expert=expert,
        ask=ask,
        text=one_of(_sayings()[ask.member.language][opening], rng),
        opening=opening,
        now=max(now, ask.asked_at + timedelta(minutes=5)),
    )


def _posts(
    participants: Sequence[Participant], *, expert: Member, now: datetime, rng: Generator
) -> list[tuple[Participant, Share]]:
    """The latest post in own words of each who agreed that an expert looks, named ones first."""
    found: list[tuple[Participant, Share]] = []
    for who in participants:
        member = people.members_by_ids([who.member.pk]).get(who.member.pk)
        if member is None or member.pk == expert.pk:
            continue
        if not (who.is_named or people.preferences_of(member).feedback):
            continue
        for share in sharing.own_posts(member=member, limit=1):
            if share.confirmed_at is not None and share.confirmed_at > now - _RECENT:
                found.append((who, share))
    order: list[int] = rng.permutation(len(found)).tolist()
    return sorted((found[place] for place in order), key=lambda one: not one[0].is_named)


def _between(share: Share, now: datetime, rng: Generator) -> datetime:
    """Some hours after the post, and before now."""
    asked_at = (share.confirmed_at or now) + timedelta(hours=float(rng.uniform(0.2, 30)))
    return min(asked_at, now - timedelta(hours=13))


def _read(member: Member, *, now: datetime, is_thankful: bool) -> None:
    for word in words.words_for(member=member):
        answer = "thank" if is_thankful else "read"
        recognition.answer_word(member=member, token=word.token, answer=answer, said="", now=now)


@cache
def _sayings() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((HERE / "feedback.toml").read_text())

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

    A word lies unread on Sanne's page; the others read theirs, and most said thanks.

    Args:
        participants: who takes part.
        expert: Marijke.
        now: the moment it leads up to.
        rng: the chance.
    """
    posts = _posts(participants, expert=expert, now=now, rng=rng)[: _ANSWERED + _WAITING]
    asks = [
        recognition.ask_feedback(
            member=who.member, share=share, now=_between(share, now, rng), by_wish=wishes
        )
        for who, share, wishes in posts
    ]
    # Somebody always waits, in however small a demo.
    answered = min(_ANSWERED, len(asks) - 1)
    for number, ask in enumerate(asks[: max(answered, 0)]):
        answer_as(expert, ask, now=now - timedelta(hours=3 * (number + 1)), rng=rng)
        if number:
            _read(ask.member, now=now - timedelta(minutes=40), is_thankful=rng.random() < 0.7)


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
) -> list[tuple[Participant, Share, bool]]:
    """The latest post in own words of each, and whether a standing wish asks about it.

    Sanne's comes first, then those of who wished for it once and for all; the other named ones
    wait at the end.
    """
    found: list[tuple[Participant, Share, bool]] = []
    members = people.members_by_ids([who.member.pk for who in participants])
    for who in participants:
        member = members.get(who.member.pk)
        if member is None or member.pk == expert.pk:
            continue
        wishes = people.preferences_of(member).feedback
        for share in sharing.own_posts(member=member, limit=1):
            if share.confirmed_at is not None and share.confirmed_at > now - _RECENT:
                found.append((who, share, wishes))
    order: list[int] = rng.permutation(len(found)).tolist()
    return sorted((found[place] for place in order), key=_turn)


def _turn(post: tuple[Participant, Share, bool]) -> tuple[bool, bool, bool]:
    who, _share, wishes = post
    return who.member.full_name != "Sanne Dekker", who.is_named, not wishes


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

"""Lets invented people thank each other: most say yes, some said no, and one waits for Sanne."""

from __future__ import annotations

import tomllib
from collections.abc import Generator as Yields
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from numpy.random import Generator

from zetje.lib import events
from zetje.lib.tenancy import tenant
from zetje.people import operations as agreements
from zetje.people import queries as people
from zetje.recognition import operations as recognition
from zetje.web.demo.material import HERE
from zetje.web.reactions import REACTIONS

if TYPE_CHECKING:
    from zetje.people.models import Member, Organisation

_SANNE: Final = "Sanne Dekker"
_WEEKS: Final = 24
# The last few are so fresh that their people have not answered yet; one said no.
_WAITING: Final = 2
_MOST_THANKS: Final = 22


def make_shoutouts(*, organisation: Organisation, now: datetime, rng: Generator) -> None:
    """Have colleagues thank those who agreed to be named, over half a year, more of late.

    Args:
        organisation: whose people.
        now: the moment it leads up to.
        rng: the chance.
    """
    with tenant(organisation.pk):
        joined = list(
            people.joined_members(organisation).select_related("preferences").order_by("pk")
        )
        agreeing = [one for one in joined if people.preferences_of(one).shoutouts]
        sanne = next((one for one in joined if one.full_name == _SANNE), None)
        others = [one for one in agreeing if one.full_name != _SANNE]
        order: list[int] = rng.permutation(len(others)).tolist()
        *texts, for_sanne = _texts()
        named = [others[place] for place in order][: len(texts)]
        with _quietly():
            for place, (member, words) in enumerate(zip(named, texts, strict=False)):
                given_at = _moment(place, count=len(named), now=now, rng=rng)
                giver = _giver(joined, member, rng)
                _thank(giver, member, words, given_at=given_at, place=place, crowd=joined, rng=rng)
        if sanne is not None:
            with _quietly():
                agreements.set_switch(member=sanne, name="shoutouts", on=True, now=now)
            recognition.give_shoutout(
                giver=_giver(joined, sanne, rng),
                member=sanne,
                texts=_said(for_sanne, sanne),
                now=now - timedelta(hours=3),
            )


def _thank(
    giver: Member,
    member: Member,
    words: Mapping[str, str],
    *,
    given_at: datetime,
    place: int,
    crowd: Sequence[Member],
    rng: Generator,
) -> None:
    try:
        given = recognition.give_shoutout(
            giver=giver, member=member, texts=_said(words, member), now=given_at
        )
    except recognition.ShoutoutRefusedError:
        # Somebody is called like a word of it, or gave many that week: the wall does without.
        return
    if place < _WAITING:
        return
    answered_at = given_at + timedelta(hours=float(rng.uniform(1, 20)))
    if place == _WAITING:
        recognition.decline_shoutout(member=member, token=given.token, now=answered_at)
        return
    recognition.agree_to_shoutout(member=member, token=given.token, now=answered_at)
    size = int(rng.integers(0, _MOST_THANKS))
    thankful: list[int] = rng.permutation(len(crowd))[:size].tolist()
    for number in thankful:
        recognition.thank_along(
            member=crowd[number], token=given.token, now=answered_at + timedelta(hours=1)
        )


def _moment(place: int, *, count: int, now: datetime, rng: Generator) -> datetime:
    """When the one at this place was given: the first ones lately, the last ones long ago."""
    back = _WEEKS * (place / max(count, 1)) ** 2
    return now - timedelta(weeks=back, hours=float(rng.uniform(26, 70)))


def _giver(joined: Sequence[Member], member: Member, rng: Generator) -> Member:
    """A colleague; one who may be named themselves, three times in four."""
    others = [one for one in joined if one.pk != member.pk]
    named = [one for one in others if people.preferences_of(one).shoutouts]
    chosen = named if named and rng.random() < 3 / 4 else others
    return chosen[int(rng.integers(len(chosen)))]


def _said(words: Mapping[str, str], member: Member) -> dict[str, str]:
    return {language: text.format(name=member.given_name) for language, text in words.items()}


@contextmanager
def _quietly() -> Yields[None]:
    """Let nobody react to what lies in the past: mails of it went out long ago."""
    events.route({})
    try:
        yield
    finally:
        events.route(REACTIONS)


@cache
def _texts() -> Sequence[Mapping[str, str]]:
    return tomllib.loads((HERE / "shoutouts.toml").read_text())["shoutout"]

"""Reads how many readers a post of somebody's usually brings: from–to, never one number."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from zetje.behaviour.reach import COVERS, fit_reach
from zetje.people import queries as people
from zetje.sharing.queries.posts import clicked_posts

if TYPE_CHECKING:
    from zetje.people.models import Member

# What lies further back says little of today.
WINDOW: Final = timedelta(weeks=26)
# A post does most of its work in its first week.
RIPE: Final = timedelta(days=7)
# So many posts of others say what is usual; more would only take longer.
MOST: Final = 4000
# With fewer posts nobody can say what is usual, and with fewer people the others' figures would
# show through.
FEWEST_POSTS: Final = 20
FEWEST_OTHERS: Final = 5
CHANCE: Final = COVERS


@dataclass(frozen=True, slots=True)
class Usual:
    """How many readers a post of somebody's on one network brings, in eight cases of ten.

    Attributes:
        least: the lower end.
        most: the upper end.
        own_posts: how many posts of their own stand behind it; 0 for what colleagues' posts bring.
    """

    least: int
    most: int
    own_posts: int


def usual_reach(*, member: Member, networks: Collection[str], now: datetime) -> Mapping[str, Usual]:
    """What a post of a member's usually brings, by network; for that member alone.

    Nothing while too little is known, and nothing for who does not let Zetje learn from them.

    Args:
        member: whose posts.
        networks: the keys of the networks that are asked about.
        now: the moment.
    """
    if not networks or not people.preferences_of(member).learns:
        return {}
    known = clicked_posts(
        organisation_id=member.organisation_id,
        own=member.pk,
        since=now - WINDOW,
        until=now - RIPE,
        limit=MOST,
    )
    others = np.unique(known.member[known.member != member.pk])
    if known.member.size < FEWEST_POSTS or others.size < FEWEST_OTHERS:
        return {}
    model = fit_reach(count=known.clicks, person=known.member, kind=known.network)
    asked = [key for key in known.networks if key in networks]
    coming = model.predict(
        person=np.full(len(asked), member.pk),
        kind=[known.networks.index(key) for key in asked],
        covers=CHANCE,
    )
    return {
        key: Usual(int(coming.lower[at]), int(coming.upper[at]), int(coming.posts_seen[at]))
        for at, key in enumerate(asked)
    }

"""Tells the hub which colleagues get too few stories next, by the rules that choose them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zetje.content import registry as hub
from zetje.content.queries import today_of
from zetje.people import queries as people
from zetje.prompting.operations.choosing import stories_open_to
from zetje.prompting.operations.crowd import LANGUAGES, everyone
from zetje.prompting.rules.choosing import STORIES
from zetje.prompting.rules.gaps import short_groups

Ints = NDArray[np.int64]

_DAYS = 7


def gaps_of(organisation: Any, now: datetime) -> Sequence[hub.Gap]:
    """The groups of five and more that have fewer than three stories for their next digest.

    Everybody is taken at the next day on which their digest comes, tomorrow at the earliest: what
    runs out before does not count, and neither does what they saw or chose before.
    The tenant's block must be open.
    """
    crowd = everyone(organisation, now=now)
    if not crowd.member.size:
        return ()
    groups = short_groups(
        team=crowd.team,
        languages=crowd.languages,
        stories=stories_open_to(
            crowd,
            days=_next_days(crowd.weekday, today_of(organisation, at=now).toordinal()),
            organisation=organisation,
            now=now,
        ),
        wanted=STORIES,
    )
    names = {team.pk: team.name for team in people.teams_of(organisation.pk)}
    return [
        hub.Gap(
            team=names.get(group.team, ""),
            languages=frozenset(
                language for bit, language in enumerate(LANGUAGES) if group.languages >> bit & 1
            ),
            most=group.most,
            people=group.people,
            is_everyone=group.is_everyone,
        )
        for group in groups
    ]


def _next_days(weekday: Ints, today: int) -> Ints:
    """The next date of each weekday after today, as ordinals; Monday is weekday 0."""
    # Ordinal 1 was a Monday.
    return today + 1 + (weekday - today) % _DAYS

"""Which groups of colleagues have too few stories to choose from, told without telling of anyone.

A group is a team and the languages its people read. It is shown when it holds a whole block of
people, and of it only whole blocks: those with too few, when nobody else is left over or a whole
block of others is. So no figure is about fewer than five, nor about all but fewer than five.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zetje.prompting.rules.groups import LEAST, in_blocks

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ShortGroup:
    """A group with too few stories.

    Attributes:
        team: the number of the team, 0 for nobody's.
        languages: the bits of the languages its people read.
        most: how many stories the best served of those with too few may get.
        people: how many they are, in whole blocks.
        is_everyone: whether they are the whole group.
    """

    team: int
    languages: int
    most: int
    people: int
    is_everyone: bool


def short_groups(*, team: Ints, languages: Ints, stories: Ints, wanted: int) -> list[ShortGroup]:
    """The groups in which people have fewer stories than wanted, the worst first.

    Args:
        team: each person's team, 0 for nobody's.
        languages: the bits of the languages each person reads.
        stories: how many stories each person may get.
        wanted: how many they should have to choose from.
    """
    found: list[ShortGroup] = []
    groups = np.unique(np.stack([team, languages], axis=1), axis=0) if team.size else ()
    for of_team, speaking in np.asarray(groups, dtype=np.int64).tolist():
        mine = stories[(team == of_team) & (languages == speaking)]
        if group := _short(mine, team=of_team, languages=speaking, wanted=wanted):
            found.append(group)
    return sorted(found, key=lambda group: (group.most, -group.people, group.team))


def _short(mine: Ints, *, team: int, languages: int, wanted: int) -> ShortGroup | None:
    """The largest part of a group that may be shown: those with none first, then those with few."""
    for most in range(wanted):
        count = int((mine <= most).sum())
        others = int(mine.size) - count
        if count >= LEAST and (others == 0 or others >= LEAST):
            return ShortGroup(team, languages, most, in_blocks(count), others == 0)
    return None

"""What everybody in team play earned and posted in a while, counted by person and given in arrays.

Numbers of each person: nothing here is shown to anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.weeks import monday_of
from zetje.lib.arrays import copy_out
from zetje.people.queries.players import players
from zetje.recognition.models import ChallengeAbsence
from zetje.sharing.queries.engagement import engagement

Ints = NDArray[np.int64]

_POINTS: Final = """
    SELECT p.member_id, coalesce(sum(p.points) FILTER (WHERE p.week = %s), 0),
        coalesce(sum(p.points) FILTER (WHERE p.week >= %s), 0), sum(p.points)
    FROM recognition_pointweek p
    WHERE p.organisation_id = %s AND p.week BETWEEN %s AND %s AND p.points > 0
    GROUP BY p.member_id ORDER BY p.member_id
"""


@dataclass(frozen=True, slots=True)
class Play:
    """What each player has, each array (n,) beside theirs.

    Attributes:
        member: players by number, ascending.
        points: of the week; `in_two` of it and the week before, `in_month` of the last four.
        posts: of the week, on networks on which something is scored.
    """

    member: Ints
    points: Ints
    in_two: Ints
    in_month: Ints
    posts: Ints


def play_of_everyone(*, organisation_id: int, week: int, since: datetime, until: datetime) -> Play:
    """The points and posts of everybody who is in team play at the end of a week.

    Not in it is whoever switched leagues and boards off, or stays out of a challenge of that week.

    Args:
        organisation_id: whose people; the tenant's block must be open.
        week: as `behaviour.weeks` numbers them.
        since: its first moment.
        until: its end, excluded.
    """
    playing = players(organisation_id=organisation_id, now=until).member
    member = np.setdiff1d(playing, _who_stay_out(organisation_id, week))
    earned = copy_out(
        _POINTS,
        [week, week - 1, organisation_id, week - 3, week],
        columns={"member": "bigint"} | dict.fromkeys(("one", "two", "four"), "bigint"),
    )
    posted = engagement(organisation_id=organisation_id, since=since, until=until)

    def placed(members: Ints, counts: Ints) -> Ints:
        held = np.zeros(member.size, dtype=np.int64)
        _, here, there = np.intersect1d(member, members, return_indices=True)
        held[here] = counts[there]
        return held

    return Play(
        member=member,
        points=placed(earned["member"], earned["one"]),
        in_two=placed(earned["member"], earned["two"]),
        in_month=placed(earned["member"], earned["four"]),
        posts=placed(posted.member, posted.posts),
    )


def _who_stay_out(organisation_id: int, week: int) -> Ints:
    monday = monday_of(week)
    rows = ChallengeAbsence.objects.filter(
        organisation_id=organisation_id,
        challenge__announced_at__isnull=False,
        challenge__stopped_at__isnull=True,
        challenge__starts_on__lte=monday + timedelta(days=6),
        challenge__ends_on__gte=monday,
    )
    return np.asarray(list(rows.values_list("member_id", flat=True)), dtype=np.int64)

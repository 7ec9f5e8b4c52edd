"""Who starts: when everybody joined, and when they first posted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, Final

import numpy as np

from zetje.behaviour.weeks import monday_of, weeks_of
from zetje.insights.queries.studies import latest_results
from zetje.insights.rules.quarters import last_quarter
from zetje.insights.rules.starts import FOUR_WEEKS, started
from zetje.insights.rules.studies import Studied
from zetje.people.queries.joinings import joinings_of_everyone
from zetje.sharing.queries.posts_of_everyone import posts_of_everyone

STARTS: Final = "starts"


def starts(studied: Studied) -> Mapping[str, Any] | None:
    """Once for each quarter, four weeks after it: who shared within four weeks of joining.

    Returns:
        `first` and `last`, the quarter's weeks, and `part`, per cent, "few", "most", or None for
        too few newcomers; None where the quarter was told already.
    """
    first, last = last_quarter(studied.week - FOUR_WEEKS)
    told = latest_results(studied.organisation_id, [STARTS]).get(STARTS)
    if told is not None and told.details["last"] >= last:
        return None
    own = studied.organisation_id
    joinings = joinings_of_everyone(organisation_id=own)
    week = weeks_of(joinings.at, zone=studied.zone)
    new = np.isin(joinings.member, studied.members) & (week >= first) & (week <= last)
    end = datetime.combine(monday_of(studied.week + 1), time(), studied.zone)
    posts = posts_of_everyone(organisation_id=own, until=end)
    # The posts of each member stand in the order of time.
    members, place = np.unique(posts.member, return_index=True)
    at = np.full(joinings.member.size, np.inf)
    known = np.isin(joinings.member, members)
    at[known] = posts.at[place[np.searchsorted(members, joinings.member[known])]]
    part = started(joined_at=joinings.at[new], first_post_at=at[new], least=studied.least)
    return {"first": first, "last": last, "part": part}

"""Who stays: the weeks in which everybody posted, from their first post on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, Final

import numpy as np

from zetje.behaviour.weeks import monday_of, weeks_of
from zetje.insights.queries.studies import latest_results
from zetje.insights.rules.stayers import as_json, from_json, last_month, retention
from zetje.insights.rules.studies import Studied
from zetje.sharing.queries.posts_of_everyone import posts_of_everyone

STAYERS: Final = "stayers"


def stayers(studied: Studied) -> Mapping[str, Any] | None:
    """Once for each month that is over: who still posts, by the month of the first post.

    Returns:
        `until`, the newest month that is over, and `cohorts`, as `rules.stayers` keeps them; None
        where that month was told already or nobody's cohort is large enough.
    """
    until = last_month(studied.week)
    told = latest_results(studied.organisation_id, [STAYERS]).get(STAYERS)
    if told is not None and told.details["until"] >= until:
        return None
    end = datetime.combine(monday_of(studied.week + 1), time(), studied.zone)
    posts = posts_of_everyone(organisation_id=studied.organisation_id, until=end)
    counted = np.isin(posts.member, studied.members)
    cohorts = retention(
        member=posts.member[counted],
        week=weeks_of(posts.at[counted], zone=studied.zone),
        known=from_json(told.details["cohorts"]) if told else [],
        until=until,
        least=studied.least,
    )
    return {"until": until, "cohorts": as_json(cohorts)} if cohorts else None

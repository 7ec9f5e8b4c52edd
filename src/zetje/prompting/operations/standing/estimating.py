"""Estimates week by week which of Fogg's three somebody misses, so that their prompt helps with it.

What is missing is counted from the funnel of the last half year (`zetje.behaviour.fogg`). Nobody is
shown it but the planner, which leaves out the kinds of prompt that would not help, and nothing is
estimated of who does not want to be learned from.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import numpy as np
from django.db import connection

from zetje.behaviour.fogg import Suggestion, estimate_people, fit_population
from zetje.lib.arrays import copied_in
from zetje.lib.tenancy import tenant
from zetje.prompting.queries.funnels import funnels_of

WINDOW: Final = timedelta(weeks=26)
# So long after a digest it is known what came of it.
GRACE: Final = timedelta(days=7)
_NONE: Final = int(Suggestion.NOT_ENOUGH_DATA)
_FORGET: Final = """
    UPDATE prompting_standing SET suggestion = %s
    WHERE organisation_id = %s AND suggestion <> %s
      AND NOT EXISTS (SELECT FROM estimated e WHERE e.member = member_id)
"""
_KEEP: Final = """
    UPDATE prompting_standing s SET suggestion = e.suggestion
    FROM estimated e
    WHERE s.organisation_id = %s AND s.member_id = e.member AND s.suggestion <> e.suggestion
"""


def estimate_missing(*, organisation_id: int, now: datetime) -> int:
    """Estimate anew what each member misses, for the prompts of the coming week.

    Args:
        organisation_id: whose members.
        now: the moment.

    Returns:
        of how many it is known well enough to go by.
    """
    with tenant(organisation_id):
        found = funnels_of(organisation_id=organisation_id, since=now - WINDOW, until=now - GRACE)
        suggestion = np.full(found.member.size, _NONE, dtype=np.int64)
        if not found.funnel.is_too_thin:
            population = fit_population(found.funnel)
            suggestion = estimate_people(found.funnel, population).suggestion
        rows = {"member": found.member, "suggestion": suggestion}
        columns = {"member": "bigint", "suggestion": "bigint"}
        with copied_in("estimated", columns, rows), connection.cursor() as cursor:
            cursor.execute(_FORGET, [_NONE, organisation_id, _NONE])
            cursor.execute(_KEEP, [organisation_id])
    return int(np.count_nonzero(suggestion != _NONE))

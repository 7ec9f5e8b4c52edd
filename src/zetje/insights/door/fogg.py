"""Study: what the people of an organisation are like as to looking, beginning and sharing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

import numpy as np

from zetje.behaviour.fogg import Funnel
from zetje.behaviour.weeks import monday_of
from zetje.insights.door.weeks import QUARTER_WEEKS
from zetje.insights.rules.fogg_map import spread_details
from zetje.insights.rules.studies import Studied
from zetje.prompting.queries.funnels import funnels_of


def study_fogg(studied: Studied) -> Mapping[str, Any] | None:
    """How people's digests of a quarter led on, as `rules.fogg_map.spread_details` writes it."""
    since, until = (
        datetime.combine(monday_of(week), time(), studied.zone)
        for week in (studied.week - QUARTER_WEEKS + 1, studied.week + 1)
    )
    found = funnels_of(organisation_id=studied.organisation_id, since=since, until=until, by=until)
    own = np.isin(found.member, studied.members)
    return spread_details(Funnel(found.funnel.trials[own], found.funnel.successes[own]))

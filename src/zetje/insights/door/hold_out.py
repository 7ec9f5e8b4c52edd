"""The programme beside its hold-out: who was drawn, and who posted in which week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.weeks import monday_of, weeks_of
from zetje.insights.queries.studies import latest_results
from zetje.insights.rules.hold_out import Arms, Comparison, compare, weekly_rates
from zetje.insights.rules.studies import Studied
from zetje.prompting.queries.hold_out_of_everyone import Draws, hold_out_of_everyone
from zetje.sharing.queries.posts_of_everyone import posts_of_everyone

HOLD_OUT: Final = "hold_out"
# As far back as weeks are compared.
_MOST_WEEKS: Final = 104


def hold_out(studied: Studied) -> Mapping[str, Any] | None:
    """How much more people post who are prompted than those whom chance keeps without prompts.

    Returns:
        `is_shown`, `held_out`, `finds`; where it is shown `verdict`, `estimate`, `lower`, `upper`,
        `rate` and `base` in weeks of a hundred, and `weeks`, each [week, programme, hold-out]; None
        where nobody was drawn.
    """
    draws = hold_out_of_everyone(organisation_id=studied.organisation_id)
    if not np.isin(draws.member[draws.is_held_out], studied.members).any():
        return None
    arms = _arms(studied, draws)
    compared = compare(arms)
    details: dict[str, Any] = {
        "is_shown": compared.is_shown,
        "held_out": compared.held_out,
        "finds": compared.finds,
    }
    if not compared.is_shown:
        return details
    told = latest_results(studied.organisation_id, [HOLD_OUT]).get(HOLD_OUT)
    known: list[Any] = told.details.get("weeks", []) if told else []
    since = known[-1][0] + 1 if known else 0
    fresh = [list(each) for each in weekly_rates(arms, least=studied.least, since=since)]
    return details | _found(compared) | {"weeks": known + fresh}


def _found(compared: Comparison) -> dict[str, Any]:
    finding = compared.finding
    if finding is None or not np.isfinite(finding.estimate):
        return {"verdict": "not_enough_data"}
    return {
        "verdict": str(finding.verdict),
        "estimate": finding.estimate,
        "lower": finding.lower,
        "upper": finding.upper,
        "rate": compared.rate,
        "base": compared.base,
    }


def _arms(studied: Studied, draws: Draws) -> Arms:
    counted = np.isin(draws.member, studied.members)
    drawn = weeks_of(draws.at[counted], zone=studied.zone)
    first = max(int(drawn.min(initial=studied.week)) + 1, studied.week - _MOST_WEEKS + 1)
    weeks = np.arange(first, studied.week + 1, dtype=np.int64)
    return Arms(
        is_held_out=draws.is_held_out[counted],
        chance=draws.share[counted],
        drawn=drawn,
        shared=_shared(studied, draws.member[counted], weeks),
        weeks=weeks,
    )


def _shared(
    studied: Studied, members: NDArray[np.int64], weeks: NDArray[np.int64]
) -> NDArray[np.bool_]:
    end = datetime.combine(monday_of(studied.week + 1), time(), studied.zone)
    posts = posts_of_everyone(organisation_id=studied.organisation_id, until=end)
    found = np.zeros((members.size, weeks.size), dtype=np.bool_)
    if not weeks.size:
        return found
    week = weeks_of(posts.at, zone=studied.zone)
    own = np.isin(posts.member, members) & (week >= weeks[0])
    found[np.searchsorted(members, posts.member[own]), week[own] - weeks[0]] = True
    return found

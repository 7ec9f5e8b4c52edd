"""Which stories bring readers: every post of a quarter, with the readers it has by now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.weeks import monday_of
from zetje.content.queries.traits import Traits, traits_of
from zetje.insights.queries.studies import latest_results
from zetje.insights.rules.content import REST, best_of, numbered, readers_by
from zetje.insights.rules.quarters import last_quarter
from zetje.insights.rules.studies import Studied
from zetje.sharing.queries import networks
from zetje.sharing.queries.posts_of_everyone import PostResults, results_of_everyone

CONTENT: Final = "content"
_IDEA: Final = Traits("idea", "", "")


def content(studied: Studied) -> Mapping[str, Any] | None:
    """Once for each quarter: readers of a post by kind, topic, language and network.

    Returns:
        `first` and `last`, the quarter's weeks, and for each of "kind", "topic", "language" and
        "network" a list of `name` ("" for the rest together), `posts`, `mean`, `lower`, `upper` and
        `is_best`; None where the quarter was told already.
    """
    first, last = last_quarter(studied.week)
    told = latest_results(studied.organisation_id, [CONTENT]).get(CONTENT)
    if told is not None and told.details["last"] >= last:
        return None
    keys = {network.key: network.label for network in networks()}
    posts = _of_counted(
        results_of_everyone(
            organisation_id=studied.organisation_id,
            networks=list(keys),
            since=_start(studied, first),
            until=_start(studied, last + 1),
        ),
        studied,
    )
    known = traits_of(studied.organisation_id, set(posts.story.tolist()))
    traits = [known.get(story, _IDEA) for story in posts.story.tolist()]
    labels = ["", *keys.values()]
    named: dict[str, list[str]] = {
        "kind": [each.kind for each in traits],
        "topic": [each.topic for each in traits],
        "language": [each.language for each in traits],
        "network": [labels[place] for place in posts.network.tolist()],
    }
    rows = {trait: _rows(posts, names, studied.least) for trait, names in named.items()}
    return {"first": first, "last": last, **rows}


def _start(studied: Studied, week: int) -> datetime:
    return datetime.combine(monday_of(week), time(), studied.zone)


def _of_counted(posts: PostResults, studied: Studied) -> PostResults:
    counted: NDArray[np.bool_] = np.isin(posts.member, studied.members)
    return PostResults(
        member=posts.member[counted],
        story=posts.story[counted],
        clicks=posts.clicks[counted],
        network=posts.network[counted],
    )


def _rows(posts: PostResults, names: Sequence[str], least: int) -> list[dict[str, Any]]:
    group, named = numbered(names)
    found = readers_by(member=posts.member, clicks=posts.clicks, group=group, least=least)
    best = best_of(found)
    return [
        {
            "name": "" if each.group == REST else named[each.group],
            "posts": each.posts,
            "mean": each.mean,
            "lower": each.lower,
            "upper": each.upper,
            "is_best": each is best,
        }
        for each in found
    ]

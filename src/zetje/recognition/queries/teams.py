"""Compares teams by the average of their people, where nobody can be told apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from zetje.people.queries.players import players_present
from zetje.recognition.rules.teams import SMALLEST_TEAM, teams_shown
from zetje.sharing.queries.engagement import engagement


@dataclass(frozen=True, slots=True)
class TeamAverage:
    """What a team of five or more shared for each of its people who take part."""

    team_id: int
    people: int
    average: float


@dataclass(frozen=True, slots=True)
class TeamAverages:
    """The teams that may be shown, the highest average first, and that of everybody together."""

    teams: tuple[TeamAverage, ...]
    average: float | None


def team_averages(*, organisation_id: int, since: datetime, until: datetime) -> TeamAverages:
    """Shares a person in a while, by team. Networks on which nothing is scored do not count.

    Counted are people who take part in boards at its end and were not away all the while, whether
    they shared or not. A team of fewer than five is left out, and so is the smallest of the others
    where those who are left out with it would be fewer than five.

    Args:
        organisation_id: whose teams.
        since: from when, this moment included.
        until: up to when, this moment excluded.
    """
    last = (until - timedelta(microseconds=1)).date()
    present = players_present(
        organisation_id=organisation_id, now=until, first=since.date(), last=last
    )
    shared = engagement(organisation_id=organisation_id, since=since, until=until)
    posts = np.zeros(present.member.size, dtype=np.int64)
    _, here, there = np.intersect1d(present.member, shared.member, return_indices=True)
    posts[here] = shared.posts[there]
    ids, team = np.unique(present.team, return_inverse=True)
    people = dict(zip(ids.tolist(), np.bincount(team).tolist(), strict=True))
    sums = dict(zip(ids.tolist(), np.bincount(team, weights=posts).tolist(), strict=True))
    # Who has no team stands under 0.
    shown = teams_shown(people, teamless=people.pop(0, 0))
    teams = [TeamAverage(each, people[each], sums[each] / people[each]) for each in shown]
    enough = present.member.size >= SMALLEST_TEAM
    return TeamAverages(
        teams=tuple(sorted(teams, key=lambda each: (-each.average, each.team_id))),
        average=float(posts.mean()) if enough else None,
    )

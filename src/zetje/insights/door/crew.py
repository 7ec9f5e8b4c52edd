"""Who could be drawn in an experiment by team: those who take part and refused nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zetje.people import queries as people

if TYPE_CHECKING:
    from zetje.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Crew:
    """A team by its key, its name, and the members of it who can be drawn."""

    team: int
    name: str
    members: tuple[int, ...]


def crews_of(organisation: Organisation) -> list[Crew]:
    """Every team with those who take part now and refused neither experiments nor learning.

    The tenant's block must be open.
    """
    willing = (
        people.joined_members(organisation)
        .exclude(preferences__experiments=False)
        .exclude(preferences__learns=False)
    )
    by_team: dict[int, list[int]] = {}
    for member, team in willing.order_by("pk").values_list("pk", "team_id"):
        if team:
            by_team.setdefault(team, []).append(member)
    names = dict(people.teams_of(organisation.pk).values_list("pk", "name"))
    return [
        Crew(team, names[team], tuple(members))
        for team, members in sorted(by_team.items())
        if team in names
    ]


def willing_people(organisation: Organisation) -> int:
    """How many take part now and refused neither experiments nor learning."""
    rows = people.joined_members(organisation)
    rows = rows.exclude(preferences__experiments=False).exclude(preferences__learns=False)
    return rows.count()

"""Puts the directory, roles and teams into rows for pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zetje.people.models import Member, RoleGrant, Team
from zetje.people.queries.joined import JoinedCount
from zetje.people.rules.role_words import role_help, role_name


@dataclass(frozen=True, kw_only=True)
class RoleLine:
    """A role somebody holds, with what a form needs to take it away."""

    role: str
    name: str
    help: str
    team: str
    team_token: str


@dataclass(frozen=True, kw_only=True)
class MemberLine:
    """A member in a list."""

    token: str
    name: str
    email: str
    team: str
    job_title: str
    roles: str
    left_on: date | None


@dataclass(frozen=True, kw_only=True)
class TeamLine:
    """A team in a list; the counts of who joined only where they may be shown."""

    token: str
    name: str
    size: int
    counts: JoinedCount | None


def role_lines(grants: Iterable[RoleGrant]) -> list[RoleLine]:
    """The roles of one member."""
    return [
        RoleLine(
            role=grant.role,
            name=role_name(grant.role),
            help=role_help(grant.role),
            team=grant.team.name if grant.team else "",
            team_token=grant.team.token if grant.team else "",
        )
        for grant in grants
    ]


def member_lines(members: Iterable[Member]) -> list[MemberLine]:
    """Members with their team and roles, read together with them."""
    return [
        MemberLine(
            token=member.token,
            name=member.full_name,
            email=member.email,
            team=member.team.name if member.team else "",
            job_title=member.job_title,
            roles=", ".join(
                f"{line.name} {line.team}".strip()
                for line in role_lines(member.role_grants.all())  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType] -- a reverse relation
            ),
            left_on=member.left_on,
        )
        for member in members
    ]


def team_lines(
    teams: Sequence[Team], *, sizes: Mapping[int, int], counts: Mapping[int, JoinedCount]
) -> list[TeamLine]:
    """Teams with their size and, where they may be shown, their counts."""
    return [
        TeamLine(
            token=team.token,
            name=team.name,
            size=sizes.get(team.pk, 0),
            counts=counts.get(team.pk),
        )
        for team in teams
    ]

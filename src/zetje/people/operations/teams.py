"""Makes, renames and removes teams."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from zetje.people.models import Member, Organisation, Team
from zetje.people.operations.audit import record_audit


class TeamRefusedError(Exception):
    """The team cannot be so; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def add_team(*, organisation: Organisation, name: str, by: Member | None, now: datetime) -> Team:
    """Make a team. Raises TeamRefusedError when there is one of that name."""
    _check_free(organisation.pk, name)
    team = Team.objects.create(organisation=organisation, name=name)
    _audit("team.added", team, by=by, now=now)
    return team


@transaction.atomic
def rename_team(*, team: Team, name: str, by: Member, now: datetime) -> None:
    """Give a team another name. Raises TeamRefusedError when there is one of that name."""
    if team.name != name:
        _check_free(team.organisation_id, name)
        team.name = name
        team.save(update_fields=["name"])
        _audit("team.renamed", team, by=by, now=now)


@transaction.atomic
def remove_team(*, team: Team, by: Member, now: datetime) -> None:
    """Remove a team nobody is in. Raises TeamRefusedError while somebody is."""
    if Member.objects.filter(team=team, left_on__isnull=True).exists():
        raise TeamRefusedError("team_in_use")
    _audit("team.removed", team, by=by, now=now)
    team.delete()


def _check_free(organisation_id: int, name: str) -> None:
    if Team.objects.filter(organisation_id=organisation_id, name=name).exists():
        raise TeamRefusedError("team_name_taken")


def _audit(action: str, team: Team, *, by: Member | None, now: datetime) -> None:
    record_audit(
        actor_member_id=by.pk if by else None, action=action, subject=f"team:{team.pk}", now=now
    )

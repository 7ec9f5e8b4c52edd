"""Writes the changes of an import to the directory, many rows in few statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from allauth.account.models import (  # pyright: ignore[reportMissingTypeStubs] -- it has none
    EmailAddress,
)
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast, Concat

from zetje.lib.events import publish_on_commit
from zetje.people.events import WorkingTimeChanged
from zetje.people.models import Leave, Member, Organisation, Team, User
from zetje.people.operations.directory_roles import write_roles
from zetje.people.operations.leavers import deactivate_members, reactivate_members
from zetje.people.operations.progress import Report
from zetje.people.operations.roles import end_sessions
from zetje.people.queries.directory import COPIED
from zetje.people.rules.changes import Change, Plan
from zetje.people.rules.names import sort_key

BATCH = 500
WORKING_TIME = frozenset({"leave", "working_days", "time_zone", "country", "region"})
DEFAULTED = {"language": "default_language", "time_zone": "time_zone", "country": "country"}


def apply_plan(
    *, organisation: Organisation, plan: Plan, by: Member | None, now: datetime, progress: Report
) -> None:
    """Make the directory as the plan says. The caller holds the organisation's lock."""
    new, kept = plan.of("new"), [*plan.of("changed"), *plan.of("returning")]
    teams = _teams(organisation, [*new, *kept])
    reactivate_members(organisation=organisation, member_ids=_ids(plan.of("returning")))
    changed = _change_members(organisation, kept, teams)
    progress(35)
    added = _add_members(organisation, new, teams)
    progress(70)
    pairs = [*zip(kept, changed, strict=True), *zip(new, added, strict=True)]
    _add_leaves(organisation, pairs)
    _tell_of_time(organisation, kept)
    write_roles(organisation=organisation, pairs=pairs, teams=teams, by=by, now=now)
    progress(85)
    if leavers := _ids(plan.of("leaver")):
        deactivate_members(organisation=organisation, member_ids=leavers, by=by, now=now)
    progress(95)


def _ids(changes: Iterable[Change]) -> list[int]:
    return [change.member_id for change in changes if change.member_id is not None]


def _teams(organisation: Organisation, changes: Sequence[Change]) -> dict[str, Team]:
    """Every team the changes name, the new ones made."""
    names: set[str] = set()
    for change in changes:
        values = change.values or {}
        names.add(str(values.get("team") or ""))
        roles = values.get("roles")
        if isinstance(roles, frozenset):
            names |= {team for _, team in roles}
    teams = {team.name: team for team in Team.objects.filter(organisation=organisation)}
    missing = sorted(names - set(teams) - {""})
    made = Team.objects.bulk_create(
        [Team(organisation=organisation, name=name) for name in missing], batch_size=BATCH
    )
    return teams | {team.name: team for team in made}


def _change_members(
    organisation: Organisation, changes: Sequence[Change], teams: dict[str, Team]
) -> list[Member]:
    """Write what differs; addresses and numbers may change hands, so they come free first."""
    found = Member.objects.in_bulk(_ids(changes))
    members = [found[change.member_id] for change in changes if change.member_id is not None]
    moved: list[Member] = []
    for change, member in zip(changes, members, strict=True):
        fields = {name: new for name, _, new in change.differences}
        _write(member, fields, teams)
        if "email" in fields:
            moved.append(member)
    numbers = [
        change.member_id
        for change in changes
        if any(name == "external_id" for name, _, _ in change.differences)
    ]
    Member.objects.filter(pk__in=numbers).update(external_id="")
    _free_addresses(moved)
    names = [*COPIED, "sort_key", "team", "working_days"]
    Member.objects.bulk_update(members, names, batch_size=BATCH)
    _give_addresses(moved)
    return members


def _free_addresses(members: Sequence[Member]) -> None:
    ids = [member.pk for member in members]
    Member.objects.filter(pk__in=ids).update(email=Concat(F("token"), Value("@changing.invalid")))
    accounts = User.objects.filter(pk__in=[member.user_id for member in members])
    EmailAddress.objects.filter(user__in=accounts).delete()
    accounts.update(email=Concat(Cast("pk", TextField()), Value("@changing.invalid")))


def _give_addresses(members: Sequence[Member]) -> None:
    """The account follows the address, and whoever is signed in with the old one is signed out."""
    accounts = User.objects.in_bulk([member.user_id for member in members if member.user_id])
    for member in members:
        if member.user_id:
            accounts[member.user_id].email = member.email
    User.objects.bulk_update(accounts.values(), ["email"], batch_size=BATCH)
    _verify(accounts.values())
    end_sessions(member_ids=[member.pk for member in members])


def _add_members(
    organisation: Organisation, changes: Sequence[Change], teams: dict[str, Team]
) -> list[Member]:
    """Accounts that sign in by mail only, and the members behind them."""
    members: list[Member] = []
    for change in changes:
        member = Member(organisation=organisation)
        for name, source in DEFAULTED.items():
            setattr(member, name, getattr(organisation, source))
        member.region = organisation.region
        _write(member, dict(change.values or {}), teams)
        members.append(member)
    accounts = _accounts(organisation, [member.email for member in members])
    for member in members:
        member.user = accounts[member.email]
    return Member.objects.bulk_create(members, batch_size=BATCH)


def _accounts(organisation: Organisation, addresses: Sequence[str]) -> dict[str, User]:
    """An account for each address; one that was left without a member is used again."""
    free = User.objects.filter(organisation=organisation, email__in=addresses, member__isnull=True)
    accounts = {user.email: user for user in free}
    User.objects.filter(pk__in=[user.pk for user in accounts.values()]).update(is_active=True)
    made: list[User] = []
    for email in addresses:
        if email not in accounts:
            user = User(email=email, organisation=organisation)
            user.set_unusable_password()
            made.append(user)
    User.objects.bulk_create(made, batch_size=BATCH)
    verified = set(
        EmailAddress.objects.filter(user__in=accounts.values()).values_list("user_id", flat=True)
    )
    _verify([*made, *(user for user in accounts.values() if user.pk not in verified)])
    return accounts | {user.email: user for user in made}


def _verify(accounts: Iterable[User]) -> None:
    """The organisation vouches for the addresses of its own people."""
    EmailAddress.objects.bulk_create(
        [
            EmailAddress(user=user, email=user.email, verified=True, primary=True)
            for user in accounts
        ],
        batch_size=BATCH,
    )


def _write(member: Member, fields: dict[str, Any], teams: dict[str, Team]) -> None:
    for name in COPIED:
        if name in fields:
            setattr(member, name, fields[name])
    if "working_days" in fields:
        member.working_days = list(fields["working_days"])
    if "team" in fields:
        member.team = teams.get(fields["team"] or "")
    member.sort_key = sort_key(member.given_name, member.family_name, country=member.country)


def _add_leaves(organisation: Organisation, pairs: Sequence[tuple[Change, Member]]) -> None:
    leaves: list[Leave] = []
    for change, member in pairs:
        fields = dict(change.values or {}) if change.kind == "new" else {}
        fields |= {name: new for name, _, new in change.differences}
        leave: tuple[date, date] | None = fields.get("leave")  # type: ignore[assignment]
        if leave:
            leaves.append(
                Leave(
                    organisation=organisation, member=member, starts_on=leave[0], ends_on=leave[1]
                )
            )
    Leave.objects.bulk_create(leaves, batch_size=BATCH)


def _tell_of_time(organisation: Organisation, changes: Sequence[Change]) -> None:
    ids = tuple(
        change.member_id
        for change in changes
        if change.member_id is not None
        and WORKING_TIME & {name for name, _, _ in change.differences}
    )
    if ids:
        publish_on_commit(WorkingTimeChanged(organisation_id=organisation.pk, member_ids=ids))

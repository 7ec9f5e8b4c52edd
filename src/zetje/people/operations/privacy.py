"""Erases a person: the key that tied the record to them, their texts, and every address."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from zetje.lib.events import publish_on_commit
from zetje.lib.record.operations import record
from zetje.lib.tenancy import tenant
from zetje.people.events import MemberErased
from zetje.people.models import ImportRun, Member, Organisation, Tombstone
from zetje.people.operations.audit import record_audit
from zetje.people.operations.devices import sign_out_everywhere
from zetje.people.operations.leavers import check_not_last_administrator
from zetje.people.registry import ErasedPerson, erasers
from zetje.people.rules.tombstones import digests_of


@transaction.atomic
def erase_person(
    *, member: Member, by: Member | None, now: datetime, may_return: bool = False
) -> None:
    """Forget a person for good, in the open tenant.

    Rows about them go; acts of theirs in the record and the audit stay, without anything that says
    whose they were; what was counted in groups stays as it was. A tombstone keeps a later import
    from bringing them back.

    Args:
        member: who is erased.
        by: who asked: the person, an administrator, or None for the command line.
        now: when.
        may_return: whether a later staff file may bring them again, as somebody new: a leaver
            whose time ran out did not ask to be forgotten for good.

    Raises:
        RoleRefusedError: when nobody would be left to administer the organisation.
    """
    organisation = member.organisation
    check_not_last_administrator(member_ids=[member.pk], organisation_id=organisation.pk)
    person = _person(member)
    if not may_return:
        _set_tombstones(member, now=now)
    if by is not None and by.pk != member.pk:
        record_audit(actor_member_id=by.pk, action="person.erased", now=now)
    for eraser in erasers().values():
        eraser(person, now)
    _forget_files(organisation, person)
    sign_out_everywhere(member=member)
    _forget_sessions(person)
    _delete(member)
    record(organisation_id=organisation.pk, kind="person.erased", at=now, source="system")
    publish_on_commit(MemberErased(organisation_id=organisation.pk))


def reapply_tombstones(*, now: datetime) -> int:
    """Erase again whoever a restored backup brought back; says how many.

    The tombstones are also kept in the data folder, outside the database, since a restored database
    has forgotten the latest of them.
    """
    wanted = set(_kept_tombstones())
    erased = 0
    for organisation in Organisation.objects.all():
        with tenant(organisation.pk):
            inside = Tombstone.objects.filter(organisation=organisation)
            digests = {bytes(digest) for digest in inside.values_list("digest", flat=True)}
            digests |= {digest for token, digest in wanted if token == organisation.token}
            for member in Member.objects.filter(organisation=organisation) if digests else ():
                if digests & set(_digests(member)):
                    erase_person(member=member, by=None, now=now)
                    erased += 1
    return erased


def _person(member: Member) -> ErasedPerson:
    addresses = {member.email} | ({member.user.email} if member.user else set[str]())
    return ErasedPerson(
        organisation_id=member.organisation_id,
        member_id=member.pk,
        person_key=member.person_key,
        addresses=frozenset(addresses - {""}),
        names=frozenset({member.full_name} - {""}),
    )


def _delete(member: Member) -> None:
    user = member.user
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.erasing', 'yes', true)")
    member.delete()
    if user is not None:
        user.delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.erasing', '', true)")


def _forget_files(organisation: Organisation, person: ErasedPerson) -> None:
    """Empty the staff files that were read while the person stood in them."""
    runs = ImportRun.objects.filter(organisation=organisation).exclude(content=b"", report={})
    for run in runs.iterator(chunk_size=20):
        # Without the zero bytes a file in UTF-16 reads the same.
        text = bytes(run.content).decode("utf-8", "ignore").replace("\0", "")
        held = f"{text} {run.report} {run.columns}".lower()
        if any(address.lower() in held for address in person.addresses):
            run.content, run.report, run.columns = b"", {}, {}
            run.save(update_fields=["content", "report", "columns"])


def _forget_sessions(person: ErasedPerson) -> None:
    """End sessions in which an address still stands: of visitors who typed it and went away."""
    for session in Session.objects.iterator(chunk_size=500):
        held = str(session.get_decoded()).lower()
        if any(address.lower() in held for address in person.addresses):
            session.delete()


def _digests(member: Member) -> list[bytes]:
    return list(
        digests_of(email=member.email, external_id=member.external_id, keys=settings.SEAL_KEYS)
    )


def _set_tombstones(member: Member, *, now: datetime) -> None:
    digests = _digests(member)
    Tombstone.objects.bulk_create(
        [
            Tombstone(organisation_id=member.organisation_id, digest=digest, erased_at=now)
            for digest in digests
        ],
        ignore_conflicts=True,
    )
    token = member.organisation.token
    transaction.on_commit(lambda: _keep_tombstones(token, digests))


def _tombstone_file() -> Path:
    return Path(settings.DATA_FOLDER) / "tombstones"


def _keep_tombstones(token: str, digests: list[bytes]) -> None:
    with _tombstone_file().open("a") as file:
        file.writelines(f"{token} {base64.b64encode(digest).decode()}\n" for digest in digests)


def _kept_tombstones() -> Iterator[tuple[str, bytes]]:
    path = _tombstone_file()
    for line in path.read_text().splitlines() if path.exists() else ():
        token, _, digest = line.partition(" ")
        yield token, base64.b64decode(digest)

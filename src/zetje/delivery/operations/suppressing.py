"""Remembers the addresses that take no mail."""

from __future__ import annotations

from datetime import datetime

from cryptography.fernet import InvalidToken
from django.db import IntegrityError, transaction

from zetje.delivery import queries
from zetje.delivery.models import Suppression
from zetje.lib.secrets import is_newest, seal, unseal
from zetje.lib.tenancy import tenant
from zetje.people import operations as people


def suppress_address(*, organisation_id: int, address: str, reason: str, now: datetime) -> None:
    """Send nothing more to an address that a server says does not exist."""
    digests = queries.address_digests(organisation_id, address)
    with tenant(organisation_id):
        known = Suppression.objects.filter(
            organisation_id=organisation_id, digest__in=digests, lifted_at__isnull=True
        )
        if known.exists():
            return
        try:
            with transaction.atomic():
                Suppression.objects.create(
                    organisation_id=organisation_id,
                    digest=digests[0],
                    sealed_address=seal(address),
                    reason=reason,
                    suppressed_at=now,
                )
        except IntegrityError:
            return  # another sender was told the same


def lift_suppression(*, organisation_id: int, key: str, by_member_id: int, now: datetime) -> bool:
    """Send to an address again, after a person has looked into it.

    Args:
        organisation_id: whose.
        key: names the address, as `queries.suppressed_addresses` tells it.
        by_member_id: the administrator.
        now: the moment of the decision.
    """
    try:
        digest = bytes.fromhex(key)
    except ValueError:
        return False
    with tenant(organisation_id):
        found = Suppression.objects.filter(
            organisation_id=organisation_id, digest=digest, lifted_at__isnull=True
        ).first()
        if found is None:
            return False
        found.lifted_at, found.lifted_by_id = now, by_member_id
        found.save(update_fields=["lifted_at", "lifted_by"])
        people.record_audit(
            actor_member_id=by_member_id,
            action="suppression.lifted",
            subject=f"suppression:{found.pk}",
            now=now,
        )
    return True


def forget_address(*, organisation_id: int, address: str) -> None:
    """Remove every trace of an address, for an erasure."""
    digests = queries.address_digests(organisation_id, address)
    with tenant(organisation_id):
        Suppression.objects.filter(organisation_id=organisation_id, digest__in=digests).delete()


def reseal_addresses(*, organisation_id: int) -> int:
    """Bring digests and sealed addresses under the newest key, while the product runs.

    An address that no listed key opens is left as it is.

    Returns:
        how many were not under that key yet.
    """
    older: list[Suppression] = []
    with tenant(organisation_id):
        rows = Suppression.objects.select_for_update().filter(organisation_id=organisation_id)
        for row in rows:
            try:
                address = unseal(row.sealed_address)
            except InvalidToken:
                continue
            digest = queries.address_digests(organisation_id, address)[0]
            if bytes(row.digest) != digest or not is_newest(row.sealed_address):
                row.digest, row.sealed_address = digest, seal(address)
                older.append(row)
        Suppression.objects.bulk_update(older, ["sealed_address", "digest"], batch_size=500)
    return len(older)

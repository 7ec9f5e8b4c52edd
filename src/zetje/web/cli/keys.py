"""Commands about the keys that stand outside the database."""

from __future__ import annotations

from collections.abc import Iterator

import click

from zetje.delivery import operations as delivery
from zetje.lib.resealing import Resealed, SealedField, reseal_field, sealed_fields
from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.web.run.errors import PlainError


@click.group()
def keys() -> None:
    """The keys that seal secrets in the database."""


@keys.command("reseal")
def reseal_everything() -> None:
    """Bring every secret in the database under the first of ZETJE_SEAL_KEYS. Nothing stops for it.

    It may be run again at any time: what is under that key already is left alone.
    """
    organisations = people.organisation_ids()
    digests = sum(delivery.reseal_addresses(organisation_id=each) for each in organisations)
    click.echo(f"suppressed addresses: {digests} brought under the newest key")
    accounts = sum(delivery.reseal_accounts(organisation_id=each) for each in organisations)
    click.echo(f"linked accounts: {accounts} brought under the newest key")
    unreadable = 0
    for field in sealed_fields():
        unreadable += _reseal(field, organisations)
    if unreadable:
        raise PlainError(
            f"{unreadable} secrets were sealed with a key that is not listed. Put it back at the "
            "end of ZETJE_SEAL_KEYS and run this again."
        )
    click.echo(_what_of_older_keys(organisations))


def _reseal(field: SealedField, organisations: list[int]) -> int:
    """Reseal one field everywhere and say how far it is; the number that no key opens."""
    seen = changed = unreadable = 0
    for done in _batches(field, organisations):
        seen, changed = seen + done.seen, changed + done.changed
        unreadable += done.unreadable
        click.echo(f"{field.label}: {seen} looked at, {changed} brought under the newest key")
    if not seen:
        click.echo(f"{field.label}: none")
    return unreadable


def _batches(field: SealedField, organisations: list[int]) -> Iterator[Resealed]:
    if not field.is_of_a_tenant:
        yield from reseal_field(field=field, organisation_id=None)
        return
    for organisation_id in organisations:
        yield from reseal_field(field=field, organisation_id=organisation_id)


def _what_of_older_keys(organisations: list[int]) -> str:
    erased = 0
    for organisation_id in organisations:
        with tenant(organisation_id):
            erased += people.tombstone_count(organisation_id=organisation_id)
    if not erased:
        return "Done. The older keys can go."
    return (
        f"Done. But {erased} tombstones know erased people by a key of their own day: keep the "
        "older keys listed behind the first, or an import may bring those people back."
    )


COMMANDS = [keys]

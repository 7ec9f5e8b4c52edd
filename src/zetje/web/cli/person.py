"""Commands about one person's data: take it out, erase it, erase it again after a restore."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils import timezone, translation

from zetje.lib.tenancy import tenant
from zetje.people import operations, queries
from zetje.web.run.errors import PlainError

if TYPE_CHECKING:
    from zetje.people.models import Member


@click.group()
def person() -> None:
    """Export or erase what is held about one person."""


@person.command("export")
@click.argument("address")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("zetje.zip"),
    help="The file to write.",
)
def export_person(*, address: str, output: Path) -> None:
    """Write everything held about the person with this address into one file."""
    found = False
    for member in _everywhere(address):
        with translation.override(member.language):
            output.write_bytes(operations.export_person(member=member, now=timezone.now()))
        click.echo(f"Written to {output}.")
        found = True
    _check(found)


@person.command("erase")
@click.argument("address")
@click.option("--yes", is_flag=True, help="Do not ask again.")
def erase_person(*, address: str, yes: bool) -> None:
    """Forget the person with this address for good. It cannot be undone."""
    if not yes:
        click.confirm(f"Forget everything about {address}, for good?", abort=True)
    found = False
    for member in _everywhere(address):
        try:
            operations.erase_person(member=member, by=None, now=timezone.now())
        except operations.RoleRefusedError:
            raise PlainError(
                "This is the only administrator. Give somebody else that role first."
            ) from None
        found = True
    _check(found)
    click.echo("Forgotten.")


@person.command("erase-again")
def erase_again() -> None:
    """Erase again whoever a restored backup brought back. Run it after every restore."""
    erased = operations.reapply_tombstones(now=timezone.now())
    click.echo(f"Erased again: {erased}.")


def _everywhere(address: str) -> Iterator[Member]:
    for organisation in queries.organisations():
        with tenant(organisation.pk):
            member = queries.person_with_address(organisation=organisation, address=address)
            if member is not None:
                yield member


def _check(found: bool) -> None:
    if not found:
        raise PlainError("Nobody here has this address.")


COMMANDS = [person]

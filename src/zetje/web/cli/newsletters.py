"""Commands for the newsletter: what the worker makes each morning, now and by hand."""

from __future__ import annotations

import click
from django.utils import timezone

from zetje.lib.tenancy import tenant
from zetje.people import queries as people
from zetje.recognition.operations import newsletter as recognition


@click.group()
def newsletter() -> None:
    """The internal newsletter."""


@newsletter.command()
@click.option("--organisation", "slug", default="", help="Only this one, by its short name.")
def make(slug: str) -> None:
    """Make the edition of the week or month that is over, where an organisation wants one so.

    It is a draft: nothing is sent. Made twice it is one edition.
    """
    now = timezone.now()
    rows = people.organisations()
    for organisation in rows.filter(slug=slug) if slug else rows:
        with tenant(organisation.pk):
            made = recognition.make_due_edition(organisation=organisation, now=now)
        said = f"{made.starts_on} to {made.ends_on}, a draft" if made else "nothing to make"
        click.echo(f"{organisation.name}: {said}")


COMMANDS = [newsletter]

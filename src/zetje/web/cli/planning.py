"""Commands that plan: what the worker does every quarter of an hour, now and by hand."""

from __future__ import annotations

import click
from django.utils import timezone

from zetje.people import queries as people
from zetje.prompting import operations as prompting


@click.command()
@click.option("--organisation", "slug", default="", help="Only this one, by its short name.")
def plan(slug: str) -> None:
    """Plan the digests that fall due within the next hours. Planning twice makes one plan."""
    now = timezone.now()
    rows = people.organisations()
    for organisation in rows.filter(slug=slug) if slug else rows:
        count = prompting.plan_digests(organisation_id=organisation.pk, now=now)
        click.echo(f"{organisation.name}: {count} digests planned")


COMMANDS = [plan]

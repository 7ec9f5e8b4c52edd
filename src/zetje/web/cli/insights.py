"""Commands about figures behind the privacy wall."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import click
from django.utils import timezone

from zetje.behaviour.weeks import iso_of, week_of
from zetje.insights import operations as insights
from zetje.people import queries as people


@click.group(name="insights")
def insights_group() -> None:
    """Figures about the programme, behind the privacy wall."""


@insights_group.command()
@click.option("--organisation", "slug", default="", help="Only this one, by its short name.")
@click.option(
    "--weeks",
    default=1,
    show_default=True,
    type=click.IntRange(1, 520),
    help="So many weeks that are over, the oldest first; those frozen before stay as they are.",
)
def freeze(slug: str, weeks: int) -> None:
    """Freeze the figures of the week that is over, or of more weeks before the first frozen one.

    Done twice changes nothing. Who works in which team is only known as it is now.
    """
    now = timezone.now()
    rows = people.organisations()
    for organisation in rows.filter(slug=slug) if slug else rows:
        last = week_of(now, zone=ZoneInfo(organisation.time_zone)) - 1
        for week in range(last - weeks + 1, last + 1):
            cells = insights.freeze_period(organisation_id=organisation.pk, week=week, now=now)
            insights.study_week(organisation_id=organisation.pk, week=week, now=now)
            year, number = iso_of(week)
            said = f"frozen, {cells} figures" if cells else "as it was frozen"
            click.echo(f"{organisation.name}: {year}-W{number:02} {said}")


@insights_group.command()
@click.option("--organisation", "slug", default="", help="Only this one, by its short name.")
def rebuild(slug: str) -> None:
    """Add the whole event record up anew, by person and week, and say what stood otherwise.

    Weeks that were frozen stay as they were shown.
    """
    rows = people.organisations()
    for organisation in rows.filter(slug=slug) if slug else rows:
        stood = insights.rebuild_tallies(organisation_id=organisation.pk, now=timezone.now())
        said = f"{stood} weeks of people put right" if stood else "as it stood"
        click.echo(f"{organisation.name}: {said}")


@insights_group.command()
@click.option("--organisation", "slug", default="", help="Only this one, by its short name.")
def check(slug: str) -> None:
    """Add the whole event record up in another engine, and say whether the tallies equal it.

    Names the week, the tally and how many people's where they differ, and fails if any does.
    """
    rows = people.organisations()
    amiss = False
    for organisation in rows.filter(slug=slug) if slug else rows:
        found = insights.check_tallies(organisation_id=organisation.pk, now=timezone.now())
        for each in found:
            year, number = iso_of(each.week)
            said = f"{year}-W{number:02} {each.tally} differ, of {each.people} people"
            click.echo(f"{organisation.name}: {said}")
        if not found:
            click.echo(f"{organisation.name}: equal")
        amiss = amiss or bool(found)
    if amiss:
        raise SystemExit(1)


COMMANDS = [insights_group]

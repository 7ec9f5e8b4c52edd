"""Commands that plan: what the worker does every few minutes, now and by hand."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import click
from django.utils import timezone

from zetje.behaviour.availability import Reason
from zetje.people import queries as people
from zetje.prompting import operations as prompting


@click.command()
@click.option("--organisation", "slug", default="", help="Only this one, by its short name.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Decide about the prompts of this whole day; without it, of the next half hour.",
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="Only say whom the prompts of that day would reach, how and why, in groups of five up.",
)
def plan(slug: str, day: datetime | None, *, dry_run: bool) -> None:
    """Plan the digests that fall due within the next hours, and decide whom to prompt.

    Planning twice makes one plan.
    """
    now = timezone.now()
    rows = people.organisations()
    for organisation in rows.filter(slug=slug) if slug else rows:
        zone = ZoneInfo(organisation.time_zone)
        if dry_run:
            today = now.astimezone(zone).date()
            on = max(day.date(), today) if day else today
            _say(
                organisation.name,
                prompting.preview_prompts(organisation_id=organisation.pk, on=on, now=now),
            )
            continue
        digests = prompting.plan_digests(organisation_id=organisation.pk, now=now)
        decisions = prompting.plan_prompts(
            organisation_id=organisation.pk,
            now=now,
            until=_end_of(day.date(), zone) if day else None,
        )
        click.echo(f"{organisation.name}: {digests} digests planned, {decisions} decisions made")


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0), zone)


def _say(name: str, preview: prompting.Preview) -> None:
    """Print a dry run: one line for each group that is large enough to be told."""
    click.echo(f"{name}: decisions of {preview.on}, nothing is written")
    for key, count in preview.prompted.items():
        click.echo(f"  {count} people: a prompt, {_words(key)}")
    for key, count in preview.silent.items():
        why = "by chance" if key == Reason.AVAILABLE.name else _words(key)
        click.echo(f"  {count} people: silence, {why}")
    if preview.others:
        click.echo(f"  {preview.others} people: other outcomes, too few each to tell")
    if not (preview.prompted or preview.silent or preview.others):
        click.echo("  no group of five people or more")


def _words(key: str) -> str:
    return key.lower().replace("_", " ")


COMMANDS = [plan]

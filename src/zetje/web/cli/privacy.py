"""Commands about privacy: the drafts for the works council and the data protection officer."""

from __future__ import annotations

from pathlib import Path

import click
from django.utils import timezone

from zetje.people import queries as people
from zetje.web.privacy.documents import as_markdown
from zetje.web.privacy.reports import LANGUAGES, reports_of


@click.group()
def privacy() -> None:
    """What the works council and the data protection officer read."""


@privacy.command()
@click.option("--organisation", "slug", default="", help="Only this one, by its short name.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Only this one; else both.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Where to write; here, if left out.",
)
def report(slug: str, language: str | None, folder: Path) -> None:
    """Write the works-council statement and a draft DPIA, from the settings in force."""
    now = timezone.now()
    rows = people.organisations()
    folder.mkdir(parents=True, exist_ok=True)
    for organisation in rows.filter(slug=slug) if slug else rows:
        for each in [language] if language else LANGUAGES:
            for document in reports_of(organisation, now=now, language=each):
                path = folder / f"{organisation.slug}-{document.key}.{each}.md"
                path.write_text(as_markdown(document), encoding="utf-8")
                click.echo(f"Written: {path}")


COMMANDS = [privacy]

"""Commands about the people of an organisation: bring a staff file in, take the directory out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils import timezone, translation

from zetje.lib.tenancy import tenant
from zetje.people import operations, queries
from zetje.web.run.errors import PlainError

if TYPE_CHECKING:
    from zetje.people.models import Organisation

_organisation = click.option(
    "--organisation", "slug", default="", help="Its name in addresses; needed when there are more."
)


@click.group()
def people() -> None:
    """Bring people in and take them out, as CSV files."""


@people.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_organisation
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--partial", is_flag=True, help="The file does not hold everybody: nobody leaves.")
@click.option("--leave-out-bad-rows", is_flag=True, help="Take the good rows in all the same.")
@click.option("--confirm-leavers", is_flag=True, help="Yes, so many people have left.")
def import_people(
    *,
    file: Path,
    slug: str,
    dry_run: bool,
    partial: bool,
    leave_out_bad_rows: bool,
    confirm_leavers: bool,
) -> None:
    """Bring the directory to what a staff file says: all of it or nothing."""
    own = _found(slug)
    with translation.override(own.default_language):
        try:
            with tenant(own.pk):
                run = operations.preview_import(
                    organisation=own,
                    content=file.read_bytes(),
                    file_name=file.name,
                    by=None,
                    complete=not partial,
                    now=timezone.now(),
                )
                _print(queries.import_summary(run))
                if dry_run:
                    operations.discard_import(run=run, by=None, now=timezone.now())
                    return
                operations.begin_import(
                    run=run,
                    leave_out_bad_rows=leave_out_bad_rows,
                    confirm_leavers=confirm_leavers,
                    now=timezone.now(),
                )
        except operations.ImportRefusedError as refused:
            raise PlainError(queries.import_refusal(refused.code, refused.params)) from None
        done = operations.run_import(
            organisation_id=own.pk, run_id=run.pk, by_member_id=None, now=timezone.now()
        )
        if problem := queries.import_summary(done).problem:
            raise PlainError(problem)
        click.echo("Done. The directory is as the file says.")


@people.command("export")
@_organisation
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file; else the screen."
)
def export_people(*, slug: str, output: Path | None) -> None:
    """Write the directory as CSV, in the form that an import takes back."""
    own = _found(slug)
    with tenant(own.pk):
        text = operations.export_directory(
            organisation=own, by=None, language=own.default_language, now=timezone.now()
        )
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, newline="")
        click.echo(f"Written to {output}.")


def _found(slug: str) -> Organisation:
    """The organisation somebody means: the one there is, or the one of that name."""
    known = {own.slug: own for own in queries.organisations()}
    if not slug and len(known) == 1:
        return next(iter(known.values()))
    if slug in known:
        return known[slug]
    if not known:
        raise PlainError("There is no organisation yet. Run `zetje setup` first.")
    raise PlainError(f"Say which organisation with --organisation: {', '.join(known)}.")


def _print(summary: queries.ImportSummary) -> None:
    click.echo(f"Rows: {summary.rows}, read as {summary.encoding}")
    for line in summary.lines:
        click.echo(line)
    click.echo(", ".join(f"{number} {kind}" for kind, number in summary.counts.items() if number))
    if summary.held:
        click.echo("So many leavers at once are held: --confirm-leavers says that it is right.")


COMMANDS = [people]

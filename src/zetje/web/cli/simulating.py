"""The command that tries ways of prompting on invented worlds.

Through the product it makes a database of its own and takes it away again; otherwise it needs none.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zetje.web.cli.surroundings import database_of_its_own

if TYPE_CHECKING:
    from zetje.web.simulation.grid import Grid


@click.command()
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder for report.html and results.csv; made where there is none.",
)
@click.option("--people", type=click.IntRange(10), default=120, help="In each organisation.")
@click.option("--weeks", type=click.IntRange(8, 260), default=26, help="After the start.")
@click.option("--seeds", type=click.IntRange(3), default=8, help="Organisations in each world.")
@click.option(
    "--grid",
    type=click.Choice(["small", "full"]),
    default="small",
    help="How many worlds: 24, or all 216 combinations.",
)
@click.option("--seed", type=click.IntRange(0), default=1, help="Where all chance comes from.")
@click.option("--processes", type=click.IntRange(1), default=1, help="Worlds at a time.")
@click.option(
    "--through-the-product",
    is_flag=True,
    help="Let the real planner, outbox and pages live through six worlds, one season each.",
)
def simulate(
    *,
    output: Path,
    people: int,
    weeks: int,
    seeds: int,
    grid: Grid,
    seed: int,
    processes: int,
    through_the_product: bool,
) -> None:
    """Try ways of prompting on a grid of invented worlds, and write a report.

    The worlds are assumptions, written out in the report: it shows what follows from them, and
    proves nothing about a real organisation. The same numbers give the same report.
    """
    from zetje.web.simulation.grid import worlds
    from zetje.web.simulation.report import write_report
    from zetje.web.simulation.runner import Size
    from zetje.web.simulation.study import run_study
    from zetje.web.simulation.table import write_table

    output.mkdir(parents=True, exist_ok=True)
    if through_the_product:
        _live_through(output=output, people=people, weeks=weeks, seed=seed)
        return
    size = Size(people=people, weeks=weeks, seeds=seeds, seed=seed)
    with click.progressbar(length=len(worlds(grid)), label="Worlds") as bar:
        study = run_study(size=size, grid=grid, processes=processes, told=lambda: bar.update(1))
    table, report = output / "results.csv", output / "report.html"
    write_table(study=study, path=table)
    write_report(study=study, path=report)
    click.echo(f"{report}\n{table}")


def _live_through(*, output: Path, people: int, weeks: int, seed: int) -> None:
    """Run the seasons in a database that lives as long as this command."""
    with database_of_its_own():
        from zetje.web.simulation.product.grid import SETTINGS
        from zetje.web.simulation.product.report import write_product_report
        from zetje.web.simulation.product.running import Size, run_seasons

        size = Size(people=people, weeks=weeks, seed=seed)
        with click.progressbar(length=len(SETTINGS) * weeks, label="Weeks") as bar:
            judged = run_seasons(size=size, told=lambda: bar.update(1))
        page, table = write_product_report(judged, size=size, folder=output)
    click.echo(f"{page}\n{table}")


COMMANDS = [simulate]

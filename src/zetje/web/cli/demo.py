"""The command that makes the demo, and tells how to enter it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click
from django.conf import settings
from django.utils import timezone

from zetje.web.run.errors import PlainError
from zetje.web.run.supervisor import PROGRESS

if TYPE_CHECKING:
    from zetje.web.demo.entrances import Entrance


@click.command()
@click.option("--people", type=click.IntRange(12, 500), default=180, help="How many work there.")
@click.option("--weeks", type=click.IntRange(3, 52), default=26, help="How long a history.")
@click.option("--remove", is_flag=True, help="Take the invented organisation away, for good.")
def demo(*, people: int, weeks: int, remove: bool) -> None:
    """Make an invented organisation with half a year of history, where there is none yet."""
    if remove:
        _remove()
    else:
        _make(people=people, weeks=weeks)


def _remove() -> None:
    from zetje.web.demo.entrances import demo_organisation
    from zetje.web.demo.making import take_away

    found = demo_organisation()
    if found is None:
        click.echo("There is no demo here.")
        return
    take_away(found)
    click.echo("The demo is gone.")


def _make(*, people: int, weeks: int) -> None:
    from zetje.web.demo.entrances import ENTRANCES
    from zetje.web.demo.founding import DemoFailedError
    from zetje.web.demo.making import OtherOrganisationError, Size, make_demo

    if not settings.DEMO:
        raise PlainError(
            "The demo is made and shown by `zetje run --demo`, with a mailbox of its own: "
            "elsewhere its mail would be sent for real."
        )
    try:
        is_new = make_demo(now=timezone.now(), say=_say, size=Size(people=people, weeks=weeks))
    except OtherOrganisationError:
        raise PlainError(
            "A real organisation lives in this installation, and a demo beside it would catch its "
            "mail. Start it with `zetje run`, or give the demo a folder of its own with ZETJE_DATA."
        ) from None
    except DemoFailedError as error:
        raise PlainError(str(error)) from None
    for line in _welcome(ENTRANCES, is_new=is_new):
        click.echo(line)


def _say(line: str) -> None:
    click.echo(f"{PROGRESS}{line}")


def _welcome(entrances: Sequence[Entrance], *, is_new: bool) -> list[str]:
    site = settings.SITE_ADDRESS
    who = ", ".join(f"{entrance.given_name} ({entrance.role})" for entrance in entrances)
    state = "ready" if is_new else "still there, as you left it"
    return [
        f"The demo is {state}. Noordnaaf, its people and its stories are invented.",
        f"  Enter as one of them   {site}/demo/   {who}",
        f"  Read their mail        {site}/mailbox/   none of it leaves this machine",
        f"  Slack and Teams        {site}/chatroom/   played by the demo itself",
        "  End it all             Ctrl-C; the next start goes on where you were",
    ]


COMMANDS = [demo]

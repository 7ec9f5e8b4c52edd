"""The command line, `zetje`: one group, its commands in the modules listed here."""

from __future__ import annotations

import importlib
import os
from typing import Any

import click

# Each lists its commands or groups as COMMANDS.
_MODULES = [
    "zetje.web.cli.machine",
    "zetje.web.cli.channels",
    "zetje.web.cli.demo",
    "zetje.web.cli.events",
    "zetje.web.cli.insights",
    "zetje.web.cli.keys",
    "zetje.web.cli.newsletters",
    "zetje.web.cli.people",
    "zetje.web.cli.person",
    "zetje.web.cli.planning",
    "zetje.web.cli.privacy",
    "zetje.web.cli.sending",
    "zetje.web.cli.setup",
    "zetje.web.cli.simulating",
    "zetje.web.cli.tips",
    "zetje.web.cli.voice",
]
# These start without a database: they start what Django needs, or need none of it.
_WITHOUT_DATABASE = [
    "zetje.web.cli.machine",
    "zetje.web.cli.simulating",
    "zetje.web.cli.tips",
    "zetje.web.cli.voice",
]


class CommandLine(click.Group):
    """Loads commands when they are asked for, with a database where they need one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, of every module."""
        return sorted(_commands(_MODULES))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, by its name."""
        bare = _commands(_WITHOUT_DATABASE)
        return bare.get(cmd_name) or _commands(_MODULES).get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was asked for, and open the database for it."""
        if args[0] not in _commands(_WITHOUT_DATABASE) and "--help" not in args:
            from zetje.web.cli.surroundings import open_database

            ctx.call_on_close(open_database())
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what a person can mend is said in plain words."""
        from zetje.web.cli.surroundings import plain_errors

        with plain_errors():
            return super().invoke(ctx)


def _commands(modules: list[str]) -> dict[str, click.Command]:
    if modules != _WITHOUT_DATABASE:
        set_up_django()
    found: dict[str, click.Command] = {}
    for module in modules:
        listed: list[click.Command] = importlib.import_module(module).COMMANDS
        found |= {command.name: command for command in listed if command.name}
    return found


def set_up_django() -> None:
    """Make Django ready, once."""
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


@click.group(cls=CommandLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="zetje")
def main() -> None:
    """Zetje: a little push for colleagues who share their work."""


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zetje.web.settings")

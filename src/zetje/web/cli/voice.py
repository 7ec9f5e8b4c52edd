"""Commands about voices: try the method that needs no model on a story and a profile."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import click

from zetje.web.run.errors import PlainError

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def voice() -> None:
    """Say a story the way somebody writes."""


@voice.command("try")
@click.option("--story", type=_FILE, required=True, help="title, summary, kind, language …")
@click.option("--profile", type=_FILE, required=True, help="formality, length … or samples.")
@click.option("--language", type=click.Choice(["nl", "en"]), help="Of the post; else the story's.")
@click.option("--network", default="", help="linkedin, bluesky, x …; else any.")
@click.option("--room", type=click.IntRange(20), help="How long it may be, in characters.")
@click.option("--skip", type=click.IntRange(0), default=0, help="3 for three others.")
def try_voice(
    *,
    story: Path,
    profile: Path,
    language: str | None,
    network: str,
    room: int | None,
    skip: int,
) -> None:
    """Print three suggestions for a story and a profile, without any model.

    Both are TOML files; docs/voice.md says what may stand in them.
    """
    from zetje.web.cli import set_up_django

    set_up_django()
    from zetje.voice import queries

    try:
        found = queries.tried(
            story=_read(story),
            profile=_read(profile),
            language=language or "",
            network=network,
            room=room or 0,
            skip=skip,
        )
    except queries.TrialRefusedError as refused:
        raise PlainError(f"“{refused}” is missing or cannot be that.") from None
    if not found:
        raise PlainError("Nothing fits in so little room.")
    for number, one in enumerate(found, start=1):
        click.echo(f"{number}. {one.label} ({one.because})\n\n{one.text}\n")


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise PlainError(f"{file} is no TOML: {fault}") from None


COMMANDS = [voice]

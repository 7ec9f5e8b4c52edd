"""Empties the spool of this machine into the database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from zetje.sharing.door.reading import SpoolReader
from zetje.sharing.door.settings import SPOOL_FOLDER
from zetje.sharing.operations.clicks import load_clicks

__all__ = ["SpoolReader", "load_spool", "spool_reader"]


def spool_reader() -> SpoolReader:
    """A reader of this machine's spool folder."""
    return SpoolReader(Path(settings.DATA_FOLDER) / SPOOL_FOLDER)


def load_spool(reader: SpoolReader, *, stopping: Callable[[], bool] = lambda: False) -> int:
    """Load what is new in a spool, or what can be until it must stop; how many clicks it was."""
    return reader.read(load_clicks, stopping=stopping)

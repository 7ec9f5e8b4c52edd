"""Tells other capabilities what happened, after it is certain that it did.

An event is a frozen dataclass of identifiers. `web/reactions` holds the one table of who reacts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import transaction

Reaction = Callable[[Any], None]

_routes: dict[type, tuple[Reaction, ...]] = {}


def route(table: Mapping[type, Sequence[Reaction]]) -> None:
    """Install the table of reactions; a second call replaces it."""
    _routes.clear()
    _routes.update({kind: tuple(reactions) for kind, reactions in table.items()})


def routes() -> Mapping[type, tuple[Reaction, ...]]:
    """The table as it stands, for the test that every event has a place in it."""
    return dict(_routes)


def publish_on_commit(event: object) -> None:
    """Run the reactions to an event once the open transaction has been committed."""
    transaction.on_commit(partial(_react, event))


def _react(event: object) -> None:
    for reaction in _routes.get(type(event), ()):
        reaction(event)

"""Which renderer makes the words of a kind of message, and which channel takes them out.

`web/plugins.py` fills it once at the start. Renderers and transports are named by their dotted path
and loaded at first use, so that registering costs nothing and depends on nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, cast

from django.db.models import QuerySet
from django.utils.module_loading import import_string

from zetje.delivery.rules.kinds import FAMILIES, family_of
from zetje.delivery.rules.mails import Drop, Letter, Mail, OutboxRow, Rendered
from zetje.delivery.rules.outcomes import Accepted, Outcome
from zetje.delivery.transport import Prepared, Transport

__all__ = [
    "Accepted",
    "Drop",
    "Letter",
    "Mail",
    "OutboxRow",
    "Outcome",
    "Prepared",
    "Renderer",
    "Transport",
    "open_transport",
    "register_channel",
    "register_renderer",
    "renderer_of",
]

Render = Callable[[Sequence[OutboxRow], datetime], Mapping[int, Rendered]]
Allowed = Callable[[datetime], QuerySet[Any]]


class UnknownKindError(LookupError):
    """Raised for a kind of message that nobody renders."""


@dataclass(frozen=True, slots=True)
class Renderer:
    """How a kind of message is made.

    Attributes:
        family: whose weekly cap it falls under.
        function: dotted path of `render(rows, now) -> {row.id: Mail | Drop}`.
        allowed: dotted path of `allowed(now) -> QuerySet` of the members who may have it, asked
            inside the transaction of each message on top of delivery's own rules. Empty: no more.
    """

    kind: str
    family: str
    function: str
    allowed: str = ""

    def render(self, rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
        """The mails of a batch of rows of one organisation."""
        return cast("Render", _load(self.function))(rows, now)

    def allowed_members(self, now: datetime) -> QuerySet[Any] | None:
        """The members who may have it now, as a query not yet run."""
        return cast("Allowed", _load(self.allowed))(now) if self.allowed else None


_renderers: dict[str, Renderer] = {}
_channels: dict[str, str] = {"mail": "zetje.delivery.channels.mail.open_transport"}


@cache
def _load(path: str) -> object:
    return import_string(path)


def register_renderer(
    kind: str, function: str, *, family: str | None = None, allowed: str = ""
) -> None:
    """Say who makes the words of a kind; a second registration replaces the first.

    Args:
        kind: the kind as `queue_message` is given it.
        function: see `Renderer.function`.
        family: digest, prompt, notice, answer or uncapped; left out, the kind's own.
        allowed: see `Renderer.allowed`.
    """
    chosen = family or family_of(kind)
    if chosen not in FAMILIES:
        raise ValueError(f"no family {chosen!r}")
    _renderers[kind] = Renderer(kind, chosen, function, allowed)


def renderer_of(kind: str) -> Renderer:
    """The renderer of a kind.

    Raises:
        UnknownKindError: when none is registered.
    """
    try:
        return _renderers[kind]
    except KeyError:
        raise UnknownKindError(f"nobody renders {kind!r}") from None


def renderers() -> Mapping[str, Renderer]:
    """Every renderer by its kind."""
    return dict(_renderers)


def restore(before: Mapping[str, Renderer]) -> None:
    """Put back what `renderers` told, for tests that register their own."""
    _renderers.clear()
    _renderers.update(before)


def family_for(kind: str) -> str:
    """The family of a kind: as registered, else by its name."""
    renderer = _renderers.get(kind)
    return renderer.family if renderer else family_of(kind)


def register_channel(channel: str, function: str) -> None:
    """Say how a channel's transport is opened: the dotted path of a function without arguments."""
    _channels[channel] = function


def open_transport(channel: str) -> Transport:
    """A transport of a channel, for one sender."""
    return cast("Callable[[], Transport]", _load(_channels[channel]))()

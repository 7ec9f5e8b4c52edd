"""Who makes the words of a kind of message, which channels take them out, what a tap there does.

`web/plugins.py` fills it once at the start. Renderers and acts are named by their dotted path and
loaded at first use, so that registering costs nothing and depends on nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, cast

from django.db.models import QuerySet
from django.utils.module_loading import import_string

from zetje.delivery.rules.cards import Button, Card, Section
from zetje.delivery.rules.channels import Channel, Field
from zetje.delivery.rules.kinds import FAMILIES, family_of
from zetje.delivery.rules.mails import CardLetter, Drop, Letter, Mail, OutboxRow, Pieced, Rendered
from zetje.delivery.rules.outcomes import Accepted, Later, Outcome
from zetje.delivery.transport import Prepared, Transport
from zetje.lib.tenancy import tenant

__all__ = [
    "Accepted",
    "Button",
    "Card",
    "CardLetter",
    "Channel",
    "Drop",
    "Field",
    "Later",
    "Letter",
    "Mail",
    "OutboxRow",
    "Outcome",
    "Pieced",
    "Prepared",
    "Rendered",
    "Renderer",
    "Section",
    "Transport",
    "open_transport",
    "perform_action",
    "register_action",
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
        function: dotted path of `render(rows, now) -> {row.id: Mail | Card | Drop}`.
        allowed: dotted path of `allowed(now) -> QuerySet` of the members who may have it, asked
            inside the transaction of each message on top of delivery's own rules. Empty: no more.
    """

    kind: str
    family: str
    function: str
    allowed: str = ""

    def render(self, rows: Sequence[OutboxRow], now: datetime) -> Mapping[int, Rendered]:
        """The words of a batch of rows of one organisation, kind and channel."""
        return cast("Render", _load(self.function))(rows, now)

    def allowed_members(self, now: datetime) -> QuerySet[Any] | None:
        """The members who may have it now, as a query not yet run."""
        return cast("Allowed", _load(self.allowed))(now) if self.allowed else None


class UnknownActionError(LookupError):
    """Raised for an act that nobody has registered."""


@dataclass(frozen=True, slots=True)
class _Registered:
    channel: Channel
    per_second: float


_renderers: dict[str, Renderer] = {}
_channels: dict[str, _Registered] = {}
_actions: dict[str, str] = {}


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


def register_channel(channel: Channel, *, per_second: float = 0.0) -> None:
    """Plug a channel in; a second one of the same name replaces the first.

    Args:
        channel: see `Channel`.
        per_second: how many messages a second the other side takes from one organisation, for each
            of our senders; 0 when it takes what it is given.
    """
    _channels[channel.name] = _Registered(channel, per_second)


def channels() -> Mapping[str, Channel]:
    """Every channel that is plugged in, by name."""
    return {name: each.channel for name, each in _channels.items()}


def restore_channels(before: Sequence[tuple[Channel, float]]) -> None:
    """Have these channels with their pace and no others, for tests that plug in their own."""
    _channels.clear()
    for channel, per_second in before:
        register_channel(channel, per_second=per_second)


def pace_of(channel: str) -> float:
    """How many messages a second a channel takes from one organisation; 0 for no limit."""
    return _channels[channel].per_second if channel in _channels else 0.0


def open_transport(channel: str) -> Transport:
    """A transport of a channel, for one sender."""
    return _channels[channel].channel.open_transport()


def register_action(name: str, function: str) -> None:
    """Say what a tap on a button of a card does.

    Args:
        name: as the `Button` has it.
        function: dotted path of `act(*, organisation_id, member_id, value, now) -> Card`. Tapped
            twice it changes nothing more, and gives the same card.
    """
    _actions[name] = function


def perform_action(
    *, name: str, organisation_id: int, member_id: int, value: str, now: datetime
) -> Card:
    """Do what somebody tapped, and give the card that takes the place of the one they tapped.

    Args:
        name: the button's `action`.
        organisation_id: whose member.
        member_id: who tapped, as the channel made sure of it.
        value: the button's `value`.
        now: the moment of the tap.

    Raises:
        UnknownActionError: when nobody has registered such an act.
    """
    if name not in _actions:
        raise UnknownActionError(f"no act {name!r}")
    act = cast("Callable[..., Card]", _load(_actions[name]))
    with tenant(organisation_id):
        return act(organisation_id=organisation_id, member_id=member_id, value=value, now=now)

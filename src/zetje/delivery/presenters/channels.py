"""Puts channels into words: each person's own, and what an organisation has of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from zetje.delivery import queries
from zetje.delivery.operations.routing import ready_channels
from zetje.delivery.registry import channels
from zetje.delivery.rules.channels import APP, MAIL, ShowsOwnLink

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from zetje.delivery.rules.channels import Channel


@dataclass(frozen=True, kw_only=True)
class ChannelLine:
    """A channel on a person's own page.

    Attributes:
        shows: what a message there looks like, in a sentence.
        linked_at: since when; None for mail, and for what is not linked.
        may_rise: whether another stands before it.
        template: the channel's own piece of the page for linking; empty for a plain button.
        context: what that piece needs.
    """

    name: str
    label: StrOrPromise
    shows: StrOrPromise
    linked_at: datetime | None = None
    may_rise: bool = False
    may_go: bool = False
    template: str = ""
    context: Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class OwnChannels:
    """How a person is reached, in their own order, and how else they could be."""

    headline: str
    linked: Sequence[ChannelLine]
    others: Sequence[ChannelLine]


@dataclass(frozen=True, kw_only=True)
class SetupLine:
    """A channel as an administrator sees it.

    Attributes:
        is_ready: whether it can be used.
        needs_settings: whether there is something to fill in.
        trouble: what its other side said when it failed; empty when it works.
        addresses: where its other side is to call us.
    """

    name: str
    label: StrOrPromise
    is_ready: bool
    needs_settings: bool
    trouble: str
    since: datetime | None
    open_until: datetime | None
    addresses: Sequence[str]


def own_channels(*, organisation_id: int, member_id: int) -> OwnChannels:
    """The channels of one person."""
    known = channels()
    links = {
        link.channel: link
        for link in queries.links_of(organisation_id=organisation_id, member_ids=[member_id])[
            member_id
        ]
    }
    ready = ready_channels(organisation_id=organisation_id)
    order = [name for name in queries.with_mail([*links]) if name in ready]
    linked = [
        ChannelLine(
            name=name,
            label=known[name].label,
            shows=_shows(known[name]),
            linked_at=links[name].linked_at if name in links and name != MAIL else None,
            may_rise=number > 0,
            may_go=name != MAIL,
            context={},
        )
        for number, name in enumerate(order)
    ]
    others = [_to_link(known[name]) for name in sorted(ready - set(order))]
    return OwnChannels(headline=_headline(order), linked=linked, others=others)


def _headline(order: Sequence[str]) -> str:
    first = order[0] if order else MAIL
    if first == MAIL:
        return _("Zetje reaches you by mail.")
    if first == APP:
        return _("Zetje waits for you here.")
    label = channels()[first].label
    return _("Zetje finds you first in %(channel)s.") % {"channel": label}


def _shows(channel: Channel) -> StrOrPromise:
    if channel.name == MAIL:
        return _("Everything, with your stories and the three choices.")
    return getattr(channel, "shows", "") or _("The same messages, with the choices in place.")


def _to_link(channel: Channel) -> ChannelLine:
    template, context = "", {}
    if isinstance(channel, ShowsOwnLink):
        template, context = channel.link_template, dict(channel.link_context())
    return ChannelLine(
        name=channel.name,
        label=channel.label,
        shows=_shows(channel),
        template=template,
        context=context,
    )


def setup_lines(*, organisation_id: int, slug: str) -> list[SetupLine]:
    """Every channel beside mail, in trouble or not."""
    ready = ready_channels(organisation_id=organisation_id)
    troubles = {
        each.channel: each for each in queries.open_circuits(organisation_id=organisation_id)
    }
    lines: list[SetupLine] = []
    for name, channel in sorted(channels().items()):
        if name == MAIL:
            continue
        trouble = troubles.get(name)
        lines.append(
            SetupLine(
                name=name,
                label=channel.label,
                is_ready=name in ready,
                needs_settings=bool(channel.fields),
                trouble=trouble.reason if trouble else "",
                since=trouble.since if trouble else None,
                open_until=trouble.open_until if trouble else None,
                addresses=_addresses(channel, slug),
            )
        )
    return lines


def _addresses(channel: Channel, slug: str) -> list[str]:
    """The addresses of a channel that are each organisation's own."""
    patterns = [str(each.pattern) for each in channel.urls]
    return [
        f"{settings.SITE_ADDRESS}/channels/{channel.name}/{each.replace('<slug:slug>', slug)}"
        for each in patterns
        if "<slug:slug>" in each
    ]

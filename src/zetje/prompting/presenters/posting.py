"""The way of a started share to its network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from zetje.content import queries as content
from zetje.sharing import queries as sharing

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member


@dataclass(frozen=True)
class PostPage:
    """The text, its network, and the question whether it was posted."""

    title: str
    back_url: str
    network: str
    hint: str
    text: str
    picture_url: str
    composer_url: str
    composer_hint: str
    instance_url: str
    instance_fault: str
    confirm_url: str
    deny_url: str


def post_page(*, member: Member, story: Story, share: Any, base: str, fault: str = "") -> PostPage:
    """The way of a started share to its network."""
    network = sharing.network(share.network)
    handover = sharing.handover_of(share, member=member, network=network)
    below = f"{base}{story.token}/"
    asks = network.asks_instance and not handover.composer_url
    return PostPage(
        title=story.title,
        back_url=base,
        network=network.label,
        hint=hint_of(network),
        text=handover.text,
        picture_url=content.picture_path(story, organisation=member.organisation),
        composer_url=handover.composer_url or "",
        composer_hint=composer_hint_of(network),
        instance_url=f"{below}instance/" if asks else "",
        instance_fault=fault,
        confirm_url=f"{below}confirm/",
        deny_url=f"{below}deny/",
    )


def hint_of(network: sharing.Network) -> str:
    """What somebody does to post on a network."""
    if network.wants_picture:
        return _("Save the picture, copy the text, and post both in the app.")
    return _("Copy it, and press Post there yourself. Nothing is posted for you.")


def composer_hint_of(network: sharing.Network) -> str:
    """What the network's own composer knows already."""
    if network.needs_clipboard:
        return _("%(network)s takes no text from us: paste it there.") % {"network": network.label}
    return _("Your text is there already. You press Post.")

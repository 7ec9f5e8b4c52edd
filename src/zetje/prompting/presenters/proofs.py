"""Truthful previews: a text as a network will show it, under the person's own name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from zetje.content import queries as content
from zetje.prompting.queries.wordings import shown
from zetje.sharing import queries as sharing

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member, Organisation


@dataclass(frozen=True)
class Card:
    """The link's card under a post."""

    title: str
    host: str
    story: Story
    organisation: Organisation


@dataclass(frozen=True)
class Proof:
    """One preview."""

    network: str
    label: str
    note: str
    initials: str
    name: str
    under_name: str
    pieces: Sequence[sharing.Piece]
    folded: bool
    card: Card | None
    host_first: bool
    verbs: Sequence[str]


def proof(
    *, member: Member, story: Story, text: str, network: sharing.Network, link: str, anonymous: bool
) -> Proof:
    """The preview of a finished text.

    Args:
        member: whose post it will be.
        story: what the link leads to.
        text: the finished text, link and disclosure in it.
        network: where it will stand.
        link: the link in the text; at the end it becomes the card, as on the network.
        anonymous: whether the reader may be somebody else, so that no name is shown.
    """
    seen = shown(text, link=link, network=network)
    title = _("What you do at %(organisation)s") % {"organisation": member.organisation.name}
    return Proof(
        network=network.key,
        label=network.label,
        note="",
        initials="?" if anonymous else member.initials,
        name=_("Your name") if anonymous else member.full_name,
        under_name=title if anonymous else _job(member),
        pieces=sharing.pieces(seen.text),
        folded=seen.is_folded,
        card=card(story=story, member=member),
        host_first=network.key == "mastodon",
        verbs=[str(verb) for verb in network.verbs],
    )


def idea_proof(*, member: Member, text: str, network: sharing.Network, link: str) -> Proof:
    """The preview of a finished text that no story of ours is behind; a link has no card here."""
    seen = shown(text, link=link, network=network)
    return Proof(
        network=network.key,
        label=network.label,
        note="",
        initials=member.initials,
        name=member.full_name,
        under_name=_job(member),
        pieces=sharing.pieces(seen.text),
        folded=seen.is_folded,
        card=None,
        host_first=network.key == "mastodon",
        verbs=[str(verb) for verb in network.verbs],
    )


def card(*, story: Story, member: Member) -> Card:
    """The card that a network makes of the story's address."""
    organisation = member.organisation
    target = content.target_of(story, organisation=organisation)
    return Card(
        title=story.title,
        host=urlsplit(target).hostname or "",
        story=story,
        organisation=organisation,
    )


def _job(member: Member) -> str:
    if not member.job_title:
        return member.organisation.name
    return _("%(job)s at %(organisation)s") % {
        "job": member.job_title,
        "organisation": member.organisation.name,
    }

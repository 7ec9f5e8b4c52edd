"""The text that is offered for a network: the same on the page and in the mail."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.conf import settings

from zetje.content import queries as content
from zetje.people import queries as people
from zetje.sharing import queries as sharing

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member

_FALLBACK: Final = "linkedin"
# As long as a code, so that a text is finished alike whoever's link comes into it.
_ANY_CODE: Final = "z" * 12


@dataclass(frozen=True)
class Wording:
    """A text finished for one network, with the link in it."""

    text: str
    link: str
    language: str
    network: sharing.Network
    leaving_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader sees of a text on a network, before a tap.

    Attributes:
        text: above the fold; a link at the end is left out, since it becomes the post's card.
        is_folded: whether more stands below the fold.
    """

    text: str
    is_folded: bool


def networks_of(member: Member) -> list[sharing.Network]:
    """The networks the member likes to post on; LinkedIn where they named none."""
    known = {network.key: network for network in sharing.networks()}
    keys = [key for key in people.preferences_of(member).networks if key in known]
    return [known[key] for key in keys or [_FALLBACK]]


def network_at(networks: list[sharing.Network], position: int) -> sharing.Network:
    """The network that a story opens on: each on another of the person's own, in their order."""
    return networks[(position - 1) % len(networks)]


def wording(
    *, member: Member, story: Story, network: sharing.Network, anonymous: bool = False
) -> Wording:
    """The text to offer for a network. A stranger gets the story's own address in it."""
    language = sharing.language_for(member, story)
    variant = content.variant_for(story, network=network.key, language=language, author=member)
    terms = sharing.terms_of(member, language=variant.language)
    if anonymous:
        link = content.target_of(story, organisation=member.organisation)
    else:
        link = sharing.planned_address(member=member, story_id=story.pk, network=network.key)
    text = sharing.finished_text(text=variant.text, link=link, network=network, terms=terms)
    return Wording(text, link, variant.language, network, tuple(sharing.phrases_of(terms)))


def shown(text: str, *, link: str, network: sharing.Network) -> Shown:
    """What readers see of a finished text before a tap."""
    folded = sharing.fold(text.removesuffix(link).rstrip(), network.fold)
    return Shown(folded.shown, is_folded=bool(folded.hidden.strip()))


def shown_of(*, member: Member, story: Story, network: sharing.Network) -> Shown:
    """What readers will see of the text that a member is offered for a network.

    It is worked out once for all whose text differs in nothing but the link, because a batch of
    mails asks for it thousands of times.
    """
    language = sharing.language_for(member, story)
    variant = content.variant_for(story, network=network.key, language=language, author=member)
    terms = sharing.terms_of(member, language=variant.language)
    blank = f"{settings.LINKS_ADDRESS}/l/{_ANY_CODE}"
    found = _shown_with(blank, variant.text, network, terms)
    if blank not in found.text:
        return found
    link = sharing.planned_address(member=member, story_id=story.pk, network=network.key)
    return Shown(found.text.replace(blank, link), found.is_folded)


@lru_cache(maxsize=4096)
def _shown_with(link: str, variant: str, network: sharing.Network, terms: sharing.Terms) -> Shown:
    text = sharing.finished_text(text=variant, link=link, network=network, terms=terms)
    return shown(text, link=link, network=network)

"""The cards of the week: a story to choose on, or what became of the choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from zetje.content import queries as content
from zetje.people import queries as people
from zetje.prompting.presenters import words
from zetje.prompting.presenters.proofs import Proof, proof
from zetje.prompting.queries.wordings import Wording, networks_of
from zetje.recognition import queries as recognition
from zetje.sharing import queries as sharing

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member
    from zetje.prompting.queries.weeks import Offer

_REASONS = ("subject", "voice", "time", "enough", "private")


@dataclass(frozen=True)
class Label:
    """A key and the words for it."""

    key: str
    label: str


@dataclass
class Card:
    """One story of the week. Which fields are filled depends on its template."""

    template: str
    position: int
    title: str
    base: str
    number: str = ""
    why: str = ""
    # Whose tip it was, for colleagues, where they agreed to be named.
    credit: str = ""
    proof: Proof | None = None
    networks: Sequence[Label] = ()
    text: str = ""
    composer_url: str = ""
    hint: str = ""
    adapt_first: bool = False
    # Names the wording of the person's own that stands in for the story's.
    wording_key: str = ""
    prepared: str = ""
    result_sentence: str = ""
    undoable: bool = False
    reason_label: str = ""
    remind_at: str = ""
    remind_default: str = ""
    remind_earliest: str = ""
    share_token: str = ""
    made: Wording | None = None
    asks: Sequence[recognition.ShareAsk] = ()
    reasons: list[Label] = field(default_factory=lambda: skip_reasons())

    @property
    def is_open(self) -> bool:
        """Whether the story waits to be chosen on."""
        return self.template.endswith("open.html")

    @property
    def urls(self) -> dict[str, str]:
        """Where the buttons of this card post to."""
        nouns = (
            "copy",
            "adapt",
            "skip",
            "reason",
            "remind",
            "undo",
            "confirm",
            "deny",
            "post",
            "read",
            "feedback",
        )
        return {noun: f"{self.base}{noun}/" for noun in nouns}


def skip_reasons() -> list[Label]:
    """The reasons somebody may give for a skip, one tap each."""
    labels = sharing.skip_reason_labels()
    return [Label(key, labels[key]) for key in _REASONS]


def common_networks() -> list[sharing.Network]:
    """The networks shown to a stranger: the same for everybody's mail."""
    return [network for network in sharing.networks() if network.key in ("linkedin", "bluesky")]


def open_card(
    *,
    member: Member,
    offer: Offer,
    base: str,
    network: sharing.Network,
    made: Wording,
    now: datetime,
    anonymous: bool = False,
) -> Card:
    """A story to choose on."""
    story = offer.story
    local = now.astimezone(ZoneInfo(member.time_zone))
    tomorrow = (local + timedelta(days=1)).replace(hour=9, minute=0)
    return Card(
        template="prompting/week/open.html",
        position=offer.position,
        number=offer.number,
        title=story.title,
        base=base,
        why="" if anonymous else _why(offer, member=member, now=now),
        credit="" if anonymous else _credit(offer.story),
        proof=proof(
            member=member,
            story=story,
            text=made.text,
            network=network,
            link=made.link,
            anonymous=anonymous,
        ),
        networks=[
            Label(one.key, one.label)
            for one in (common_networks() if anonymous else networks_of(member))
        ],
        text=made.text,
        composer_url=composer_of(member, made),
        hint=_hint(network),
        remind_default=f"{tomorrow:%Y-%m-%dT%H:%M}",
        remind_earliest=f"{local:%Y-%m-%dT%H:%M}",
    )


def composer_of(member: Member, made: Wording) -> str:
    """The address of the network's composer for a text; "" where there is none."""
    settings = sharing.ComposerSettings(
        mastodon_instance=people.preferences_of(member).mastodon_instance
    )
    return made.network.composer_url(text=made.text, link=made.link, settings=settings) or ""


def _why(offer: Offer, *, member: Member, now: datetime) -> str:
    if offer.aside_until is None:
        return words.why(offer.reason, member=member, topic=offer.story.topic)
    return words.put_aside(offer.aside_until, member, now=now)


def _credit(story: Story) -> str:
    names = content.credits_of(story)
    return _("A tip from %(names)s.") % {"names": ", ".join(names)} if names else ""


def _hint(network: sharing.Network) -> str:
    if network.wants_picture:
        return _("Copies the text; the picture is there to save. You post it yourself.")
    if network.needs_clipboard:
        return _("Copies the text and opens %(network)s. Paste it there; you press Post.") % {
            "network": network.label
        }
    return _("Copies the text and opens %(network)s. You press Post.") % {"network": network.label}

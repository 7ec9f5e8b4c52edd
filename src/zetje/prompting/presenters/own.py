"""The page on which a person writes something of their own, and its way to a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zetje.content import queries as content
from zetje.prompting.presenters.cards import Label
from zetje.prompting.presenters.checks import Check, CountView, checks_of, count_view
from zetje.prompting.presenters.posting import PostPage, composer_hint_of, hint_of
from zetje.prompting.presenters.proofs import Proof, idea_proof, proof
from zetje.prompting.queries.wordings import networks_of
from zetje.sharing import queries as sharing

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member

STARTERS: Final = (
    gettext_lazy("This week I learned that"),
    gettext_lazy("A customer asked me something I had to think about:"),
    gettext_lazy("What nobody sees of my work:"),
    gettext_lazy("A colleague did something that deserves a compliment:"),
)
_STORIES_SHOWN: Final = 12


@dataclass(frozen=True)
class Draft:
    """What was typed so far."""

    text: str = ""
    network: str = ""
    address: str = ""
    story: str = ""


@dataclass(frozen=True)
class OwnPage:
    """The editor of an idea of one's own."""

    back_url: str
    share_url: str
    preview_url: str
    text: str
    address: str
    starters: Sequence[Mapping[str, str]]
    stories: Sequence[Mapping[str, Any]]
    network: str
    networks: Sequence[Label]
    counts: Sequence[CountView]
    checks: Sequence[Check]
    proofs: Sequence[Proof]
    hint: str
    fault: str = ""


def own_page(
    *, member: Member, base: str, draft: Draft, start: str, now: datetime, fault: str = ""
) -> OwnPage:
    """The editor, with what was typed so far.

    Args:
        member: the author.
        base: the address of the week.
        draft: what was typed.
        start: which starter to begin with, "1" to "4"; "" for none.
        now: the moment.
        fault: why the words could not be taken yet.
    """
    mine = networks_of(member)
    chosen = next((one for one in mine if one.key == draft.network), mine[0])
    live = list(content.stories_live(member.organisation, at=now)[:_STORIES_SHOWN])
    story = next((one for one in live if one.token == draft.story), None)
    text = draft.text or _starter(start)
    looked = {
        one.key: sharing.look_over(
            member=member,
            network=one,
            text=text,
            language=member.language,
            link=_link(member, one, draft, story),
            now=now,
            is_idea=True,
        )
        for one in mine
    }
    return OwnPage(
        back_url=base,
        share_url=f"{base}own/",
        preview_url=f"{base}own/preview/",
        text=text,
        address=draft.address,
        starters=[
            {"url": f"{base}own/?start={number}", "text": f"{words}".rstrip(":") + " …"}
            for number, words in enumerate(STARTERS, start=1)
        ],
        stories=[{"token": one.token, "title": one.title, "chosen": one is story} for one in live],
        network=chosen.key,
        networks=[Label(one.key, one.label) for one in mine],
        counts=[count_view(one, looked[one.key].count) for one in mine],
        checks=checks_of(looked[chosen.key], network=chosen),
        proofs=[
            _proof(member, one, looked[one.key].proof.text, draft, story)
            for one in sorted(mine, key=lambda one: one.key != chosen.key)
        ],
        hint=hint_of(chosen),
        fault=fault,
    )


def own_post_page(*, member: Member, share: Any, base: str, fault: str = "") -> PostPage:
    """The way of an idea to its network."""
    network = sharing.network(share.network)
    handover = sharing.handover_of(share, member=member, network=network)
    below = f"{base}own/{share.token}/"
    asks = network.asks_instance and not handover.composer_url
    return PostPage(
        title=_("Your own idea"),
        back_url=base,
        network=network.label,
        hint=hint_of(network),
        text=handover.text,
        picture_url="",
        composer_url=handover.composer_url or "",
        composer_hint=composer_hint_of(network),
        instance_url=f"{below}instance/" if asks else "",
        instance_fault=fault,
        confirm_url=f"{below}confirm/",
        deny_url=f"{below}deny/",
    )


def _starter(start: str) -> str:
    return f"{STARTERS[int(start) - 1]} " if start in {"1", "2", "3", "4"} else ""


def _link(member: Member, network: sharing.Network, draft: Draft, story: Story | None) -> str:
    if story is not None:
        return sharing.planned_address(member=member, story_id=story.pk, network=network.key)
    if draft.address.strip():
        return sharing.planned_idea_address(member=member, network=network.key)
    return ""


def _proof(
    member: Member, network: sharing.Network, text: str, draft: Draft, story: Story | None
) -> Proof:
    link = _link(member, network, draft, story)
    if story is None:
        return idea_proof(member=member, text=text, network=network, link=link)
    return proof(member=member, story=story, text=text, network=network, link=link, anonymous=False)

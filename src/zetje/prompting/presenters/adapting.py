"""The pages beside the week: the text on its way to a network, and the editor of own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.content import queries as content
from zetje.prompting.presenters.cards import Label
from zetje.prompting.presenters.phases import guide_starts, started_with
from zetje.prompting.presenters.proofs import Proof, proof
from zetje.prompting.queries.phases import needs_guide
from zetje.prompting.queries.wordings import networks_of, wording
from zetje.sharing import queries as sharing

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member

# The drawing of a length is this wide.
_FULL = 200


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


@dataclass(frozen=True)
class CountView:
    """How long the text is on one network."""

    label: str
    used: str
    limit: str
    over: int
    width: int


@dataclass(frozen=True)
class Check:
    """Something the server looked at: fine, or a question with what would settle it."""

    fine: bool
    text: str
    help: str = ""


@dataclass(frozen=True)
class AdaptPage:
    """The editor with everything that is said about the words in it."""

    title: str
    back_url: str
    share_url: str
    preview_url: str
    text: str
    network: str
    networks: Sequence[Label]
    counts: Sequence[CountView]
    checks: Sequence[Check]
    proofs: Sequence[Proof]
    hint: str
    fault: str = ""
    # The first sentences to choose from, for who never shared before.
    starts: Sequence[Mapping[str, str]] = ()


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


def adapt_page(
    *,
    member: Member,
    story: Story,
    base: str,
    key: str,
    typed: str | None,
    now: datetime,
    start: str = "",
    fault: str = "",
) -> AdaptPage:
    """The editor, with the story's words or those typed so far.

    Args:
        member: the author.
        story: what it is about.
        base: the address of the week.
        key: the network it is meant for.
        typed: the words so far; None opens with the story's.
        now: the moment.
        start: which of the first sentences to begin with; "" for none.
        fault: why the words could not be taken yet.
    """
    mine = networks_of(member)
    chosen = next((one for one in mine if one.key == key), mine[0])
    first = wording(member=member, story=story, network=chosen)
    given = started_with(sharing.without_link(first.text, first.link), start)
    text = given if typed is None else typed
    looked = {one.key: _look(member, story, one, text, first.language, now) for one in mine}
    below = f"{base}{story.token}/"
    return AdaptPage(
        title=story.title,
        back_url=base,
        share_url=f"{below}adapt/",
        preview_url=f"{below}preview/",
        text=text,
        network=chosen.key,
        networks=[Label(one.key, one.label) for one in mine],
        counts=[count_view(one, looked[one.key].count) for one in mine],
        checks=checks_of(looked[chosen.key], network=chosen),
        proofs=[
            _proof(member, story, one, looked[one.key].proof.text)
            for one in sorted(mine, key=lambda one: one.key != chosen.key)
        ],
        hint=hint_of(chosen),
        fault=fault,
        starts=guide_starts(chosen.key, url=f"{below}adapt/") if needs_guide(member=member) else (),
    )


def _link(member: Member, story: Story, network: sharing.Network) -> str:
    return sharing.planned_address(member=member, story_id=story.pk, network=network.key)


def _look(
    member: Member,
    story: Story,
    network: sharing.Network,
    text: str,
    language: str,
    now: datetime,
) -> sharing.LookOver:
    link = _link(member, story, network)
    return sharing.look_over(
        member=member, network=network, text=text, language=language, link=link, now=now
    )


def _proof(member: Member, story: Story, network: sharing.Network, text: str) -> Proof:
    link = _link(member, story, network)
    return proof(member=member, story=story, text=text, network=network, link=link, anonymous=False)


def count_view(network: sharing.Network, count: sharing.Count) -> CountView:
    """How long a text is on a network, with its drawing."""
    limit = count.limit or 0
    share = min(1.0, count.used / limit) if limit else 0.0
    return CountView(
        label=network.label,
        used=number_format(count.used, force_grouping=True),
        limit=number_format(limit, force_grouping=True) if limit else "",
        over=count.over,
        width=round(share * _FULL),
    )


def checks_of(looked: sharing.LookOver, *, network: sharing.Network) -> list[Check]:
    """What the server looked at in a text."""
    checks = [_disclosure_check(looked)]
    checks.append(_sameness_check(looked, network=network))
    return checks


def _disclosure_check(looked: sharing.LookOver) -> Check:
    if looked.says_employer:
        return Check(fine=True, text=_("You say where you work."))
    added = looked.added_disclosure
    return Check(fine=True, text=_("We add “%(words)s”, as the law asks.") % {"words": added})


def _sameness_check(looked: sharing.LookOver, *, network: sharing.Network) -> Check:
    if looked.level == "fine":
        return Check(fine=True, text=_("Not the same as what colleagues posted."))
    if looked.alike_count is None:
        question = _("Colleagues posted nearly this.")
    else:
        question = ngettext(
            "%(count)s colleague posted nearly this.",
            "At least %(count)s colleagues posted nearly this.",
            looked.alike_count,
        ) % {"count": looked.alike_count}
    if looked.level == "never":
        advice = _("%(network)s does not allow it. Say it in your own way, and it is yours.")
    else:
        advice = _("On %(network)s it reads better in your own way. Change the opening, for one.")
    return Check(fine=False, text=question, help=advice % {"network": network.label})


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

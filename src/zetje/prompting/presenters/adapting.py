"""The editor of own words, with everything that is said about the words in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from zetje.content import queries as content
from zetje.prompting.presenters import words
from zetje.prompting.presenters.cards import Label
from zetje.prompting.presenters.checks import (
    Check,
    CountView,
    asked_of,
    checks_of,
    claim_checks,
    count_view,
    firm_of,
    to_settle,
)
from zetje.prompting.presenters.phases import guide_starts, started_with
from zetje.prompting.presenters.posting import hint_of
from zetje.prompting.presenters.proofs import Proof, proof
from zetje.prompting.presenters.ways import Way, used_way, ways_for
from zetje.prompting.presenters.when import WhenView, when_view
from zetje.prompting.queries.phases import needs_guide
from zetje.prompting.queries.wordings import Wording, networks_of, wording
from zetje.sharing import queries as sharing
from zetje.voice import queries as voice

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member


MOST_WAYS = 3


@dataclass(frozen=True)
class Typed:
    """What a form of the editor held when a button was pressed.

    Attributes:
        text: the words; None where nothing was typed yet.
        network: the network that they are for.
        start: which of the first sentences to begin with; "" for none.
        skip: how many ways of saying it were passed over.
        chosen: the way that is marked.
        used: which way was put below, as `ways.used_way` says it.
        before: the words that stood there before.
        when: "now", "best" or "other".
        at: the other moment, as it was typed.
        sure: whether the open claims are meant to stay.
    """

    text: str | None = None
    network: str = ""
    start: str = ""
    skip: int = 0
    chosen: str = ""
    used: str = ""
    before: str = ""
    when: str = "now"
    at: str = ""
    sure: bool = False


@dataclass(frozen=True)
class AdaptPage:
    """The editor with everything that is said about the words in it."""

    title: str
    back_url: str
    share_url: str
    preview_url: str
    ways_url: str
    typed: Typed
    text: str
    ways: Sequence[Way]
    model_line: str
    network: str
    network_label: str
    networks: Sequence[Label]
    checks: Sequence[Check]
    to_settle: str
    # Whether the open claims may be shared as one's own word.
    may_insist: bool
    when: WhenView
    hint: str
    # The first sentences to choose from, for who never shared before.
    starts: Sequence[Mapping[str, str]] = ()
    counts: Sequence[CountView] = ()
    proofs: Sequence[Proof] = ()
    # How many ways the next three come after; 0 where there are no more.
    more: int = 0
    kept: str = ""
    fault: str = ""
    model_said: str = ""


def adapt_page(
    *,
    member: Member,
    story: Story,
    base: str,
    typed: Typed,
    now: datetime,
    fault: str = "",
    asked: Sequence[Way] = (),
    said: str = "",
) -> AdaptPage:
    """The editor, with the story's words, those kept earlier, or those typed so far.

    Args:
        member: the author.
        story: what it is about.
        base: the address of the week.
        typed: what the form held.
        now: the moment.
        fault: why the words could not be taken yet.
        asked: what a language model suggested, where it was asked without a script.
        said: why it suggested nothing.
    """
    mine = networks_of(member)
    kept = sharing.kept_words(member=member, story_id=story.pk) if typed.text is None else None
    key = typed.network or (kept.network if kept is not None else "")
    chosen = next((one for one in mine if one.key == key), mine[0])
    first = wording(member=member, story=story, network=chosen)
    ways = ways_for(
        member=member,
        story=story,
        network=chosen,
        language=first.language,
        skip=typed.skip,
        now=now,
    )
    if typed.text is None and kept is None and ways and _is_everybodys(member, first, now=now):
        typed = put_below(typed, key=ways[0].key, text=ways[0].text)
    typed = _begun(typed, first, kept=kept.text if kept is not None else "")
    if typed.chosen not in {one.key for one in (*ways, *asked)}:
        # The button below the ways always has one to put below.
        typed = replace(typed, chosen=ways[0].key if ways else "")
    page = _bare_page(
        member, story, first, typed, base=base, ways=[*ways, *asked], networks=mine, now=now
    )
    page = replace(
        page,
        more=typed.skip + len(ways) if len(ways) == MOST_WAYS else 0,
        may_insist=page.may_insist and bool(fault),
        kept=words.moment(kept.kept_at, member) if kept is not None else "",
        fault=fault,
        model_said=said,
    )
    return _with_proofs(page, member, story, [chosen, *(one for one in mine if one != chosen)])


def _bare_page(
    member: Member,
    story: Story,
    first: Wording,
    typed: Typed,
    *,
    base: str,
    ways: Sequence[Way],
    networks: Sequence[sharing.Network],
    now: datetime,
) -> AdaptPage:
    """The page without its previews, and without what came of a button."""
    chosen, text, below = first.network, typed.text or "", f"{base}{story.token}/"
    looked = _look(member, story, first, text, now=now)
    problems = problems_of(member, story, text, network=chosen.key, language=first.language)
    return AdaptPage(
        title=story.title,
        back_url=base,
        share_url=f"{below}adapt/",
        preview_url=f"{below}preview/",
        ways_url=f"{below}ways/",
        typed=typed,
        text=text,
        ways=ways,
        model_line=voice.model_line(member.organisation),
        network=chosen.key,
        network_label=chosen.label,
        networks=[Label(one.key, one.label) for one in networks],
        checks=[*claim_checks(problems), *checks_of(looked, network=chosen)],
        to_settle=to_settle(len(asked_of(problems))),
        may_insist=bool(asked_of(problems)) and not firm_of(problems),
        when=when_view(member=member, now=now, chosen=typed.when, other=typed.at),
        hint=hint_of(chosen),
        starts=guide_starts(chosen.key, url=f"{below}adapt/") if needs_guide(member=member) else (),
    )


def problems_of(
    member: Member, story: Story, text: str, *, network: str, language: str
) -> tuple[content.Problem, ...]:
    """What a text of a member says that its story does not, or that nobody may say."""
    own = (member.full_name, member.job_title)
    return content.problems_in(
        text=text,
        story=story,
        network=network,
        language=language,
        own=[words for words in own if words],
    )


def _is_everybodys(member: Member, first: Wording, *, now: datetime) -> bool:
    """Whether enough colleagues posted the story's words already."""
    one = sharing.Planned("first", first.text, first.network, first.leaving_out)
    return bool(sharing.texts_to_adapt(member=member, texts=[one], now=now))


def _begun(typed: Typed, first: Wording, *, kept: str) -> Typed:
    """What stands in the editor: what was typed, kept, or else what there is to begin with."""
    if typed.text is not None:
        return typed
    if kept and not typed.start:
        return replace(typed, text=kept)
    given = sharing.without_link(first.text, first.link)
    return replace(typed, text=started_with(given, typed.start))


def _look(
    member: Member, story: Story, first: Wording, text: str, *, now: datetime
) -> sharing.LookOver:
    return sharing.look_over(
        member=member,
        network=first.network,
        text=text,
        language=first.language,
        link=first.link,
        now=now,
    )


def _with_proofs(
    page: AdaptPage, member: Member, story: Story, networks: Sequence[sharing.Network]
) -> AdaptPage:
    """The page with a preview and a length for each network, the chosen one first."""
    counts: dict[str, CountView] = {}
    proofs: list[Proof] = []
    for network in networks:
        link = sharing.planned_address(member=member, story_id=story.pk, network=network.key)
        terms = sharing.terms_of(member, language=sharing.language_for(member, story))
        text = sharing.finished_text(text=page.text, link=link, network=network, terms=terms)
        proofs.append(
            proof(
                member=member, story=story, text=text, network=network, link=link, anonymous=False
            )
        )
        found = sharing.counts(text, [network.key])[network.key]
        counts[network.key] = count_view(network, found)
    inorder = [counts[one.key] for one in page.networks]
    return replace(page, counts=inorder, proofs=proofs)


def put_below(typed: Typed, *, key: str, text: str) -> Typed:
    """What the form holds once a way of saying it was put below."""
    before = typed.text or ""
    return replace(
        typed,
        text=text,
        chosen=key,
        used=used_way(key, text),
        before=before if before.strip() != text.strip() else typed.before,
    )

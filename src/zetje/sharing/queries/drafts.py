"""Looks a text over before it is posted: what will stand there, whether it fits, what is amiss."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from zetje.people import queries as people
from zetje.sharing.queries.rewarding import is_rewarded
from zetje.sharing.queries.sameness import likeness_among_colleagues
from zetje.sharing.rules.addresses import Piece, pieces
from zetje.sharing.rules.composers import with_link
from zetje.sharing.rules.counts import in_blocks
from zetje.sharing.rules.disclosure import Terms, has_disclosure, phrases_of, with_disclosure
from zetje.sharing.rules.networks import Network
from zetje.sharing.rules.previews import fold
from zetje.sharing.rules.sameness import Level
from zetje.sharing.rules.texts import Count, count, tidy

if TYPE_CHECKING:
    from zetje.content.models import Story
    from zetje.people.models import Member


@dataclass(frozen=True)
class Proof:
    """What will stand on the network, above the fold and below it, cut into words and links."""

    network: Network
    text: str
    shown: list[Piece]
    hidden: list[Piece]


@dataclass(frozen=True)
class LookOver:
    """Everything the editor of a text is told about it for one network.

    `alike_count` is in whole blocks of five colleagues, and None for fewer.
    """

    proof: Proof
    count: Count
    says_employer: bool
    added_disclosure: str
    level: Level
    alike_count: int | None


def language_for(member: Member, story: Story) -> str:
    """The language to offer a story in: its own if the member posts in it, else the member's."""
    spoken = people.preferences_of(member).languages or [member.language]
    return story.language if story.language in spoken else member.language


def terms_of(member: Member, *, language: str, is_idea: bool = False) -> Terms:
    """What decides the disclosure of the posts that a member begins now, in a language.

    Args:
        member: the author.
        language: of the posts.
        is_idea: whether no story is behind them, so that they may win as posts of their own.
    """
    organisation = member.organisation
    own = organisation.disclosure_nl if language == "nl" else organisation.disclosure_en
    return Terms(
        organisation_name=organisation.name,
        country=member.country or organisation.country,
        language=language,
        rewarded=is_rewarded(member.organisation_id, is_idea=is_idea),
        own=own if language in ("nl", "en") else "",
        job_title=member.job_title,
    )


def finished_text(*, text: str, link: str, network: Network, terms: Terms) -> str:
    """The text as it will be posted: tidy, with the personal link and the disclosure."""
    linked = with_link(tidy(text), link)
    there = replace(terms, scored=network.scored)
    return with_disclosure(linked, there, limit=network.limit, fold=network.fold).text


def proof_of(*, text: str, link: str, network: Network, terms: Terms) -> Proof:
    """The preview of a text on a network."""
    finished = finished_text(text=text, link=link, network=network, terms=terms)
    folded = fold(finished, network.fold)
    return Proof(
        network=network, text=finished, shown=pieces(folded.shown), hidden=pieces(folded.hidden)
    )


def look_over(
    *,
    member: Member,
    network: Network,
    text: str,
    language: str,
    link: str,
    now: datetime,
    is_idea: bool = False,
) -> LookOver:
    """Look a member's text over for one network.

    Args:
        member: the author.
        network: where it is to stand.
        text: the text as typed, without or with the link.
        language: of the text.
        link: the personal link, or one as long while it is not made yet.
        now: the moment.
        is_idea: whether no story is behind it.
    """
    terms = terms_of(member, language=language, is_idea=is_idea)
    terms = replace(terms, scored=network.scored)
    proof = proof_of(text=text, link=link, network=network, terms=terms)
    linked = with_link(tidy(text), link)
    disclosed = with_disclosure(linked, terms, limit=network.limit, fold=network.fold)
    found = likeness_among_colleagues(
        member=member, network=network, text=text, leaving_out=phrases_of(terms), now=now
    )
    return LookOver(
        proof=proof,
        count=count(proof.text, network.limit),
        says_employer=has_disclosure(linked, terms),
        added_disclosure=disclosed.added,
        level=found.level(network.sameness),
        alike_count=in_blocks(found.most_alike_count),
    )

"""Reads what a batch of digest mails needs: the same few queries for one mail as for hundreds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db.models import QuerySet

from zetje.behaviour.weeks import number_of
from zetje.content import queries as content
from zetje.prompting.models import Digest, DigestStory
from zetje.prompting.queries.standing import probed_members
from zetje.prompting.queries.wordings import network_at, networks_of, shown_of
from zetje.recognition import queries as recognition
from zetje.sharing import queries as sharing

RESULTS_OF = timedelta(days=7)


class Placed(NamedTuple):
    """A story at its place in a digest."""

    digest_id: int
    story_id: int
    position: int
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """One story as a mail tells it."""

    position: int
    title: str
    text: str
    host: str
    network: str
    reason: str
    topic: str
    story: Any


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything one mail is made of."""

    digest: Any
    member: Any
    stories: Sequence[Told]
    chain: recognition.Chain | None
    result: sharing.LinkResult | None
    # Whether chance keeps next week free of digest and prompt.
    quiet_next: bool = False


def gather(organisation_id: int, digest_ids: Sequence[int]) -> Mapping[int, Sheet]:
    """The sheets of digests, by the number of the digest; who is gone is left out."""
    digests = {digest.pk: digest for digest in _digests(organisation_id, digest_ids)}
    if digests:
        # One for all of them, read once and not once for each.
        organisation = next(iter(digests.values())).member.organisation
        for digest in digests.values():
            digest.member.organisation = organisation
    placed = _placed(organisation_id, digests)
    wanted = {row.story_id for rows in placed.values() for row in rows}
    stories = content.stories_by_ids(organisation_id, wanted)
    chains = _chains(organisation_id, list(digests.values()))
    results = _results(organisation_id, list(digests.values()))
    quiet = _quiet_next(organisation_id, list(digests.values()))
    return {
        pk: Sheet(
            digest=digest,
            member=digest.member,
            stories=_told(digest.member, placed.get(pk, ()), stories),
            chain=chains.get(pk),
            result=results.get(digest.member_id),
            quiet_next=pk in quiet,
        )
        for pk, digest in digests.items()
    }


def _digests(organisation_id: int, digest_ids: Sequence[int]) -> QuerySet[Digest]:
    rows = Digest.objects.filter(organisation_id=organisation_id, pk__in=digest_ids)
    return rows.select_related("member__team", "member__preferences")


def _placed(organisation_id: int, digests: Mapping[int, Digest]) -> dict[int, list[Placed]]:
    found: dict[int, list[Placed]] = {}
    rows = DigestStory.objects.filter(organisation_id=organisation_id, digest__in=list(digests))
    values = rows.order_by("digest_id", "position").values_list(*Placed._fields)
    for placed in map(Placed._make, values):
        found.setdefault(placed.digest_id, []).append(placed)
    return found


def _told(member: Any, placed: Sequence[Placed], stories: Mapping[int, Any]) -> Sequence[Told]:
    """The stories that still stand; one that was withdrawn is left out."""
    standing = [row for row in placed if _stands(stories.get(row.story_id))]
    networks = networks_of(member)
    return [
        _telling(
            member,
            position=row.position,
            reason=row.reason,
            story=stories[row.story_id],
            network=network_at(networks, row.position),
        )
        for row in standing
    ]


def _stands(story: Any) -> bool:
    return story is not None and story.withdrawn_at is None


def telling(member: Any, *, position: int, reason: str, story: Any) -> Told:
    """One story as this member is told of it, at its place and for its reason."""
    network = network_at(networks_of(member), position)
    return _telling(member, position=position, reason=reason, story=story, network=network)


def _telling(
    member: Any, *, position: int, reason: str, story: Any, network: sharing.Network
) -> Told:
    seen = shown_of(member=member, story=story, network=network)
    target = content.target_of(story, organisation=member.organisation)
    return Told(
        position=position,
        title=" ".join(story.title.split()),
        text=f"{seen.text}…" if seen.is_folded else seen.text,
        host=urlsplit(target).hostname or "",
        network=network.label,
        reason=reason,
        topic=story.topic,
        story=story,
    )


def preferences_of(member: Any) -> Any:
    """The member's preferences as they were read along; None for who has none."""
    return getattr(member, "preferences", None)


def _chains(organisation_id: int, digests: Sequence[Digest]) -> dict[int, recognition.Chain]:
    """The chains of those who want to see theirs, by digest, in the digest's own week."""
    by_week: dict[int, dict[int, int]] = {}
    for digest in digests:
        preferences = preferences_of(digest.member)
        if preferences is None or preferences.chain_shown:
            week = number_of(digest.iso_year, digest.iso_week)
            by_week.setdefault(week, {})[digest.member_id] = digest.pk
    chains: dict[int, recognition.Chain] = {}
    for week, digest_of in by_week.items():
        found = recognition.chains_for(
            organisation_id=organisation_id, member_ids=list(digest_of), week=week
        )
        chains |= {digest_of[member]: chain for member, chain in found.items()}
    return chains


def _quiet_next(organisation_id: int, digests: Sequence[Digest]) -> set[int]:
    """The digests after which a probe week comes, so that they can say so."""
    week_of = {digest.pk: number_of(digest.iso_year, digest.iso_week) for digest in digests}
    probed = {
        week: set(probed_members(organisation_id=organisation_id, week=week + 1).tolist())
        for week in set(week_of.values())
    }
    return {digest.pk for digest in digests if digest.member_id in probed[week_of[digest.pk]]}


def _results(organisation_id: int, digests: Sequence[Digest]) -> Mapping[int, sharing.LinkResult]:
    """What the latest share of each member led to, if it was in the week before."""
    if not digests:
        return {}
    since = min(digest.send_at for digest in digests) - RESULTS_OF
    members = [digest.member_id for digest in digests]
    return sharing.latest_results(organisation_id=organisation_id, member_ids=members, since=since)

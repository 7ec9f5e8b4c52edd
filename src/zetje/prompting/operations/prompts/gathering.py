"""Reads what a batch of prompts needs: the same few queries for one as for hundreds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from zetje.behaviour.weeks import number_of
from zetje.content import queries as content
from zetje.prompting.models import Decision, DigestStory, PromptRefusal
from zetje.prompting.operations.mail.gathering import Told, preferences_of, telling
from zetje.prompting.operations.prompts.examples import Example, Examples, examples_of
from zetje.prompting.queries.digests import digest_address
from zetje.recognition import queries as recognition
from zetje.sharing import queries as sharing


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything one prompt is made of.

    Attributes:
        told: the story; None when it is not offered any more.
        place: what names the story in the page's address, behind `&story=`.
        link: the personal address of the week.
        colleagues: how many shared the story.
        chain: the person's own; None for who keeps it switched off.
        expert: who wrote them a word, if they may be named; empty otherwise.
        example: what is shown along, for the kinds of prompt that show one.
        pointless: why it need not be asked any more; empty otherwise.
    """

    decision: Any
    member: Any
    told: Told | None
    place: str
    link: str
    colleagues: int
    chain: recognition.Chain | None
    expert: str
    example: Example | None
    pointless: str


@dataclass(frozen=True, slots=True)
class _Batch:
    """What was read for all of them."""

    stories: Mapping[int, Any]
    places: Mapping[tuple[int, int], DigestStory]
    colleagues: Mapping[int, int]
    chains: Mapping[int, recognition.Chain]
    chosen: set[tuple[int, int]]
    shared: set[tuple[int, int]]
    refused: set[tuple[int, str]]
    examples: Examples
    experts: Mapping[int, str]


def gather(organisation_id: int, decision_ids: Sequence[int], now: datetime) -> Mapping[int, Sheet]:
    """The sheets of prompts, by the number of the decision; who is gone is left out."""
    rows = Decision.objects.filter(
        organisation_id=organisation_id, pk__in=decision_ids, member__isnull=False
    )
    decisions = rows.select_related(
        "digest", "member__organisation", "member__team", "member__preferences"
    )
    found = list(decisions)
    if not found:
        return {}
    batch = _read(organisation_id, found, now)
    return {decision.pk: _sheet(decision, batch, now) for decision in found}


def _read(organisation_id: int, decisions: Sequence[Decision], now: datetime) -> _Batch:
    own = {"organisation_id": organisation_id}
    members = sorted({one.member_id for one in decisions if one.member_id is not None})
    stories = sorted({one.story_id for one in decisions if one.story_id is not None})
    digests = {one.digest_id for one in decisions if one.digest_id is not None}
    refused = PromptRefusal.objects.filter(**own, member__in=members, ended__isnull=True)
    placed = DigestStory.objects.filter(**own, digest__in=digests, story__in=stories)
    weeks = sharing.choice_weeks(organisation_id=organisation_id, member_ids=members)
    chosen = sharing.chosen_pairs(
        organisation_id=organisation_id, story_ids=stories, member_ids=members
    )
    shared = weeks.shares > 0
    organisation: Any = decisions[0].member.organisation
    return _Batch(
        stories=content.stories_by_ids(organisation_id, stories),
        places={(row.digest_id, row.story_id): row for row in placed},
        colleagues=sharing.shares_by_story(stories),
        chains=_chains(organisation_id, decisions),
        chosen=set(zip(chosen[0].tolist(), chosen[1].tolist(), strict=True)),
        experts=_experts(organisation_id, decisions),
        examples=examples_of(organisation, {one.arm for one in decisions}, now),
        refused=set(refused.values_list("member_id", "arm")),
        shared=set(
            zip(weeks.member[shared].tolist(), weeks.week[shared].tolist(), strict=True)
        ),
    )  # fmt: skip


def _experts(organisation_id: int, decisions: Sequence[Decision]) -> Mapping[int, str]:
    """Who may be named as having written a word, by whom it was written to."""
    members = [
        one.member_id for one in decisions if one.arm == "recognition" and one.member_id is not None
    ]
    if not members:
        return {}
    return recognition.named_experts(organisation_id=organisation_id, member_ids=members)


def _chains(organisation_id: int, decisions: Sequence[Decision]) -> dict[int, recognition.Chain]:
    """Each person's chain in the week of their decision, by decision."""
    by_week: dict[int, dict[int, int]] = {}
    for one in decisions:
        if one.member_id is not None:
            by_week.setdefault(_week(one), {})[one.member_id] = one.pk
    chains: dict[int, recognition.Chain] = {}
    for week, decision_of in by_week.items():
        found = recognition.chains_for(
            organisation_id=organisation_id, member_ids=list(decision_of), week=week
        )
        chains |= {decision_of[member]: chain for member, chain in found.items()}
    return chains


def _sheet(decision: Decision, batch: _Batch, now: datetime) -> Sheet:
    member, chain = decision.member, batch.chains.get(decision.pk)
    placed = batch.places.get((decision.digest_id or 0, decision.story_id or 0))
    story = batch.stories.get(decision.story_id or 0)
    told = None
    if story is not None:
        position, reason = (placed.position, placed.reason) if placed else (1, "")
        told = telling(member, position=position, reason=reason, story=story)
    preferences = preferences_of(member)
    link = _link(decision) if placed else f"{settings.SITE_ADDRESS}/week/"
    return Sheet(
        decision=decision,
        member=member,
        told=told,
        place=str(placed.position) if placed else story.token if story else "",
        link=link,
        colleagues=batch.colleagues.get(decision.story_id or 0, 0),
        chain=chain if preferences is None or preferences.chain_shown else None,
        expert=batch.experts.get(member.pk, ""),
        example=batch.examples.for_reader(member, decision.arm, link=link),
        pointless=_pointless(decision, batch, chain, now),
    )


def _pointless(
    decision: Decision, batch: _Batch, chain: recognition.Chain | None, now: datetime
) -> str:
    """Why it need not be asked any more; "" where it still makes sense."""
    member, story = decision.member, batch.stories.get(decision.story_id or 0)
    if member.left_on is not None:
        return "the person left"
    if story is None or not content.is_live_on(
        story, on=content.today_of(member.organisation, at=now)
    ):
        return "its story is no longer offered"
    if (member.pk, _week(decision)) in batch.shared:
        return "shared meanwhile"
    if (member.pk, story.pk) in batch.chosen:
        return "chosen meanwhile"
    if (member.pk, decision.arm) in batch.refused:
        return "not this kind"
    if chain is not None and chain.is_resting:
        return "a rest week"
    return ""


def _week(decision: Decision) -> int:
    return number_of(decision.iso_year, decision.iso_week)


def _link(decision: Decision) -> str:
    digest = decision.digest
    return digest_address(
        organisation_id=decision.organisation_id, digest_id=digest.pk, send_at=digest.send_at
    )

"""Gathers what choosing needs to know, lets the rules choose, and gives the answer as ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zetje.content import queries as content
from zetje.people import queries as people
from zetje.prompting.operations.crowd import LANGUAGES, places
from zetje.prompting.queries import plans
from zetje.prompting.queries.standing import standing_of
from zetje.prompting.rules.choosing import (
    EVERY_PHASE,
    NOTHING,
    Known,
    Offer,
    Readers,
    choose_stories,
    open_counts,
)
from zetje.prompting.rules.reasons import give_reasons
from zetje.prompting.rules.standing import FITTING_KINDS, PHASE_NAMES
from zetje.sharing import queries as sharing

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

FIRST_DAY = np.datetime64("0001-01-01")
NO_STORY = 0
FAR_AWAY = 4_000_000


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen: people × 3 story ids (0 for none), and indexes into REASONS (-1)."""

    stories: Ints
    reasons: Ints


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The offer with the names behind its numbers."""

    offer: Offer
    teams: Ints
    topics: Sequence[str]
    kinds: Sequence[str]
    for_whole_groups: Flags


def choose_for(
    crowd: people.Recipients,
    *,
    everyone: people.Recipients,
    days: Ints,
    organisation: Any,
    week: int,
    now: datetime,
) -> Selection:
    """Choose the stories of these people's week, and say why.

    Args:
        crowd: who gets a digest now.
        everyone: all who take part, the crowd included: their teams matter for the reasons.
        days: the ordinal of the date on which the digest reaches each of the crowd.
        organisation: whose stories.
        week: the running number of the week.
        now: the moment of choosing.
    """
    shelf = _shelf(organisation, np.unique(everyone.team[everyone.team > 0]), now)
    readers = _readers(crowd, shelf, days, organisation.pk, now)
    given = plans.given_in_week(organisation_id=organisation.pk, week=week)
    taken, only_you = _given_pairs(given, everyone, shelf)
    picks = choose_stories(
        readers=readers,
        offer=shelf.offer,
        known=_known(crowd, shelf.offer, (taken[0][only_you], taken[1][only_you]), organisation.pk),
        seed=(week << 32) + organisation.pk,
    )
    reasons = give_reasons(picks=picks, readers=readers, offer=shelf.offer, taken=taken)
    ids = np.append(shelf.offer.key, NO_STORY)
    return Selection(stories=ids[picks], reasons=reasons)


def stories_open_to(
    crowd: people.Recipients, *, days: Ints, organisation: Any, now: datetime
) -> Ints:
    """How many stories each of these people may still get, by the rules that choose theirs.

    Stories for a phase or for who asked for their topic alone are left out: who counted those would
    learn something about single people.

    Args:
        crowd: who.
        days: the ordinal of the date of each one's next digest.
        organisation: whose stories.
        now: the moment of counting.
    """
    shelf = _shelf(organisation, np.unique(crowd.team[crowd.team > 0]), now)
    offer = _part_of(shelf.offer, shelf.for_whole_groups)
    nobody = np.empty(0, dtype=np.int64)
    return open_counts(
        readers=_readers(crowd, shelf, days, organisation.pk, now),
        offer=offer,
        known=_known(crowd, offer, (nobody, nobody), organisation.pk),
    )


def _part_of(offer: Offer, which: Flags) -> Offer:
    return replace(
        offer, **{field.name: getattr(offer, field.name)[which] for field in fields(offer)}
    )


def _readers(
    crowd: people.Recipients, shelf: _Shelf, days: Ints, organisation_id: int, now: datetime
) -> Readers:
    phase = _phases(crowd, shelf, organisation_id, now)
    return Readers(
        key=crowd.member,
        team=_team_index(shelf.teams, crowd.team),
        languages=crowd.languages,
        day=days,
        topics=_asked(crowd, shelf.topics, organisation_id, now),
        favoured=_favoured(phase, shelf.kinds),
        phase=phase,
    )


def _shelf(organisation: Any, teams: Ints, now: datetime) -> _Shelf:
    live = content.live_story_features(organisation, at=now)
    ids: list[int] = live.ids.tolist()
    topics = sorted({topic for topic in live.topics if topic})
    kinds = sorted(set(live.kinds))
    written = content.stories_by_ids(organisation.pk, ids)
    sharers = sharing.sharer_counts(organisation_id=organisation.pk, story_ids=ids)
    offer = Offer(
        key=live.ids,
        kind=np.array([kinds.index(kind) for kind in live.kinds], dtype=np.int64),
        topic=np.array(
            [topics.index(topic) if topic else NOTHING for topic in live.topics], dtype=np.int64
        ),
        languages=np.array(
            [
                _language_bits(meant_for, written[story])
                for story, meant_for in zip(ids, live.languages, strict=True)
            ],
            dtype=np.int64,
        ),
        starts_on=_ordinals(live.starts_on),
        ends_on=np.where(np.isnat(live.ends_on), FAR_AWAY, _ordinals(live.ends_on)),
        published_on=_ordinals(live.published_at.astype("datetime64[D]")),
        for_everyone=np.array([not teams_of for teams_of in live.teams], dtype=np.bool_),
        for_team=np.array(
            [np.isin(teams, list(teams_of)) for teams_of in live.teams], dtype=np.bool_
        ).reshape(len(ids), teams.size),
        sharers=np.array([sharers.get(story, 0) for story in ids], dtype=np.int64),
        phases=np.array([_phase_bits(names) for names in live.phases], dtype=np.int64),
        for_topic_only=live.for_topic_only,
        pinned=live.pinned,
    )
    return _Shelf(offer, teams, topics, kinds, live.for_whole_groups)


def _language_bits(meant_for: frozenset[str], story: Any) -> int:
    """The languages a story is meant for and written in; what it is meant for, failing that."""
    written = {story.language, *(variant.language for variant in story.variants.all())}
    languages = (meant_for & written) or meant_for
    return sum(1 << bit for bit, language in enumerate(LANGUAGES) if language in languages)


def _phase_bits(names: frozenset[str]) -> int:
    """The phases a story is for, bit p for phase p."""
    if len(names) == len(PHASE_NAMES):
        return EVERY_PHASE
    return sum(1 << phase for name in names for phase in PHASE_NAMES[name])


def _ordinals(days: NDArray[np.datetime64]) -> Ints:
    return (days - FIRST_DAY).astype(np.int64) + 1


def _team_index(teams: Ints, of: Ints) -> Ints:
    index, known = places(teams, of)
    return np.where(known, index, NOTHING)


def _asked(
    crowd: people.Recipients, topics: Sequence[str], organisation_id: int, now: datetime
) -> Flags:
    asked = np.zeros((crowd.member.size, len(topics)), dtype=np.bool_)
    if topics:
        member, topic = people.asked_topics(organisation_id=organisation_id, topics=topics, now=now)
        index, known = places(crowd.member, member)
        asked[index[known], topic[known]] = True
    return asked


def _phases(crowd: people.Recipients, shelf: _Shelf, organisation_id: int, now: datetime) -> Ints:
    """Everyone's phase, where a story asks for it; nobody is told whom a story was for."""
    is_asked = (shelf.offer.phases != EVERY_PHASE).any()
    if not is_asked and not set(shelf.kinds) & set(FITTING_KINDS.values()):
        return np.zeros(crowd.member.size, dtype=np.int64)
    return standing_of(organisation_id=organisation_id, member_ids=crowd.member, now=now).phase


def _favoured(phases: Ints, kinds: Sequence[str]) -> Ints:
    """The kind of story that fits each person's phase."""
    favoured = np.full(phases.size, NOTHING, dtype=np.int64)
    for phase, kind in FITTING_KINDS.items():
        if kind in kinds:
            favoured[phases == phase] = kinds.index(kind)
    return favoured


def _given_pairs(
    given: plans.Given, everyone: people.Recipients, shelf: _Shelf
) -> tuple[tuple[Ints, Ints], Flags]:
    """Team and story of what went out earlier this week, and which pairs were for one alone."""
    person, known = places(everyone.member, given.member)
    story, on_offer = _story_index(shelf.offer, given.story)
    team = _team_index(shelf.teams, everyone.team)[person] if everyone.team.size else person
    counts = known & on_offer & (team != NOTHING)
    return (team[counts], story[counts]), given.only_you[counts]


def _known(
    crowd: people.Recipients, offer: Offer, told: tuple[Ints, Ints], organisation_id: int
) -> Known:
    """What each of these people had in a digest or chose before."""
    ids: list[int] = offer.key.tolist()
    pairs = (
        plans.seen_pairs(organisation_id=organisation_id, story_ids=ids),
        sharing.chosen_pairs(organisation_id=organisation_id, story_ids=ids),
    )
    person, known = places(crowd.member, np.concatenate([pair[0] for pair in pairs]))
    story, on_offer = _story_index(offer, np.concatenate([pair[1] for pair in pairs]))
    both = known & on_offer
    return Known(person[both], story[both], told[0], told[1])


def _story_index(offer: Offer, stories: Ints) -> tuple[Ints, Flags]:
    """Where stories stand in the offer, whose ids come in no order."""
    order = np.argsort(offer.key)
    index, known = places(offer.key[order], stories)
    return (order[index] if order.size else index), known

"""Decides for some people at once: who may be prompted, who is, and by which kind of prompt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.availability import first_obstacle
from zetje.behaviour.decisions import Decisions, decide
from zetje.behaviour.draws import uniforms
from zetje.behaviour.fogg import Suggestion
from zetje.delivery import queries as delivery
from zetje.people import queries as people
from zetje.prompting.operations.crowd import LANGUAGES, places, zones_of
from zetje.prompting.operations.deciding.histories import Histories, look_back
from zetje.prompting.operations.deciding.rounds import KIND, Round
from zetje.prompting.operations.deciding.slots import Slots
from zetje.prompting.queries.deciding import (
    hold_out_draws,
    recognised_members,
    stories_of_week,
)
from zetje.prompting.queries.refusals import refusals_of
from zetje.prompting.queries.standing import Standing, standing_of
from zetje.prompting.registry import silent_for_experiments
from zetje.prompting.rules.arms import FAMILIES, eligible
from zetje.prompting.rules.deciding import (
    HOLD_OUT_SEED,
    advantage_features,
    baseline_features,
)
from zetje.recognition import queries as recognition

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

NO_STORY: Final = 0
RECOGNISED_WITHIN: Final = timedelta(weeks=4)
_FRESH_ARM: Final = [family.key for family in FAMILIES].index("fresh_story") + 1


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided for n members, and what stood beside it; arrays (n,).

    `drawn` are the members for whom it was drawn just now whether they belong to the hold-out.
    `story` is what the prompt is about, 0 for silence without any story.
    """

    member: Ints
    week: int
    log: Decisions
    slots: Slots
    language: Ints
    phase: Ints
    dose: Floats
    story: Ints
    drawn: Flags
    is_held_out: Flags


@dataclass(frozen=True, slots=True)
class _Offers:
    """The first story each person may still share, and the first new one; 0 for none."""

    story: Ints
    fresh: Ints
    sharers: Ints


def decide_for(crowd: people.Recipients, slots: Slots, *, week: int, given: Round) -> Decided:
    """Decide for people whose slot has come, and have it written nowhere yet."""
    ids, organisation_id = crowd.member, given.organisation_id
    wills = people.wills_of(organisation_id=organisation_id, member_ids=ids, languages=LANGUAGES)
    zones = zones_of(crowd, organisation=given.organisation)
    past = look_back(crowd, zones=zones, organisation_id=organisation_id, week=week)
    standing = standing_of(organisation_id=organisation_id, member_ids=ids, now=given.now)
    offers = _offers(ids, past, week, given)
    drawn, held = _hold_out(ids, wills.person, given)
    reason = first_obstacle(
        joined=np.ones(ids.size, dtype=np.bool_),
        paused=np.isin(ids, _paused(given)),
        on_leave=slots.is_away,
        working_day=slots.works,
        working_hours=slots.has_hour,
        holiday=slots.is_holiday,
        channel_reachable=~np.isin(ids, given.unreachable),
        # A probe week brings no digest either: that it has no story is not the reason.
        story_exists=(offers.story != NO_STORY) | standing.probe,
        already_decided=past.shared_now | _at_rest(ids, week, given),
        prompts_this_week=_prompts_of_week(crowd, slots, given),
        ignored=past.ignored,
        weeks_since_prompt=past.since_prompt,
        experiments_refused=~wills.experiments,
        held_out=held,
        probe_week=standing.probe,
        in_experiment=silent_for_experiments(
            organisation_id=organisation_id, member_ids=ids, week=week
        ),
    )
    log = decide(
        # Whom nothing may be learned from is nobody to the policies: they give the others' chance.
        person=np.where(wills.learns, wills.person, -1 - wills.person),
        week=week,
        slot=slots.at,
        reason=reason,
        baseline=baseline_features(share_rate=past.share_rate),
        advantage=advantage_features(habit_strength=standing.habit_strength),
        eligible=_eligible(crowd, wills, past, standing, offers, week, given),
        days_since=past.days_since,
        send=given.send,
        message=given.message,
        seed=given.seed,
    )
    return Decided(
        member=ids,
        week=week,
        log=log,
        slots=slots,
        language=wills.language,
        phase=standing.phase,
        dose=past.dose,
        story=np.where(log.action == _FRESH_ARM, offers.fresh, offers.story),
        drawn=drawn,
        is_held_out=held,
    )


def _offers(members: Ints, past: Histories, week: int, given: Round) -> _Offers:
    """What of this week's digest each person did not answer to yet, and still may share."""
    shelf = given.shelf
    found = stories_of_week(organisation_id=given.organisation_id, member_ids=members, week=week)
    row, _ = places(members, found.member)
    place, is_live = places(shelf.story, found.story)
    answered_row, answered_story = past.answered
    answered_place, on_shelf = places(shelf.story, answered_story)
    width = max(shelf.story.size, 1)
    answered = answered_row[on_shelf] * width + answered_place[on_shelf]
    is_open = is_live & ~np.isin(row * width + place, answered)
    first, fresh = (np.full(members.size, NO_STORY, dtype=np.int64) for _ in range(2))
    sharers = np.zeros(members.size, dtype=np.int64)
    # The rows come by place in the digest; what is written last, the first place, stays.
    some = np.flatnonzero(is_open)[::-1]
    first[row[some]] = found.story[some]
    new = some[shelf.is_fresh[place[some]]]
    fresh[row[new]] = found.story[new]
    sharers[row[some]] = shelf.sharers[place[some]]
    return _Offers(first, fresh, sharers)


def _eligible(
    crowd: people.Recipients,
    wills: people.Wills,
    past: Histories,
    standing: Standing,
    offers: _Offers,
    week: int,
    given: Round,
) -> Flags:
    organisation_id, members = given.organisation_id, crowd.member
    chained = recognition.members_with_a_chain(
        organisation_id=organisation_id, member_ids=members, week=week
    )
    recognised = recognised_members(
        organisation_id=organisation_id,
        member_ids=members,
        since=given.now - RECOGNISED_WITHIN,
    )
    found = eligible(
        phase=standing.phase,
        chain_at_stake=np.isin(members, chained) & ~past.shared_now,
        keeps_chain=wills.chain_shown,
        colleagues_shared=offers.sharers,
        has_success_story=given.shelf.has_success,
        has_expert_example=given.shelf.has_example,
        was_recognised=np.isin(members, recognised),
        has_fresh_story=offers.fresh != NO_STORY,
        weeks_away=past.weeks_away,
        refused=refusals_of(organisation_id=organisation_id, member_ids=members),
        prompt_type=_prompt_type(crowd, wills, standing, given),
    )
    # Of nobody's: the plain kind too, which no single person's refusal takes away.
    return found & ~np.array([family.key in given.settings.kinds_off for family in FAMILIES])


def _prompt_type(
    crowd: people.Recipients, wills: people.Wills, standing: Standing, given: Round
) -> Ints:
    # What was learned is forgotten at once, and cleared away on Wednesday.
    own = np.where(wills.learns, standing.suggestion, Suggestion.NOT_ENOUGH_DATA)
    is_helped = np.isin(crowd.team, given.eased) & (own == Suggestion.NOT_ENOUGH_DATA)
    return np.where(is_helped, Suggestion.FACILITATOR, own)


def _hold_out(members: Ints, person: Ints, given: Round) -> tuple[Flags, Flags]:
    """For whom it is drawn now whether they are held out, and who is; drawn once, for good."""
    known, held = hold_out_draws(organisation_id=given.organisation_id, member_ids=members)
    index, was_drawn = places(known, members)
    is_held = np.zeros(members.size, dtype=np.bool_)
    is_held[was_drawn] = held[index[was_drawn]]
    drawn = ~was_drawn if given.hold_out_share > 0 else np.zeros(members.size, dtype=np.bool_)
    luck = uniforms(seed=HOLD_OUT_SEED, person=person, week=0)
    return drawn, is_held | (drawn & (luck < given.hold_out_share))


def _paused(given: Round) -> Ints:
    paused = people.paused_member_ids(organisation=given.organisation, now=given.now)
    return np.array(sorted(paused), dtype=np.int64)


def _at_rest(members: Ints, week: int, given: Round) -> Flags:
    resting = recognition.members_at_rest(
        organisation_id=given.organisation_id, member_ids=members, week=week
    )
    return np.isin(members, resting)


def _prompts_of_week(crowd: people.Recipients, slots: Slots, given: Round) -> Ints:
    """How many prompts each person has in this week of theirs, whoever sent them."""
    week = timedelta(days=7, hours=2)
    member, at = delivery.family_moments(
        organisation_id=given.organisation_id,
        member_ids=crowd.member,
        family=KIND,
        since=given.now - week,
    )
    row, _ = places(crowd.member, member)
    inside = (at < slots.ends[row]) & (at >= slots.begins[row])
    return np.bincount(row[inside], minlength=crowd.member.size)

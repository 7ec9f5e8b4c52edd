"""How a week goes in the advocacy world: a digest or none, perhaps a share, perhaps a prompt.

Nothing is drawn here: `Dice` hold the chance of a week. Every function works on each person alone
and on any number of dimensions, so ways of prompting, seeds and people are one call. Whoever
decides about prompts stands between the two halves and sees who shared already:

>>> rng, said = np.random.default_rng(1), Assumptions()
>>> people = draw_population(assumptions=said, people=1000, rng=rng)
>>> state, offer = newcomers(shape=(1000,)), Offer(digest=np.array(1.0))
>>> dice = throw(people=1000, rng=rng)
>>> early = first_half(assumptions=said, people=people, dice=dice, state=state, offer=offer)
>>> prompted = reachable(assumptions=said, dice=dice, state=state) & ~early
>>> late = second_half(
...     assumptions=said, people=people, dice=dice, state=state, offer=offer, early=early,
...     prompted=prompted, appeal=np.ones(1000),
... )
>>> state = next_week(
...     assumptions=said, people=people, dice=dice, state=state, offer=offer, early=early,
...     prompted=prompted, late=late,
... )
>>> bool(np.all(state.tired > 0)), int(state.week)
(True, 1)
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from zetje.behaviour import habits
from zetje.behaviour.arrays import Flags, Floats, Ints
from zetje.behaviour.worlds.advocacy.assumptions import Assumptions
from zetje.behaviour.worlds.advocacy.population import Dice, Population, draw_population, throw

__all__ = [
    "Late",
    "Offer",
    "State",
    "draw_population",
    "first_half",
    "newcomers",
    "next_week",
    "reachable",
    "second_half",
    "throw",
]

# A novelty, and what it crowds out, settle over about this many weeks. An assumption.
_SETTLES = 8.0
_CHAIN = 2


def _none() -> Floats:
    return np.zeros(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What people get besides prompts: each 0 or 1, of any shape that broadcasts over people.

    `digest`, the weekly mail with three stories; `games`, chain and recognition; `games_since`, the
    week of `State.week` in which games began.
    """

    digest: Floats = field(default_factory=_none)
    games: Floats = field(default_factory=_none)
    games_since: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where people stand at the start of a week; arrays of one shape (…, people).

    `habit`, strength in [0, 1]; `tired`, 0 and up; `ignored`, prompts ignored in a row; `off`,
    all messages switched off, for good; `away`, on leave or ill; `chain`, weeks in a row with a
    share; `broke`, such a chain of two or more broke last week; `praise`, logit left of
    recognition. `week` counts from the opening of the library.
    """

    habit: Floats
    tired: Floats
    ignored: Ints
    off: Flags
    away: Flags
    chain: Ints
    broke: Flags
    praise: Floats
    week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """What came of the second half of a week: `shared` in it, and prompts `ignored`."""

    shared: Flags
    ignored: Flags


def newcomers(*, shape: tuple[int, ...]) -> State:
    """People on the day the library opens: no habit, no tiredness, nobody away.

    Args: `shape`, (…, people).
    """
    return State(
        habit=np.zeros(shape),
        tired=np.zeros(shape),
        ignored=np.zeros(shape, dtype=np.int64),
        off=np.zeros(shape, dtype=np.bool_),
        away=np.zeros(shape, dtype=np.bool_),
        chain=np.zeros(shape, dtype=np.int64),
        broke=np.zeros(shape, dtype=np.bool_),
        praise=np.zeros(shape),
        week=0,
    )


def reachable(*, assumptions: Assumptions, dice: Dice, state: State) -> Flags:
    """Whom a message reaches this week: here, not switched off, and there is a story to share."""
    return ~state.away & ~state.off & (dice.empty >= assumptions.empty_weeks)


def first_half(
    *, assumptions: Assumptions, people: Population, dice: Dice, state: State, offer: Offer
) -> Flags:
    """Who shares before the moment of a prompt: out of oneself, or because of the digest.

    P = 1 − (1 − q_own·p_alone)(1 − read·p_message), see `_pulls`; q_own is the chance of coming
    to it alone in half a week, 1 − √(1 − v), v = own_visits + (1 − own_visits)·habit_cue·HS.

    Returns: (…, people) flags.
    """
    reached = reachable(assumptions=assumptions, dice=dice, state=state) & (offer.digest > 0)
    read = reached & (dice.notice[0] < people.digest_notice * np.exp(-state.tired))
    chance = _shares(assumptions, people, dice, state, offer, read)
    return dice.share[0] < chance


def second_half(
    *,
    assumptions: Assumptions,
    people: Population,
    dice: Dice,
    state: State,
    offer: Offer,
    early: Flags,
    prompted: Flags,
    appeal: Floats,
) -> Late:
    """Who shares after the moment of a prompt, and whose prompt was ignored.

    A prompt that reaches nobody (leave, switched off) does nothing. Ignored: it reached somebody
    who has not shared this week and did not say Skip.

    Args: `early`, who shared in the first half and does not share again; `prompted`, who is sent
    a prompt; `appeal`, a factor on the chance that it is read.
    """
    reached = prompted & reachable(assumptions=assumptions, dice=dice, state=state)
    noticing = people.prompt_notice * appeal * np.exp(-state.tired)
    read = reached & (dice.notice[1] < noticing)
    chance = _shares(assumptions, people, dice, state, offer, read)
    shared = ~early & (dice.share[1] < chance)
    skipped = read & (dice.skip < assumptions.skip_said)
    return Late(shared=shared, ignored=reached & ~early & ~shared & ~skipped)


def next_week(
    *,
    assumptions: Assumptions,
    people: Population,
    dice: Dice,
    state: State,
    offer: Offer,
    early: Flags,
    prompted: Flags,
    late: Late,
) -> State:
    """Carry everybody over to the next week: habit, tiredness, switching off, leave, chain.

    Habit by `habits.step` (Tobias 2009). tired₊ = kept·tired + tiring_i·(digest + prompt·(1 +
    ignored)); the chance to switch off is off_base + off_ignored · (prompts ignored in a row) in a
    week in which one was ignored, and off_base in any other with a message. The tiredness and the
    switching off are this project's own proposal.
    """
    said = assumptions
    reached = reachable(assumptions=said, dice=dice, state=state)
    shared = early | late.shared
    got_prompt, got_digest = reached & prompted, reached & (offer.digest > 0)
    added = said.fatigue_digest * got_digest
    added = added + said.fatigue_prompt * got_prompt * (1 + late.ignored)
    in_row = np.where(late.ignored, state.ignored + 1, np.where(got_prompt, 0, state.ignored))
    leaves = said.off_base + said.off_ignored * in_row * late.ignored
    rests = state.away | (dice.empty < said.empty_weeks)
    return State(
        habit=habits.step(strength=state.habit, acts=shared),
        tired=said.fatigue_kept * state.tired + people.tiring * added,
        ignored=np.where(shared, 0, in_row),
        off=state.off | ((got_prompt | got_digest) & (dice.off < leaves)),
        away=np.where(state.away, dice.leave >= said.leave_ends, dice.leave < said.leave_begins),
        chain=np.where(shared, state.chain + 1, np.where(rests, state.chain, 0)),
        broke=~shared & ~rests & (state.chain >= _CHAIN),
        praise=_praise(said, dice, state, shared),
        week=state.week + 1,
    )


def _praise(said: Assumptions, dice: Dice, state: State, shared: Flags) -> Floats:
    """Recognition fades by half a week; a new one takes its place and does not add up."""
    fresh = said.recognition_lift * (shared & (dice.praise < said.recognition_chance))
    return np.maximum(state.praise / 2, fresh)


def _shares(
    said: Assumptions,
    people: Population,
    dice: Dice,
    state: State,
    offer: Offer,
    read: Flags,
) -> Floats:
    """P(share) in half a week, for somebody who read a message or did not."""
    visits = said.own_visits + (1 - said.own_visits) * said.habit_cue * state.habit
    alone = -np.expm1(0.5 * np.log1p(-visits))
    pull = _pull(said, people, dice, state, offer)
    by_self = alone * _chance(pull - said.steepness * np.log(said.cost_alone))
    by_message = read * _chance(pull - said.steepness * np.log(said.cost_message))
    able = ~state.away & (dice.empty >= said.empty_weeks)
    return able * (1 - (1 - by_self) * (1 - by_message))


def _pull(said: Assumptions, people: Population, dice: Dice, state: State, offer: Offer) -> Floats:
    """Logit P(share | thought of it), without the effort of the way there.

    κ (log M + log A) + u, BEHAVIOUR.md 4 (this project's own proposal for Fogg 2009), with M
    lowered by fading enthusiasm and tiredness, plus the week's stories, plus game elements.
    """
    faded = said.lapse_left + (1 - said.lapse_left) * np.exp(-state.week / said.lapse_weeks)
    motive = np.log(people.motivation) + people.lapses * np.log(faded)
    motive = motive - said.fatigue_motive * state.tired
    stories = said.week_spread * dice.week + said.story_spread * dice.fit
    lively = said.chain_lift * (state.chain >= _CHAIN) - said.chain_break * state.broke
    weeks = max(0, state.week - offer.games_since)
    crowded = said.crowding_out * -np.expm1(-weeks / _SETTLES)
    games = offer.games * (lively + state.praise - crowded)
    return said.steepness * (motive + np.log(people.ability)) + people.person + stories + games


def _chance(logit: Floats) -> Floats:
    return 1 / (1 + np.exp(-logit))

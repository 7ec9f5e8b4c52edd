"""Holds following the steps of the page Insight against doing nothing, in worlds with a known flaw.

Two organisations of the same people and the same luck live side by side. One is left as it is. In
the other whatever the rules propose after each quarter is done, and nothing else. The rules see
what they see in the product: sums of groups, a design effect, the study of prompts.

What a step does to people is assumed here, and it does it to whoever it is done to: a step for the
wrong group costs something, so that proposing much is no way to win.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from zetje.behaviour.arrays import Flags, Floats, Ints
from zetje.behaviour.intervals import PersonSums, difference, planned_information, week_sums
from zetje.behaviour.worlds import advocacy
from zetje.behaviour.worlds.advocacy import Dice, Offer, Population
from zetje.insights.operations.next_steps import (
    QUARTER,
    Effect,
    Known,
    Part,
    Rule,
    Step,
    choose,
    design_effect,
)
from zetje.web.simulation.flaws import Flaw

RUN_IN = 8
QUARTERS = 3
GROUPS = 6
# Of the way from a person's ability to that of the person in the middle, made easier for them.
EASED = 0.6
# Prompts that make it easier tell less of why, so fewer are read.
EASED_APPEAL = 0.9
# Weeks until the stories that were asked for are there.
EDITORS_NEED = 4
# Each story that was asked for takes the place of one that fits the others, by so much.
STORIES_COST = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Lives:
    """What became of the organisations, (seeds,) each, over the quarters after the first.

    Attributes:
        followed: part of all people who shared in a week, where steps were followed.
        left: the same where nothing was done.
        prompts: prompts a person and week, where they were followed and where not, (2, seeds).
        steps: what was proposed, by seed and quarter.
    """

    followed: Floats
    left: Floats
    prompts: Floats
    steps: list[list[tuple[Step, ...]]]

    @property
    def gain(self) -> Floats:
        """How much more was shared for following, in parts of what was shared without."""
        return (self.followed - self.left) / self.left.mean()


@dataclass(slots=True)
class _Levers:
    """What was done so far: flags of (seeds, people), the chance of each seed, and since when."""

    eased: Flags
    served: Ints
    chance: Floats


@dataclass(slots=True)
class _Counts:
    """What a quarter showed, (seeds, people) each."""

    digests: Floats
    looks: Floats
    starts: Floats
    shares: Floats
    prompted: Floats


NEVER = 10**6


def live(*, flaw: Flaw, people: int, seeds: int, seed: int) -> Lives:
    """Let organisations live through three quarters, followed and left alone.

    Args:
        flaw: the world, and what is wrong in it.
        people: in each group.
        seeds: how many organisations.
        seed: from which all chance comes.
    """
    rngs = [np.random.default_rng((seed, number)) for number in range(seeds)]
    drawn = [
        advocacy.draw_population(assumptions=flaw.assumptions, people=GROUPS * people, rng=rng)
        for rng in rngs
    ]
    group = np.repeat(np.arange(GROUPS), people)
    pair = [_Life(flaw, advocacy.stack(drawn), group, seeds) for _ in range(2)]
    steps: list[list[tuple[Step, ...]]] = [[] for _ in range(seeds)]
    for quarter in range(-1, QUARTERS):
        for each in pair:
            each.forget()
        for _ in range(RUN_IN if quarter < 0 else QUARTER):
            dice = advocacy.stack([advocacy.throw(people=group.size, rng=rng) for rng in rngs])
            for each in pair:
                each.step(dice, counts=quarter > 0)
        if 0 <= quarter < QUARTERS - 1:
            for number in range(seeds):
                found = choose(pair[0].known(number))
                steps[number].append(found)
                pair[0].follow(number, found)
    followed, left = (each.shared / each.weeks for each in pair)
    prompts = np.stack([each.prompts / each.weeks for each in pair])
    return Lives(followed=followed, left=left, prompts=prompts, steps=steps)


class _Life:
    """Organisations on their way through one world, one for each seed."""

    def __init__(self, flaw: Flaw, people: Population, group: Ints, seeds: int) -> None:
        ability = people.ability * np.where(group == 0, flaw.ability, 1.0)
        self.flaw, self.group = flaw, group
        self.people = replace(people, ability=ability)
        shape = (seeds, group.size)
        self.state = advocacy.newcomers(shape=shape)
        self.levers = _Levers(
            np.zeros(shape, dtype=np.bool_),
            np.full(shape, NEVER),
            np.full((seeds, 1), flaw.chance),
        )
        self.shared, self.prompts = np.zeros(seeds), np.zeros(seeds)
        self.weeks = 0
        # As the study of prompts, from the first one on.
        self.sums: PersonSums | None = None
        self.forget()

    def forget(self) -> None:
        """Begin a quarter."""
        none = np.zeros(self.state.habit.shape)
        self.seen = _Counts(*(none.copy() for _ in range(5)))

    def step(self, dice: Dice, *, counts: bool) -> None:
        """Live one week; `counts` where it is one of those that are compared."""
        said, state, offer = self.flaw.assumptions, self.state, Offer(digest=np.array(1.0))
        people, dice = self._helped(), self._fitting(dice)
        early = advocacy.first_half(
            assumptions=said, people=people, dice=dice, state=state, offer=offer
        )
        reached = advocacy.reachable(assumptions=said, dice=dice, state=state)
        prompted = reached & ~early & (dice.prompt < self.levers.chance)
        given: dict[str, Any] = {
            "assumptions": said,
            "dice": dice,
            "state": state,
            "offer": offer,
        }
        appeal = np.where(self.levers.eased, EASED_APPEAL, 1.0)
        late = advocacy.second_half(
            **given, people=people, early=early, prompted=prompted, appeal=appeal
        )
        shares = early | late.shared
        # What they would have shared had nothing been hard: so many took a text along.
        able = replace(people, ability=np.ones_like(people.ability))
        began = advocacy.first_half(**given, people=able)
        began |= advocacy.second_half(
            **given, people=able, early=began, prompted=prompted, appeal=appeal
        ).shared
        looked = reached & (dice.notice[0] < people.digest_notice * np.exp(-state.tired))
        self._note(reached, looked | began, began, shares & began, prompted)
        self._measure(early, reached, prompted, late.shared)
        if counts:
            self.shared += shares.mean(axis=-1)
            self.prompts += prompted.mean(axis=-1)
            self.weeks += 1
        self.state = advocacy.next_week(
            **given, people=people, early=early, prompted=prompted, late=late
        )

    def _helped(self) -> Population:
        ability = self.people.ability
        middle = np.median(ability)
        easier = ability + EASED * np.maximum(0.0, middle - ability)
        return replace(self.people, ability=np.where(self.levers.eased, easier, ability))

    def _fitting(self, dice: Dice) -> Dice:
        """How well stories fit: the first two groups lack some until they were asked for."""
        served = self.state.week >= self.levers.served + EDITORS_NEED
        lacks = self.flaw.fit * ((self.group < 2) & ~served)
        displaced = ~served & served.any(axis=-1, keepdims=True)
        return replace(dice, fit=dice.fit - lacks - STORIES_COST * displaced)

    def _note(
        self, digests: Flags, looks: Flags, starts: Flags, shares: Flags, prompted: Flags
    ) -> None:
        seen = self.seen
        seen.digests += digests
        seen.looks += digests & looks
        seen.starts += digests & starts
        seen.shares += digests & shares
        seen.prompted += prompted

    def _measure(self, early: Flags, reached: Flags, prompted: Flags, shared: Flags) -> None:
        chance = np.broadcast_to(self.levers.chance, shared.shape)
        found = week_sums(
            outcome=shared,
            available=reached & ~early,
            treatment=prompted,
            probability=chance,
            numerator=0.5,
        )
        self.sums = found if self.sums is None else self.sums + found

    def known(self, seed: int) -> Known:
        """What the rules may know of one organisation after a quarter."""
        seen, group = self.seen, self.group
        sums = [each[seed] for each in (seen.digests, seen.looks, seen.starts, seen.shares)]
        digests, looks, starts, shares = sums
        pairs = {
            "starts": (starts, looks),
            "shares": (shares, starts),
            "digests": (shares, digests),
        }
        return Known(
            teams=[self._part(str(number), group == number, sums) for number in range(GROUPS)],
            languages=[
                self._part("en", group < 2, sums),
                self._part("nl", group >= 2, sums),
            ],
            design={
                name: design_effect(done=done, of=of, team=group)
                for name, (done, of) in pairs.items()
            },
            live={"en": 2 if self.flaw.fit else 9, "nl": 9},
            effect=self._effect(seed),
            prompted=round(float(seen.prompted[seed].sum()) / QUARTER),
            most_chance=float(self.levers.chance[seed, 0]),
            is_trying=True,
        )

    def _part(self, key: str, own: Flags, sums: list[Floats]) -> Part:
        return Part(key, (key,), int(own.sum()), *(int(each[own].sum()) for each in sums))

    def _effect(self, seed: int) -> Effect | None:
        if self.sums is None:
            return None
        found = difference(sums=self.sums)
        if not found.shown[seed]:
            return None
        planned = planned_information(
            people=self.group.size, weeks=26, availability=0.8, numerator=0.5
        )
        ends = found.interval(planned=planned)
        values = (found.estimate[seed], ends.lower[seed], ends.upper[seed])
        return Effect(*(100 * float(each) for each in values), is_known=True)

    def follow(self, seed: int, steps: tuple[Step, ...]) -> None:
        """Do what is proposed, from the next week on."""
        for step in steps:
            if step.rule is Rule.SLOW:
                self.levers.chance[seed] /= 2
            if step.rule is Rule.EASE:
                self.levers.eased[seed] |= self._whom(step)
            if step.rule is Rule.STORIES:
                served = self.levers.served[seed]
                served[self._whom(step)] = np.minimum(served[self._whom(step)], self.state.week)

    def _whom(self, step: Step) -> Flags:
        if step.key in ("en", "nl"):
            return (self.group < 2) == (step.key == "en")
        return self.group == int(step.key)

"""The people of a season and their luck, the same whatever anybody is sent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zetje.behaviour.arrays import Flags, Floats
from zetje.behaviour.worlds import advocacy
from zetje.behaviour.worlds.advocacy import Assumptions, Dice, Late, Offer, Population, State


@dataclass(frozen=True, kw_only=True)
class Week:
    """One week of one organisation, on its dice; arrays (people,)."""

    said: Assumptions
    people: Population
    dice: Dice
    state: State
    offer: Offer

    @property
    def is_empty(self) -> bool:
        """Whether it brings nothing worth sharing."""
        return bool(self.dice.empty[0] < self.said.empty_weeks)

    def reachable(self) -> Flags:
        """Whom a message reaches."""
        return advocacy.reachable(assumptions=self.said, dice=self.dice, state=self.state)

    def early(self) -> Flags:
        """Who shares before the moment of a prompt."""
        return advocacy.first_half(
            assumptions=self.said,
            people=self.people,
            dice=self.dice,
            state=self.state,
            offer=self.offer,
        )

    def late(self, *, early: Flags, prompted: Flags) -> Late:
        """What the second half brings to whom a prompt reached and to the others."""
        return advocacy.second_half(
            assumptions=self.said,
            people=self.people,
            dice=self.dice,
            state=self.state,
            offer=self.offer,
            early=early,
            prompted=prompted,
            appeal=np.ones(len(prompted)),
        )

    def uplift(self, *, early: Flags) -> Floats:
        """Share with a prompt less share without one, for each person, in {−1, 0, 1}."""
        everybody = np.ones(len(early), dtype=np.bool_)
        with_it = self.late(early=early, prompted=everybody).shared
        without = self.late(early=early, prompted=~everybody).shared
        return with_it.astype(np.float64) - without

    def after(self, *, early: Flags, prompted: Flags, late: Late) -> State:
        """Where everybody stands in the next week."""
        return advocacy.next_week(
            assumptions=self.said,
            people=self.people,
            dice=self.dice,
            state=self.state,
            offer=self.offer,
            early=early,
            prompted=prompted,
            late=late,
        )


@dataclass(frozen=True, kw_only=True)
class World:
    """The assumptions, how many people there are, and where all chance comes from."""

    said: Assumptions
    count: int
    seed: int

    def begin(self) -> tuple[Population, State]:
        """The people, (count,), and where they stand on the first day."""
        rng = np.random.default_rng((self.seed, 0))
        people = advocacy.draw_population(assumptions=self.said, people=self.count, rng=rng)
        return people, advocacy.newcomers(shape=(self.count,))

    def week(self, number: int, *, people: Population, state: State, digest: Floats) -> Week:
        """A week, for people of whom some got a digest, (count,) of 0 and 1."""
        rng = np.random.default_rng((self.seed, 1 + number))
        dice = advocacy.throw(people=self.count, rng=rng)
        return Week(
            said=self.said, people=people, dice=dice, state=state, offer=Offer(digest=digest)
        )

    def calendar(self, *, weeks: int) -> tuple[Flags, float, float]:
        """A digest and a prompt to everybody, every week, without any product.

        Returns: shares (weeks, count), prompts a person in all, the part who had enough.
        """
        people, state = self.begin()
        everybody = np.ones(self.count, dtype=np.bool_)
        shared, prompts = np.zeros((weeks, self.count), dtype=np.bool_), 0
        for number in range(weeks):
            week = self.week(number, people=people, state=state, digest=np.ones(self.count))
            prompts += int(week.reachable().sum())
            early = week.early()
            late = week.late(early=early, prompted=everybody)
            shared[number] = early | late.shared
            state = week.after(early=early, prompted=everybody, late=late)
        return shared, prompts / self.count, float(state.off.mean())

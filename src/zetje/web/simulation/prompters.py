"""Ways of deciding who is prompted, each for many organisations (seeds) side by side."""

from __future__ import annotations

import numpy as np

from zetje.behaviour.arrays import Flags, Floats, Ints
from zetje.behaviour.policies import FullPooling, PartialPooling
from zetje.behaviour.worlds.advocacy import ARMS
from zetje.web.simulation.learners import Learner, Outcome, Rest, Sight, Wordings


class Silent:
    """Nobody is prompted: a library, or a digest alone."""

    def __init__(self, *, seeds: int, people: int) -> None:
        self.shape = (seeds, people)

    def ask(self, sight: Sight) -> Floats:
        """The chance of a prompt for each, (seeds, people)."""
        return np.zeros(self.shape)

    def word(self, sight: Sight) -> Ints:
        """The wording that each would get, (seeds, people) numbers of arms."""
        return np.zeros(self.shape, dtype=np.int64)

    def learn(self, sight: Sight, outcome: Outcome) -> None:
        """Take in what came of a week."""


class Everyone(Silent):
    """A calendar: the same prompt to all, every week, whether they shared already or not."""

    def ask(self, sight: Sight) -> Floats:
        """Everybody, always."""
        return np.ones(self.shape)


class Coin(Silent):
    """A coin for whoever has not shared yet, with a rest of four weeks after three ignored."""

    def __init__(self, *, seeds: int, people: int) -> None:
        super().__init__(seeds=seeds, people=people)
        self.rest = Rest(shape=self.shape)

    def available(self, sight: Sight) -> Flags:
        """Who may be prompted at all."""
        return sight.reachable & ~sight.early & self.rest.is_over(sight.week)

    def ask(self, sight: Sight) -> Floats:
        """One half, for whom it may be."""
        return np.where(self.available(sight), 0.5, 0.0)

    def word(self, sight: Sight) -> Ints:
        """Each wording with the same chance."""
        return by_lot(sight)

    def learn(self, sight: Sight, outcome: Outcome) -> None:
        """Count what is ignored in a row."""
        self.rest.learn(sight, outcome)


class Bandit(Silent):
    """A plain bandit on P(share | prompted): no comparison with silence, no price, no rest.

    The model of ours, fully pooled, on the reward A·Y: what follows a prompt counts as its merit.
    """

    def __init__(self, *, seeds: int, people: int) -> None:
        super().__init__(seeds=seeds, people=people)
        self.learner = Learner(FullPooling, shape=self.shape, takes_uplift=False)

    def ask(self, sight: Sight) -> Floats:
        """As each seed's policy says."""
        return self.learner.ask(sight, sight.reachable & ~sight.early)

    def word(self, sight: Sight) -> Ints:
        """Each wording with the same chance."""
        return by_lot(sight)

    def learn(self, sight: Sight, outcome: Outcome) -> None:
        """Update each seed's policy once, with the rows of the week."""
        self.learner.learn(sight, sight.reachable & ~sight.early, outcome)


class Ours(Coin):
    """Uplift minus burden, partially pooled, with rests; wordings by the main-effect model."""

    def __init__(self, *, seeds: int, people: int) -> None:
        super().__init__(seeds=seeds, people=people)
        self.learner = Learner(PartialPooling, shape=self.shape, takes_uplift=True)
        self.wordings = Wordings(shape=self.shape)

    def ask(self, sight: Sight) -> Floats:
        """As each seed's policy says, for whom it may be."""
        return self.learner.ask(sight, self.available(sight))

    def word(self, sight: Sight) -> Ints:
        """By what is known of wordings, and by which of them somebody had lately."""
        return self.wordings.word(sight)

    def learn(self, sight: Sight, outcome: Outcome) -> None:
        """Update both policies of each seed, and what is ignored in a row."""
        self.learner.learn(sight, self.available(sight), outcome)
        self.wordings.learn(sight, outcome)
        super().learn(sight, outcome)


def by_lot(sight: Sight) -> Ints:
    """A wording for each, every one with the same chance."""
    return np.minimum((sight.draw * ARMS).astype(np.int64), ARMS - 1)

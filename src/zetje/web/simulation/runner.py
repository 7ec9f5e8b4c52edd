"""Runs every way of prompting through one world, week by week, on the same people and luck."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from zetje.behaviour.arrays import Flags, Floats, Ints
from zetje.behaviour.worlds import advocacy
from zetje.behaviour.worlds.advocacy import Assumptions, Dice, Late, Offer, State
from zetje.web.simulation.contenders import CONTENDERS
from zetje.web.simulation.learners import Outcome, Sight
from zetje.web.simulation.prompters import Silent

RUN_IN = 8
_RECENT_KEPT = 0.75
_DAYS = 7.0
_REPEAT_HALF_LIFE = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is simulated: people in an organisation, weeks after the start, seeds."""

    people: int = 120
    weeks: int = 26
    seeds: int = 8
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What happened in one world; every array is (contenders, weeks, seeds).

    The first `RUN_IN` weeks are a library for all. `participation`, the part of all people who
    shared in the week; `prompts`, delivered in it, per person; `off`, the part that has switched
    all messages off; `habit`, mean strength; `audience`, contacts of who shared, per person.
    """

    participation: Floats
    prompts: Floats
    off: Floats
    habit: Floats
    audience: Floats


MEASURES = tuple(one.name for one in fields(Course))


def run_world(*, assumptions: Assumptions, size: Size) -> Course:
    """Live through the run-in once, then through all weeks with each contender.

    Args: `assumptions`, those of the world; `size`, with the seed from which all chance comes.
    Returns: the course of all contenders, in the order of `CONTENDERS`.
    """
    world = _World(assumptions=assumptions, size=size)
    run_in = _Run(
        world=world,
        offer=Offer(),
        prompters=[Silent(seeds=size.seeds, people=size.people)],
        state=advocacy.newcomers(shape=(1, size.seeds, size.people)),
    )
    before = [run_in.step(week) for week in range(RUN_IN)]
    rows = [np.repeat(row, len(CONTENDERS), axis=1) for row in before]
    run = _Run(
        world=world,
        offer=_offers(),
        prompters=[one.prompter(seeds=size.seeds, people=size.people) for one in CONTENDERS],
        state=_for_each_contender(run_in.state),
        recent=np.repeat(run_in.recent, len(CONTENDERS), axis=0),
    )
    rows += [run.step(week) for week in range(RUN_IN, RUN_IN + size.weeks)]
    measured = np.stack(rows, axis=2)
    return Course(**dict(zip(MEASURES, measured, strict=True)))


class _World:
    """The people and the dice of all seeds: the same for every contender."""

    def __init__(self, *, assumptions: Assumptions, size: Size) -> None:
        self.said, self.size = assumptions, size
        self.people = advocacy.stack(
            [
                advocacy.draw_population(
                    assumptions=assumptions,
                    people=size.people,
                    rng=np.random.default_rng((size.seed, seed)),
                )
                for seed in range(size.seeds)
            ]
        )

    def dice(self, week: int) -> Dice:
        """The chance of one week, (…, seeds, people)."""
        size = self.size
        rngs = [np.random.default_rng((size.seed, seed, 1 + week)) for seed in range(size.seeds)]
        return advocacy.stack([advocacy.throw(people=size.people, rng=rng) for rng in rngs])

    def appeal(self, arms: Ints, weeks_since: Floats) -> Floats:
        """How well the wording of each does, less what saying it again so soon takes away."""
        seeds = np.arange(self.size.seeds)[:, np.newaxis]
        half_lives = _DAYS * weeks_since / _REPEAT_HALF_LIFE
        return self.people.messages[seeds, arms] * (1 - self.said.repeat_cost * 0.5**half_lives)


class _Run:
    """Contenders on their way through a world; arrays are (contenders, seeds, people)."""

    def __init__(
        self,
        *,
        world: _World,
        offer: Offer,
        prompters: list[Silent],
        state: State,
        recent: Floats | None = None,
    ) -> None:
        self.world, self.offer, self.prompters, self.state = world, offer, prompters, state
        self.recent = np.zeros(state.habit.shape) if recent is None else recent
        self._arm = np.full(state.habit.shape, -1, dtype=np.int64)
        self._armed = np.full(state.habit.shape, -np.inf)

    def step(self, week: int) -> Floats:
        """Live one week. Returns: (measures, contenders, seeds), means over people."""
        said, people, offer = self.world.said, self.world.people, self.offer
        dice, state = self.world.dice(week), self.state
        reachable = advocacy.reachable(assumptions=said, dice=dice, state=state)
        early = advocacy.first_half(
            assumptions=said, people=people, dice=dice, state=state, offer=offer
        )
        sights = self._sights(week, reachable, early, dice)
        asked = list(zip(self.prompters, sights, strict=True))
        chances = np.stack([one.ask(sight) for one, sight in asked])
        arms = np.stack([one.word(sight) for one, sight in asked])
        prompted = reachable & (dice.prompt < chances)
        late = advocacy.second_half(
            assumptions=said,
            people=people,
            dice=dice,
            state=state,
            offer=offer,
            early=early,
            prompted=prompted,
            appeal=self._appeal(arms, week),
        )
        self._teach(sights, chances, prompted, arms, late)
        self._arm = np.where(prompted, arms, self._arm)
        self._armed = np.where(prompted, week, self._armed)
        self.state = advocacy.next_week(
            assumptions=said,
            people=people,
            dice=dice,
            state=state,
            offer=offer,
            early=early,
            prompted=prompted,
            late=late,
        )
        shared = early | late.shared
        self.recent = _RECENT_KEPT * self.recent + (1 - _RECENT_KEPT) * shared
        return self._measured(shared, prompted)

    def _sights(self, week: int, reachable: Flags, early: Flags, dice: Dice) -> list[Sight]:
        return [
            Sight(
                week=week - RUN_IN,
                reachable=reachable[at],
                early=early[at],
                recent=self.recent[at],
                draw=dice.message,
            )
            for at in range(len(self.prompters))
        ]

    def _appeal(self, arms: Ints, week: int) -> Floats:
        return self.world.appeal(arms, np.where(arms == self._arm, week - self._armed, np.inf))

    def _teach(
        self, sights: list[Sight], chances: Floats, prompted: Flags, arms: Ints, late: Late
    ) -> None:
        for at, one in enumerate(self.prompters):
            outcome = Outcome(
                probability=chances[at],
                prompted=prompted[at],
                arm=arms[at],
                shared=late.shared[at],
                ignored=late.ignored[at],
            )
            one.learn(sights[at], outcome)

    def _measured(self, shared: Flags, prompted: Flags) -> Floats:
        audience = shared * self.world.people.network
        each = (shared, prompted, self.state.off, self.state.habit, audience)
        return np.stack([one.mean(axis=-1) for one in each])


def _for_each_contender(state: State) -> State:
    """The state after the run-in, once for each contender."""
    many = {
        one.name: np.repeat(getattr(state, one.name), len(CONTENDERS), axis=0)
        for one in fields(State)
        if one.name != "week"
    }
    return replace(state, **many)


def _offers() -> Offer:
    """What each contender gives besides prompts, (contenders, 1, 1)."""
    return Offer(
        digest=_column([one.digest for one in CONTENDERS]),
        games=_column([one.games for one in CONTENDERS]),
        games_since=RUN_IN,
    )


def _column(values: list[bool]) -> Floats:
    return np.array(values, dtype=np.float64)[:, np.newaxis, np.newaxis]

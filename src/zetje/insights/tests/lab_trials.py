"""Made-up programmes whose messages do something known, read every week as the lab reads them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from zetje.behaviour.intervals import difference, fixed_interval, person_sums
from zetje.behaviour.verdicts import Verdict
from zetje.insights.rules.moments import Moments, Table
from zetje.insights.rules.questions import against_silence
from zetje.insights.rules.readings import Reading, read_table
from zetje.insights.rules.relative import relative_effect

Floats = NDArray[np.float64]

KINDS = 9
FIRST_LOOK = 4
_EVERYBODY = 20_000
NUMERATOR = 0.2


@dataclass(frozen=True, kw_only=True)
class Programme:
    """People who share with a chance of their own (beta, concentration 5, mean `base`) each week.

    Attributes:
        effects: what each kind of message adds to everybody's chance, as a share.
        spread: by how much that differs between people, as a standard deviation.
    """

    name: str
    people: int
    effects: tuple[float, ...]
    weeks: int = 26
    base: float = 0.15
    spread: float = 0.0


@dataclass
class Tally:
    """What was seen over many trials; counts of messages in trials.

    Attributes:
        once: how often the interval of one look at the end held the truth, of `looked`.
        missed: how often the shown interval ever missed it, at any weekly look.
        wrong: how often a wrong verdict was ever shown.
        said: the verdicts of the last look.
        false_finds: the mean share of false finds among the finds, at the worst look of all.
    """

    trials: int = 0
    looked: int = 0
    once: int = 0
    missed: int = 0
    wrong: int = 0
    said: Counter[str] = field(default_factory=Counter[str])
    false_finds: float = 0.0
    _by_look: Counter[int] = field(default_factory=Counter[int])

    def add_look(self, week: int, found: dict[str, Reading], effects: tuple[float, ...]) -> None:
        """Count what is false among what is found at a look."""
        finds = [
            (reading.verdict is Verdict.WORKS) != (effects[int(kind)] > 0) or not effects[int(kind)]
            for kind, reading in found.items()
            if reading.verdict in (Verdict.WORKS, Verdict.HARMS)
        ]
        # In thousandths, so that sums stay whole.
        self._by_look[week] += round(1000 * sum(finds) / len(finds)) if finds else 0
        self.false_finds = max(self._by_look.values(), default=0) / 1000 / max(self.trials, 1)


@dataclass(frozen=True)
class Lived:
    """A programme that was lived: the moments of each kind beside silence, and those of all.

    `effect` is what a prompt of whatever kind adds, and `ratio` how many times as likely a share
    is with it: averages over the moments and over all people there could be.
    """

    kinds: dict[str, Moments]
    whole: Moments
    effect: float
    ratio: float


def lived(programme: Programme, *, rng: np.random.Generator) -> Lived:
    """Live it once.

    Chances of a prompt follow what somebody did the week before, and which kinds may be drawn
    differs from moment to moment.
    """
    shape = (programme.weeks, programme.people)
    effects = np.array([0.0, *programme.effects])
    room = np.abs(effects).max() + programme.spread
    everybody = rng.beta(programme.base * 5, (1 - programme.base) * 5, _EVERYBODY)
    rates = np.clip(everybody, room, 1 - room)
    rate = rates[: programme.people]
    extra = programme.spread * rng.choice([-1.0, 1.0], programme.people)
    send, given = np.zeros(shape), np.zeros((*shape, len(programme.effects)))
    action, shared = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.bool_)
    for week in range(programme.weeks):
        before = shared[week - 1] if week else np.zeros(programme.people, dtype=np.bool_)
        send[week] = np.where(before, 0.35, 0.55)
        may = rng.random(given[week].shape) < 0.7
        may[:, 0] = True
        given[week] = may / may.sum(axis=1, keepdims=True)
        sent = rng.random(programme.people) < send[week]
        drawn = (rng.random((programme.people, 1)) > np.cumsum(given[week], axis=1)).sum(axis=1)
        action[week] = np.where(sent, drawn + 1, 0)
        gain = effects[action[week]] + extra * sent
        shared[week] = rng.random(programme.people) < rate + gain
    person = np.broadcast_to(np.arange(programme.people), shape)
    weeks = np.broadcast_to(np.arange(programme.weeks)[:, np.newaxis], shape)
    found: dict[str, Moments] = {}
    for kind in range(len(programme.effects)):
        here = (given[:, :, kind] > 0) & ((action == 0) | (action == kind + 1))
        found[str(kind)] = Moments(
            person=person[here],
            week=weeks[here],
            prompted=action[here] > 0,
            chance=against_silence(send=send[here], given=given[here][:, kind]),
            shared=shared[here],
        )
    gained = float((given @ effects[1:]).mean())
    whole = Moments(
        person=person.ravel(),
        week=weeks.ravel(),
        prompted=action.ravel() > 0,
        chance=send.ravel(),
        shared=shared.ravel(),
    )
    return Lived(found, whole, gained, 1 + gained / float(rates.mean()))


def tallied(
    programme: Programme, *, trials: int, rng: np.random.Generator, every: int = 1
) -> Tally:
    """Live a programme many times, look at its messages every so many weeks, and count.

    Args:
        programme: the world.
        trials: how often.
        rng: chance.
        every: weeks between looks.
    """
    table = Table(
        questions=KINDS,
        numerator=NUMERATOR,
        availability=0.3,
        people=programme.people,
        least=5,
    )
    seen = Tally()
    looks = range(FIRST_LOOK, programme.weeks + 1, every)
    for _ in range(trials):
        seen.trials += 1
        moments = lived(programme, rng=rng).kinds
        missed: set[str] = set()
        wrong: set[str] = set()
        found: dict[str, Reading] = {}
        for week in looks:
            now = {kind: each.only(each.week < week) for kind, each in moments.items()}
            found = read_table(now, table=table)
            for kind, reading in found.items():
                truth = programme.effects[int(kind)]
                if reading.lower > 100 * truth or reading.upper < 100 * truth:
                    missed.add(kind)
                if _is_wrong(reading, truth):
                    wrong.add(kind)
            seen.add_look(week, found, programme.effects)
        for kind, each in moments.items():
            _look_once(seen, each, programme.effects[int(kind)])
        seen.missed += len(missed)
        seen.wrong += len(wrong)
        seen.said.update(str(reading.verdict) for reading in found.values())
    return seen


def tallied_prompts(
    programme: Programme, *, trials: int, rng: np.random.Generator, every: int = 1
) -> tuple[Tally, int]:
    """The same for a prompt of whatever kind; and how often its relative interval ever missed."""
    table = Table(questions=1, numerator=0.5, availability=0.8, people=programme.people, least=5)
    seen, ratios = Tally(trials=trials), 0
    for _ in range(trials):
        life = lived(programme, rng=rng)
        missed = wrong = ratio_missed = False
        reading = None
        for week in range(FIRST_LOOK, programme.weeks + 1, every):
            now = life.whole.only(life.whole.week < week)
            reading = read_table({"any": now}, table=table)["any"]
            missed |= reading.lower > 100 * life.effect or reading.upper < 100 * life.effect
            wrong |= _is_wrong(reading, life.effect)
            relative = relative_effect(now, table=table)
            if relative is not None:
                ratio_missed |= not relative.lower <= life.ratio - 1 <= relative.upper
        seen.missed += missed
        seen.wrong += wrong
        ratios += ratio_missed
        seen.said.update([str(reading.verdict)] if reading else [])
    return seen, ratios


def looked_once(programme: Programme, *, trials: int, rng: np.random.Generator) -> Tally:
    """Look at a prompt of whatever kind once, at the end of each of many programmes."""
    seen = Tally(trials=trials)
    for _ in range(trials):
        life = lived(programme, rng=rng)
        _look_once(seen, life.whole, life.effect, numerator=0.5)
    return seen


def _is_wrong(reading: Reading, truth: float) -> bool:
    """Whether a verdict says what is not so."""
    if reading.verdict is Verdict.WORKS:
        return truth <= 0
    if reading.verdict is Verdict.HARMS:
        return truth >= 0
    if reading.verdict is Verdict.NO_DIFFERENCE_LARGER_THAN:
        return 100 * abs(truth) > max(abs(reading.lower), abs(reading.upper))
    return False


def _look_once(
    seen: Tally, moments: Moments, truth: float, *, numerator: float = NUMERATOR
) -> None:
    """The interval of one look at the end, for what would be shown."""
    found = difference(
        sums=person_sums(
            outcome=moments.shared,
            treatment=moments.prompted,
            probability=moments.chance,
            available=np.ones(moments.person.size),
            person=moments.person,
            numerator=numerator,
        )
    )
    if not found.shown:
        return
    interval = fixed_interval(
        estimate=found.estimate,
        standard_error=found.standard_error,
        degrees_of_freedom=found.degrees_of_freedom,
    )
    seen.looked += 1
    seen.once += bool(interval.lower <= truth <= interval.upper)

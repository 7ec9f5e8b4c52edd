"""How often 95 % intervals hold the truth over many made-up trials; for short and long runs."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from zetje.behaviour.effects import NotEnoughDataError, emee, wcls
from zetje.behaviour.worlds.trials import trial


@dataclass(frozen=True)
class Setting:
    """One kind of trial, and with which estimator it is met."""

    name: str
    relative: bool
    by_state: bool
    people: int
    world: dict[str, Any]


VARYING = {"points": 26, "effect": (0.3, 0.2), "chances": (0.3, 0.6), "tiring": 0.3}
DIFFERING = {"points": 26, "effect": (0.3, 0.2), "effect_spread": 0.3}
RARE = {"points": 26, "effect": (0.0, 0.0), "baseline": 0.05}
SCARCE = {"points": 26, "effect": (0.0, 0.0), "baseline": 0.1, "chances": (0.1, 0.1)}
SETTINGS = [
    Setting("wcls", False, False, 30, VARYING | {"binary": False}),
    Setting("wcls, by state", False, True, 30, DIFFERING | {"binary": False}),
    Setting("emee", True, False, 30, VARYING),
    Setting("emee, by state", True, True, 30, DIFFERING | {"baseline": 0.15}),
    Setting("wcls, by state", False, True, 100, DIFFERING | {"binary": False}),
    Setting("emee, by state", True, True, 100, DIFFERING | {"baseline": 0.15}),
    Setting("wcls, 5 % share", False, False, 30, RARE),
    Setting("emee, 5 % share", True, False, 30, RARE),
    Setting("emee, 5 % share, by state", True, True, 30, RARE),
    Setting("wcls, p = .1", False, False, 30, SCARCE),
    Setting("emee, p = .1", True, False, 30, SCARCE),
]


@dataclass(frozen=True)
class Coverage:
    """The share of trials whose interval held the truth, in percent for each coefficient.

    `events` is the average number of events for each coefficient in the scarcer condition,
    `refused` how many trials were refused, `bias` the mean error in standard deviations.
    """

    percent: Any
    events: float
    refused: int
    bias: Any

    @property
    def within(self) -> tuple[float, float]:
        """What is asked: 93-97 % with fifty events for each coefficient, else 93-99 %."""
        return (93.0, 97.0) if self.events >= 50 else (93.0, 99.0)


def coverage(setting: Setting, *, trials: int, seed: int) -> Coverage:
    """Make that many trials at once, estimate each, count."""
    rows = setting.people * setting.world["points"]
    made = trial(people=setting.people * trials, rng=np.random.default_rng(seed), **setting.world)
    truth = made.effect_by_state if setting.by_state else np.array([made.effect])
    found = []
    for number in range(trials):
        here = slice(number * rows, (number + 1) * rows)
        given = {name: values[here] for name, values in made.given.items()}
        moderators = made.state[here] if setting.by_state else None
        estimate = emee if setting.relative else wcls
        try:
            found.append(estimate(**given, controls=made.controls[here], moderators=moderators))
        except NotEnoughDataError:
            continue
    low, high = np.array([one.intervals for one in found]).transpose(2, 0, 1)
    errors = np.array([one.coefficients for one in found]) - truth
    events = np.array([one.events_by_condition.min() for one in found]).mean()
    return Coverage(
        percent=100 * ((low <= truth) & (truth <= high)).mean(axis=0),
        events=float(events) / len(truth),
        refused=trials - len(found),
        bias=errors.mean(axis=0) / errors.std(axis=0),
    )

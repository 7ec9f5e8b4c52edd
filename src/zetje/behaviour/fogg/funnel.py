"""The funnel of each person: what became of what was sent, counted in four steps.

*Opened* is a page visit labelled human or a choice in chat, never a pixel or a fetch of a mail
scanner: it misses who reads without visiting, and so makes the prompt look weaker than it is.
*Started* is a choice to copy or adapt, *shared* a share that its author confirmed. Where chance
gave some of the started shares an easier way (one tap, not an edit), those are counted apart.

>>> funnel = read_funnel(sent=[20, 4], opened=[12, 1], started=[6, 0], shared=[5, 0])
>>> funnel.trials.tolist(), funnel.successes.tolist()
([[20.0, 12.0, 6.0, 0.0], [4.0, 1.0, 0.0, 0.0]], [[12.0, 6.0, 5.0, 0.0], [1.0, 0.0, 0.0, 0.0]])
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from zetje.behaviour.arrays import Floats, column

# As everywhere in this package nothing is said below 30 people and 20 events.
LEAST_PEOPLE = 30
LEAST_EVENTS = 20


@dataclass(frozen=True, slots=True)
class Funnel:
    """Four binomial steps for n people, (n, 4) each.

    In order: opened of sent, started of opened, shared of started the usual way, shared of started
    the easier way.
    """

    trials: Floats
    successes: Floats

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.trials)

    @property
    def is_too_thin(self) -> bool:
        """Whether this is too little to say what people are like."""
        reached = int(np.count_nonzero(self.trials[:, 0]))
        opened, started, shared, easily = self.successes.sum(axis=0)
        return reached < LEAST_PEOPLE or min(opened, started, shared + easily) < LEAST_EVENTS

    def rows(self, chosen: slice) -> Funnel:
        """The funnel of some of the people."""
        return Funnel(self.trials[chosen], self.successes[chosen])


def read_funnel(
    *,
    sent: ArrayLike,
    opened: ArrayLike,
    started: ArrayLike,
    shared: ArrayLike,
    easily_started: ArrayLike | None = None,
    easily_shared: ArrayLike | None = None,
) -> Funnel:
    """Read the counts of n people.

    Args: (n,) counts over one window of time; `easily_started` and `easily_shared` are those among
    `started` and `shared` to which chance gave the easier way, none without them.
    Returns: the funnel. Raises ValueError where a step counts more than the step before it.
    """
    steps = [column("sent", sent)]
    rows = len(steps[0])
    for name, counts in (("opened", opened), ("started", started), ("shared", shared)):
        steps.append(column(name, counts, rows=rows))
    none = np.zeros(rows)
    easy = none if easily_started is None else column("easily_started", easily_started, rows=rows)
    easy_shared = (
        none if easily_shared is None else column("easily_shared", easily_shared, rows=rows)
    )
    mails, visits, starts, shares = steps
    trials = np.column_stack([mails, visits, starts - easy, easy])
    successes = np.column_stack([visits, starts, shares - easy_shared, easy_shared])
    if np.any(successes < 0) or np.any(successes > trials):
        raise ValueError("Each step counts part of the step before it; it cannot be larger.")
    return Funnel(trials, successes)

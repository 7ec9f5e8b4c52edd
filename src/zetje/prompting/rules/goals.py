"""What somebody can want out of sharing for themselves, and how far they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

VISIBILITY: Final = "visibility"
EXPERTISE: Final = "expertise"
NETWORK: Final = "network"
HELPING: Final = "helping"
GOALS: Final = (VISIBILITY, EXPERTISE, NETWORK, HELPING)

# The first step of each; the steps after it go on as 1, 2, 5, 10.
_FIRST_STEPS: Final = {VISIBILITY: 10, EXPERTISE: 1, NETWORK: 1, HELPING: 1}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is with one goal: what was counted since they chose it, and the next step.

    Attributes:
        done: the count.
        step: the step that comes next; a step that was made is never taken back.
    """

    done: int
    step: int

    @property
    def percent(self) -> int:
        """How much of the next step is done, 0 to 99."""
        return 100 * self.done // self.step


def progress(kind: str, done: int) -> Progress:
    """The next step of a goal, after which always another one comes.

    Args:
        kind: one of `GOALS`.
        done: what was counted so far, 0 or more.
    """
    step = _FIRST_STEPS[kind]
    factors = (2.0, 2.5, 2.0)
    turn = 0
    while step <= done:
        step = int(step * factors[turn % 3])
        turn += 1
    return Progress(done, step)

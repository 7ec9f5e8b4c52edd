"""What a policy must offer so that `decisions` can ask it and teach it.

A policy never changes: `update` returns the one to go on with, so that a log can say which version
drew a decision. Each row reaches `update` once, when its reward is known, with the probability that
it was drawn with; the order within a batch does not matter.

>>> from zetje.behaviour.policies.fixed import Fixed
>>> isinstance(Fixed(probability=0.5), SendPolicy)
True
"""

from __future__ import annotations

from typing import Protocol, Self, runtime_checkable

from numpy.typing import ArrayLike

from zetje.behaviour.arrays import Floats


@runtime_checkable
class SendPolicy(Protocol):
    """Whether to prompt."""

    @property
    def name(self) -> str:
        """The policy's name in the log."""
        ...

    @property
    def version(self) -> int:
        """How often it was updated."""
        ...

    def probabilities(
        self, *, person: ArrayLike, baseline: ArrayLike, advantage: ArrayLike, available: ArrayLike
    ) -> Floats:
        """Give the chance of a prompt, (n,); 0 where a row is not available."""
        ...

    def update(
        self,
        *,
        person: ArrayLike,
        baseline: ArrayLike,
        advantage: ArrayLike,
        available: ArrayLike,
        probability: ArrayLike,
        treatment: ArrayLike,
        reward: ArrayLike,
    ) -> Self:
        """Learn from rows whose reward is known; unavailable rows teach nothing."""
        ...


@runtime_checkable
class MessagePolicy(Protocol):
    """Which message, given that a prompt goes out."""

    @property
    def name(self) -> str:
        """The policy's name in the log."""
        ...

    @property
    def version(self) -> int:
        """How often it was updated."""
        ...

    def probabilities(self, *, eligible: ArrayLike, days_since: ArrayLike) -> Floats:
        """Give the chance of each arm, (n, arms); rows sum to one, or to 0 without any arm."""
        ...

    def update(
        self,
        *,
        eligible: ArrayLike,
        chosen: ArrayLike,
        probability: ArrayLike,
        reward: ArrayLike,
        at: ArrayLike,
    ) -> Self:
        """Learn from prompts that were sent: `at` is the number of the day of each."""
        ...

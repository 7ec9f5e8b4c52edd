"""The figures of the rules, in one place: the rules count with them and the page says them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """From where on something is no longer what people do. Ours, chosen on simulated colleagues.

    Attributes:
        quick_seconds: nobody opens a network, posts and comes back in less.
        quick_run: so many quick ones in a row.
        steady_run: so many in a row after the same number of seconds, to within `steady_spread`.
        steady_spread: seconds.
        many, many_minutes: so many stories confirmed within so many minutes.
        burst, burst_seconds: so many readers of a link within so many seconds.
        burst_part: the part of the link's readers of that day that they are.
        regular: so many readers in a row with even gaps.
        regular_spread: the standard deviation of those gaps over their mean. Of readers who come
            by chance it is about one; below this it is once in some hundred thousand.
        ring: readers out of a circle of colleagues, in four weeks.
        ring_part: the part of all readers that they are.
        even: posts with almost the same number of readers.
        even_readers: readers of such a post on average; fewer say nothing.
        even_chance: how seldom readers by chance would vary so little.
        alike: posts in own words that say nearly the same.
        alike_score: from which likeness on they do, 0 to 1 (see `sharing.rules.alike`).
        own_least: words that are not the story's, from which on a text is somebody's own.
    """

    quick_seconds: int = 5
    quick_run: int = 3
    steady_run: int = 5
    steady_spread: float = 1.0
    many: int = 8
    many_minutes: int = 10
    burst: int = 10
    burst_seconds: int = 60
    burst_part: float = 0.5
    regular: int = 12
    regular_spread: float = 0.25
    ring: int = 4
    ring_part: float = 0.25
    even: int = 6
    even_readers: float = 3.0
    even_chance: float = 0.001
    alike: int = 3
    alike_score: float = 0.85
    own_least: int = 3

    def figures(self) -> dict[str, float]:
        """All figures by name, for the sentences that say them."""
        return asdict(self)


LIMITS: Final = Limits()

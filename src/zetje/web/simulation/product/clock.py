"""A clock that is set by hand, for everything that asks the time at the edge of the product."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from unittest import mock

_A_MOMENT = timedelta(milliseconds=10)


@dataclass
class Clock:
    """Tells the time that it was set to; each look moves it a moment on, as time does."""

    now: datetime

    def look(self) -> datetime:
        """The time, a moment later than at the last look."""
        self.now += _A_MOMENT
        return self.now

    def set(self, now: datetime) -> None:
        """Go on to a moment; never back, since time does not.

        Raises:
            ValueError: it lies before what was told already.
        """
        if now < self.now:
            raise ValueError(f"the clock stands at {self.now}, and {now} is over")
        self.now = now


@contextmanager
def told_by(clock: Clock) -> Generator[Clock]:
    """Let views, reactions and tasks of this process take the time from a clock."""
    with mock.patch("django.utils.timezone.now", clock.look):
        yield clock

"""Commands about the outbox."""

from __future__ import annotations

import gc
import random
import signal
import threading
from types import FrameType
from typing import Any

import click
from django.utils import timezone

# A relay that hangs may not hold up the end of the process longer than this.
_GRACE_SECONDS = 8.0


class _OutOfTime(BaseException):
    """The message in hand took too long to finish; its intent is on record."""


@click.command()
def sender() -> None:
    """Send what is due. Any number of senders may run at once, on any machine."""
    from zetje.delivery import operations as delivery

    asked = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        asked.set()
        signal.setitimer(signal.ITIMER_REAL, _GRACE_SECONDS)

    def out_of_time(number: int, frame: FrameType | None) -> None:
        raise _OutOfTime

    # What is loaded by now lives as long as the process; the collector need not look at it again.
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGALRM, out_of_time)
    hand = delivery.Sender(clock=timezone.now, rng=random.SystemRandom(), stopping=asked.is_set)
    try:
        delivery.run_sender(
            sender=hand, clock=timezone.now, stopping=asked.is_set, pause=asked.wait
        )
    except _OutOfTime:
        raise SystemExit(1) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@click.command()
def slack() -> None:
    """Listen to Slack by Socket Mode, where Slack cannot reach this server. One is enough."""
    from zetje.delivery.registry import channels

    asked = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        asked.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    channel: Any = channels()["slack"]
    channel.listen(clock=timezone.now, stopping=asked.is_set, pause=asked.wait)


COMMANDS = [sender, slack]

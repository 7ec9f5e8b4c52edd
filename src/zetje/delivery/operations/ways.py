"""One sender's ways out: a transport of each channel, and how much each may be given now.

A channel is in trouble when its other side says so, when it cannot be opened, or when it twice in a
row took a message and gave no answer: else every message after those would be unknown as well, and
mail would wait for each of them.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import InterfaceError, OperationalError

from zetje.delivery.operations import circuits, holding
from zetje.delivery.queries import Due
from zetje.delivery.registry import pace_of
from zetje.delivery.rules.channels import MAIL
from zetje.delivery.rules.outcomes import Accepted, Later, Outcome, Undecided
from zetje.delivery.rules.paces import Pace
from zetje.delivery.rules.retries import Chance, rest_after
from zetje.delivery.transport import Transport

log = logging.getLogger("zetje.delivery")

# One silence may be the message's own doing.
_SILENCES: Final = 2
# Mail's server is the installation's: what it says holds for every organisation.
_EVERYBODY: Final = 0
Way = tuple[int, str]


class Ways:
    """The channels as one sender knows them. Trouble in one holds up none of the others."""

    def __init__(self, *, open_channel: Callable[[str], Transport], rng: Chance) -> None:
        self.rng = rng
        self._open_channel = open_channel
        self._transports: dict[str, Transport] = {}
        self._paces: dict[Way, Pace] = {}
        self._rests: dict[Way, datetime] = {}
        self._troubles: dict[Way, int] = {}
        self._silences: Counter[Way] = Counter()

    def transport(self, due: Due, *, now: datetime) -> Transport | None:
        """The channel's transport, kept open; None when it cannot be opened, which is trouble."""
        if due.channel not in self._transports:
            try:
                self._transports[due.channel] = self._open_channel(due.channel)
            except (OperationalError, InterfaceError):
                raise
            except Exception as fault:
                log.exception("opening %s", due.channel)
                reason = f"cannot be opened: {type(fault).__name__}"
                self._note_trouble(due, reason=reason, wait_seconds=0, now=now)
                return None
        return self._transports[due.channel]

    def close(self) -> None:
        """Hang up everywhere."""
        for transport in self._transports.values():
            transport.close()
        self._transports.clear()

    def room(self, due: Due, *, wanted: int, now: datetime) -> int:
        """How many messages may be taken now; none while the other side is left alone."""
        until = self._rests.get(_way(due))
        if until is not None and now < until:
            return 0
        return self._pace(due).take(wanted=wanted, now=now)

    def give_back(self, due: Due, *, unused: int) -> None:
        """Return the room that was not needed."""
        self._pace(due).give_back(unused)

    def is_news(self, due: Due, outcome: Outcome) -> bool:
        """Whether an outcome changes what is known of the channel."""
        way = _way(due)
        self._silences[way] = self._silences[way] + 1 if isinstance(outcome, Undecided) else 0
        if isinstance(outcome, Later):
            return outcome.everyone
        if isinstance(outcome, Undecided):
            return self._silences[way] >= _SILENCES
        return isinstance(outcome, Accepted) and bool(self._known_troubles(due))

    def note(self, due: Due, outcome: Outcome, *, now: datetime) -> bool:
        """Remember such news, for all senders; false when the channel should be left alone."""
        if isinstance(outcome, Later | Undecided):
            wait = outcome.wait_seconds if isinstance(outcome, Later) else 0
            self._note_trouble(due, reason=outcome.reason, wait_seconds=wait, now=now)
            return False
        way = _way(due)
        self._troubles[way] = 0
        self._rests.pop(way, None)
        if due.channel == MAIL:
            holding.note_trouble(trouble="", now=now)
        else:
            circuits.close_circuit(organisation_id=due.organisation_id, channel=due.channel)
        return True

    def _note_trouble(self, due: Due, *, reason: str, wait_seconds: float, now: datetime) -> None:
        way = _way(due)
        self._troubles[way] = self._known_troubles(due) + 1
        if due.channel == MAIL:
            self._rests[way] = now + rest_after(self._troubles[way], rng=self.rng)
            holding.note_trouble(trouble=reason, now=now)
            return
        self._rests[way] = circuits.open_circuit(
            organisation_id=due.organisation_id,
            channel=due.channel,
            reason=reason,
            wait_seconds=wait_seconds,
            rng=self.rng,
            now=now,
        )

    def _known_troubles(self, due: Due) -> int:
        return self._troubles.get(_way(due), due.troubles)

    def _pace(self, due: Due) -> Pace:
        return self._paces.setdefault(_way(due), Pace(pace_of(due.channel)))


def _way(due: Due) -> Way:
    return (_EVERYBODY if due.channel == MAIL else due.organisation_id, due.channel)

"""One sender's ways out: a transport of each channel, and how much each may be given now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from zetje.delivery.operations import circuits, holding
from zetje.delivery.queries import Due
from zetje.delivery.registry import pace_of
from zetje.delivery.rules.channels import MAIL
from zetje.delivery.rules.outcomes import Accepted, Later, Outcome
from zetje.delivery.rules.paces import Pace
from zetje.delivery.rules.retries import Chance, rest_after
from zetje.delivery.transport import Transport

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

    def transport(self, channel: str) -> Transport:
        """The channel's transport, kept open."""
        if channel not in self._transports:
            self._transports[channel] = self._open_channel(channel)
        return self._transports[channel]

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
        if isinstance(outcome, Later):
            return outcome.everyone
        return isinstance(outcome, Accepted) and bool(self._known_troubles(due))

    def note(self, due: Due, outcome: Outcome, *, now: datetime) -> bool:
        """Remember such news, for all senders; false when the channel should be left alone."""
        way = _way(due)
        if not isinstance(outcome, Later):
            self._troubles[way] = 0
            self._rests.pop(way, None)
            if due.channel == MAIL:
                holding.note_trouble(trouble="", now=now)
            else:
                circuits.close_circuit(organisation_id=due.organisation_id, channel=due.channel)
            return True
        self._troubles[way] = self._known_troubles(due) + 1
        if due.channel == MAIL:
            self._rests[way] = now + rest_after(self._troubles[way], rng=self.rng)
            holding.note_trouble(trouble=outcome.reason, now=now)
            return False
        self._rests[way] = circuits.open_circuit(
            organisation_id=due.organisation_id,
            channel=due.channel,
            reason=outcome.reason,
            wait_seconds=outcome.wait_seconds,
            rng=self.rng,
            now=now,
        )
        return False

    def _known_troubles(self, due: Due) -> int:
        return self._troubles.get(_way(due), due.troubles)

    def _pace(self, due: Due) -> Pace:
        return self._paces.setdefault(_way(due), Pace(pace_of(due.channel)))


def _way(due: Due) -> Way:
    return (_EVERYBODY if due.channel == MAIL else due.organisation_id, due.channel)

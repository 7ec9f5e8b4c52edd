"""Sends what is due: one message at a time, its intent on disk before it leaves.

A sender that is killed leaves at most one intent behind. Whoever comes next finds that its lock is
free, calls the intent unknown and lists it for a person; it is never sent again by itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from django.db import IntegrityError

from zetje.delivery import queries
from zetje.delivery.operations import batches, holding, liveness
from zetje.delivery.operations.desk import Desk
from zetje.delivery.operations.letters import Ready
from zetje.delivery.operations.linking import end_link
from zetje.delivery.operations.routing import find_ways
from zetje.delivery.operations.steps import NOTHING, Settled, Starting, prepare_steps, take_step
from zetje.delivery.operations.suppressing import suppress_address
from zetje.delivery.operations.ways import Ways
from zetje.delivery.registry import UnknownKindError, open_transport, renderer_of
from zetje.delivery.rules import states
from zetje.delivery.rules.outcomes import Outcome, Undecided
from zetje.delivery.rules.retries import Chance, settle
from zetje.delivery.transport import Transport

log = logging.getLogger("zetje.delivery")

BATCH: Final = 200
# Words older than this are made again, so that what was withdrawn meanwhile does not go out.
FRESH: Final = timedelta(seconds=15)
_HALTING: Final = frozenset({"stopped", "held"})
_SUPPRESSED: Final = "suppressed"
_UNLINKED: Final = "unlinked"


def _kind(taken: batches.Taken) -> str:
    return taken.row.kind


def _never() -> bool:
    return False


class Sender:
    """One process's hand on the outbox: at most one message of it is under way at any time.

    Args:
        clock: tells the time; a sender lives long.
        rng: for the jitter of retries.
        stopping: asked between messages whether to end.
        open_channel: how a channel's transport is opened.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        rng: Chance,
        stopping: Callable[[], bool] = _never,
        open_channel: Callable[[str], Transport] = open_transport,
    ) -> None:
        self.clock = clock
        self.rng = rng
        self.stopping = stopping
        self.number = 0
        self._ways = Ways(open_channel=open_channel, rng=rng)
        self._settled: Settled | None = None
        self._started: int = 0
        self._due = queries.Due(0, 0, "", 0)

    def connect(self, *, watches_clock: bool = False) -> None:
        """Settle what this sender knows of the message it had in hand, and show that it lives.

        Args:
            watches_clock: see `holding.check_for_restore`.
        """
        self._catch_up()
        self.number = liveness.show()
        holding.check_for_restore(now=self.clock(), watches_clock=watches_clock)
        liveness.recover_from_dead_senders(own=self.number, now=self.clock())

    def close(self) -> None:
        """Hang up, and let the others know that this sender is gone."""
        self._ways.close()
        liveness.hide(number=self.number)

    def send_due(self) -> int:
        """Send until nothing is due by any channel that takes messages now.

        Returns:
            how many messages were taken in hand.
        """
        count = 0
        while not self.stopping():
            taken = 0
            for due in queries.organisations_due(now=self.clock()):
                taken += self._send_batch(due)
                if self.stopping():
                    break
            if not taken:
                break
            count += taken
        return count

    def _send_batch(self, due: queries.Due) -> int:
        now = self.clock()
        room = self._ways.room(due, wanted=BATCH, now=now)
        if not room:
            return 0
        ids = batches.take(due=due, sender=self.number, limit=room, now=now)
        self._ways.give_back(due, unused=room - len(ids))
        if not ids:
            return 0
        self._due = due
        organisation, taken = batches.look_up(
            organisation_id=due.organisation_id, message_ids=ids, now=now
        )
        desk = Desk(organisation=organisation, sender=self.number, clock=self.clock, rng=self.rng)
        going = find_ways(
            organisation_id=due.organisation_id,
            channel=due.channel,
            taken=taken,
            sender=self.number,
            now=now,
        )
        for kind, group in groupby(sorted(going, key=_kind), key=_kind):
            if not self._send_group(desk, kind, list(group)):
                break
        batches.put_back(organisation_id=due.organisation_id, message_ids=ids, sender=self.number)
        return len(ids)

    def _send_group(self, desk: Desk, kind: str, taken: Sequence[batches.Taken]) -> bool:
        """Send messages of one kind; false when the rest of the batch must wait."""
        try:
            renderer = renderer_of(kind)
        except UnknownKindError as fault:
            for each in taken:
                desk.words_failed(each, fault)
            return True
        transport = self._ways.transport(self._due, now=self.clock())
        if transport is None:
            return False
        ready = desk.make_ready(taken, renderer=renderer, transport=transport)
        made_at = self.clock()
        prepare_steps(renderer=renderer, now=made_at)
        try:
            for number, each in enumerate(ready):
                stale = number > 0 and self.clock() - made_at > FRESH
                if stale or not self._send(desk, each, transport):
                    return False
            return True
        finally:
            self._flush()

    def _send(self, desk: Desk, ready: Ready, transport: Transport) -> bool:
        """Send one message; false when the messages behind it must wait too."""
        if self.stopping():
            return False
        obstacle = self._step(ready)
        if obstacle is None:
            return True
        if obstacle in _HALTING:
            return False
        if obstacle == _UNLINKED:
            return True  # given back with the batch; the next channel takes it
        if obstacle == "cap" and ready.next_room is not None:
            desk.postpone(ready.message_id, not_before=ready.next_room)
            return True
        if obstacle:
            state = states.SUPPRESSED if obstacle == _SUPPRESSED else states.DROPPED
            desk.conclude(ready.message_id, state=state, reason=obstacle)
            return True
        outcome = self._hand_over(ready, transport)
        now = self.clock()
        settlement = settle(
            outcome,
            attempts=ready.attempts,
            now=now,
            rng=self.rng,
            has_other_ways=bool(ready.link_id),
        )
        self._settled, self._started = Settled(ready.message_id, settlement), 0
        if settlement.state not in states.SPENT:
            self._flush()  # its place in the week is free for the very next message
        if settlement.suppresses:
            self._blame_address(desk, ready, settlement.reason, now)
        if not self._ways.is_news(self._due, outcome):
            return True
        self._flush()
        return self._ways.note(self._due, outcome, now=now)

    def _blame_address(self, desk: Desk, ready: Ready, reason: str, now: datetime) -> None:
        """An address that is gone takes no more mail; an account that is gone is linked no more."""
        organisation_id = self._due.organisation_id
        if ready.link_id:
            end_link(organisation_id=organisation_id, link_id=ready.link_id, reason=reason, now=now)
            return
        suppress_address(
            organisation_id=organisation_id,
            address=ready.prepared.to_address,
            reason=reason,
            now=now,
        )

    def _hand_over(self, ready: Ready, transport: Transport) -> Outcome:
        try:
            return transport.hand_over(ready.prepared)
        except Exception as fault:
            # Whatever broke, it broke after the intent: nobody can know how far it came.
            log.exception("handing over message %s", ready.message_id)
            return Undecided(f"transport: {type(fault).__name__}")

    def _step(self, ready: Ready) -> str | None:
        starting = Starting(
            ready.message_id,
            ready.header_id,
            ready.cap_week,
            ready.address_digests,
            ready.link_id,
        )
        self._started = ready.message_id
        try:
            obstacle = self._take_step(starting)
        except IntegrityError:
            # Another sender spent this week's place a moment ago; what was settled still must be.
            self._started = 0
            self._take_step(NOTHING)
            obstacle = "cap"
        self._settled = None
        if obstacle != "":
            self._started = 0
        return obstacle

    def _take_step(self, starting: Starting) -> str | None:
        return take_step(
            organisation_id=self._due.organisation_id,
            sender=self.number,
            settled=self._settled,
            starting=starting,
            now=self.clock(),
        )

    def _flush(self) -> None:
        """Settle the last message when no other follows."""
        if self._settled is not None:
            self._take_step(NOTHING)
            self._settled = None

    def _catch_up(self) -> None:
        """After a lost connection: settle the message whose fate only this sender knows.

        A message that was handed over gets its outcome; one whose intent may have been written, but
        that never left, is planned again.
        """
        now = self.clock()
        if self._settled is None and not self._started:
            return
        liveness.settle_alone(
            organisation_id=self._due.organisation_id,
            sender=self.number,
            settled=self._settled,
            never_left=self._started,
            now=now,
        )
        self._settled, self._started = None, 0


def send_due(
    *,
    now: datetime,
    rng: Chance,
    open_channel: Callable[[str], Transport] = open_transport,
) -> int:
    """Send what is due at a moment, once, and return how many messages were taken in hand."""
    sender = Sender(clock=lambda: now, rng=rng, open_channel=open_channel)
    sender.connect()
    try:
        return sender.send_due()
    finally:
        sender.close()

"""Sends what is due: one message at a time, its intent on disk before it leaves.

Mail's intents are committed a few at a time, and a journal on this machine's own disk notes each
hand-over beside them. A sender that is killed leaves at most one message of which nobody knows
whether it left: whoever comes next finds that its lock is free, reads its journal, calls that one
unknown and lists it for a person; it is never sent again by itself.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import Enum, auto
from itertools import groupby, islice
from typing import Final

from zetje.delivery import queries
from zetje.delivery.operations import batches, holding, liveness
from zetje.delivery.operations.desk import Desk
from zetje.delivery.operations.hand import Hand, JournalError
from zetje.delivery.operations.letters import Ready
from zetje.delivery.operations.linking import end_link
from zetje.delivery.operations.routing import find_ways
from zetje.delivery.operations.steps import prepare_steps
from zetje.delivery.operations.suppressing import suppress_address
from zetje.delivery.operations.ways import Ways
from zetje.delivery.registry import UnknownKindError, open_transport, renderer_of
from zetje.delivery.rules import states
from zetje.delivery.rules.batch_sizes import BATCH, next_size
from zetje.delivery.rules.channels import MAIL
from zetje.delivery.rules.outcomes import Accepted, Outcome, Undecided
from zetje.delivery.rules.retries import Chance, settle
from zetje.delivery.transport import Transport

log = logging.getLogger("zetje.delivery")

# Words older than this are made again, so that what was withdrawn meanwhile does not go out.
FRESH: Final = timedelta(seconds=15)
# So many intents go into one commit at most, and a message leaves so soon after its own: a stop, a
# pause or an opt-out that comes in between is late by no more.
MOST: Final = 32
PROMPT: Final = timedelta(milliseconds=250)
_HALTING: Final = frozenset({"stopped", "held"})
_SUPPRESSED: Final = "suppressed"
_UNLINKED: Final = "unlinked"


class _After(Enum):
    """What a sender does after a message: the next, ask anew about those in hand, or wait."""

    NEXT = auto()
    ANEW = auto()
    WAIT = auto()


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
        self._hand = Hand(clock=clock)
        # How many intents go into one commit: more as long as the other side is quick.
        self._some = 1
        self._batch = BATCH
        self._due = queries.Due(0, 0, "", 0)

    def connect(self, *, watches_clock: bool = False) -> None:
        """Settle what this sender knows of the message it had in hand, and show that it lives.

        Args:
            watches_clock: see `holding.check_for_restore`.
        """
        self._hand.catch_up()
        self.number = self._hand.sender = liveness.show()
        self._hand.open_journal()
        holding.check_for_restore(now=self.clock(), watches_clock=watches_clock)
        liveness.recover_from_dead_senders(own=self.number, now=self.clock())

    def close(self) -> None:
        """Hang up, and let the others know that this sender is gone."""
        self._ways.close()
        liveness.hide(number=self.number)
        self._hand.close_journal()

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
        room = self._ways.room(due, wanted=self._batch, now=now)
        if not room:
            return 0
        self._due = due
        self._hand.take_up(due.organisation_id)
        ids = batches.take(due=due, sender=self.number, limit=room, now=now)
        self._ways.give_back(due, unused=room - len(ids))
        if not ids:
            return 0
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
        self._hand.lay_down()
        self._batch = next_size(
            self._batch, took=self.clock() - now, is_full=len(ids) == self._batch
        )
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
        with self._hand.wording():
            ready = deque(desk.make_ready(taken, renderer=renderer, transport=transport))
        all_of_them, made_at = len(ready), self.clock()
        prepare_steps(renderer=renderer, now=made_at)
        try:
            while ready:
                is_stale = len(ready) < all_of_them and self.clock() - made_at > FRESH
                if self.stopping() or is_stale:
                    return False
                if not self._send_some(desk, ready, transport):
                    return False
            return True
        except JournalError as fault:
            log.warning("the journal cannot be written: %s", fault)
            self._hand.flush()
            self._hand.close_journal()
            return False
        finally:
            self._hand.flush()

    def _send_some(self, desk: Desk, ready: deque[Ready], transport: Transport) -> bool:
        """Send the first few that are ready; false when those behind them must wait."""
        began_at = self.clock()
        for number, (each, obstacle) in enumerate(self._hand.start(self._first_of(ready))):
            if obstacle in _HALTING:
                return False
            if number and (self.stopping() or self.clock() - began_at > PROMPT):
                self._some = 1
                self._hand.flush()
                return True
            ready.popleft()
            if obstacle:
                self._put_aside(desk, each, obstacle)
            elif obstacle is not None:  # else it is not ours any more
                after = self._send(desk, each, transport)
                if after is not _After.NEXT:
                    return after is _After.ANEW
        if self.clock() - began_at < PROMPT / 4:
            self._some = min(2 * self._some, MOST)
        return True

    def _first_of(self, ready: deque[Ready]) -> list[Ready]:
        """The messages whose intents go into one commit: no two of one place in a week."""
        some: list[Ready] = []
        places: set[tuple[int, str]] = set()
        is_many = self._due.channel == MAIL and self._hand.has_journal
        for each in islice(ready, self._some if is_many else 1):
            if each.place[1] and each.place in places:
                break
            places.add(each.place)
            some.append(each)
        return some

    def _put_aside(self, desk: Desk, ready: Ready, obstacle: str) -> None:
        """What becomes of a message that may not go now."""
        if obstacle == _UNLINKED:
            return  # given back with the batch; the next channel takes it
        if obstacle == "cap" and ready.next_room is not None:
            desk.postpone(ready.message_id, not_before=ready.next_room)
            return
        state = states.SUPPRESSED if obstacle == _SUPPRESSED else states.DROPPED
        desk.conclude(ready.message_id, state=state, reason=obstacle)

    def _send(self, desk: Desk, ready: Ready, transport: Transport) -> _After:
        """Hand one message over whose intent is on disk, and note what came of it."""
        self._hand.begin(ready)
        outcome = self._hand_over(ready, transport)
        now = self.clock()
        settlement = settle(
            outcome,
            attempts=ready.attempts,
            now=now,
            rng=self.rng,
            has_other_ways=bool(ready.starting.link_id),
        )
        self._hand.end(ready, settlement, at=now)
        is_news = self._ways.is_news(self._due, outcome)
        if isinstance(outcome, Accepted) and not is_news:
            return _After.NEXT
        # Its place in the week may be free for the very next message, or its address closed.
        self._hand.flush()
        if settlement.suppresses:
            self._blame_address(desk, ready, settlement.reason, now)
        if is_news and not self._ways.note(self._due, outcome, now=now):
            return _After.WAIT
        return _After.ANEW

    def _blame_address(self, desk: Desk, ready: Ready, reason: str, now: datetime) -> None:
        """An address that is gone takes no more mail; an account that is gone is linked no more."""
        organisation_id = self._due.organisation_id
        link_id = ready.starting.link_id
        if link_id:
            end_link(organisation_id=organisation_id, link_id=link_id, reason=reason, now=now)
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

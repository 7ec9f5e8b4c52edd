"""What a sender has in its hand: messages whose intent may be committed, and that are not settled.

The sender knows it by heart, for when the database is away; its journal knows it too, for when the
sender itself dies. Each step is noted in the journal before it is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError

from zetje.delivery.operations import journals, liveness
from zetje.delivery.operations.journals import Journal
from zetje.delivery.operations.letters import Ready
from zetje.delivery.operations.steps import Settled, take_step
from zetje.delivery.rules.retries import Settlement


class JournalError(Exception):
    """The journal could not be written, so that nothing more may be handed over on its word."""


class Hand:
    """One sender's hand.

    Attributes:
        sender: the number under which it has its messages.
        organisation_id: whose messages are in it.
    """

    def __init__(self, *, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.sender = 0
        self.organisation_id = 0
        # Those that may have an intent and surely were not handed over, the one that is being
        # handed over, and what became of those that were.
        self._not_begun: list[int] = []
        self._begun: int = 0
        self._settled: list[Settled] = []
        self._journal: Journal | None = None

    @property
    def has_journal(self) -> bool:
        """Whether what is in the hand would be known after its sender's death."""
        return self._journal is not None

    def open_journal(self) -> None:
        """Keep a journal, if there can be one. The hand must be empty."""
        self.close_journal()
        self._journal = journals.open_journal(sender=self.sender)

    def take_up(self, organisation_id: int) -> None:
        """Messages of an organisation are taken next. The hand must be empty."""
        self.organisation_id = organisation_id
        if self._journal is None:
            self.open_journal()
        with self._can_do_without():
            if self._journal is not None:
                self._journal.clear()
                self._journal.take(organisation_id=organisation_id)

    def lay_down(self) -> None:
        """What was taken is settled or given back."""
        with self._can_do_without():
            if self._journal is not None and self._is_empty():
                self._journal.clear()

    @contextmanager
    def wording(self) -> Generator[None]:
        """Make words of what was taken; should the sender die of that, they are suspects."""
        with self._can_do_without():
            if self._journal is not None:
                self._journal.word(is_done=False)
        yield
        with self._can_do_without():
            if self._journal is not None:
                self._journal.word(is_done=True)

    def close_journal(self) -> None:
        """Take the journal away; what is in the hand still stays in it, for who comes next."""
        journal, self._journal = self._journal, None
        if journal is not None:
            journal.close(keeps=not self._is_empty())

    def start(self, some: Sequence[Ready]) -> list[tuple[Ready, str | None]]:
        """Settle what is in the hand, and commit the intents of some messages, no two of one place.

        Returns:
            those that were tried, with what stands in the way of each: nothing (""), a word, or
            None when it is not this sender's any more.

        Raises:
            JournalError: as every method here that notes something.
        """
        try:
            obstacles = self._step(some)
        except IntegrityError:
            # Another sender spent a place in this week a moment ago; alone it shows whose it is.
            tried = {each.message_id for each in some}
            self._not_begun = [each for each in self._not_begun if each not in tried]
            if len(some) > 1:
                return self.start(some[:1])
            self.flush()
            return [(some[0], "cap")]
        return [(each, obstacles.get(each.message_id)) for each in some]

    def begin(self, ready: Ready) -> None:
        """A message is handed over now."""
        with _noting():
            if self._journal is not None:
                self._journal.begin(ready.message_id)
        self._not_begun.remove(ready.message_id)
        self._begun = ready.message_id

    def end(self, ready: Ready, settlement: Settlement, *, at: datetime) -> None:
        """A message was handed over, and this came of it."""
        self._settled.append(Settled(ready.message_id, settlement, at))
        self._begun = 0
        with _noting():
            if self._journal is not None:
                self._journal.end(ready.message_id, settlement)

    def flush(self) -> None:
        """Settle what was handed over, and take back the intents of what was not."""
        if self._settled or self._not_begun:
            self._step(())

    def catch_up(self) -> None:
        """After a lost connection: settle the messages whose fate only this sender knows.

        What was handed over gets its outcome; what may have an intent, but never left, is planned
        again.
        """
        if self._is_empty():
            return
        liveness.settle_alone(
            organisation_id=self.organisation_id,
            sender=self.sender,
            settled=self._settled,
            begun=self._begun,
            not_begun=self._not_begun,
            now=self.clock(),
        )
        self._not_begun, self._begun, self._settled = [], 0, []

    @contextmanager
    def _can_do_without(self) -> Generator[None]:
        """Where nothing is in the hand, a journal that cannot be written is let go of."""
        try:
            yield
        except OSError:
            self.close_journal()

    def _is_empty(self) -> bool:
        return not self._settled and not self._not_begun and not self._begun

    def _step(self, some: Sequence[Ready]) -> dict[int, str]:
        given_back, next_ones = self._not_begun.copy(), [each.message_id for each in some]
        self._not_begun += next_ones
        if self._journal is not None and some:
            with _noting():
                self._journal.announce(organisation_id=self.organisation_id, message_ids=next_ones)
        obstacles = take_step(
            organisation_id=self.organisation_id,
            sender=self.sender,
            settled=self._settled,
            not_begun=given_back,
            starting=[each.starting for each in some],
            now=self.clock(),
        )
        self._settled = []
        self._not_begun = [number for number, obstacle in obstacles.items() if not obstacle]
        return obstacles


@contextmanager
def _noting() -> Generator[None]:
    try:
        yield
    except OSError as fault:
        raise JournalError(str(fault)) from fault

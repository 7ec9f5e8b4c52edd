"""Where a sender gets a batch ready: words made, letters written, what cannot go put aside."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zetje.delivery.operations import batches
from zetje.delivery.operations.batches import Taken
from zetje.delivery.operations.bundling import with_others
from zetje.delivery.operations.letters import Ready, make_ready
from zetje.delivery.operations.routing import reroute
from zetje.delivery.registry import Renderer
from zetje.delivery.rules import states
from zetje.delivery.rules.channels import MAIL
from zetje.delivery.rules.mails import Drop, Mail, Rendered
from zetje.delivery.rules.retries import MAX_RENDERS, Chance, wait_before
from zetje.delivery.transport import Transport

log = logging.getLogger("zetje.delivery")


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One sender at work for one organisation."""

    organisation: Any
    sender: int
    clock: Callable[[], datetime]
    rng: Chance

    def make_ready(
        self, taken: Sequence[Taken], *, renderer: Renderer, transport: Transport
    ) -> list[Ready]:
        """The messages of one kind that can be handed over; the others are dropped or put off."""
        now = self.clock()
        sound = [each for each in taken if not self._is_parked(each)]
        words = batches.make_words(
            renderer=renderer, taken=sound, organisation_id=self.organisation.pk, now=now
        )
        words = with_others(
            words,
            renderer=renderer,
            taken=sound,
            organisation=self.organisation,
            sender=self.sender,
            now=now,
        )
        ready = [self._ready(each, words[each.row.id], renderer, transport, now) for each in sound]
        return [each for each in ready if each is not None]

    def _ready(
        self,
        taken: Taken,
        words: Rendered | Exception,
        renderer: Renderer,
        transport: Transport,
        now: datetime,
    ) -> Ready | None:
        if isinstance(words, Drop):
            self.conclude(taken.row.id, state=states.DROPPED, reason=words.reason)
            return None
        if isinstance(words, Exception):
            self.words_failed(taken, words)
            return None
        if isinstance(words, Mail) and taken.row.channel != MAIL:
            # Nobody has written this kind for chats; the mail that it is goes by mail.
            reroute(
                organisation_id=self.organisation.pk,
                message_id=taken.row.id,
                channel=MAIL,
                sender=self.sender,
            )
            return None
        try:
            return make_ready(
                taken=taken,
                words=words,
                organisation=self.organisation,
                renderer=renderer,
                transport=transport,
                now=now,
            )
        except Exception as fault:
            self.words_failed(taken, fault)
            return None

    def _is_parked(self, taken: Taken) -> bool:
        """Park a message in whose presence sender after sender has died."""
        if taken.renders < MAX_RENDERS:
            return False
        self.conclude(taken.row.id, state=states.FAILED, reason="words: the sender ended over them")
        return True

    def words_failed(self, taken: Taken, fault: Exception) -> None:
        """Put a message off whose words cannot be made; park it when that went on too long."""
        reason = f"words: {type(fault).__name__}"
        log.warning("words of message %s: %s", taken.row.id, type(fault).__name__)
        if taken.renders + 1 >= MAX_RENDERS:
            self.conclude(taken.row.id, state=states.FAILED, reason=reason)
            return
        batches.put_off(
            organisation_id=self.organisation.pk,
            sender=self.sender,
            message_id=taken.row.id,
            reason=reason,
            not_before=self.clock() + wait_before(taken.renders + 1, rng=self.rng),
        )

    def conclude(self, message_id: int, *, state: str, reason: str) -> None:
        """End a message that is not handed over."""
        batches.conclude(
            organisation_id=self.organisation.pk,
            sender=self.sender,
            message_id=message_id,
            state=state,
            reason=reason,
            now=self.clock(),
        )

    def postpone(self, message_id: int, *, not_before: datetime) -> None:
        """Let a message wait for a week that has room for it."""
        batches.postpone(
            organisation_id=self.organisation.pk,
            sender=self.sender,
            message_id=message_id,
            not_before=not_before,
        )

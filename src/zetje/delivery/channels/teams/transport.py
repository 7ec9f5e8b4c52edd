"""Hands cards to Teams through the bot connector, one request a message.

The connector knows no number by which a message could be recognised when it comes a second time, so
whatever may have been taken is never handed over again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, cast

from django.conf import settings

from zetje.delivery.channels.teams.cards import CONTENT_TYPE, adaptive_card, summary_of
from zetje.delivery.channels.teams.conversations import (
    CONNECTORS,
    Conversation,
    read_conversation,
)
from zetje.delivery.channels.teams.setup import Setup, TokenRefusedError, Tokens, setup_of
from zetje.delivery.rules.cards import Card
from zetje.delivery.rules.http_answers import outcome_of
from zetje.delivery.rules.mails import CardLetter
from zetje.delivery.rules.outcomes import Later, Outcome, Refused, Undecided
from zetje.delivery.transport import Prepared
from zetje.lib.fetching import Answer, Caller, FetchRefused, NoAnswer, NotCalled

SECONDS: Final = 15.0
# Refusals that are about the bot and not about this person; they pass when somebody mends it.
_OF_THE_BOT: Final = frozenset({"BotDisabledByAdmin", "InvalidBotApiHost", "BotNotRegistered"})
_GONE: Final = (403, 404)


@dataclass(frozen=True, slots=True)
class Post:
    """A message as it will be posted."""

    to_address: str
    setup: Setup
    address: str
    content: bytes


class TeamsTransport:
    """The way to the Teams of every organisation.

    Args:
        setup_of: gives an organisation's settings, None while it has none.
        seconds: how long a call may take.
    """

    def __init__(
        self,
        setup_of: Callable[[int], Setup | None] = setup_of,
        *,
        seconds: float = SECONDS,
    ) -> None:
        self._setup_of = setup_of
        self._caller = Caller(allowed=settings.FETCH_ALLOWED_HOSTS, seconds=seconds)
        self._tokens = Tokens(self._caller)

    def prepare(self, letter: CardLetter) -> Post:
        """The card as an activity, with the settings of its organisation.

        Raises:
            ValueError: when the organisation has no bot, or Teams would not take the card.
        """
        setup = self._setup_of(letter.organisation_id)
        if setup is None:
            raise ValueError("no bot in Teams is set up")
        there = read_conversation(letter.address, allowed=settings.FETCH_ALLOWED_HOSTS)
        if there.tenant != setup.tenant_id:
            raise ValueError("an account of another tenant")
        return _post(setup, there, letter.card, to_address=letter.address)

    def say(self, *, setup: Setup, there: Conversation, card: Card) -> Outcome:
        """Answer in a conversation at once, outside the outbox."""
        return self.hand_over(_post(setup, there, card, to_address=there.text))

    def hand_over(self, prepared: Prepared) -> Outcome:
        """Post one message."""
        post = cast("Post", prepared)
        outcome = self._handed(post)
        if outcome is None:
            # The token was refused, so nothing was taken: once more with a fresh one.
            self._tokens.forget(post.setup)
            outcome = self._handed(post)
        return outcome or Later("401 the bot's token is refused", everyone=True)

    def close(self) -> None:
        """Hang up."""
        self._caller.close()

    def _handed(self, post: Post) -> Outcome | None:
        try:
            token = self._tokens.token_of(post.setup)
        except TokenRefusedError as fault:
            return Later(f"sign-in: {fault}", everyone=True)
        except (NotCalled, NoAnswer) as fault:
            return Later(f"sign-in: {fault}", everyone=True)
        try:
            answer = self._caller.call(
                "POST",
                post.address,
                hosts=CONNECTORS,
                headers={
                    "Authorization": f"Bearer {token}",
                    "Content-Type": "application/json; charset=utf-8",
                },
                content=post.content,
            )
        except FetchRefused as fault:
            return Refused(f"connector: {fault.code}")
        except NotCalled as fault:
            return Later(f"connector: {fault}", everyone=True)
        except NoAnswer as fault:
            return Undecided(f"connector: {fault}")
        return None if answer.status == 401 else read_answer(answer)


def read_answer(answer: Answer) -> Outcome:
    """What the connector's answer to a message means."""
    code = _code_of(answer.body)
    said = f"{answer.status} {code}".strip()
    if answer.status < 500 and code in _OF_THE_BOT:
        return Later(said, everyone=True)
    if answer.status == 412:
        # "Precondition failed": two operations on one conversation at once.
        return Later(said)
    return outcome_of(status=answer.status, headers=answer.headers, reason=code, gone=_GONE)


def _code_of(body: bytes) -> str:
    """The connector's own code of a fault; empty where it gives none."""
    try:
        told: Any = json.loads(body)
        code = told["error"]["code"]
    except (ValueError, KeyError, TypeError):
        return ""
    return "".join(sign for sign in str(code) if sign.isalnum())[:60]


def _post(setup: Setup, there: Conversation, card: Card, *, to_address: str) -> Post:
    activity = {
        "type": "message",
        "from": {"id": f"28:{setup.app_id}"},
        "recipient": {"id": there.user},
        "conversation": {"id": there.conversation, "tenantId": there.tenant},
        "locale": card.language,
        "summary": summary_of(card),
        "attachments": [{"contentType": CONTENT_TYPE, "content": adaptive_card(card)}],
    }
    content = json.dumps(activity, ensure_ascii=False).encode()
    return Post(to_address, setup, there.activities, content)

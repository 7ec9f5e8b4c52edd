"""Hands cards to Slack, one request a message, and never twice.

Each message carries its own number in its metadata. After an answer that leaves it likely but not
sure that nothing was posted (a 5xx), the conversation is read for that number before the message is
posted again, so that a retry cannot double it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, cast

from slack_sdk.errors import SlackApiError

from zetje.delivery.channels.slack.cards import blocks_of, notification_of
from zetje.delivery.channels.slack.codes import BLOCKS, NOT_FOUND, code_of, outcome_of
from zetje.delivery.channels.slack.setup import SENDING_SECONDS, Setup, client_for, setup_of
from zetje.delivery.rules.mails import CardLetter
from zetje.delivery.rules.outcomes import Accepted, Later, Outcome, Refused
from zetje.delivery.transport import Prepared

EVENT_TYPE: Final = "zetje_message"
_LOOKED_BACK: Final = 30
_MOST_DOUBTS: Final = 1000


@dataclass(frozen=True, slots=True)
class Post:
    """A message as it will be posted.

    Attributes:
        bare: the blocks without pictures; None where there are none to leave out.
    """

    to_address: str
    setup: Setup
    message_id: str
    text: str
    blocks: list[dict[str, Any]]
    bare: list[dict[str, Any]] | None


class SlackTransport:
    """The way to the Slack of every organisation.

    Args:
        setup_of: gives an organisation's settings, None while it has none.
    """

    def __init__(self, setup_of: Callable[[int], Setup | None] = setup_of) -> None:
        self._setup_of = setup_of
        # Messages that a server of Slack's failed on: they may stand there all the same.
        self._doubted: dict[str, None] = {}

    def prepare(self, letter: CardLetter) -> Post:
        """The card as blocks, with the settings of its organisation.

        Raises:
            ValueError: when the organisation has no Slack, or Slack would not take the card.
        """
        setup = self._setup_of(letter.organisation_id)
        if setup is None:
            raise ValueError("the organisation has not set up Slack")
        blocks = blocks_of(letter.card)
        bare = blocks_of(letter.card, pictures=False)
        return Post(
            to_address=letter.address,
            setup=setup,
            message_id=letter.message_id,
            text=notification_of(letter.card),
            blocks=blocks,
            bare=bare if bare != blocks else None,
        )

    def hand_over(self, prepared: Prepared) -> Outcome:
        """Post one message and say what came of it."""
        post = cast("Post", prepared)
        client = client_for(post.setup.bot_token, timeout_seconds=SENDING_SECONDS)
        if post.message_id in self._doubted:
            settled = self._look_for(client, post)
            if settled is not None:
                return settled
        try:
            return self._post(client, post)
        except Exception as fault:
            outcome = outcome_of(fault)
            if isinstance(outcome, Later) and outcome.reason.startswith("5"):
                self._doubt(post.message_id)
            return outcome

    def close(self) -> None:
        """Nothing is kept open between messages."""

    def _post(self, client: Any, post: Post) -> Outcome:
        try:
            return _post(client, post, post.blocks)
        except SlackApiError as fault:
            code = code_of(fault)
            if code in BLOCKS and post.bare is not None:
                # Most often Slack's servers could not fetch a picture; the words do without.
                return _post(client, post, post.bare)
            if code in NOT_FOUND:
                return _why_not_found(client, post, code)
            raise

    def _look_for(self, client: Any, post: Post) -> Outcome | None:
        """Whether a doubted message stands there after all; None when it does not."""
        try:
            opened = client.conversations_open(users=post.to_address)
            found = client.conversations_history(
                channel=opened["channel"]["id"], limit=_LOOKED_BACK, include_all_metadata=True
            )
        except Exception as fault:
            outcome = outcome_of(fault)
            # Reading posts nothing: whatever became of the question, the message waits.
            if isinstance(outcome, (Later, Refused)):
                return outcome
            return Later(outcome.reason if not isinstance(outcome, Accepted) else "", everyone=True)
        self._doubted.pop(post.message_id, None)
        for message in found["messages"]:
            if number_of(message) == post.message_id:
                return Accepted(f"found: {message['ts']}")
        return None

    def _doubt(self, message_id: str) -> None:
        self._doubted[message_id] = None
        while len(self._doubted) > _MOST_DOUBTS:
            del self._doubted[next(iter(self._doubted))]


def number_of(message: dict[str, Any]) -> str:
    """The number of ours that a message in Slack carries; empty for another's."""
    metadata: Any = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return ""
    told: Any = metadata.get("event_payload") or {}
    return str(told.get("message_id", ""))


def _post(client: Any, post: Post, blocks: list[dict[str, Any]]) -> Outcome:
    answer = client.chat_postMessage(
        channel=post.to_address,
        text=post.text,
        blocks=blocks,
        metadata={"event_type": EVENT_TYPE, "event_payload": {"message_id": post.message_id}},
        # The person has the link in the text; a preview would also be a visit by Slack's own robot.
        unfurl_links=False,
        unfurl_media=False,
    )
    return Accepted(f"posted: {answer['ts']}")


def _why_not_found(client: Any, post: Post, code: str) -> Outcome:
    """Ask for the person: whether they are gone, or it was something passing."""
    try:
        client.conversations_open(users=post.to_address)
    except Exception as fault:
        outcome = outcome_of(fault)
        return outcome if isinstance(outcome, (Later, Refused)) else Later(code)
    return Later(code)

"""Hands cards to a Mattermost server, as direct messages of the organisation's bot."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import quote

from django.conf import settings

from zetje.delivery.channels.mattermost.cards import Reader, post_of
from zetje.delivery.channels.mattermost.setup import Setup, open_caller, read_json, setup_of
from zetje.delivery.rules.http_answers import outcome_of
from zetje.delivery.rules.mails import CardLetter
from zetje.delivery.rules.outcomes import Accepted, Later, Outcome, Refused, Undecided
from zetje.delivery.transport import Prepared
from zetje.lib.fetching import FetchRefused, NoAnswer, NotCalled

# A person whom the server does not know, or a server that closed their account.
_GONE: Final = (400, 404)


@dataclass(frozen=True, slots=True)
class Post:
    """A message as it will be posted."""

    to_address: str
    setup: Setup
    number: str
    contents: dict[str, Any]


class MattermostTransport:
    """The way to the Mattermost of every organisation."""

    def __init__(self, setup_of: Callable[[int], Setup | None] = setup_of) -> None:
        self._setup_of = setup_of
        self._caller = open_caller()

    def prepare(self, letter: CardLetter) -> Post:
        """The card as a post.

        Raises:
            ValueError: when the organisation has no Mattermost.
        """
        setup = self._setup_of(letter.organisation_id)
        if setup is None:
            raise ValueError("the organisation has not set up Mattermost")
        reader = Reader(
            organisation_id=letter.organisation_id,
            user=letter.address,
            tapped_at=tapped_at(),
            now=letter.written_at,
        )
        number = hashlib.sha256(letter.message_id.encode()).hexdigest()[:26]
        return Post(letter.address, setup, number, post_of(letter.card, reader=reader))

    def hand_over(self, prepared: Prepared) -> Outcome:
        """Find the person's conversation with the bot, and post there."""
        post = cast("Post", prepared)
        try:
            found = self._conversation(post)
            if isinstance(found, str):
                return self._post(post, found)
        except FetchRefused as fault:
            return Later(f"address: {fault.code}", everyone=True)
        except NotCalled as fault:
            return Later(f"connection: {fault}", everyone=True)
        return found

    def close(self) -> None:
        """Hang up."""
        self._caller.close()

    def _conversation(self, post: Post) -> str | Outcome:
        """The number of the direct channel; what became of the message where there is none."""
        try:
            me, them = (
                post.setup.call(self._caller, "GET", f"users/{number}")
                for number in ("me", quote(post.to_address, safe=""))
            )
            if 401 in (me.status, them.status):
                return Later("401", everyone=True)
            if them.status in _GONE or read_json(them).get("delete_at"):
                return Refused("no such account", bad_address=True)
            pair = [str(read_json(me).get("id", "")), post.to_address]
            answer = post.setup.call(self._caller, "POST", "channels/direct", pair)
        except NoAnswer as fault:
            # Opening a conversation posts nothing.
            return Later(f"no answer: {fault}", everyone=True)
        outcome = outcome_of(status=answer.status, headers=answer.headers, reason="channel")
        if isinstance(outcome, Accepted):
            return str(read_json(answer).get("id", ""))
        return Later(outcome.reason) if isinstance(outcome, Undecided) else outcome

    def _post(self, post: Post, channel: str) -> Outcome:
        given = {
            **post.contents,
            "channel_id": channel,
            # The server takes a post of one number once, for as long as it remembers.
            "pending_post_id": f"{channel}:{post.number}",
        }
        try:
            answer = post.setup.call(self._caller, "POST", "posts", given)
        except NoAnswer as fault:
            return Undecided(f"no answer: {fault}")
        if answer.status == 401:
            return Later("401", everyone=True)
        return outcome_of(status=answer.status, headers=answer.headers, reason="post")


def tapped_at() -> str:
    """Where Mattermost tells us of taps."""
    return f"{settings.SITE_ADDRESS}/channels/mattermost/actions/"

"""Hands a notification to the push service of a browser (RFC 8030), encrypted for it (RFC 8291)."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast

from django.conf import settings

from zetje.delivery.channels.webpush.identity import authorization
from zetje.delivery.channels.webpush.payload import payload
from zetje.delivery.channels.webpush.subscriptions import (
    SERVICES,
    Subscription,
    read_subscription,
)
from zetje.delivery.rules.http_answers import outcome_of
from zetje.delivery.rules.mails import CardLetter
from zetje.delivery.rules.outcomes import Later, Outcome, Refused, Undecided
from zetje.delivery.transport import Prepared
from zetje.lib.fetching import Caller, FetchRefused, NoAnswer, NotCalled

SECONDS: Final = 10.0
# How long a service keeps it for a browser that is off, when a message says no end itself.
USUAL_LIFE: Final = timedelta(days=1)
LONGEST_LIFE: Final = timedelta(days=28)
# By which a push service says that a browser unsubscribed (RFC 8030, 7.3).
GONE: Final = (404, 410)


@dataclass(frozen=True, slots=True)
class Push:
    """A notification as it is posted."""

    to_address: str
    endpoint: str
    headers: dict[str, str]
    content: bytes


class PushTransport:
    """Lines to the push services, kept open."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._caller = Caller(allowed=settings.FETCH_ALLOWED_HOSTS, seconds=seconds)

    def prepare(self, letter: CardLetter) -> Push:
        """The notification, encrypted for this one browser.

        Raises:
            ValueError: when the subscription or the card is none that can be sent.
        """
        subscription = read_subscription(letter.address, allowed=settings.FETCH_ALLOWED_HOSTS)
        topic = topic_of(letter.message_id)
        headers = {
            "Authorization": authorization(audience=subscription.origin, now=letter.written_at),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(life_seconds(written_at=letter.written_at, until=letter.useful_until)),
            # RFC 8030, 5.3: nothing of ours is worth waking a phone that saves its battery.
            "Urgency": "normal",
            "Topic": topic,
        }
        content = _encrypted(payload(letter.card, tag=topic), subscription)
        return Push(letter.address, subscription.endpoint, headers, content)

    def hand_over(self, prepared: Prepared) -> Outcome:
        """Post one notification."""
        push = cast("Push", prepared)
        try:
            answer = self._caller.call(
                "POST", push.endpoint, hosts=SERVICES, headers=push.headers, content=push.content
            )
        except FetchRefused as fault:
            return Refused(f"push service: {fault.code}")
        except NotCalled as fault:
            return Later(f"push service: {fault}", everyone=True)
        except NoAnswer as fault:
            return Undecided(f"push service: {fault}")
        return outcome_of(status=answer.status, headers=answer.headers, reason="", gone=GONE)

    def close(self) -> None:
        """Hang up."""
        self._caller.close()


def _encrypted(words: bytes, subscription: Subscription) -> bytes:
    # It brings two clients of the web along; only who sends needs to wait for them.
    from pywebpush import WebPusher  # pyright: ignore[reportMissingTypeStubs] -- it has none

    keys = {"p256dh": subscription.p256dh, "auth": subscription.auth}
    pusher: Any = WebPusher({"endpoint": subscription.endpoint, "keys": keys})
    return bytes(pusher.encode(words)["body"])


def topic_of(message_id: str) -> str:
    """What makes two attempts one for the push service (RFC 8030, 5.4): 32 letters at most."""
    return urlsafe_b64encode(hashlib.sha256(message_id.encode()).digest()[:24]).decode()


def life_seconds(*, written_at: datetime, until: datetime | None) -> int:
    """How long a push service may keep a message, in seconds: as long as it is of use."""
    life = USUAL_LIFE if until is None else until - written_at
    return int(min(max(life, timedelta(0)), LONGEST_LIFE).total_seconds())

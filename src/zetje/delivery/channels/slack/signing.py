"""Makes sure that a request comes from Slack, now, and for the first time."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.core.cache import cache
from slack_sdk.signature import Clock, SignatureVerifier

# The library accepts what was signed up to five minutes ago, or five minutes ahead.
_REMEMBERED_SECONDS: Final = 15 * 60
_EVENTS_REMEMBERED_SECONDS: Final = 24 * 3600


class _Moment(Clock):
    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> float:
        return self._now.timestamp()


def is_from_slack(
    *, body: bytes, headers: Mapping[str, str], signing_secret: str, now: datetime
) -> bool:
    """Whether Slack signed these very bytes within five minutes.

    Args:
        body: the request as it came.
        headers: its lines, by any spelling of their names.
        signing_secret: the app's; empty: nothing is from Slack.
        now: the moment.
    """
    if not signing_secret:
        return False
    verifier = SignatureVerifier(signing_secret, clock=_Moment(now))
    try:
        return verifier.is_valid_request(body, dict(headers))
    except (ValueError, TypeError):
        # No number for a time, no text for a body, a signature with letters of no digest.
        return False


def is_first(*, organisation_id: int, headers: Mapping[str, str]) -> bool:
    """Whether this signature is seen for the first time; one that comes again is a replay."""
    signature = headers.get("X-Slack-Signature", "")
    return _add(f"request:{organisation_id}:{signature}", _REMEMBERED_SECONDS)


def is_new_event(*, organisation_id: int, event_id: str) -> bool:
    """Whether an event was not told before; Slack tells it again when our answer was late."""
    return _add(f"event:{organisation_id}:{event_id}", _EVENTS_REMEMBERED_SECONDS)


def is_newest_tap(*, organisation_id: int, place: str, moment: str) -> bool:
    """Whether no later tap in the same place was dealt with before this one.

    Args:
        organisation_id: whose.
        place: the message or view that was tapped in.
        moment: when, as Slack writes it: seconds and microseconds, so that texts compare as times.
    """
    key = _key(f"tap:{organisation_id}:{place}")
    if moment <= str(cache.get(key, "")):
        return False
    cache.set(key, moment, _EVENTS_REMEMBERED_SECONDS)
    return True


def _add(what: str, seconds: int) -> bool:
    return cache.add(_key(what), True, seconds)


def _key(what: str) -> str:
    return "slack:" + hashlib.sha256(what.encode()).hexdigest()

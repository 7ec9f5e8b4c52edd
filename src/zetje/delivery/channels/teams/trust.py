"""Makes sure that an activity comes from Teams, for this bot, now, and for the first time.

What is checked is what "Authentication with the Bot Connector API" asks for: the token's signature
by a key that Microsoft publishes and endorses for this channel, its issuer, audience and times, and
that it names the very connector the activity names. To these we add the tenant, the age of the
activity, and that it was not seen before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, Final, cast

import jwt
from django.conf import settings
from django.core.cache import cache

from zetje.delivery.channels.teams.conversations import check_service
from zetje.delivery.channels.teams.setup import Setup
from zetje.lib.fetching import Caller, FetchRefused, NoAnswer, NotCalled

ISSUER: Final = "https://api.botframework.com"
CHANNEL: Final = "msteams"
KEY_HOSTS: Final = ("login.botframework.com",)
# Clocks differ by this much at most; nothing older is looked at.
LEEWAY: Final = timedelta(minutes=5)
# Microsoft asks to read the keys once a day, and in between when an unknown one turns up.
KEYS_LIFE: Final = timedelta(days=1)
KEYS_REST: Final = timedelta(minutes=1)
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
_REMEMBERED_SECONDS: Final = 24 * 3600
_SECONDS: Final = 5.0

Activity = Mapping[str, Any]


class NotTrustedError(Exception):
    """Raised for an activity that we do not believe, with the reason for our own log."""


@dataclass(frozen=True, slots=True)
class _Keys:
    by_id: Mapping[str, jwt.PyJWK]
    endorsed: Mapping[str, frozenset[str]]
    read_at: datetime
    asked_at: datetime


_kept: dict[str, _Keys] = {}
_lock = Lock()


def check_activity(*, authorization: str, activity: Activity, setup: Setup, now: datetime) -> None:
    """Believe an activity, or not.

    Args:
        authorization: the line of the request's head.
        activity: its body.
        setup: of the organisation at whose address it came.
        now: the moment.

    Raises:
        NotTrustedError: for every fault.
    """
    if str(activity.get("channelId", "")) != CHANNEL:
        raise NotTrustedError("another channel")
    try:
        service = check_service(
            str(activity.get("serviceUrl", "")), allowed=settings.FETCH_ALLOWED_HOSTS
        )
    except ValueError as fault:
        raise NotTrustedError(str(fault)) from None
    claims = _claims(authorization, setup, now)
    if str(claims.get("serviceurl", "")).rstrip("/") != service.rstrip("/"):
        raise NotTrustedError("signed for another connector")
    if tenant_of(activity) != setup.tenant_id:
        raise NotTrustedError("another tenant")
    sent_at = moment_of(activity)
    if sent_at is None or abs(now - sent_at) > LEEWAY:
        raise NotTrustedError("too old")


def is_first(*, organisation_id: int, activity: Activity) -> bool:
    """Whether an activity is seen for the first time; one that comes again is a replay."""
    number = f"{part(activity, 'conversation').get('id')}:{activity.get('id')}"
    return bool(activity.get("id")) and cache.add(
        _key(f"activity:{organisation_id}:{number}"), True, _REMEMBERED_SECONDS
    )


def is_newest_tap(*, organisation_id: int, account: str, activity: Activity) -> bool:
    """Whether no later tap on the same message was dealt with before this one."""
    key = _key(f"tap:{organisation_id}:{account}:{activity.get('replyToId')}")
    tapped_at = moment_of(activity)
    moment = tapped_at.timestamp() if tapped_at else 0.0
    if moment < float(cache.get(key, 0.0)):
        return False
    cache.set(key, moment, _REMEMBERED_SECONDS)
    return True


def part(activity: Activity, name: str) -> Activity:
    """An object inside an activity; an empty one where there is none."""
    found = activity.get(name)
    return cast("Activity", found) if isinstance(found, dict) else {}


def tenant_of(activity: Activity) -> str:
    """The organisation at Microsoft that an activity comes from, in small letters."""
    named = part(activity, "conversation").get("tenantId")
    found = named or part(part(activity, "channelData"), "tenant").get("id") or ""
    return str(found).lower()


def moment_of(activity: Activity) -> datetime | None:
    """When an activity was made, as Teams says."""
    try:
        moment = datetime.fromisoformat(str(activity.get("timestamp", "")))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _claims(authorization: str, setup: Setup, now: datetime) -> Mapping[str, Any]:
    kind, _, token = authorization.partition(" ")
    if kind.lower() != "bearer":
        raise NotTrustedError("no token")
    try:
        key_id = str(jwt.get_unverified_header(token).get("kid", ""))
        keys = _keys(key_id, now)
        if key_id not in keys.by_id:
            raise NotTrustedError("an unknown key")
        claims = jwt.decode(
            token,
            keys.by_id[key_id],
            algorithms=["RS256"],
            audience=setup.app_id,
            issuer=ISSUER,
            # Times are held against our own clock below.
            options={
                "require": ["exp", "iss", "aud"],
                "verify_exp": False,
                "verify_nbf": False,
                "verify_iat": False,
            },
        )
        expires, begins = float(claims["exp"]), float(claims.get("nbf", 0))
    except (jwt.PyJWTError, TypeError, ValueError, RecursionError) as fault:
        raise NotTrustedError(f"token: {type(fault).__name__}") from None
    if CHANNEL not in keys.endorsed.get(key_id, ()):
        raise NotTrustedError("a key that is not endorsed for Teams")
    if not begins - LEEWAY.total_seconds() <= now.timestamp() <= expires + LEEWAY.total_seconds():
        raise NotTrustedError("expired, or not yet")
    return claims


def _keys(key_id: str, now: datetime) -> _Keys:
    """Microsoft's keys, read again once they are old or one is asked for that is not there."""
    address = str(settings.TEAMS_KEYS)
    with _lock:
        kept = _kept.get(address) or _Keys({}, {}, _NEVER, _NEVER)
        is_fresh = key_id in kept.by_id and now - kept.read_at < KEYS_LIFE
        if is_fresh or now - kept.asked_at < KEYS_REST:
            return kept
        try:
            _kept[address] = _read_keys(address, now)
        except (NotCalled, NoAnswer, FetchRefused, ValueError, KeyError, TypeError):
            # The old ones do while Microsoft is silent.
            _kept[address] = replace(kept, asked_at=now)
        return _kept[address]


def _read_keys(address: str, now: datetime) -> _Keys:
    caller = Caller(allowed=settings.FETCH_ALLOWED_HOSTS, seconds=_SECONDS)
    try:
        metadata = json.loads(caller.call("GET", address, hosts=KEY_HOSTS).body)
        told = json.loads(caller.call("GET", metadata["jwks_uri"], hosts=KEY_HOSTS).body)
    finally:
        caller.close()
    by_id: dict[str, jwt.PyJWK] = {}
    endorsed: dict[str, frozenset[str]] = {}
    for key in told["keys"]:
        if key.get("kty") == "RSA" and key.get("kid"):
            by_id[key["kid"]] = jwt.PyJWK.from_dict(key, algorithm="RS256")
            endorsed[key["kid"]] = frozenset(key.get("endorsements", ()))
    return _Keys(by_id, endorsed, now, now)


def _key(what: str) -> str:
    return "teams:" + hashlib.sha256(what.encode()).hexdigest()

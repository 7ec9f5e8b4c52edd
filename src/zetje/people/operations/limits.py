"""Counts tries in the shared cache: guessing is slow, and no stranger locks anybody out.

A try takes one of a fixed number of places. Taking a place is one `add`, which the database makes
atomic, so that many requests at once cannot take more places than there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.utils.crypto import salted_hmac

WINDOW_SECONDS = 15 * 60


@dataclass(frozen=True)
class Limit:
    """How many tries one key has in a quarter of an hour."""

    name: str
    tries: int


# A link lives as long as the window: whoever reaches this limit has a mail that still works.
ASKS_OF_ACCOUNT = Limit("sign-in asks, account", 5)
# A whole office may stand behind one address, on the day its people are invited.
ASKS_OF_HOUSEHOLD = Limit("sign-in asks, household", 300)
WRONG_OF_HOUSEHOLD = Limit("wrong codes, household", 60)
# Per browser's network: whoever a mail was forwarded to spends tries of their own, not the owner's.
DEVICE_ASKS_OF_MEMBER_AND_HOUSEHOLD = Limit("device codes, member and household", 5)
# What one mailbox can be sent in all, from however many networks.
DEVICE_ASKS_OF_MEMBER = Limit("device codes, member", 20)
DEVICE_ASKS_OF_HOUSEHOLD = Limit("device codes, household", 300)


def take(limit: Limit, *, key: str, now: datetime) -> bool:
    """Take one place of a key; False when none is left in this window."""
    places = _places(limit, key, now)
    taken = cache.get_many(places)
    free = (place for place in places if place not in taken)
    return any(cache.add(place, 1, timeout=2 * WINDOW_SECONDS) for place in free)


def is_spent(limit: Limit, *, key: str, now: datetime) -> bool:
    """Whether a key has no place left, without taking one."""
    places = _places(limit, key, now)
    return len(cache.get_many(places)) >= len(places)


def seconds_left(now: datetime) -> int:
    """How long until the present window ends."""
    return WINDOW_SECONDS - int(now.timestamp()) % WINDOW_SECONDS


def _places(limit: Limit, key: str, now: datetime) -> list[str]:
    window = int(now.timestamp()) // WINDOW_SECONDS
    # Neither an address of a person nor one of a network stands in the cache.
    who = salted_hmac(f"zetje.limit.{limit.name}", f"{key}\n{window}", algorithm="sha256")
    return [f"limit:{who.hexdigest()}:{place}" for place in range(limit.tries)]

"""The one safe way out to the web: every hop checked and pinned, every amount capped."""

from zetje.lib.fetching.addresses import (
    Address,
    check_public,
    host_is_listed,
    is_public,
    read_address,
)
from zetje.lib.fetching.calling import Answer, Caller, NoAnswer, NotCalled, check_callable
from zetje.lib.fetching.faults import FAILED, REFUSED, FetchFailed, FetchRefused
from zetje.lib.fetching.hops import Fetched, fetch

__all__ = [
    "FAILED",
    "REFUSED",
    "Address",
    "Answer",
    "Caller",
    "FetchFailed",
    "FetchRefused",
    "Fetched",
    "NoAnswer",
    "NotCalled",
    "check_callable",
    "check_public",
    "fetch",
    "host_is_listed",
    "is_public",
    "read_address",
]

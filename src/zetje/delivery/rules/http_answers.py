"""Reads what a server of the web answers to a message: its status and its Retry-After."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final

from zetje.delivery.rules.outcomes import Accepted, Later, Outcome, Refused, Undecided

# Nobody needs to wait longer than this to be asked again.
LONGEST_WAIT: Final = 24 * 3600.0
_GATEWAY_TIMEOUT: Final = 504


def outcome_of(
    *, status: int, headers: Mapping[str, str], reason: str, gone: Collection[int] = ()
) -> Outcome:
    """What an answer to a message means.

    504 comes from a gateway that passed the message on and heard nothing: nobody can know.

    Args:
        status: of the answer.
        headers: its lines, by their names in small letters.
        reason: what to keep of it; no address and no secret.
        gone: the statuses by which this service says that the address is no more.
    """
    said = f"{status} {reason}".strip()
    if 200 <= status < 300:
        return Accepted(said)
    if status in gone:
        return Refused(said, bad_address=True)
    if status == _GATEWAY_TIMEOUT:
        return Undecided(said)
    if status == 429 or status >= 500:
        return Later(said, everyone=True, wait_seconds=wait_seconds(headers))
    if status == 408:
        return Later(said)
    return Refused(said)


def wait_seconds(headers: Mapping[str, str]) -> float:
    """How long an answer asks to wait, in seconds; 0 when it does not say.

    A moment in Retry-After (RFC 9110, 10.2.3) counts from the answer's own Date.
    """
    asked = headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        seconds = float(asked)
    else:
        until, now = _moment(asked), _moment(headers.get("date", ""))
        seconds = (until - now).total_seconds() if until and now else 0.0
    return min(max(seconds, 0.0), LONGEST_WAIT)


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None

"""Where a person is reached in Teams: their own conversation with the bot."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any, Final
from urllib.parse import quote

from zetje.lib.fetching import FetchRefused, check_callable

# The connectors of Teams, for the world and for Microsoft's clouds of governments.
CONNECTORS: Final = (
    "smba.trafficmanager.net",
    "smba.infra.gcc.teams.microsoft.com",
    "smba.infra.gov.teams.microsoft.us",
    "smba.infra.dod.teams.microsoft.us",
)
_LONGEST: Final = 1_000


@dataclass(frozen=True, slots=True)
class Conversation:
    """The personal conversation of one account with the bot.

    Attributes:
        service: the connector's address for it, which ends in a slash.
        conversation: its number there.
        user: the account's number with this bot.
        tenant: the account's organisation at Microsoft.
    """

    service: str
    conversation: str
    user: str
    tenant: str

    @property
    def text(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), separators=(",", ":"), sort_keys=True)

    @property
    def account(self) -> str:
        """By what the account is found when it speaks; the connector's address may change."""
        return f"{self.tenant}:{self.user}"

    @property
    def activities(self) -> str:
        """The address at which the bot says something in it."""
        return f"{self.service}v3/conversations/{quote(self.conversation, safe='')}/activities"


def check_service(address: str, *, allowed: Collection[str] = ()) -> str:
    """The connector's address with a slash at its end, if it is one of Teams.

    Args:
        address: as an activity told it.
        allowed: host:port pairs of the installation's own.

    Raises:
        ValueError: when it leads anywhere else.
    """
    try:
        checked = check_callable(address, hosts=CONNECTORS, allowed=allowed)
    except FetchRefused as fault:
        raise ValueError(f"connector: {fault.code}") from None
    if "?" in checked.rest or "#" in checked.rest:
        raise ValueError("connector: not an address to build upon")
    return f"{checked.text.rstrip('/')}/"


def read_conversation(text: str, *, allowed: Collection[str] = ()) -> Conversation:
    """A conversation as `Conversation.text` writes it.

    Raises:
        ValueError: for whatever is none, or leads elsewhere than to Teams.
    """
    try:
        given: Any = json.loads(text)
        parts = [str(given[name]) for name in ("conversation", "user", "tenant")]
        service = check_service(str(given["service"]), allowed=allowed)
    except (KeyError, TypeError):
        raise ValueError("not a conversation") from None
    if not all(0 < len(part) <= _LONGEST for part in parts):
        raise ValueError("not a conversation")
    return Conversation(service, *parts)

"""What the demo and the chats that it plays know of each other: places, secrets, how to act."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from zetje.delivery import operations as delivery
from zetje.delivery import queries as outbox
from zetje.web.demo.entrances import DOMAIN

if TYPE_CHECKING:
    from zetje.people.models import Organisation

SLACK: Final = "slack"
TEAMS: Final = "teams"
_PATIENCE_SECONDS: Final = 20.0
_TRIES: Final = 40
_PAUSE_SECONDS: Final = 0.5


class NobodyPlaysError(RuntimeError):
    """The process that plays the chat does not answer."""


def folder() -> Path:
    """Where what is said in the chats is kept."""
    return Path(settings.DATA_FOLDER) / "chatroom"


def secrets_of(chat: str) -> dict[str, str]:
    """The tokens of a chat that is played, made from the installation's own key."""

    def made(what: str) -> str:
        words = f"zetje chatroom {chat} {what}".encode()
        return hmac.digest(settings.SECRET_KEY.encode(), words, hashlib.sha256).hex()

    return {
        "bot_token": f"xoxb-{made('bot')}",
        "signing_secret": made("signing"),
        "key": made("key"),
    }


def is_played(chat: str = SLACK) -> bool:
    """Whether the product talks to a chat on this machine instead of the real one."""
    return _place(chat).hostname == "127.0.0.1"


def _place(chat: str) -> SplitResult:
    """Where the product looks for a chat."""
    return urlsplit(str(settings.SLACK_API if chat == SLACK else settings.TEAMS_LOGIN))


def play_chats() -> None:
    """Play the chats where the product looks for them, until asked to end."""
    from zetje.web.plugins import play_teams

    given = {"password": secrets_of(TEAMS)["signing_secret"], "key": secrets_of(TEAMS)["key"]}
    with play_teams(folder=folder(), port=_place(TEAMS).port or 0, **given):
        play_slack()


def play_slack() -> None:
    """Play Slack where the product looks for it, until asked to end."""
    from zetje.web.plugins import play_slack as play

    play(
        folder=folder(),
        port=_place(SLACK).port or 0,
        domain=DOMAIN,
        site=settings.SITE_ADDRESS,
        secrets=secrets_of(SLACK),
    )


def set_up_chats(organisation: Organisation, *, now: datetime) -> bool:
    """Tell the product of the chats that are played here, as an administrator would.

    Args:
        organisation: the invented one.
        now: the moment.

    Returns:
        whether the product and every chat know each other.
    """
    silent = [
        chat
        for chat in (SLACK, TEAMS)
        if is_played(chat) and not _set_up(chat, organisation, now=now)
    ]
    return not silent


def _set_up(chat: str, organisation: Organisation, *, now: datetime) -> bool:
    if chat in outbox.channels_set_up(organisation_id=organisation.pk):
        return True
    for _ in range(_TRIES):
        fault = delivery.set_up_channel(
            organisation_id=organisation.pk,
            channel=chat,
            settings=_filled_in(chat),
            by_member_id=None,
            now=now,
        )
        if not fault:
            return True
        # Its process may have started this very moment.
        time.sleep(_PAUSE_SECONDS)
    return False


def _filled_in(chat: str) -> dict[str, str]:
    """What an administrator would fill in for a chat."""
    from zetje.web.plugins import played_bot

    if chat == SLACK:
        return secrets_of(SLACK)
    return {**played_bot(), "app_password": secrets_of(TEAMS)["signing_secret"]}


def act_in_slack(what: str, *, slug: str, **given: str) -> int:
    """Let one of the invented people act in their Slack.

    Args:
        what: "tap", "tap_home", "home" or "write".
        slug: the organisation's name in addresses.
        given: who and on what; see `slack_player`.

    Returns:
        the status that the product answered with.

    Raises:
        NobodyPlaysError: when the process that plays Slack is not there, or knows no such thing.
    """
    address = f"{settings.SITE_ADDRESS}/channels/{SLACK}/{slug}/"
    return _act(SLACK, what, given | {"address": address})


def act_in_teams(what: str, *, slug: str, **given: str) -> int:
    """Let one of the invented people act in their Teams.

    Args:
        what: "add", "tap" or "write".
        slug: the organisation's name in addresses.
        given: who and on what; see `teams_player`.

    Returns:
        the status that the product answered with.

    Raises:
        NobodyPlaysError: when the process that plays Teams is not there, or knows no such thing.
    """
    address = f"{settings.SITE_ADDRESS}/channels/{TEAMS}/{slug}/messages/"
    return _act(TEAMS, what, given | {"address": address})


def account_in(chat: str, address: str) -> tuple[str, str]:
    """Where somebody is reached in a chat, and by what it is known there who they are.

    Args:
        chat: which.
        address: their work address.

    Raises:
        NobodyPlaysError: when the process that plays it is not there.
    """
    told = _asked(chat, "account", {"email": address})
    return str(told["address"]), str(told["account"])


def stop_chat(chat: str) -> None:
    """Let a chat answer nothing but that it is out of order, until it goes on."""
    _asked(chat, "stop", {})


def go_on_with_chat(chat: str) -> None:
    """Let a chat that was stopped work again."""
    _asked(chat, "go_on", {})


def is_down(chat: str) -> bool:
    """Whether a chat was stopped; also when nobody plays it."""
    try:
        return bool(_asked(chat, "is_down", {})["is_down"])
    except NobodyPlaysError:
        return True


def _act(chat: str, what: str, told: dict[str, str]) -> int:
    return int(_asked(chat, what, told)["status"])


def _asked(chat: str, what: str, told: dict[str, str]) -> dict[str, Any]:
    place = _place(chat)
    asked = urllib.request.Request(  # noqa: S310 - the demo's own process
        f"{place.scheme}://{place.netloc}/play/{what}",
        json.dumps(told).encode(),
        {"X-Play-Key": secrets_of(chat)["key"], "Content-Type": "application/json"},
        method="POST",
    )
    try:
        with urllib.request.urlopen(asked, timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310 - as above
            return json.load(answer)
    except (urllib.error.URLError, OSError) as fault:
        raise NobodyPlaysError(type(fault).__name__) from None

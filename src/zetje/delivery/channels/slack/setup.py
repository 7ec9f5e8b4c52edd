"""What an organisation has told about its Slack, and a client that speaks to it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from zetje.delivery import queries

NAME: Final = "slack"
SCOPES: Final = ("chat:write", "im:history", "im:write", "users:read", "users:read.email")
# Someone waits for the answer: Slack allows three seconds for ours.
WAITING_SECONDS: Final = 2
SENDING_SECONDS: Final = 15

# What the library would log holds addresses and words of people.
QUIET = logging.getLogger("zetje.delivery.slack")
QUIET.setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Setup:
    """The secrets of one organisation's Slack app.

    Attributes:
        app_token: for Socket Mode; empty where Slack reaches us by itself.
    """

    bot_token: str
    signing_secret: str
    app_token: str = ""


def setup_of(organisation_id: int) -> Setup | None:
    """What an organisation has filled in; None while it has not."""
    return read_setup(queries.channel_settings(organisation_id, NAME))


def read_setup(given: Mapping[str, str]) -> Setup | None:
    """The settings by their names; None without a token."""
    if not given.get("bot_token"):
        return None
    return Setup(
        bot_token=given["bot_token"].strip(),
        signing_secret=given.get("signing_secret", "").strip(),
        app_token=given.get("app_token", "").strip(),
    )


def client_for(token: str, *, timeout_seconds: int) -> Any:
    """A client that asks once: whether and when to ask again is for the outbox to say.

    Returns:
        a `slack_sdk.WebClient`, whose methods take keywords of no type.
    """
    return WebClient(
        token=token,
        base_url=settings.SLACK_API,
        timeout=timeout_seconds,
        retry_handlers=[],
        logger=QUIET,
    )


def check(given: Mapping[str, str]) -> str:
    """Ask Slack whether settings work; what is wrong in plain words, or "" when they do."""
    setup = read_setup(given)
    if setup is None:
        return _("Fill in the bot token: it begins with xoxb-.")
    if not setup.signing_secret:
        return _("Fill in the signing secret: it stands under “Basic Information” of your app.")
    try:
        client = client_for(setup.bot_token, timeout_seconds=SENDING_SECONDS)
        answer = client.auth_test()
        missing = _missing_scopes(answer.headers)
        if setup.app_token:
            client.apps_connections_open(app_token=setup.app_token)
    except SlackApiError as fault:
        answer: Any = fault.response
        return _fault(str(answer["error"]))
    except (HTTPException, OSError):
        return _("Slack does not answer. Does this machine reach slack.com?")
    if missing:
        scopes = ", ".join(missing)
        return _("The app lacks these rights: %(scopes)s. Add them and install it again.") % {
            "scopes": scopes
        }
    if setup.app_token:
        socket_mode_wish().touch()
    return ""


def socket_mode_wish() -> Path:
    """The file by which `zetje run` knows that there is an app token."""
    return Path(settings.DATA_FOLDER) / "slack-socket-mode"


def _missing_scopes(headers: Mapping[str, str]) -> list[str]:
    """The rights that the app still needs; Slack tells in a header what it has."""
    given = {name.lower(): value for name, value in headers.items()}.get("x-oauth-scopes")
    if given is None:
        return []
    granted = {scope.strip() for scope in given.split(",")}
    return [scope for scope in SCOPES if scope not in granted]


def _fault(code: str) -> str:
    if code in {"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"}:
        return _("Slack does not know this token, or knows it no more.")
    if code == "not_allowed_token_type":
        return _(
            "These are not the kinds of token asked for: xoxb- for the bot, xapp- for the app."
        )
    return _("Slack answered: %(code)s.") % {"code": code}

"""What an organisation has told about its bot in Teams, and where Microsoft's servers are."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from zetje.delivery import queries
from zetje.delivery.channels.teams.news import check_address
from zetje.lib.fetching import Answer, Caller, FetchRefused, NoAnswer, NotCalled

NAME: Final = "teams"
SCOPE: Final = "https://api.botframework.com/.default"
LOGIN_HOSTS: Final = ("login.microsoftonline.com",)
# Asked for anew this long before it expires, so that none expires on its way.
_MARGIN_SECONDS: Final = 300.0
_GUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True, slots=True)
class Setup:
    """One organisation's bot.

    Attributes:
        tenant_id: the organisation at Microsoft that the bot belongs to and speaks with.
        news_address: where a workflow takes news for a team; empty for none.
    """

    app_id: str
    app_password: str
    tenant_id: str
    news_address: str = ""


class TokenRefusedError(Exception):
    """Raised when Microsoft gives no token for a bot, with its own code."""


def setup_of(organisation_id: int) -> Setup | None:
    """What an organisation has filled in; None while it has not."""
    return read_setup(queries.channel_settings(organisation_id, NAME))


def read_setup(given: Mapping[str, str]) -> Setup | None:
    """The settings by their names; None unless a bot can speak by them."""
    app_id, tenant_id = given.get("app_id", "").strip(), given.get("tenant_id", "").strip()
    password = given.get("app_password", "").strip()
    if not (_GUID.fullmatch(app_id) and _GUID.fullmatch(tenant_id) and password):
        return None
    news_address = given.get("news_address", "").strip()
    return Setup(app_id.lower(), password, tenant_id.lower(), news_address)


class Tokens:
    """The tokens of bots, each asked for once in its life.

    Args:
        caller: the lines to Microsoft's servers.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._kept: dict[Setup, tuple[str, float]] = {}

    def token_of(self, setup: Setup) -> str:
        """A token with which a bot may speak.

        Raises:
            TokenRefusedError: when Microsoft says no, with its code.
            NotCalled: when the sign-in server was not reached.
            NoAnswer: when it did not answer.
        """
        token, ends = self._kept.get(setup, ("", 0.0))
        if token and monotonic() < ends:
            return token
        answer = self._ask(setup)
        told = _json(answer.body)
        if answer.status != 200 or not told.get("access_token"):
            code = re.sub(r"[^a-z_]", "", str(told.get("error", "")))[:40]
            raise TokenRefusedError(code or str(answer.status))
        life = float(told.get("expires_in", 0))
        token = str(told["access_token"])
        self._kept[setup] = (token, monotonic() + max(life - _MARGIN_SECONDS, 0.0))
        return token

    def forget(self, setup: Setup) -> None:
        """Ask anew next time: this one was refused."""
        self._kept.pop(setup, None)

    def _ask(self, setup: Setup) -> Answer:
        asked = {
            "grant_type": "client_credentials",
            "client_id": setup.app_id,
            "client_secret": setup.app_password,
            "scope": SCOPE,
        }
        return self._caller.call(
            "POST",
            f"{settings.TEAMS_LOGIN}/{setup.tenant_id}/oauth2/v2.0/token",
            hosts=LOGIN_HOSTS,
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            content=urlencode(asked).encode(),
        )


def check(given: Mapping[str, str], *, allowed: Collection[str]) -> str:
    """Ask Microsoft whether settings work; what is wrong in plain words, or "" when they do."""
    setup = read_setup(given)
    if setup is None:
        return _(
            "Fill in the app ID, its password and the tenant ID. Both IDs look like "
            "00000000-0000-0000-0000-000000000000."
        )
    if setup.news_address and not check_address(setup.news_address, allowed=allowed):
        return _("The address for news is none of a workflow of Microsoft.")
    caller = Caller(allowed=allowed)
    try:
        Tokens(caller).token_of(setup)
    except TokenRefusedError as fault:
        if str(fault) in {"invalid_client", "unauthorized_client"}:
            return _("Microsoft does not know this app ID with this password in this tenant.")
        return _("Microsoft answered: %(code)s.") % {"code": fault}
    except (NotCalled, NoAnswer, FetchRefused):
        return _("Microsoft does not answer. Does this machine reach login.microsoftonline.com?")
    finally:
        caller.close()
    return ""


def _json(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}  # pyright: ignore[reportUnknownVariableType] -- JSON

"""What an organisation has told about its Mattermost, and calls to its REST API."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from zetje.delivery import queries
from zetje.lib.fetching import Answer, Caller, FetchRefused, NoAnswer, NotCalled

NAME: Final = "mattermost"


@dataclass(frozen=True, slots=True)
class Setup:
    """A server and the token of a bot there."""

    server: str
    bot_token: str

    def call(self, caller: Caller, method: str, path: str, given: object = None) -> Answer:
        """One request to the API, with JSON in it.

        Raises:
            FetchRefused, NotCalled, NoAnswer: see `Caller.call`.
        """
        return caller.call(
            method,
            f"{self.server}/api/v4/{path}",
            hosts=[urlsplit(self.server).hostname or ""],
            headers={
                "Authorization": f"Bearer {self.bot_token}",
                "Content-Type": "application/json",
            },
            content=b"" if given is None else json.dumps(given).encode(),
        )


def setup_of(organisation_id: int) -> Setup | None:
    """What an organisation has filled in; None while it has not."""
    return read_setup(queries.channel_settings(organisation_id, NAME))


def read_setup(given: Mapping[str, str]) -> Setup | None:
    """The settings by their names; None when one is missing."""
    server, token = given.get("server", "").strip().rstrip("/"), given.get("bot_token", "").strip()
    return Setup(server, token) if server and token else None


def open_caller() -> Caller:
    """Lines to Mattermost servers; one inside the own network must be named in the settings."""
    return Caller(allowed=settings.FETCH_ALLOWED_HOSTS)


def check(given: Mapping[str, str]) -> str:
    """Ask the server whether settings work; what is wrong in plain words, or ""."""
    setup = read_setup(given)
    if setup is None:
        return _("Fill in the address of the server and the token of a bot.")
    caller = open_caller()
    try:
        answer = setup.call(caller, "GET", "users/me")
    except FetchRefused:
        return _("This address may not be called: docs/self-hosting.md says how to allow it.")
    except (NotCalled, NoAnswer):
        return _("Mattermost does not answer at this address.")
    finally:
        caller.close()
    if answer.status == 401:
        return _("Mattermost does not know this token.")
    return "" if answer.status == 200 else _("Mattermost does not answer at this address.")


def read_json(answer: Answer) -> dict[str, Any]:
    """What an answer holds; an empty one when it is no object."""
    try:
        found = json.loads(answer.body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}  # pyright: ignore[reportUnknownVariableType] -- JSON

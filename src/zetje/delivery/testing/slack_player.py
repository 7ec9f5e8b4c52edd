"""Slack as the demo has it: a workspace whose people act when a page of the demo says so.

Beside the Web API it takes `/play/<act>`, from whoever holds the key: a tap, a line that somebody
writes, somebody who opens the app's home. Each goes to the product signed, as Slack would send it.
Told to, it stops answering and goes on again, and says under which account somebody is known.
"""

from __future__ import annotations

import hmac
import json
import signal
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Any

from zetje.delivery.testing import slack_taps
from zetje.delivery.testing.slack_server import SlackServer
from zetje.delivery.testing.slack_workspace import Workspace

_PATIENCE_SECONDS = 10.0


class SlackPlayer(SlackServer):
    """The server with its players.

    Args:
        workspace: who and what is in it.
        key: what a request to play must carry.
        port: where to listen; 0 for any.
    """

    def __init__(self, workspace: Workspace, *, key: str, port: int = 0) -> None:
        super().__init__(workspace, port=port)
        self._key = key

    def answer_other(
        self, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, dict[str, Any]]:
        """Let somebody act, and tell what the product answered."""
        if not hmac.compare_digest(headers.get("X-Play-Key", "").encode(), self._key.encode()):
            return 403, {"ok": False}
        try:
            act, given = path.removeprefix("/play/"), json.loads(body)
            if act == "account":
                return 200, self._account(given["email"])
            if act in {"stop", "go_on", "is_down"}:
                return 200, self._hold(act)
            status = self._play(act, given)
        except (KeyError, StopIteration, ValueError):
            return 404, {"ok": False}
        return 200, {"ok": True, "status": status}

    def _account(self, email: str) -> dict[str, str]:
        person = self.workspace.person(email)
        return {"address": person.id, "account": f"{self.workspace.team_id}:{person.id}"}

    def _hold(self, act: str) -> dict[str, bool]:
        if act != "is_down":
            self.workspace.is_down = act == "stop"
        return {"is_down": self.workspace.is_down}

    def _play(self, act: str, given: dict[str, str]) -> int:
        """Do what is asked and give the status of the product's answer; 0 when none came."""
        email, address = given["email"], given["address"]
        if act == "tap":
            payload = slack_taps.tap(self.workspace, email, given["action"], ts=given["ts"])
            return self._post(f"{address}actions/", slack_taps.form_of(payload), "form")
        if act == "tap_home":
            payload = slack_taps.tap_home(self.workspace, email, given["action"])
            return self._post(f"{address}actions/", slack_taps.form_of(payload), "form")
        if act == "home":
            event = slack_taps.opened_home(self.workspace, email)
        elif act == "write":
            event = slack_taps.wrote(self.workspace, email, given["text"])
        else:
            raise KeyError(act)
        return self._post(f"{address}events/", json.dumps(event), "json")

    def _post(self, address: str, body: str, kind: str) -> int:
        kinds = {"form": "application/x-www-form-urlencoded", "json": "application/json"}
        headers = slack_taps.sign(self.workspace, body) | {"Content-Type": kinds[kind]}
        asked = urllib.request.Request(address, body.encode(), headers, method="POST")  # noqa: S310 - ours
        try:
            with urllib.request.urlopen(asked, timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310 - ours
                return int(answer.status)
        except urllib.error.HTTPError as fault:
            return fault.code
        except OSError:
            return 0


def play(*, folder: Path, port: int, domain: str, site: str, secrets: Mapping[str, str]) -> None:
    """Play Slack on a port of this machine until asked to end.

    Args:
        folder: where what is said is kept.
        port: where to listen.
        domain: whoever has an address there is of the workspace.
        site: where pictures may be fetched although it is no public place.
        secrets: "bot_token", "signing_secret" and "key".
    """
    workspace = Workspace(
        bot_token=secrets["bot_token"],
        signing_secret=secrets["signing_secret"],
        domain=domain,
        folder=folder,
        reachable=lambda address: address.startswith(f"{site}/"),
    )
    ending = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        ending.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    with SlackPlayer(workspace, key=secrets["key"], port=port):
        ending.wait()

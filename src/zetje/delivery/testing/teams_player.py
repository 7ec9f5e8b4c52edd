"""Teams as the demo has it: people who act in their chat with the bot when a page says so.

Beside what `teams_server` answers it takes `/play/<act>`, from whoever holds the key: a tap, a line
that somebody writes, somebody who adds the app. Each goes to the product with a token that is
signed as Teams signs it. Told to, it stops answering and goes on again, and says under which
account somebody is known.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from zetje.delivery.testing.local_server import Request, Response, answering, open_server
from zetje.delivery.testing.teams_cards import BadCardError, actions_of, check_card
from zetje.delivery.testing.teams_server import CARD_TYPE, TENANT, Chat, Teams

FILE: Final = "teams.json"
_PATIENCE_SECONDS: Final = 10.0
_KEPT: Final = 50

Entry = dict[str, Any]


class TeamsPlayer(Teams):
    """The servers with their players.

    Args:
        port: where they listen.
        password: the bot's.
        key: what a request to play must carry.
        folder: where what is said is kept.
        clock: tells the time.
    """

    def __init__(
        self, port: int, *, password: str, key: str, folder: Path, clock: Callable[[], datetime]
    ) -> None:
        super().__init__(port, password=password)
        # Another key than before the last start, under another name.
        self.key_id = uuid4().hex
        self.is_down = False
        self._key, self._clock = key, clock
        self._file = folder / FILE
        self._lock = threading.RLock()
        self._entries: dict[str, list[Entry]] = {}
        if self._file.exists():
            self._entries = json.loads(self._file.read_text())
        for email in list(self._entries):
            self.chat_of(email)

    def chat_of(self, email: str) -> Chat:
        """The conversation of whoever has a work address."""
        self.entries_of(email)
        return self.person(hashlib.sha256(email.lower().encode()).hexdigest()[:16])

    def entries_of(self, email: str) -> list[Entry]:
        """What was said between somebody and the bot, oldest first."""
        return self._entries.setdefault(email.lower(), [])

    def answer(self, request: Request) -> Response:
        """Let somebody act, or answer as the servers do."""
        if not request.path.startswith("/play/"):
            return Response(503) if self.is_down else super().answer(request)
        given_key = request.headers.get("x-play-key", "")
        if not hmac.compare_digest(given_key.encode(), self._key.encode()):
            return Response(403)
        try:
            told = self._told(request.path.removeprefix("/play/"), json.loads(request.body))
        except (KeyError, IndexError, StopIteration, ValueError):
            return Response(404)
        return Response(200, json.dumps(told).encode())

    def _told(self, act: str, given: dict[str, str]) -> Mapping[str, object]:
        if act == "account":
            return self._account(self.chat_of(given["email"]))
        if act not in {"stop", "go_on", "is_down"}:
            return {"status": self._play(act, given)}
        if act != "is_down":
            self.is_down = act == "stop"
        return {"is_down": self.is_down}

    def _account(self, chat: Chat) -> Mapping[str, str]:
        there = {"service": self.service, "conversation": chat.conversation}
        there |= {"user": chat.user, "tenant": TENANT}
        return {"address": json.dumps(there), "account": f"{TENANT}:{chat.user}"}

    def _play(self, act: str, given: dict[str, str]) -> int:
        """Do what is asked and give the status of the product's answer; 0 when none came."""
        email, now = given["email"], self._clock()
        chat = self.chat_of(email)
        if act == "add":
            activity = self.activity(chat, now=now, type="installationUpdate", action="add")
        elif act == "write":
            self._note(email, {"by": "person", "text": given["text"]})
            activity = self.activity(chat, now=now, type="message", text=given["text"])
        elif act == "tap":
            return self._tap(email, chat, given, now)
        else:
            raise KeyError(act)
        return self._post(given["address"], activity, now)[0]

    def _tap(self, email: str, chat: Chat, given: dict[str, str], now: datetime) -> int:
        entry = next(each for each in self.entries_of(email) if each["id"] == given["id"])
        button = actions_of(entry["card"])[int(given["action"])]
        tapped = {name: button[name] for name in ("type", "verb", "data")}
        activity = self.activity(
            chat,
            now=now,
            type="invoke",
            name="adaptiveCard/action",
            replyToId=entry["id"],
            value={"action": tapped, "trigger": "manual"},
        )
        status, answer = self._post(given["address"], activity, now)
        if answer.get("type") != CARD_TYPE:
            return status if answer.get("statusCode") == 200 else 400
        try:
            check_card(answer["value"])
        except BadCardError as fault:
            self.refusals.append(str(fault))
            return 400
        entry["card"] = answer["value"]
        self._save()
        return status

    def _post(self, address: str, activity: Entry, now: datetime) -> tuple[int, Entry]:
        headers = {
            "Authorization": self.authorization(now=now),
            "Content-Type": "application/json",
        }
        body = json.dumps(activity).encode()
        asked = urllib.request.Request(address, body, headers, method="POST")  # noqa: S310 - ours
        try:
            with urllib.request.urlopen(asked, timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310 - ours
                return int(answer.status), json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as fault:
            return fault.code, {}
        except OSError:
            return 0, {}

    def take(self, path: str, activity: Entry) -> str:
        """Take a message of the bot, and keep it where the pages look."""
        number = super().take(path, activity)
        card = activity["attachments"][0]["content"]
        user = activity["recipient"]["id"]
        email = next(each for each in self._entries if self.chat_of(each).user == user)
        self._note(email, {"by": "bot", "card": card}, number)
        return number

    def _note(self, email: str, entry: Entry, number: str = "") -> None:
        with self._lock:
            entries = self.entries_of(email)
            entries.append({"id": number or uuid4().hex, "at": self._clock().isoformat(), **entry})
            del entries[:-_KEPT]
            self._save()

    def _save(self) -> None:
        with self._lock:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(".new")
            fresh.write_text(json.dumps(self._entries))
            fresh.replace(self._file)


@contextmanager
def playing_teams(
    *, folder: Path, port: int, password: str, key: str, clock: Callable[[], datetime]
) -> Generator[TeamsPlayer]:
    """Play Teams on a port of this machine for the length of the block; see `TeamsPlayer`."""
    server = open_server(port)
    player = TeamsPlayer(server.server_port, password=password, key=key, folder=folder, clock=clock)
    with answering(server, player.answer):
        yield player

"""A Slack workspace with one app in it: its people, its messages, and the methods of the Web API.

It is as strict as what Slack publishes (https://docs.slack.dev/reference/methods), and misbehaves
when it is told to. `slack_server` puts it on a port.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from zetje.delivery.testing.slack_blocks import faults_of

SCOPES = "chat:write,im:history,im:write,users:read,users:read.email"
_METHODS: dict[str, tuple[str, set[str]]] = {
    # What each takes, and which token: "bot" or "app".
    "auth.test": ("bot", set()),
    "users.lookupByEmail": ("bot", {"email"}),
    "conversations.open": ("bot", {"users", "return_im", "prevent_creation", "channel"}),
    "conversations.history": ("bot", {"channel", "limit", "include_all_metadata"}),
    "chat.postMessage": (
        "bot",
        {"channel", "text", "blocks", "metadata", "unfurl_links", "unfurl_media"},
    ),
    "chat.update": ("bot", {"channel", "ts", "text", "blocks", "metadata"}),
    "views.publish": ("bot", {"user_id", "view", "hash"}),
    "apps.connections.open": ("app", set()),
}


class SlackRefusal(Exception):  # noqa: N818 - an answer, not a fault of ours
    """`{"ok": false}` with a code."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Mishap:
    """What goes wrong with one request.

    Attributes:
        status: an HTTP status instead of an answer.
        retry_after: the header beside a 429.
        code: `{"ok": false}` with this code.
        hangs: the request is done and never answered.
        drops: the request is done and the connection closed instead of an answer.
        acts: whether the request is done all the same.
    """

    status: int = 200
    retry_after: int | None = None
    code: str = ""
    hangs: bool = False
    drops: bool = False
    acts: bool = False


@dataclass
class Person:
    """Somebody of the workspace."""

    id: str
    email: str
    name: str = ""
    deleted: bool = False

    @property
    def channel(self) -> str:
        """The conversation between the person and the app."""
        return "D" + self.id[1:]


@dataclass
class Workspace:
    """All that is in it, and how it behaves.

    Attributes:
        domain: whoever has an address there is of the workspace; empty: only `people`.
        folder: where what is said is kept over restarts; None: nowhere.
        reachable: see `slack_blocks.faults_of`.
        is_down: every method is answered with 503, and nothing is done.
    """

    bot_token: str = "xoxb-1-zetje"  # noqa: S105 - opens nothing but this server
    app_token: str = "xapp-1-zetje"  # noqa: S105 - as above
    signing_secret: str = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105 - Slack's own example
    team_id: str = "T0ZETJE"
    app_id: str = "A0ZETJE"
    scopes: str = SCOPES
    domain: str = ""
    folder: Path | None = None
    reachable: Callable[[str], bool] | None = None
    people: dict[str, Person] = field(default_factory=dict[str, Person])
    messages: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    homes: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    calls: list[tuple[str, dict[str, Any]]] = field(
        default_factory=list[tuple[str, dict[str, Any]]]
    )
    refusals: list[str] = field(default_factory=list[str])
    mishaps: dict[str, list[Mishap]] = field(default_factory=dict[str, list[Mishap]])
    address: str = ""
    is_down: bool = False
    lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self._last = 0.0
        self._answers: dict[str, tuple[str, str]] = {}
        if self.folder is not None and (self.folder / "slack.json").exists():
            kept = json.loads((self.folder / "slack.json").read_text())
            self.messages, self.homes = kept["messages"], kept["homes"]
            self.people = {each["id"]: Person(**each) for each in kept["people"]}

    def person(self, email: str, *, name: str = "") -> Person:
        """Somebody by their address, made when they are not there yet."""
        number = hashlib.sha256(email.lower().encode()).hexdigest()[:9].upper()
        return self.people.setdefault(f"U{number}", Person(f"U{number}", email.lower(), name))

    def call(self, method: str, token: str, given: dict[str, Any]) -> dict[str, Any]:
        """The answer to a method.

        Raises:
            SlackRefusal: when Slack would answer with a code.
        """
        with self.lock:
            self.calls.append((method, given))
            kind, known = _METHODS.get(method, ("", set()))
            if not kind:
                raise SlackRefusal("unknown_method")
            if not token:
                raise SlackRefusal("not_authed")
            if token not in {self.bot_token, self.app_token}:
                raise SlackRefusal("invalid_auth")
            if token != (self.bot_token if kind == "bot" else self.app_token):
                raise SlackRefusal("not_allowed_token_type")
            if extra := set(given) - known - {"token"}:
                raise SlackRefusal("invalid_arguments", f"unknown: {sorted(extra)}")
            answer = getattr(self, "_" + method.replace(".", "_").lower())(given)
            self.keep()
            return {"ok": True, **answer}

    def keep(self) -> None:
        """Write what is said to the folder, whole or not at all."""
        if self.folder is None:
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = {
            "messages": self.messages,
            "homes": self.homes,
            "people": [vars(person) for person in self.people.values()],
        }
        unfinished = self.folder / "slack.json.part"
        unfinished.write_text(json.dumps(kept))
        unfinished.replace(self.folder / "slack.json")

    def answer_url(self, channel: str, ts: str) -> str:
        """A `response_url` for a tap on a message: five uses, here without the half hour.

        Without a moment it is that of a shortcut, at which one says something to one person.
        """
        name = secrets.token_urlsafe(9)
        self._answers[name] = (channel, ts)
        return f"{self.address}/actions/{name}"

    def respond(self, name: str, given: dict[str, Any]) -> None:
        """What was posted to a `response_url`.

        Raises:
            SlackRefusal: for an address that was never given, or contents Slack does not take.
        """
        with self.lock:
            if name not in self._answers:
                raise SlackRefusal("used_url")
            channel, ts = self._answers[name]
            self._check_blocks(given.get("blocks"))
            if not ts:
                self._whisper(channel, given)
                return
            if given.get("replace_original") is not True:
                raise SlackRefusal("invalid_payload", "only replacements are sent here")
            self._message(channel, ts).update(text=given.get("text", ""), blocks=given["blocks"])
            self.keep()

    def _whisper(self, channel: str, given: dict[str, Any]) -> None:
        """Say something that only whoever used a shortcut sees."""
        if given.get("response_type") != "ephemeral" or given.get("replace_original"):
            raise SlackRefusal("invalid_payload", "others would see it")
        said = {"text": given.get("text", ""), "blocks": given["blocks"]}
        self.messages.append({**said, "channel": channel, "ts": self.moment(), "bot_id": "B0"})
        self.keep()

    def moment(self) -> str:
        """A time as Slack writes it, never the same twice."""
        self._last = max(time.time(), self._last + 0.000001)
        return f"{self._last:.6f}"

    def _message(self, channel: str, ts: str) -> dict[str, Any]:
        for message in self.messages:
            if (message["channel"], message["ts"]) == (channel, ts):
                return message
        raise SlackRefusal("message_not_found")

    def _check_blocks(self, blocks: Any, *, surface: str = "message") -> None:
        if faults := faults_of(blocks, surface=surface, reachable=self.reachable):
            self.refusals += faults
            raise SlackRefusal("invalid_blocks", "; ".join(faults))
        for number, block in enumerate(blocks):
            block.setdefault("block_id", f"b{number}")

    def _somebody(self, person_id: str, *, gone: str, unknown: str) -> Person:
        person = self.people.get(person_id)
        if person is None:
            raise SlackRefusal(unknown)
        if person.deleted:
            raise SlackRefusal(gone)
        return person

    def _auth_test(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return {"team_id": self.team_id, "team": "Noordnaaf", "user_id": "U0BOT", "bot_id": "B0"}

    def _users_lookupbyemail(self, given: Mapping[str, Any]) -> dict[str, Any]:
        email = str(given.get("email", "")).lower()
        if self.domain and email.endswith("@" + self.domain):
            self.person(email)
        found = [each for each in self.people.values() if each.email == email and not each.deleted]
        if not found:
            raise SlackRefusal("users_not_found")
        return {"user": {"id": found[0].id, "team_id": self.team_id, "deleted": False}}

    def _conversations_open(self, given: Mapping[str, Any]) -> dict[str, Any]:
        users = str(given.get("users", ""))
        person = self._somebody(users, gone="user_disabled", unknown="user_not_found")
        return {"channel": {"id": person.channel}}

    def _conversations_history(self, given: Mapping[str, Any]) -> dict[str, Any]:
        channel = given.get("channel")
        if channel not in {person.channel for person in self.people.values()}:
            raise SlackRefusal("channel_not_found")
        found = [each for each in self.messages if each["channel"] == channel]
        return {"messages": list(reversed(found))[: int(given.get("limit", 100))]}

    def _chat_postmessage(self, given: Mapping[str, Any]) -> dict[str, Any]:
        channel = str(given.get("channel", ""))
        if channel.startswith("D"):
            channel = "U" + channel[1:]
        person = self._somebody(channel, gone="channel_not_found", unknown="channel_not_found")
        if not given.get("text"):
            raise SlackRefusal("no_text")
        if len(given["text"]) > 40_000:
            raise SlackRefusal("msg_too_long")
        if "blocks" in given:
            self._check_blocks(given["blocks"])
        metadata = given.get("metadata")
        if metadata is not None and set(metadata) != {"event_type", "event_payload"}:
            raise SlackRefusal("invalid_metadata_format")
        message = {**given, "channel": person.channel, "ts": self.moment(), "bot_id": "B0"}
        self.messages.append({"blocks": [], **message})
        return {"channel": person.channel, "ts": message["ts"], "message": message}

    def _chat_update(self, given: Mapping[str, Any]) -> dict[str, Any]:
        message = self._message(str(given.get("channel")), str(given.get("ts")))
        if "bot_id" not in message:
            raise SlackRefusal("cant_update_message")
        self._check_blocks(given.get("blocks"))
        message.update(text=given.get("text", ""), blocks=given["blocks"])
        return {"channel": message["channel"], "ts": message["ts"]}

    def _views_publish(self, given: Mapping[str, Any]) -> dict[str, Any]:
        person = self._somebody(str(given.get("user_id")), gone="user_not_found", unknown="x")
        view = given.get("view")
        view = json.loads(view) if isinstance(view, str) else view
        view = cast("dict[str, Any]", view if isinstance(view, dict) else {})
        if view.get("type") != "home":
            raise SlackRefusal("invalid_arguments", "no home")
        self._check_blocks(view.get("blocks"), surface="home")
        self.homes[person.id] = {**view, "id": "V" + person.id[1:]}
        return {"view": self.homes[person.id]}

    def _apps_connections_open(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return {"url": self.address.replace("http", "ws", 1) + "/link/?ticket=" + self.app_token}

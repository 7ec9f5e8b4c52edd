"""A small Mattermost: one bot, some people, and the few calls of its REST API that we make.

Written from https://api.mattermost.com (version 4). It refuses what the real one refuses, and
misbehaves when it is told to.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from zetje.delivery.testing.local_server import Request, Response

_ID = re.compile(r"[a-z0-9]{26}")
_ATTACHMENT = {"fallback", "title", "text", "actions", "image_url"}
BOT = "b" * 26


def number_of(email: str) -> str:
    """The number of whoever has an address."""
    return hashlib.sha256(email.encode()).hexdigest()[:26]


@dataclass
class Mattermost:
    """Its people by number, what was posted, and what goes wrong next.

    Attributes:
        people: the address of each, and whether their account was closed.
        mishaps: for a path, the answers that are given instead.
    """

    token: str = "bot-token"  # noqa: S105 - opens nothing but this
    people: dict[str, tuple[str, bool]] = field(default_factory=dict[str, tuple[str, bool]])
    posts: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    mishaps: dict[str, list[Response]] = field(default_factory=dict[str, list[Response]])

    def add(self, email: str, *, closed: bool = False) -> str:
        """Somebody, by their number."""
        self.people[number_of(email)] = (email, closed)
        return number_of(email)

    def answer(self, request: Request) -> Response:
        """What the server says to a request."""
        path = request.path.removeprefix("/api/v4/")
        if waiting := self.mishaps.get(path):
            return waiting.pop(0)
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return _said(401, {"id": "api.context.session_expired.app_error"})
        if request.method == "GET" and path.startswith("users/"):
            return self._user(path.removeprefix("users/"))
        if request.method == "POST" and path == "channels/direct":
            return self._direct(json.loads(request.body))
        if request.method == "POST" and path == "posts":
            return self._post(json.loads(request.body))
        return _said(404, {"id": "api.context.404.app_error"})

    def tap(self, name: str) -> tuple[str, dict[str, Any]]:
        """What the server posts, and where, when its reader taps a button of the last post."""
        post = self.posts[-1]
        action = next(
            action
            for attachment in post["props"]["attachments"]
            for action in attachment.get("actions", [])
            if action["name"] == name
        )
        reader = post["channel_id"][:26]
        told = {"user_id": reader, "post_id": "p" * 26, "channel_id": post["channel_id"]}
        return action["integration"]["url"], told | {"context": action["integration"]["context"]}

    def _user(self, which: str) -> Response:
        if which == "me":
            return _said(200, {"id": BOT, "is_bot": True})
        email = unquote(which.removeprefix("email/"))
        number = number_of(email) if which.startswith("email/") else which
        if not _ID.fullmatch(number):
            return _said(400, {"id": "api.context.invalid_url_param.app_error"})
        if number not in self.people:
            return _said(404, {"id": "store.sql_user.missing_account.const"})
        found = self.people[number]
        return _said(200, {"id": number, "email": found[0], "delete_at": 1 if found[1] else 0})

    def _direct(self, pair: list[str]) -> Response:
        if len(pair) != 2 or pair[0] != BOT or pair[1] not in self.people:
            return _said(400, {"id": "api.channel.create_direct_channel.invalid_user.app_error"})
        return _said(201, {"id": pair[1], "type": "D"})

    def _post(self, given: dict[str, Any]) -> Response:
        fault = _fault_of(given)
        if fault or given.get("channel_id") not in self.people:
            return _said(400, {"id": "model.post.is_valid", "message": fault})
        if given["pending_post_id"] not in [each["pending_post_id"] for each in self.posts]:
            self.posts.append(given)
        return _said(201, {"id": "p" * 26})


def _fault_of(given: dict[str, Any]) -> str:
    """Why a post is none that the server takes; empty when it does."""
    if not given.get("message") or len(given["message"]) > 16_383:
        return "message"
    for attachment in given["props"]["attachments"]:
        if set(attachment) - _ATTACHMENT:
            return "attachment"
        for action in attachment.get("actions", []):
            # One with another sign in its id is shown and does nothing.
            if not re.fullmatch(r"[A-Za-z0-9]+", action["id"]) or not action["name"]:
                return "action"
    return ""


def _said(status: int, told: dict[str, Any]) -> Response:
    return Response(status, json.dumps(told).encode(), {"Content-Type": "application/json"})

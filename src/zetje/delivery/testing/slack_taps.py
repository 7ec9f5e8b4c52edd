"""What people do in a Slack workspace, as Slack tells an app of it, with Slack's signature."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import time
from typing import Any
from urllib.parse import urlencode

from zetje.delivery.testing.slack_workspace import Person, Workspace


def sign(workspace: Workspace, body: str, *, at: float | None = None) -> dict[str, str]:
    """The headers by which Slack proves that a request is its own."""
    moment = str(int(time.time() if at is None else at))
    base = f"v0:{moment}:{body}".encode()
    digest = hmac.new(workspace.signing_secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": f"v0={digest}"}


def tap(workspace: Workspace, email: str, label: str, *, ts: str = "") -> dict[str, Any]:
    """The payload of a tap on a button, by its words, in the newest message or a given one."""
    person = workspace.person(email)
    message = next(
        each
        for each in reversed(workspace.messages)
        if each["channel"] == person.channel and ts in {"", each["ts"]}
    )
    payload = _payload(workspace, person, message["blocks"], label)
    payload["container"] |= {"type": "message", "message_ts": message["ts"]}
    payload["container"]["channel_id"] = person.channel
    payload["channel"] = {"id": person.channel, "name": "directmessage"}
    payload["message"] = {key: message[key] for key in ("ts", "text", "blocks")}
    payload["response_url"] = workspace.answer_url(person.channel, message["ts"])
    return payload


def point_at(
    workspace: Workspace, email: str, text: str, *, by: str = "", callback: str = "tip"
) -> dict[str, Any]:
    """The payload of the app's shortcut, used on a message in a channel.

    Args:
        workspace: where.
        email: who uses it.
        text: the message, as Slack writes it.
        by: who wrote the message; empty: a stranger.
        callback: which shortcut.
    """
    person = workspace.person(email)
    ts = workspace.moment()
    author = workspace.person(by).id if by else "U0STRANGER"
    return {
        "type": "message_action",
        "callback_id": callback,
        "token": "unused",
        "action_ts": workspace.moment(),
        "team": {"id": workspace.team_id, "domain": "noordnaaf"},
        "user": {"id": person.id, "name": person.name, "team_id": workspace.team_id},
        "channel": {"id": "C0GENERAL", "name": "general"},
        "is_enterprise_install": False,
        "trigger_id": secrets.token_hex(8),
        "response_url": workspace.answer_url(person.channel, ""),
        "message_ts": ts,
        "message": {"type": "message", "user": author, "ts": ts, "text": text, "team": "T0"},
    }


def tap_home(workspace: Workspace, email: str, label: str) -> dict[str, Any]:
    """The payload of a tap in the app's home."""
    person = workspace.person(email)
    view = workspace.homes[person.id]
    payload = _payload(workspace, person, view["blocks"], label)
    payload["container"] |= {"type": "view", "view_id": view["id"]}
    payload["view"] = view
    return payload


def _event(workspace: Workspace, email: str, **event: Any) -> dict[str, Any]:
    """The envelope of an event about a person."""
    person = workspace.person(email)
    number = f"Ev{secrets.token_hex(6)}"
    return {
        "token": "unused",
        "team_id": workspace.team_id,
        "api_app_id": workspace.app_id,
        "type": "event_callback",
        "event_id": number,
        "event_time": int(time.time()),
        "event": {"user": person.id, "event_ts": workspace.moment(), **event},
    }


def opened_home(workspace: Workspace, email: str) -> dict[str, Any]:
    """The event of somebody who opens the app's home."""
    channel = workspace.person(email).channel
    return _event(workspace, email, type="app_home_opened", tab="home", channel=channel)


def wrote(workspace: Workspace, email: str, text: str) -> dict[str, Any]:
    """The event of somebody who writes to the app; their words stand in the conversation."""
    person = workspace.person(email)
    said = {"channel": person.channel, "ts": workspace.moment(), "text": text, "user": person.id}
    with workspace.lock:
        workspace.messages.append({**said, "blocks": []})
        workspace.keep()
    return _event(workspace, email, type="message", channel_type="im", **said)


def _payload(
    workspace: Workspace, person: Person, blocks: list[dict[str, Any]], label: str
) -> dict[str, Any]:
    block, element = next(
        (block, element)
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if label in {element["text"]["text"], element["action_id"]}
    )
    known = ("type", "action_id", "text", "value", "style", "url")
    action = {key: element[key] for key in known if key in element}
    action |= {"block_id": block["block_id"], "action_ts": workspace.moment()}
    return {
        "type": "block_actions",
        "user": {"id": person.id, "name": person.name, "team_id": workspace.team_id},
        "api_app_id": workspace.app_id,
        "token": "unused",
        "team": {"id": workspace.team_id, "domain": "noordnaaf"},
        "trigger_id": secrets.token_hex(8),
        "container": {},
        "actions": [action],
    }


def form_of(payload: dict[str, Any]) -> str:
    """An interaction as Slack's servers post it."""
    return urlencode({"payload": json.dumps(payload)})

"""What people do in Teams beyond the chat with the bot, as Teams tells a bot of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from zetje.delivery.testing.teams_server import TENANT, Chat, Teams


def point_at(
    teams: Teams,
    chat: Chat,
    content: str,
    *,
    now: datetime,
    by: str = "0",
    number: str = "1606",
    why: str = "",
) -> dict[str, Any]:
    """The app's action, used on a message in a channel.

    Args:
        teams: where.
        chat: who uses it.
        content: the message, as HTML.
        now: the moment.
        by: the number at Microsoft of whoever wrote the message; that of who uses it is 0.
        number: which message.
        why: what they fill in.
    """
    message: dict[str, Any] = {
        "id": number,
        "createdDateTime": now.isoformat(),
        "body": {"contentType": "html", "content": content},
        "from": {"user": {"id": by, "displayName": "Iemand", "userIdentityType": "aadUser"}},
        "linkToMessage": "https://teams.microsoft.com/l/message/x",
        "attachments": [],
    }
    value: dict[str, Any] = {
        "commandId": "tip",
        "commandContext": "message",
        "data": {"why": why},
        "messagePayload": message,
        "context": {"theme": "default"},
    }
    thread = f"19:channel@thread.tacv2;messageid={number}"
    return teams.activity(
        chat,
        now=now,
        type="invoke",
        name="composeExtension/submitAction",
        value=value,
        conversation={
            "id": thread,
            "conversationType": "channel",
            "isGroup": True,
            "tenantId": TENANT,
        },
    )


def shown(answer: dict[str, Any]) -> str:
    """What Teams shows for the answer to such an action; ValueError for one it would not take."""
    if set(answer) != {"task"}:
        raise ValueError(f"not an answer to an action: {answer}")
    task: dict[str, Any] = answer["task"]
    if set(task) != {"type", "value"} or task["type"] != "message":
        raise ValueError(f"not a line to show: {answer}")
    if not isinstance(task["value"], str) or not task["value"]:
        raise ValueError("an empty line")
    return task["value"]

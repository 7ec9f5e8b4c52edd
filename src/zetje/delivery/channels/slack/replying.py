"""Shows in Slack what came of a tap or an event, within the seconds that Slack waits."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from zetje.delivery.channels.slack.cards import blocks_of, notification_of
from zetje.delivery.channels.slack.inbound import Reply
from zetje.delivery.channels.slack.setup import WAITING_SECONDS, Setup, client_for

log = logging.getLogger("zetje.delivery")


def show(replies: Sequence[Reply], *, setup: Setup) -> None:
    """Show each reply. What fails is logged and no more: the act is done, a second tap shows it."""
    for reply in replies:
        try:
            _show(reply, setup)
        except (SlackApiError, HTTPException, OSError, ValueError) as fault:
            log.warning("slack was not shown what came of a tap: %s", type(fault).__name__)


def _show(reply: Reply, setup: Setup) -> None:
    blocks, text = blocks_of(reply.card), notification_of(reply.card)
    if reply.instead_of:
        _answer(reply.instead_of, blocks, text, replace_original=True)
        return
    if reply.beside:
        _answer(reply.beside, blocks, text, replace_original=False, response_type="ephemeral")
        return
    client = client_for(setup.bot_token, timeout_seconds=WAITING_SECONDS)
    if reply.home_of:
        client.views_publish(user_id=reply.home_of, view={"type": "home", "blocks": blocks})
        return
    client.chat_postMessage(
        channel=reply.in_channel, text=text, blocks=blocks, unfurl_links=False, unfurl_media=False
    )


def _answer(address: str, blocks: list[dict[str, Any]], text: str, **how: Any) -> None:
    if not _is_of_slack(address):
        raise ValueError("an address that is not of Slack")
    webhook = WebhookClient(address, timeout=WAITING_SECONDS, retry_handlers=[], logger=log)
    answer = webhook.send(text=text, blocks=blocks, unfurl_links=False, unfurl_media=False, **how)
    if answer.status_code != 200:
        raise OSError(f"{answer.status_code}")


def _is_of_slack(address: str) -> bool:
    """Whether an address to answer to is one of Slack's: it comes in a request.

    Elsewhere than at Slack, in tests and in the demo, it is the same server that has the methods.
    """
    found, api = urlsplit(address), urlsplit(str(settings.SLACK_API))
    if (api.scheme, api.hostname) != ("https", "slack.com"):
        return (found.scheme, found.netloc) == (api.scheme, api.netloc)
    return found.scheme == "https" and (found.hostname or "").endswith(".slack.com")

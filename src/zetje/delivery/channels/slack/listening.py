"""Socket Mode: what happens in Slack comes over a connection that we open, behind any firewall.

One client for each organisation that has an app token. The library keeps the connection, opens it
anew when it breaks, and hands over the very payloads that our pages would be posted.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.utils import translation
from slack_sdk.errors import SlackClientError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from zetje.delivery.channels.slack import inbound
from zetje.delivery.channels.slack.replying import show
from zetje.delivery.channels.slack.setup import (
    QUIET,
    WAITING_SECONDS,
    Setup,
    client_for,
    setup_of,
)
from zetje.lib.tenancy import tenant
from zetje.people import queries as people

log = logging.getLogger("zetje.delivery")

_LOOKS_EVERY_SECONDS: Final = 30.0
_HANDLERS: Final = {
    "interactive": inbound.handle_interaction,
    "events_api": inbound.handle_event,
}

Handle = Callable[[SocketModeRequest], list[inbound.Reply]]


class Ear:
    """One organisation's connection.

    Args:
        organisation_id: whose Slack.
        setup: its tokens.
        clock: tells the time.
        handle: does what a request asks; left out, as our pages would.
    """

    def __init__(
        self,
        organisation_id: int,
        setup: Setup,
        *,
        clock: Callable[[], datetime],
        handle: Handle | None = None,
    ) -> None:
        self.organisation_id, self.setup, self.clock = organisation_id, setup, clock
        self._handle = handle or self.handle
        self._client: SocketModeClient | None = None

    def connect(self) -> bool:
        """Open the connection unless it is open; whether it is then."""
        client = self._client = self._client or self._made()
        try:
            if not client.is_connected():
                client.connect_to_new_endpoint()
        except (SlackClientError, OSError) as fault:
            log.warning("slack is not listened to: %s", type(fault).__name__)
        return client.is_connected()

    def close(self) -> None:
        """Hang up."""
        if self._client is not None:
            self._client.close()

    def _made(self) -> SocketModeClient:
        # It asks where to connect with the app token, on the same terms as every other request.
        web = client_for(self.setup.bot_token, timeout_seconds=WAITING_SECONDS)
        client = SocketModeClient(app_token=self.setup.app_token, web_client=web, logger=QUIET)
        client.socket_mode_request_listeners.append(self.hear)
        return client

    def hear(self, client: Any, request: SocketModeRequest) -> None:
        """Take a request in hand, in a thread of the library's own."""
        try:
            self._hear(client, request)
        finally:
            connection.close()

    def _hear(self, client: Any, request: SocketModeRequest) -> None:
        """Do what was asked, say so to Slack within its three seconds, and show what came of it.

        What failed is not acknowledged: Slack tells an event again, and shows the person who tapped
        that it did not work.
        """
        try:
            replies = self._handle(request)
        except inbound.MalformedError as fault:
            log.warning("slack sent what it would not send: %s", fault)
            return
        except Exception:
            log.exception("something from slack was not done")
            return
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
        show(inbound.replies_of(replies), setup=self.setup)

    def handle(self, request: SocketModeRequest) -> list[inbound.Reply]:
        """Do it as our pages would, in the organisation's own language."""
        asked: Any = request  # its payload is a bare dict
        handler = _HANDLERS.get(request.type)
        if handler is None:
            return []
        with tenant(self.organisation_id), translation.override(self._language()):
            return handler(
                organisation_id=self.organisation_id, payload=asked.payload, now=self.clock()
            )

    def _language(self) -> str:
        found = people.organisations().filter(pk=self.organisation_id).first()
        return found.default_language if found else "en"


def listen(
    *,
    clock: Callable[[], datetime],
    stopping: Callable[[], bool],
    pause: Callable[[float], object],
) -> None:
    """Listen to every Slack with an app token until asked to stop; new ones are found by looking.

    Args:
        clock: tells the time.
        stopping: whether to end.
        pause: waits so many seconds, or shorter when asked to stop.
    """
    ears: dict[int, Ear] = {}
    try:
        while not stopping():
            _look(ears, clock)
            connection.close()
            pause(_LOOKS_EVERY_SECONDS)
    finally:
        for ear in ears.values():
            ear.close()


def _look(ears: dict[int, Ear], clock: Callable[[], datetime]) -> None:
    """Open what is new, close what is gone or has other tokens."""
    found: dict[int, Setup] = {}
    for organisation in people.organisations():
        setup = setup_of(organisation.pk)
        if setup is not None and setup.app_token:
            found[organisation.pk] = setup
    for number in [each for each, ear in ears.items() if found.get(each) != ear.setup]:
        ears.pop(number).close()
    for number, setup in found.items():
        if number not in ears:
            ears[number] = Ear(number, setup, clock=clock)
        ears[number].connect()

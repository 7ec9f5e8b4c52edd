"""Slack: cards as Block Kit, choices in place, the week in the app's home."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from zetje.delivery.channels.slack import linking, listening, setup, views
from zetje.delivery.channels.slack.transport import SlackTransport
from zetje.delivery.registry import Field, Transport


class SlackChannel:
    """An organisation's own Slack app, made from the manifest in docs/self-hosting.md."""

    name: str = setup.NAME
    label: str = "Slack"
    fields: Sequence[Field] = (
        Field(
            "bot_token",
            _("Bot token"),
            is_secret=True,
            help=_("Begins with xoxb-; under “OAuth & Permissions”, once the app is installed."),
        ),
        Field(
            "signing_secret",
            _("Signing secret"),
            is_secret=True,
            help=_("Under “Basic Information”. By it we know that a tap comes from Slack."),
        ),
        Field(
            "app_token",
            _("App token"),
            is_secret=True,
            help=_(
                "Begins with xapp-; only where Slack cannot reach this server. Else leave empty."
            ),
        ),
    )
    urls: Sequence[URLPattern] = (
        path("<slug:slug>/events/", views.events, name="slack_events"),
        path("<slug:slug>/actions/", views.actions, name="slack_actions"),
    )

    def open_transport(self) -> Transport:
        """A way to the Slack of every organisation."""
        return SlackTransport()

    def check(self, settings: Mapping[str, str]) -> str:
        """Ask Slack; see `setup.check`."""
        return setup.check(settings)

    def start_link(
        self, *, organisation_id: int, member_id: int, work_address: str, now: datetime
    ) -> str:
        """Ask the person in Slack whether they are the member; see `linking.start_link`."""
        return linking.start_link(
            organisation_id=organisation_id,
            member_id=member_id,
            work_address=work_address,
            now=now,
        )

    def listen(
        self,
        *,
        clock: Callable[[], datetime],
        stopping: Callable[[], bool],
        pause: Callable[[float], object],
    ) -> None:
        """Listen by Socket Mode until asked to stop; see `listening.listen`."""
        listening.listen(clock=clock, stopping=stopping, pause=pause)

"""Mattermost: an organisation's own chat server, through the token of a bot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from zetje.delivery.channels.mattermost import linking, setup, views
from zetje.delivery.channels.mattermost.transport import MattermostTransport
from zetje.delivery.registry import Field, Transport


class MattermostChannel:
    """A folder and a line: all that a channel is."""

    name: str = setup.NAME
    label: str = "Mattermost"
    fields: Sequence[Field] = (
        Field("server", _("Address of the server"), help=_("Such as https://chat.example.org.")),
        Field(
            "bot_token",
            _("Bot token"),
            is_secret=True,
            help=_("Of a bot account, under Integrations. It may read addresses of members."),
        ),
    )
    urls: Sequence[URLPattern] = (path("actions/", views.actions, name="mattermost_actions"),)

    def open_transport(self) -> Transport:
        """A way to the Mattermost of every organisation."""
        return MattermostTransport()

    def check(self, settings: Mapping[str, str]) -> str:
        """Ask the server; see `setup.check`."""
        return setup.check(settings)

    def start_link(
        self, *, organisation_id: int, member_id: int, work_address: str, now: datetime
    ) -> str:
        """Ask the person in Mattermost; see `linking.start_link`."""
        return linking.start_link(
            organisation_id=organisation_id,
            member_id=member_id,
            work_address=work_address,
            now=now,
        )

"""Microsoft Teams: cards through the organisation's own bot, choices in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings as installation
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zetje.delivery import operations
from zetje.delivery.channels.teams import news, setup, views
from zetje.delivery.channels.teams.transport import TeamsTransport
from zetje.delivery.registry import Field, Outcome, Transport
from zetje.delivery.rules.outcomes import Refused
from zetje.lib.fetching import Caller


class TeamsChannel:
    """An organisation's own bot at Microsoft; docs/self-hosting.md says how it is made."""

    name: str = setup.NAME
    label = "Microsoft Teams"
    fields: Sequence[Field] = (
        Field(
            "app_id",
            gettext_lazy("App ID"),
            help=gettext_lazy("“Microsoft App ID” under Configuration of your Azure Bot."),
        ),
        Field(
            "app_password",
            gettext_lazy("App password"),
            is_secret=True,
            help=gettext_lazy("A client secret of that app, under “Certificates & secrets”."),
        ),
        Field(
            "tenant_id",
            gettext_lazy("Tenant ID"),
            help=gettext_lazy("Your organisation at Microsoft: “Directory (tenant) ID”."),
        ),
        Field(
            "news_address",
            gettext_lazy("Address of a workflow for news"),
            is_secret=True,
            help=gettext_lazy(
                "Only for news to a whole team, never for anything personal. Else leave empty."
            ),
        ),
    )
    urls: Sequence[URLPattern] = (
        path("<slug:slug>/messages/", views.messages, name="teams_messages"),
    )

    def open_transport(self) -> Transport:
        """A way to the Teams of every organisation."""
        return TeamsTransport()

    def check(self, settings: Mapping[str, str]) -> str:
        """Ask Microsoft; see `setup.check`."""
        return setup.check(settings, allowed=installation.FETCH_ALLOWED_HOSTS)

    def start_link(
        self, *, organisation_id: int, member_id: int, work_address: str, now: datetime
    ) -> str:
        """Give the person a code to write to the bot.

        Args:
            organisation_id: whose member.
            member_id: who pressed.
            work_address: not needed here.
            now: the moment.

        Returns:
            what they do next, in a sentence.
        """
        if setup.setup_of(organisation_id) is None:
            return _("Teams is not set up here yet.")
        code = operations.link_code(
            organisation_id=organisation_id, member_id=member_id, channel=self.name, now=now
        )
        return _("Open Zetje in Teams under “Apps” and write: link %(code)s") % {"code": code}

    def has_place_for_news(self, organisation_id: int) -> bool:
        """Whether the organisation named a workflow."""
        given = setup.setup_of(organisation_id)
        return given is not None and bool(given.news_address)

    def post_news(
        self,
        *,
        organisation_id: int,
        language: str,
        title: str,
        text: str,
        links: Sequence[tuple[str, str]],
    ) -> Outcome:
        """Post news for everybody to the organisation's workflow; see `news.post_news`."""
        given = setup.setup_of(organisation_id)
        if given is None or not given.news_address:
            return Refused("no workflow is set up")
        caller = Caller(allowed=installation.FETCH_ALLOWED_HOSTS)
        try:
            return news.post_news(
                address=given.news_address,
                language=language,
                title=title,
                text=text,
                links=links,
                caller=caller,
            )
        finally:
            caller.close()

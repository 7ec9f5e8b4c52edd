"""Web push: a notification from the person's own browser, also on a phone, without an app."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from zetje.delivery.channels.webpush import views
from zetje.delivery.channels.webpush.identity import public_key
from zetje.delivery.channels.webpush.transport import PushTransport
from zetje.delivery.rules.channels import Field
from zetje.delivery.transport import Transport


class WebPush:
    """Notifications of the browser: the installation has the keys, an organisation needs none."""

    name: str = "webpush"
    label = _("Notifications of your browser")
    shows = _("A line on your screen that opens your page.")
    fields: Sequence[Field] = ()
    link_template: str = "delivery/webpush.html"

    @property
    def urls(self) -> Sequence[URLPattern]:
        """Where a browser brings its subscription."""
        return [path("subscription/", views.subscribe, name="webpush_subscribe")]

    def link_context(self) -> Mapping[str, object]:
        """Our public key for the browser, and the script that asks it for leave."""
        return {"key": public_key(), "scripts": ["js/push-subscription.js"]}

    def open_transport(self) -> Transport:
        """Lines to the push services."""
        return PushTransport()

    def check(self, settings: Mapping[str, str]) -> str:
        """There is nothing to fill in."""
        return ""

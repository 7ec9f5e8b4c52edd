"""Web push: a notification from the person's own browser, also on a phone, without an app."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zetje.delivery.channels.webpush import views
from zetje.delivery.channels.webpush.transport import PushTransport
from zetje.delivery.rules.channels import Field
from zetje.delivery.transport import Transport


class WebPush:
    """Notifications of the browser: the installation has the keys, an organisation needs none."""

    name: str = "webpush"
    label: str | Promise = _("Notifications of your browser")
    fields: Sequence[Field] = ()

    @property
    def urls(self) -> Sequence[URLPattern]:
        """Where a browser brings its subscription."""
        return [path("subscription/", views.subscribe, name="webpush_subscribe")]

    def open_transport(self) -> Transport:
        """Lines to the push services."""
        return PushTransport()

    def check(self, settings: Mapping[str, str]) -> str:
        """There is nothing to fill in."""
        return ""

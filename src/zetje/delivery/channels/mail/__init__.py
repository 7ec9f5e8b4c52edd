"""Mail: written fast and safely, handed to an SMTP server or to any backend of Django."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from zetje.delivery.channels.mail.backend import BackendTransport
from zetje.delivery.channels.mail.smtp import Relay, SmtpTransport
from zetje.delivery.rules.channels import MAIL, Field
from zetje.delivery.transport import Transport

SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


class MailChannel:
    """Mail reaches everyone: nobody links it, and the installation says through which server."""

    name = MAIL
    label = _("E-mail")
    fields: Sequence[Field] = ()
    urls: Sequence[URLPattern] = ()

    def open_transport(self) -> Transport:
        """See `open_transport` below."""
        return open_transport()

    def check(self, settings: Mapping[str, str]) -> str:
        """There is nothing to fill in."""
        return ""


def open_transport() -> Transport:
    """Our own SMTP, unless the installation names another e-mail backend, as one of anymail."""
    if settings.EMAIL_BACKEND != SMTP_BACKEND:
        return BackendTransport()
    return SmtpTransport(
        Relay(
            host=settings.EMAIL_HOST,
            port=settings.EMAIL_PORT,
            user=settings.EMAIL_HOST_USER,
            password=settings.EMAIL_HOST_PASSWORD,
            starttls=settings.EMAIL_USE_TLS,
            tls=settings.EMAIL_USE_SSL,
            timeout_seconds=float(settings.EMAIL_TIMEOUT or 30),
            hello=urlsplit(str(settings.SITE_ADDRESS)).hostname or "localhost",
        )
    )

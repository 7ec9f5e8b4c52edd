"""Brings a mail that was handed over to the organisation it is addressed to."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from django.conf import settings

from zetje.content import operations as content
from zetje.lib.tenancy import tenant
from zetje.people import queries as people

if TYPE_CHECKING:
    from zetje.people.models import Organisation

log = structlog.get_logger("zetje.tipmail")


def organisation_at(recipient: str) -> Organisation | None:
    """Whose tips an address takes: tips+noordnaaf@… those of noordnaaf; None for any other.

    Without a name, tips@…, it is the only organisation of the installation.
    """
    ours, _at, our_host = settings.TIPS_MAIL_ADDRESS.strip().lower().partition("@")
    name, _at, host = recipient.strip().strip("<>").lower().partition("@")
    box, plus, slug = name.partition("+")
    if not ours or box != ours or host != our_host:
        return None
    if plus:
        return people.organisation_of_slug(slug)
    everyone = list(people.organisations()[:2])
    return everyone[0] if len(everyone) == 1 else None


def deliver_tip_mail(
    *,
    raw: bytes,
    recipient: str,
    envelope_sender: str | None,
    is_from_our_server: bool,
    now: datetime,
) -> bool:
    """Hand a mail to the organisation it is for; False where the address is none of ours.

    What becomes of it stands in the log, without an address: whoever sent it is told nothing.

    Args:
        raw: the mail as it came.
        recipient: to whom the envelope says it goes.
        envelope_sender: whom failures would be told to; empty for a report of one, None unknown.
        is_from_our_server: whether the mail server that is believed handed it over.
        now: the moment.
    """
    organisation = organisation_at(recipient)
    if organisation is None:
        return False
    with tenant(organisation.pk):
        became = content.receive_tip_mail(
            organisation=organisation,
            raw=raw,
            now=now,
            envelope_sender=envelope_sender,
            vouching_server=settings.TIPS_MAIL_SERVER if is_from_our_server else "",
        )
    log.info("tip mail", organisation=organisation.pk, became=became.became, reason=became.reason)
    return True

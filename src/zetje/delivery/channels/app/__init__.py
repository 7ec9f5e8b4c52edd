"""In-app: nothing is sent and nothing rings; the message waits on the person's own page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from zetje.delivery.rules.channels import APP, Field
from zetje.delivery.rules.mails import CardLetter
from zetje.delivery.rules.outcomes import Accepted, Outcome
from zetje.delivery.transport import Prepared, Transport


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card that stays here."""

    to_address: str


class AppTransport:
    """The shortest way: the row of the outbox is the message."""

    def prepare(self, letter: CardLetter) -> Waiting:
        """There is nothing to make ready; the page makes the words when it is looked at."""
        return Waiting(letter.address)

    def hand_over(self, prepared: Prepared) -> Outcome:
        """It is there already."""
        return Accepted("waits on the page")

    def close(self) -> None:
        """Nothing is open."""


class AppChannel:
    """Zetje's own pages."""

    name = APP
    label = _("Only on my own page")
    shows = _("Nothing rings. What comes waits for you here.")
    fields: Sequence[Field] = ()
    urls: Sequence[URLPattern] = ()

    def open_transport(self) -> Transport:
        """See above."""
        return AppTransport()

    def check(self, settings: Mapping[str, str]) -> str:
        """There is nothing to fill in."""
        return ""

"""The language model of an organisation, in words for its administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zetje.voice.queries.language_models import (
    can_ask_models,
    offered_model,
    place_of,
    setup_of,
    used_in,
)

if TYPE_CHECKING:
    from zetje.people.models import Organisation
    from zetje.voice.models import ModelSetup


@dataclass(frozen=True, kw_only=True)
class ModelPage:
    """The page of a language model.

    Attributes:
        setup: what is on, or None.
        headline: how it stands, in a sentence.
        used: what this month took; "" where nothing is on.
        hindrance: why none can be switched on here; "" where one can.
        offered: the installation's own model, "llama at 127.0.0.1"; "" where it has none.
        has_key: whether a key of its own is kept.
        rests: whether it is left alone for a while because it failed.
    """

    setup: ModelSetup | None
    headline: str
    used: str
    hindrance: str
    offered: str
    has_key: bool
    rests: bool


def model_page(*, organisation: Organisation, now: datetime) -> ModelPage:
    """How the language model of an organisation stands."""
    setup = setup_of(organisation.pk)
    place, offered = place_of(setup), offered_model()
    headline = _("Suggestions are made without a language model.")
    if place is not None:
        headline = _("A language model writes along: %(model)s at %(host)s.") % {
            "model": place.model,
            "host": place.host,
        }
    return ModelPage(
        setup=setup,
        headline=headline,
        used=_used(organisation.pk, setup, now.date()) if setup else "",
        hindrance="" if can_ask_models() else _("This installation has no client for it."),
        offered=_("%(model)s at %(host)s") % {"model": offered.model, "host": offered.host}
        if offered
        else "",
        has_key=bool(setup and setup.address and place and place.key),
        rests=bool(setup and setup.rests_until and now < setup.rests_until),
    )


def _used(organisation_id: int, setup: ModelSetup, today: date) -> str:
    used = used_in(organisation_id, month=today.replace(day=1))
    line = ngettext(
        "%(tokens)s of %(budget)s tokens used this month, in %(asks)s question.",
        "%(tokens)s of %(budget)s tokens used this month, in %(asks)s questions.",
        used.asks,
    )
    return line % {
        "tokens": number_format(used.tokens, force_grouping=True),
        "budget": number_format(setup.tokens_per_month, force_grouping=True),
        "asks": number_format(used.asks, force_grouping=True),
    }

"""The language model of an organisation: whether it is on, where it is, what it used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.utils.translation import gettext as _

from zetje.lib.fetching import FetchRefused, read_address
from zetje.lib.secrets import unseal
from zetje.voice.models import ModelSetup, ModelUse
from zetje.voice.rules.model_places import Place

if TYPE_CHECKING:
    from zetje.people.models import Organisation


@dataclass(frozen=True, kw_only=True)
class Used:
    """What a month took of a model."""

    asks: int
    tokens: int


def can_ask_models() -> bool:
    """Whether the installation has the client, which is an extra of it."""
    return find_spec("openai") is not None


def offered_model() -> Place | None:
    """The model that the installation offers to every organisation, or None."""
    if not (settings.MODEL_ADDRESS and settings.MODEL_NAME):
        return None
    return Place(
        address=settings.MODEL_ADDRESS,
        model=settings.MODEL_NAME,
        key=settings.MODEL_KEY,
        hosts=frozenset({*settings.MODEL_HOSTS, *_host_of(settings.MODEL_ADDRESS)}),
    )


def setup_of(organisation_id: int) -> ModelSetup | None:
    """What an organisation switched on, or None."""
    return ModelSetup.objects.filter(organisation_id=organisation_id, ended_at__isnull=True).first()


def place_of(setup: ModelSetup | None) -> Place | None:
    """Where the model of a setup is; None where nothing can be asked."""
    if setup is None or not can_ask_models():
        return None
    if not setup.address:
        return offered_model()
    try:
        key = unseal(setup.sealed_key)
    except InvalidToken:
        # Sealed with a key that this installation has no more: it has to be filled in anew.
        return None
    return Place(
        address=setup.address,
        model=setup.model,
        key=key,
        hosts=frozenset(settings.MODEL_HOSTS),
    )


def model_is_on(organisation: Organisation) -> bool:
    """Whether an organisation switched a language model on, and it can be asked."""
    return place_of(setup_of(organisation.pk)) is not None


def model_line(organisation: Organisation) -> str:
    """That a model is on, where, and what it gets to read, for everybody; "" where it is off."""
    place = place_of(setup_of(organisation.pk))
    if place is None:
        return ""
    return _(
        "%(organisation)s has switched on a language model (%(model)s at %(host)s). It reads the "
        "story and how you write, in counts. It never reads your posts or your name."
    ) % {"organisation": organisation.name, "model": place.model, "host": place.host}


def used_in(organisation_id: int, *, month: date) -> Used:
    """What an organisation used in a month, named by its first day."""
    found = ModelUse.objects.filter(organisation_id=organisation_id, month=month).first()
    return Used(asks=found.asks, tokens=found.tokens) if found else Used(asks=0, tokens=0)


def _host_of(address: str) -> list[str]:
    try:
        return [read_address(address).host_and_port]
    except FetchRefused:
        return []

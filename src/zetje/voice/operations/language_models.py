"""Switches an organisation's language model on and off, and tries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from zetje.lib.fetching import FetchRefused, check_callable, read_address
from zetje.lib.secrets import seal
from zetje.people import operations as people
from zetje.voice.models import ModelAnswer, ModelSetup
from zetje.voice.queries.language_models import offered_model, place_of, setup_of
from zetje.voice.rules.model_places import FAULTS

if TYPE_CHECKING:
    from zetje.people.models import Member
MOST_TOKENS: Final = 1_000_000_000


class ModelRefusedError(Exception):
    """The model is not kept as it was filled in; the field it is about, and why in plain words."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class ModelWords:
    """What an administrator filled in.

    Attributes:
        address: with the version; "" for the installation's own model.
        model: its name; "" for the installation's own.
        key: "" keeps the one that is there, as long as the address stays the same.
        tokens_per_month: the budget, in and out together.
        marks_every_post: posts say that a model helped on every network.
    """

    address: str
    model: str
    key: str
    tokens_per_month: int
    marks_every_post: bool


@transaction.atomic
def set_up_model(*, by: Member, words: ModelWords, now: datetime) -> ModelSetup:
    """Switch a model on, or change the one that is on. Nothing is sent anywhere.

    Raises:
        ModelRefusedError: for an address that may not be called, a name that is missing or a budget
            that is none.
    """
    _check(words)
    before = setup_of(by.organisation_id)
    key = words.key
    # A key goes to no other address than the one it was filled in for.
    if not key and before and before.address == words.address:
        known = place_of(before)
        key = known.key if known else ""
    _end(before, now)
    setup = ModelSetup.objects.create(
        organisation_id=by.organisation_id,
        address=words.address,
        model=words.model if words.address else "",
        sealed_key=seal(key if words.address else ""),
        tokens_per_month=words.tokens_per_month,
        marks_every_post=words.marks_every_post,
        set_up_at=now,
        set_up_by=by,
    )
    details = {"host": _host(words.address), "tokens_per_month": words.tokens_per_month}
    _record(by, "model.set_up", details, now)
    return setup


@transaction.atomic
def turn_off_model(*, by: Member, now: datetime) -> bool:
    """Send nothing to a model any more; its key and what it answered are forgotten.

    Returns:
        false when none was on.
    """
    before = setup_of(by.organisation_id)
    if before is None:
        return False
    _end(before, now)
    ModelAnswer.objects.filter(organisation_id=by.organisation_id).delete()
    _record(by, "model.turned_off", {}, now)
    return True


def _check(words: ModelWords) -> None:
    if not 1_000 <= words.tokens_per_month <= MOST_TOKENS:
        raise ModelRefusedError(
            "tokens_per_month", _("Give it at least 1,000 tokens a month, or turn it off.")
        )
    if not words.address:
        if offered_model() is None:
            raise ModelRefusedError("address", _("Where is the model? This needs an address."))
        return
    if not words.model:
        raise ModelRefusedError("model", _("Which model? This needs its name."))
    try:
        host = read_address(words.address).host
        check_callable(words.address, hosts=[host], allowed=settings.MODEL_HOSTS)
    except FetchRefused:
        raise ModelRefusedError("address", str(FAULTS["forbidden"])) from None


def _end(setup: ModelSetup | None, now: datetime) -> None:
    if setup is not None:
        setup.ended_at, setup.sealed_key = now, seal("")
        setup.save(update_fields=["ended_at", "sealed_key"])


def _host(address: str) -> str:
    return read_address(address).host if address else ""


def _record(by: Member, action: str, details: Mapping[str, str | int], now: datetime) -> None:
    people.record_audit(
        actor_member_id=by.pk, action=action, subject="model", details=dict(details), now=now
    )

"""Switching a language model on and off: where it may be, and what becomes of its key."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, make_cast, signed_in
from zetje.voice.models import ModelSetup
from zetje.voice.queries import model_is_on
from zetje.voice.queries.language_models import place_of, setup_of
from zetje.voice.testing.model_server import KEY, MODEL, ModelServer, texts

AuditEntry = apps.get_model("people.AuditEntry")
pytestmark = pytest.mark.django_db

PAGE = "/voice/settings/"
SECRET = "sk-do-not-show-this"
FILLED = {
    "address": "https://models.example/v1",
    "model": MODEL,
    "key": SECRET,
    "tokens_per_month": "500000",
}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def ad(cast: Cast) -> Client:
    return signed_in(Client(), cast.ad)


def key_of(cast: Cast) -> str | None:
    with tenant(cast.organisation.pk):
        place = place_of(setup_of(cast.organisation.pk))
    return place.key if place else None


def test_a_key_is_sealed_never_shown_and_goes_to_no_other_address(ad: Client, cast: Cast) -> None:
    ad.post(PAGE, FILLED)

    assert key_of(cast) == SECRET
    assert SECRET not in ad.get(PAGE).content.decode()
    with tenant(cast.organisation.pk):
        assert SECRET.encode() not in bytes(ModelSetup.objects.get().sealed_key)
        assert SECRET not in str([entry.details for entry in AuditEntry.objects.all()])
    with tenant(cast.other_organisation.pk):
        assert not model_is_on(cast.other_organisation)

    ad.post(PAGE, FILLED | {"key": "", "tokens_per_month": "1000"})
    assert key_of(cast) == SECRET
    ad.post(PAGE, FILLED | {"key": "", "address": "https://models.other.example/v1"})
    assert key_of(cast) == ""
    ad.post(PAGE + "off/")
    assert key_of(cast) is None


@pytest.mark.parametrize(
    ("filled", "field"),
    [
        ({"address": "http://models.example/v1"}, "address"),
        ({"address": "https://127.0.0.1:11434/v1"}, "address"),
        ({"address": "https://10.0.0.7/v1"}, "address"),
        ({"address": "https://intranet/v1"}, "address"),
        ({"address": "https://name:word@models.example/v1"}, "address"),
        ({"address": ""}, "address"),
        ({"model": ""}, "model"),
        ({"tokens_per_month": "0"}, "tokens_per_month"),
        ({"tokens_per_month": "veel"}, "tokens_per_month"),
    ],
)
def test_what_may_not_be_is_told_at_its_field_and_keeps_what_was_typed(
    filled: dict[str, str], field: str, ad: Client, cast: Cast
) -> None:
    answer = ad.post(PAGE, FILLED | filled)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert 'value="500000"' in answer.content.decode() or field == "tokens_per_month"
    assert key_of(cast) is None


def test_the_installations_own_model_needs_no_address_and_still_has_to_be_switched_on(
    ad: Client, cast: Cast, settings: Any
) -> None:
    with ModelServer() as server:
        settings.MODEL_ADDRESS, settings.MODEL_NAME = server.address, MODEL
        settings.MODEL_KEY = KEY
        server.model.writer = texts("A quiet bicycle hub, tried on forty bicycles in Zwolle.")
        with tenant(cast.organisation.pk):
            assert not model_is_on(cast.organisation)

        ad.post(PAGE, FILLED | {"address": "", "model": "", "key": ""})
        page = ad.post(PAGE + "trial/", follow=True).content.decode()
        server.model.status = 404
        lost = ad.post(PAGE + "trial/", follow=True).content.decode()

        assert "Het werkt" in page
        assert "kent geen model met deze naam" in lost
        assert not server.model.not_taken
        with tenant(cast.organisation.pk):
            outcomes = AuditEntry.objects.filter(action="model.tried").order_by("pk")
            assert [entry.details["outcome"] for entry in outcomes] == ["works", "unknown"]


def test_a_key_that_nobody_can_open_any_more_is_asked_for_anew(
    ad: Client, cast: Cast, settings: Any
) -> None:
    ad.post(PAGE, FILLED)

    settings.SEAL_KEYS = ["another one"]

    assert key_of(cast) is None
    assert ad.get(PAGE).status_code == 200
    ad.post(PAGE, FILLED | {"key": ""})
    assert key_of(cast) == ""

"""Somebody's data as a file: every table that leads to them, and nothing of anybody else."""

import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models
from django.test import Client

from zetje.lib.record.operations import record
from zetje.lib.tenancy import tenant
from zetje.people import operations
from zetje.people.models import Leave, Member, User
from zetje.people.operations.held import held_tables
from zetje.people.operations.personal_export import WITHHELD
from zetje.people.registry import withheld
from zetje.people.testing.cast import make_cast, signed_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def cast():
    cache.clear()
    return make_cast()


@pytest.fixture
def here(cast):
    with tenant(cast.organisation.pk):
        yield


def _leads_to_a_person(model):
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.related_model in {Member, User} or field.name == "person_key"
    ]


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_each_table_with_a_person_in_it_is_in_the_export(model):
    covered = {(table.model, table.path.partition("__")[0]) for table in held_tables()}

    for name in _leads_to_a_person(model):
        assert model in {Member, User} or (model, name) in covered


def test_rows_that_stand_or_fall_with_a_covered_row_are_covered_too():
    goes = {table.model for table in held_tables() if table.goes_along}

    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            remote = getattr(field, "remote_field", None)
            if remote and field.related_model in goes and remote.on_delete is models.CASCADE:
                assert model in goes, f"{model._meta.label}.{field.name}"


def test_each_withheld_field_exists_and_has_its_reason():
    for name, reason in {**withheld(), **WITHHELD}.items():
        label, _, field = name.rpartition(".")
        assert apps.get_model(label)._meta.get_field(field)
        assert reason


def test_an_export_holds_what_is_known_and_in_the_person_s_own_words(cast, here):
    record(
        organisation_id=cast.organisation.pk,
        kind="story.shared",
        at=NOW,
        source="person",
        person_key=cast.anna.person_key,
        subject="story:1",
    )
    Leave.objects.create(
        organisation=cast.organisation,
        member=cast.anna,
        starts_on=date(2026, 12, 1),
        ends_on=date(2026, 12, 2),
    )

    collected = operations.collect_personal_data(member=cast.anna)

    assert collected["people.Member"][0]["email"] == cast.anna.email
    assert collected["people.Leave"] == [
        {"starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 2), "member": cast.anna.token}
    ]
    assert collected["record.Event"][0]["kind"] == "story.shared"
    assert collected["people.Preferences"]


def test_an_export_holds_nothing_of_anybody_else(cast, here):
    for member in (cast.bram, cast.femke):
        Leave.objects.create(
            organisation=cast.organisation,
            member=member,
            starts_on=date(2026, 12, 1),
            ends_on=date(2026, 12, 2),
        )
    operations.grant_role(member=cast.bram, role="editor", by=cast.anna, now=NOW)

    text = str(operations.collect_personal_data(member=cast.anna))

    assert cast.bram.email not in text
    assert cast.bram.token not in text
    assert "people.Leave" not in text


def test_an_export_lets_nobody_in(cast, here):
    operations.request_device_code(member=cast.anna, browser="b" * 30, code="1111-2222", now=NOW)
    device, cookie = operations.remember_device(
        member=cast.anna, cookie="", session_key="k" * 32, name="Firefox, Linux", now=NOW
    )

    text = str(operations.collect_personal_data(member=cast.anna))

    assert "Firefox, Linux" in text
    assert not any(secret in text for secret in ("1111-2222", cookie, device.token, "k" * 32))
    assert str(cast.anna.person_key) not in text


def test_the_file_has_a_page_to_read_and_data_for_a_program(cast, here):
    client = signed_in(Client(), cast.anna)

    answer = client.post("/me/export/")

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        data = json.loads(archive.read("data.json"))
        page = archive.read("index.html").decode()
    assert answer.headers["Content-Type"] == "application/zip"
    assert "no-store" in answer.headers["Cache-Control"]
    assert data["tables"]["people.Member"][0]["given_name"] == "Anna"
    assert "Anna de Vries" in page


def test_what_somebody_typed_is_inert_in_the_page(cast, here):
    cast.anna.given_name = "<script>alert(1)</script>"

    packed = operations.export_person(member=cast.anna, now=NOW)

    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert b"<script>" not in archive.read("index.html")


def test_an_export_is_a_post(cast, here):
    assert signed_in(Client(), cast.anna).get("/me/export/").status_code == 405

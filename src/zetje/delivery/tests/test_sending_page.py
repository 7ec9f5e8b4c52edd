"""The page on which an administrator stops sending, and decides what nobody else can."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from zetje.delivery import operations as delivery
from zetje.delivery import queries
from zetje.delivery.models import Hold, Message
from zetje.delivery.tests.conftest import NOW, message, queue
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, signed_in

ACTS = ["stop", "resume", "release", "message/x/sent", "message/x/again", "address/00/lift"]


def make_unknown(cast: Cast) -> None:
    for member in (cast.anna, cast.bram):
        queue(member)
    with tenant(cast.organisation.pk), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE delivery_message SET state = 'unknown', sender = 42, "
            "message_id = '<' || token || '@noordnaaf.example>', cap_week = '2026-W48', "
            "reason = 'the sender ended before an answer was on record'"
        )


def page_of(cast: Cast) -> str:
    return signed_in(Client(), cast.ad).get("/sending/").content.decode()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("anna", 403),
        ("bram", 403),
        ("chaima", 403),
        ("femke", 403),
        ("marijke", 403),
        ("pim", 403),
        ("ad", 200),
        ("wil", 403),
    ],
)
def test_only_an_administrator_opens_the_page(cast: Cast, name: str, code: int) -> None:
    assert signed_in(Client(), getattr(cast, name)).get("/sending/").status_code == code


def test_a_visitor_is_shown_the_way_in(cast: Cast) -> None:
    for path in ["", *(f"{act}/" for act in ACTS)]:
        method = Client().get if path == "" else Client().post
        response = method(f"/sending/{path}")
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_an_administrators_and_a_post(cast: Cast, act: str) -> None:
    assert signed_in(Client(), cast.anna).post(f"/sending/{act}/").status_code == 403
    assert signed_in(Client(), cast.ad).get(f"/sending/{act}/").status_code == 405


@pytest.mark.parametrize("act", ACTS)
def test_an_act_needs_the_token_of_its_page(cast: Cast, act: str) -> None:
    client = signed_in(Client(enforce_csrf_checks=True), cast.ad)

    assert client.post(f"/sending/{act}/").status_code == 403


def test_one_press_stops_and_one_resumes(cast: Cast) -> None:
    client = signed_in(Client(), cast.ad)

    stopped = client.post("/sending/stop/", follow=True).content.decode()
    resumed = client.post("/sending/resume/", follow=True).content.decode()

    assert "Er gaat niets de deur uit." in stopped
    assert "De mail gaat de deur uit." in resumed


def test_each_unknown_message_is_listed_by_its_message_id_and_names_nobody(cast: Cast) -> None:
    make_unknown(cast)

    page = page_of(cast)

    for member in (cast.anna, cast.bram):
        assert f"&lt;{message(member).token}@noordnaaf.example&gt;" in page
        assert member.email not in page
    assert "Zetje werd afgebroken tijdens het overdragen." in page


def test_an_administrator_decides_about_an_unknown_message(cast: Cast) -> None:
    make_unknown(cast)
    client = signed_in(Client(), cast.ad)

    client.post(f"/sending/message/{message(cast.anna).token}/sent/")
    client.post(f"/sending/message/{message(cast.bram).token}/again/")

    assert (message(cast.anna).state, message(cast.bram).state) == ("sent", "planned")
    again = client.post(f"/sending/message/{message(cast.anna).token}/again/")
    assert again.status_code == 404
    with tenant(cast.organisation.pk):
        audit = apps.get_model("people", "AuditEntry").objects.order_by("id")
        acts = audit.values_list("action", "actor_id")
        assert list(acts) == [
            ("message.marked_as_sent", cast.ad.pk),
            ("message.sent_again", cast.ad.pk),
        ]


def test_another_organisations_messages_are_not_there(cast: Cast) -> None:
    queue(cast.chaima)
    with tenant(cast.other_organisation.pk):
        Message.objects.update(state="failed")
    token = message(cast.chaima).token

    response = signed_in(Client(), cast.ad).post(f"/sending/message/{token}/again/")

    assert response.status_code == 404
    assert message(cast.chaima).state == "failed"


def test_a_hold_is_explained_and_released(cast: Cast) -> None:
    queue(cast.anna)
    with tenant(cast.organisation.pk):
        Hold.objects.create(organisation=cast.organisation, held_at=NOW, reason="restored")
    client = signed_in(Client(), cast.ad)

    assert "De mail wacht op jou." in client.get("/sending/").content.decode()
    assert client.post("/sending/release/").status_code == 400
    client.post("/sending/release/", {"due": "drop"})

    with tenant(cast.organisation.pk):
        assert queries.open_hold(organisation_id=cast.organisation.pk) is None


def test_a_suppressed_address_is_shown_and_lifted(cast: Cast) -> None:
    delivery.suppress_address(
        organisation_id=cast.organisation.pk,
        address="gone@noordnaaf.example",
        reason="550 5.1.1 User unknown",
        now=NOW,
    )
    with tenant(cast.organisation.pk):
        [known] = queries.suppressed_addresses(organisation_id=cast.organisation.pk)

    assert "gone@noordnaaf.example" in page_of(cast)
    client = signed_in(Client(), cast.ad)
    client.post(f"/sending/address/{known.key}/lift/")

    assert "gone@noordnaaf.example" not in page_of(cast)
    assert client.post("/sending/address/nonsense/lift/").status_code == 404


def test_a_longer_list_asks_no_more_of_the_database(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_unknown(cast)
    client = signed_in(Client(), cast.ad)

    with django_assert_max_num_queries(20):
        client.get("/sending/")


def test_the_page_speaks_english_to_who_asks_for_it(cast: Cast) -> None:
    client = signed_in(Client(), cast.ad)
    client.post("/language/", {"lang": "en"})

    assert "Mail goes out." in client.get("/sending/").content.decode()


@pytest.mark.parametrize("reason", ["restored", "away"])
def test_words_of_people_are_inert_on_the_page(cast: Cast, reason: str) -> None:
    make_unknown(cast)
    with tenant(cast.organisation.pk):
        Message.objects.update(reason="<script>alert(1)</script>")
        Hold.objects.create(organisation=cast.organisation, held_at=NOW, reason=reason)

    assert "<script>alert" not in page_of(cast)

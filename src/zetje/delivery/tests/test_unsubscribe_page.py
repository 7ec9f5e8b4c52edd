"""Opening the page changes nothing; one press or one click of a mail program stops the mail."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from zetje.delivery import operations as delivery
from zetje.delivery import queries
from zetje.delivery.models import Unsubscription
from zetje.delivery.testing.fakes import FakeTransport
from zetje.delivery.tests.conftest import NOW, queue, send
from zetje.lib import tokens
from zetje.lib.tenancy import tenant
from zetje.people.testing import Cast, signed_in


def address_of(member: Any, *, kind: str = "digest", now: datetime | None = None) -> str:
    url = queries.unsubscribe_url(
        organisation_id=member.organisation_id,
        member_id=member.pk,
        kind=kind,
        now=now or datetime.now(UTC),
    )
    return "/unsubscribe/" + url.partition("/unsubscribe/")[2]


def rows(cast: Cast) -> list[tuple[int, str, str, bool]]:
    with tenant(cast.organisation.pk):
        return [
            (row.member_id, row.kind, row.via, row.ended_at is None)
            for row in Unsubscription.objects.order_by("id")
        ]


CSRF = re.compile(r'value="\w{64}"')
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_page_changes_nothing(cast: Cast, method: str) -> None:
    client = Client(enforce_csrf_checks=True)

    for _ in range(3):
        response = getattr(client, method)(address_of(cast.anna))

    assert response.status_code == 200
    assert rows(cast) == []
    assert "no-store" in response.headers["Cache-Control"]


def test_one_click_of_a_mail_program_needs_no_cookie_and_may_come_twice(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)

    codes = [client.post(address_of(cast.anna), ONE_CLICK).status_code for _ in range(2)]

    assert codes == [200, 200]
    assert rows(cast) == [(cast.anna.pk, "digest", "one click", True)]


def test_the_button_of_the_page_stops_the_mail_and_offers_the_way_back(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    address = address_of(cast.anna)

    page = client.post(address, ONE_CLICK | {"page": "yes"})
    client.post(address, {"again": "yes"})

    assert "Send it to me again" in page.content.decode()
    assert rows(cast) == [(cast.anna.pk, "digest", "page", False)]


def test_other_words_in_a_post_do_nothing(cast: Cast) -> None:
    response = Client().post(address_of(cast.anna), {"List-Unsubscribe": "Maybe"})

    assert response.status_code == 400
    assert rows(cast) == []


@pytest.mark.parametrize("method", ["put", "delete", "options", "patch"])
def test_other_methods_are_refused(cast: Cast, method: str) -> None:
    assert getattr(Client(), method)(address_of(cast.anna)).status_code == 405
    assert rows(cast) == []


def test_a_token_that_is_not_ours_gets_one_page_whatever_is_wrong(cast: Cast) -> None:
    good = address_of(cast.anna).split("/")[2]
    other = tokens.sign("week", {"o": 1, "m": 1, "k": "digest"}, expires_at=NOW.replace(year=2099))
    old = address_of(cast.anna, now=datetime.now(UTC) - timedelta(days=500)).split("/")[2]
    bad = [good[:-1], good[:-2] + "AA", "A" + good[1:], other, old, "nonsense"]

    answers = {
        (answer.status_code, CSRF.sub("", answer.content.decode()).replace(token, ""))
        for token in bad
        for answer in (
            Client().get(f"/unsubscribe/{token}/"),
            Client().post(f"/unsubscribe/{token}/", ONE_CLICK),
        )
    }

    assert [code for code, _ in answers] == [404]
    assert rows(cast) == []


def test_the_page_names_nobody_since_a_mail_may_be_passed_on(cast: Cast) -> None:
    page = Client().get(address_of(cast.anna)).content.decode()

    assert "Anna" not in page
    assert cast.anna.email not in page


def test_somebody_signed_in_elsewhere_stops_only_the_mail_of_the_token(cast: Cast) -> None:
    client = signed_in(Client(), cast.chaima)

    assert client.post(address_of(cast.anna), ONE_CLICK).status_code == 200

    assert rows(cast) == [(cast.anna.pk, "digest", "one click", True)]
    with tenant(cast.other_organisation.pk):
        assert Unsubscription.objects.count() == 0


def test_the_page_speaks_dutch(cast: Cast) -> None:
    page = Client().get(address_of(cast.anna), headers={"accept-language": "nl"}).content.decode()

    assert "Deze mail niet meer?" in page


def test_the_address_in_a_mail_is_the_one_that_works(cast: Cast, transport: FakeTransport) -> None:
    queue(cast.anna)
    send(transport)
    [line] = [
        line
        for line in transport.sent[0].contents.decode().replace("\r\n ", "").split("\r\n")
        if line.startswith("List-Unsubscribe: ")
    ]
    address = line.partition("<")[2].rstrip(">")

    assert len(address) <= 200
    who = queries.unsubscriber(token=address.rstrip("/").rpartition("/")[2], now=NOW)
    assert (who.member_id, who.kind) == (cast.anna.pk, "digest")


def test_a_member_who_is_gone_can_still_press(cast: Cast) -> None:
    address = address_of(cast.anna)
    with tenant(cast.organisation.pk):
        cast.anna.delete()

    assert Client().post(address, ONE_CLICK).status_code == 200


def test_planners_are_told_who_wants_no_more(cast: Cast) -> None:
    delivery.unsubscribe(
        organisation_id=cast.organisation.pk,
        member_id=cast.bram.pk,
        kind="digest",
        via="page",
        now=NOW,
    )

    with tenant(cast.organisation.pk):
        found = queries.unsubscribed_members(organisation_id=cast.organisation.pk, kind="digest")
    assert found == {cast.bram.pk}

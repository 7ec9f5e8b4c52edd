"""The way into the demo: in the demo only, for invented people only, by a press only."""

from __future__ import annotations

from collections.abc import Generator
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from django.test import Client, override_settings

from zetje.people import queries as people
from zetje.web.demo.entrances import ENTRANCES, account_of
from zetje.web.demo.founding import found_noordnaaf

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
KEYS = [entrance.key for entrance in ENTRANCES]


@pytest.fixture
def noordnaaf(db: None) -> Generator[Any]:
    """The invented organisation, in the demo."""
    with override_settings(DEMO=True):
        yield found_noordnaaf(count=12, now=NOW, rng=np.random.default_rng(1))


@pytest.mark.parametrize("key", KEYS)
def test_a_press_on_a_name_enters_as_that_person(noordnaaf: Any, client: Client, key: str) -> None:
    entrance = next(entrance for entrance in ENTRANCES if entrance.key == key)

    response = client.post(f"/demo/enter/{key}/")

    user = account_of(entrance)
    assert user is not None
    assert (response.status_code, response.headers["Location"]) == (302, entrance.first_page)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert "device" in client.cookies


def test_one_can_be_somebody_else_after_that(noordnaaf: Any, client: Client) -> None:
    client.post("/demo/enter/sanne/")

    client.post("/demo/enter/ad/")

    assert client.get("/people/").status_code in {200, 302}
    user = people.account_for("ad.mulder@noordnaaf.example")
    assert user is not None
    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_page_names_everybody_one_may_be(noordnaaf: Any, client: Client) -> None:
    page = client.get("/demo/", headers={"accept-language": "nl"}).content.decode()

    assert all(entrance.name in page for entrance in ENTRANCES)
    assert "Wie wil je zijn?" in page


def test_before_the_demo_is_made_the_page_says_so(db: None, client: Client) -> None:
    with override_settings(DEMO=True):
        page = client.get("/demo/", headers={"accept-language": "en"}).content.decode()

    assert "There is no demo in this installation yet" in page


def test_looking_enters_nowhere(noordnaaf: Any, client: Client) -> None:
    assert client.get("/demo/enter/sanne/").status_code == 405
    assert "_auth_user_id" not in client.session


def test_a_page_from_elsewhere_cannot_press(noordnaaf: Any) -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post("/demo/enter/sanne/").status_code == 403


def test_nobody_else_can_be_entered_as(noordnaaf: Any, client: Client) -> None:
    assert client.post("/demo/enter/bram/").status_code == 404


def test_an_organisation_that_is_real_has_no_such_door(noordnaaf: Any, client: Client) -> None:
    noordnaaf.is_demo = False
    noordnaaf.save(update_fields=["is_demo"])

    assert client.post("/demo/enter/sanne/").status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "path",
    [
        "/demo/",
        "/demo/news/",
        "/demo/news/the-hub-that-outlives-the-bike/",
        "/demo/news/the-hub-that-outlives-the-bike.png",
        "/demo/feeds/newsroom.xml",
    ],
)
def test_outside_the_demo_there_is_nothing(db: None, client: Client, path: str) -> None:
    with override_settings(DEMO=False):
        assert client.get(path).status_code == 404
    with override_settings(DEMO=True):
        assert client.get(path).status_code == 200


def test_outside_the_demo_nobody_is_let_in(noordnaaf: Any, client: Client) -> None:
    with override_settings(DEMO=False):
        assert client.post("/demo/enter/sanne/").status_code == 404

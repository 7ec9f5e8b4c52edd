"""Guessing is slow, and no stranger locks anybody out."""

import pytest
from django.core.cache import cache
from django.test import Client

from zetje.people import queries
from zetje.people.models import SignInLink
from zetje.people.operations import limits
from zetje.people.testing.cast import make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cache.clear()
    return make_cast()


@pytest.fixture
def tight(monkeypatch):
    monkeypatch.setattr(limits, "ASKS_OF_HOUSEHOLD", limits.Limit("asks", 30))
    monkeypatch.setattr(limits, "WRONG_OF_HOUSEHOLD", limits.Limit("wrong", 30))


def ask(client, address, **extra):
    return client.post("/sign-in/", {"email": address}, **extra)


def test_a_stranger_who_keeps_asking_locks_nobody_out(cast, client):
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(12):
        ask(stranger, "anna@noordnaaf.example")

    ask(client, "anna@noordnaaf.example")
    mailed = SignInLink.objects.filter(user__isnull=False).order_by("pk")

    assert mailed.count() == 5
    client.post(f"/sign-in/link/{queries.link_token(mailed.last())}/")
    assert client.get("/me/").status_code == 200


def test_one_address_that_asks_for_many_accounts_is_slowed(cast, tight):
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    answers = [ask(stranger, f"lid{number}@noordnaaf.example") for number in range(31)]

    assert [answer.status_code for answer in answers[:30]] == [302] * 30
    assert answers[30].status_code == 429
    assert int(answers[30].headers["Retry-After"]) <= 900
    assert ask(Client(), "anna@noordnaaf.example").status_code == 302


def test_a_thousand_wrong_codes_end_in_a_wait_for_whoever_tries(cast, tight):
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(30):
        ask(stranger, "anna@noordnaaf.example")
        stranger.post("/sign-in/code/", {"code": "1234-5678"})

    answer = stranger.post("/sign-in/code/", {"code": "1234-5678"})

    assert answer.status_code == 429


def test_a_forged_forwarding_header_does_not_give_new_tries(cast, tight):
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    for number in range(30):
        ask(stranger, "x@y.example", headers={"x-forwarded-for": f"198.51.100.{number}"})

    answer = ask(stranger, "x@y.example", headers={"x-forwarded-for": "198.51.100.99"})

    assert answer.status_code == 429
